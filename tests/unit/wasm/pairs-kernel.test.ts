import { expect, test } from "vitest";
import { PairsKernel } from "../../../src/wasm/pairs-kernel.ts";

/** n symbols below `size`, some of them far more frequent. */
const skewed = (n: number, size: number) =>
  Array.from({ length: n }, (_, i) => Math.floor(size * (((i + 1) * 0.754877666) % 1) ** 3));

test.each([
  { size: 5, make: (symbols: number[]) => Uint8Array.from(symbols) },
  { size: 256, make: (symbols: number[]) => Uint8Array.from(symbols) },
  { size: 1000, make: (symbols: number[]) => Uint16Array.from(symbols) },
  // As they come from a larger alphabet.
  { size: 40, make: (symbols: number[]) => Uint32Array.from(symbols) },
])("pairs of $size symbols, by their list", ({ size, make }) => {
  const symbols = skewed(700, size);
  const kernel = new PairsKernel(make(symbols), size);
  const expected = new Int32Array(size * size);
  for (const [from, to, distance] of [
    [0, 699, 1],
    [13, 400, 300],
    [650, 650, 50],
  ] as const) {
    for (let i = from; i < to; i++) expected[symbols[i]! * size + symbols[i + distance]!]!++;
    kernel.count(from, to, distance);
  }
  expect(
    Buffer.compare(
      new Uint8Array(kernel.counts.buffer, kernel.counts.byteOffset, 4 * size * size),
      new Uint8Array(expected.buffer),
    ),
  ).toBe(0);
  kernel.values.forEach((_, pair, values) => {
    values[pair] = Math.sqrt(pair);
  });
  let sum = 0.1;
  for (let i = 13; i < 400; i++) sum += Math.sqrt(symbols[i]! * size + symbols[i + 300]!);
  expect(kernel.sum(13, 400, 300, 0.1)).toBe(sum);
});
