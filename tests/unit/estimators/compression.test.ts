import { brotliCompressSync, constants, deflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { optionalPackage } from "../../../src/core/optional-package.ts";
import { type Codec, codedOutcome } from "../../../src/estimators/codecs.ts";
import {
  brotliRate,
  brotliRatio,
  bzip2Rate,
  bzip2Ratio,
  deflateRate,
  deflateRatio,
  ppmdRate,
  ppmdRatio,
  xzRate,
  xzRatio,
  zstdRate,
  zstdRatio,
} from "../../../src/estimators/compression.ts";
import { contextOf, contextOfSymbols, generate, numberFrom, wordsOf } from "./context-of.ts";

describe("compression", () => {
  const text = "Съешь же ещё этих мягких французских булок, да выпей чаю. ".repeat(30);
  const bytes = Buffer.from(text);
  const deflated = deflateSync(bytes, { level: 9 }).length;
  const brotlied = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_LGWIN]: 24 } }).length;

  test("bits a symbol and bytes a byte, by the library itself", async () => {
    const context = contextOf(text);
    expect(await numberFrom(deflateRate, context)).toBe((8 * deflated) / text.length);
    expect(await numberFrom(deflateRatio, context)).toBe(deflated / bytes.length);
    expect(await numberFrom(brotliRate, context)).toBe((8 * brotlied) / text.length);
    expect(await numberFrom(brotliRatio, context)).toBe(brotlied / bytes.length);
  });

  test("words: the same bytes, fewer symbols", async () => {
    expect(await numberFrom(deflateRate, wordsOf(text))).toBe((8 * deflated) / (10 * 30));
  });

  test("random bytes cost 8 bits and a little more", async () => {
    const noise = contextOfSymbols(
      generate(100_000, (random) => random.below(256)),
      256,
    );
    // Stored blocks: 2 + 4 bytes around the stream and 5 a block of at most 65 535 bytes.
    const rate = await numberFrom(deflateRate, noise);
    expect(rate).toBeGreaterThan(8);
    expect(rate).toBeLessThan(8.01);
    expect(await numberFrom(brotliRatio, noise)).toBeLessThan(1.001);
  });

  test("one byte costs its header", async () => {
    // zlib: 2 header, 3 block, 4 checksum
    expect(await numberFrom(deflateRatio, contextOf("a"))).toBe(9);
  });

  test("results carry library and settings", async () => {
    expect(await deflateRate.measure(contextOf("aa"), { level: 1 })).toMatchObject({
      parameters: { library: "zlib", level: 1, windowBits: 15 },
    });
    expect(await brotliRate.measure(contextOf("aa"))).toMatchObject({
      parameters: { library: "brotli", quality: 11, windowBits: 24 },
    });
  });
});

describe("codecs", () => {
  const text = Array.from({ length: 4000 }, (_, i) => `${i}: ${i * i} sheep cross the bridge\n`).join("");
  const pairs = [
    [zstdRate, zstdRatio],
    [xzRate, xzRatio],
    [bzip2Rate, bzip2Ratio],
    [ppmdRate, ppmdRatio],
  ] as const;

  test.each(pairs)(
    "bits a symbol are 8 times the ratio where symbols are bytes ($id)",
    async (rate, ratio) => {
      const context = contextOf(text);
      expect(await numberFrom(rate, context)).toBeCloseTo(8 * (await numberFrom(ratio, context)), 12);
    },
  );

  test("the programs on the command line give the same sizes", { tags: ["slow"] }, async () => {
    const size = async (ratio: (typeof pairs)[number][1]) =>
      Math.round(text.length * (await numberFrom(ratio, contextOf(text))));
    // xz -T1 -9e --check=crc32, bzip2 -9, 7z a -m0=PPMd:o=16:mem=256m -mtm=off -mtc=off -mta=off of a file "data"
    expect(await size(xzRatio)).toBe(12_876);
    expect(await size(bzip2Ratio)).toBe(20_405);
    expect(await size(ppmdRatio)).toBe(18_932);
    // zstd -19 --no-check; later versions of the library may choose otherwise
    expect(Math.abs((await size(zstdRatio)) / 14_762 - 1)).toBeLessThan(0.01);
  });

  test("the .bz2 format spends 37 bytes on one", async () => {
    expect(await numberFrom(bzip2Ratio, contextOf("a"))).toBe(37);
  });

  test.each([
    [zstdRate, 8.01],
    [xzRate, 8.01],
    // A fiftieth and more for a block-sorting code without stored blocks, a thirtieth for one that escapes.
    [bzip2Rate, 8.1],
    [ppmdRate, 8.3],
  ] as const)("noise costs no less than 8 bits and little more", async (rate, most) => {
    const noise = generate(100_000, (random) => random.below(256));
    const bits = await numberFrom(rate, contextOfSymbols(noise, 256));
    expect(bits).toBeGreaterThan(8);
    expect(bits).toBeLessThan(most);
  });

  test.each(pairs)("the result has the library and its version", async (rate) => {
    const measured = await rate.measure(contextOf("to be or not to be"));
    expect(measured.parameters["library"]).toMatch(/\d/);
  });

  test("no package: the reason says how to get it", async () => {
    expect(await optionalPackage("no-such-package-here")).toEqual({
      present: false,
      reason: "not installed: npm i no-such-package-here",
    });
  });

  test("a code that does not decode is an error, never a number", async () => {
    const broken: Codec<{ level: number }> = {
      name: "broken",
      open: async () => ({
        library: "broken 1",
        compress: async () => new Uint8Array(1),
        decompress: async (_, length) => new Uint8Array(length),
      }),
    };
    await expect(codedOutcome(contextOf("abc"), broken, { level: 1 }, (size) => size)).rejects.toThrow(
      "broken 1 does not restore the bytes",
    );
  });

  test("a dictionary larger than the input changes nothing", { tags: ["slow"] }, async () => {
    for (const preset of [0, 1, 2, 4, 6, 7]) {
      expect(Math.round(text.length * (await numberFrom(xzRatio, contextOf(text), { preset })))).toBe(12_876);
    }
  });
});
