import { brotliCompressSync, constants, deflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { brotliRate, brotliRatio } from "../../../src/estimators/compression/brotli.ts";
import { deflateRate, deflateRatio } from "../../../src/estimators/compression/deflate.ts";
import { contextOf, contextOfSymbols, generate, numberFrom, wordsOf } from "./context-of.ts";

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
