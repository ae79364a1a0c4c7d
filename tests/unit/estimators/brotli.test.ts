import { brotliCompressSync, constants } from "node:zlib";
import { expect, it } from "vitest";
import { brotliParameters, brotliSize } from "../../../src/estimators/compression.ts";

const parameters = brotliParameters();

/** 2000 different triples of letters, twice: a window of 1024 bytes sees none of them again. */
const twice = new TextEncoder().encode(
  Array.from({ length: 4000 }, (_, i) => (((i % 2000) * 7919) % 17_576).toString(26).padStart(3, "x")).join(
    "",
  ),
);

it("has quality 11 and the widest window by default", () => {
  expect(parameters.parse({})).toEqual({ library: "brotli", quality: 11, windowBits: 24 });
  const least = { library: "brotli", quality: 0, windowBits: 10 };
  expect(parameters.parse(least)).toEqual(least);
});

it.each([
  { quality: -1 },
  { quality: 12 },
  { quality: 1.5 },
  { windowBits: 9 },
  { windowBits: 25 },
  { library: "other" },
  { other: 1 },
])("does not take %j", (given) => {
  expect(parameters.safeParse(given).success).toBe(false);
});

it.each([
  [11, 24],
  [11, 10],
  [5, 24],
  [5, 10],
  [0, 16],
])("quality %i and a window of 2^%i give the size that brotli gives", async (quality, windowBits) => {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: quality,
    [constants.BROTLI_PARAM_LGWIN]: windowBits,
    [constants.BROTLI_PARAM_SIZE_HINT]: twice.length,
  };
  const size = await brotliSize(twice, parameters.parse({ quality, windowBits }));
  expect(size).toBe(brotliCompressSync(twice, { params }).length);
});

it("codes the same bytes once for the same settings", () => {
  const bytes = Uint8Array.of(1, 2, 3);
  const size = brotliSize(bytes, parameters.parse({ quality: 1 }));
  const other = brotliSize(bytes, parameters.parse({ quality: 2 }));
  expect(brotliSize(bytes, parameters.parse({ quality: 1 }))).toBe(size);
  expect(brotliSize(bytes, parameters.parse({ quality: 2 }))).toBe(other);
  expect(other).not.toBe(size);
  expect(brotliSize(Uint8Array.of(1, 2, 3), parameters.parse({ quality: 1 }))).not.toBe(size);
});

it("settings matter: a window that is too short sees nothing again", async () => {
  const sizes = await Promise.all(
    [24, 10].map((windowBits) => brotliSize(twice, parameters.parse({ windowBits }))),
  );
  expect(sizes[1]! / sizes[0]!).toBeGreaterThan(1.5);
});
