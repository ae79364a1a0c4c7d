import { deflateSync } from "node:zlib";
import { expect, it } from "vitest";
import { deflatedSize, deflateParameters } from "../../../src/estimators/compression.ts";

const parameters = deflateParameters();

/** 3000 different triples of letters, twice: a window of 4096 bytes sees none of them again. */
const twice = new TextEncoder().encode(
  Array.from({ length: 6000 }, (_, i) => (((i % 3000) * 7919) % 17_576).toString(26).padStart(3, "x")).join(
    "",
  ),
);

it("has level 9 and the widest window by default", () => {
  expect(parameters.parse({})).toEqual({ library: "zlib", level: 9, windowBits: 15 });
  expect(parameters.parse({ library: "zlib", level: 1, windowBits: 9 })).toEqual({
    library: "zlib",
    level: 1,
    windowBits: 9,
  });
});

it.each([
  { level: 0 },
  { level: 10 },
  { level: 1.5 },
  { windowBits: 8 },
  { windowBits: 16 },
  { library: "other" },
  { other: 1 },
])("does not take %j", (given) => {
  expect(parameters.safeParse(given).success).toBe(false);
});

it.each([
  [9, 15],
  [9, 12],
  [1, 15],
  [1, 9],
])("level %i and a window of 2^%i give the size that zlib gives", async (level, windowBits) => {
  const size = await deflatedSize(twice, parameters.parse({ level, windowBits }));
  expect(size).toBe(deflateSync(twice, { level, windowBits }).length);
});

// 2 bytes of header, 4 of checksum, and blocks of at most 65 535 bytes with 5 bytes each before them.
it("costs 3 bytes and 3 of a block for one byte", async () => {
  expect(await deflatedSize(Uint8Array.of(7), parameters.parse({}))).toBe(2 + 3 + 4);
});

it("settings matter: a window that is too short sees nothing again", async () => {
  const sizes = await Promise.all(
    [15, 12].map((windowBits) => deflatedSize(twice, parameters.parse({ windowBits }))),
  );
  expect(sizes[1]! / sizes[0]!).toBeGreaterThan(1.5);
});
