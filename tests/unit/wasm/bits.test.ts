import { expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { toBits } from "../../../src/wasm/bits.ts";

const bitsOf = (probabilities: readonly number[]) => {
  const all = Float64Array.from(probabilities);
  toBits(all);
  return all;
};
const logarithms = (probabilities: readonly number[]) =>
  Float64Array.from(probabilities, (p) => -Math.log2(p));

test("powers of two", () => {
  expect([...bitsOf([1, 0.5, 0.25, 2 ** -100, 4])]).toEqual([-0, 1, 2, 100, -2]);
});

test("equal to the logarithm to the bit, of many sizes, in pieces too", () => {
  const random = Random.fromSeed(1);
  const some = Array.from({ length: 20_001 }, (_, i) => {
    const u = random.uniform();
    return [u, u ** 40, 1 - u * 2 ** -(i % 53), 2 ** -(i % 1100), Math.exp(1400 * (u - 0.5))][i % 5]!;
  });
  expect(bitsOf(some)).toEqual(logarithms(some));
});

test("numbers at the edges, each next to usual ones", () => {
  const edges = [0, -0, 1 - 2 ** -53, 1 + 2 ** -52, Math.SQRT2, Math.SQRT1_2, 2 ** -1022, 2 ** -1023];
  for (const edge of [
    ...edges,
    Number.MIN_VALUE,
    Number.MAX_VALUE,
    Number.POSITIVE_INFINITY,
    Number.NaN,
    -1,
  ]) {
    for (const all of [[edge], [edge, 0.3], [0.3, edge, 0.1], [0.2, 0.3, 0.4, edge]]) {
      expect(bitsOf(all)).toEqual(logarithms(all));
    }
  }
  expect(bitsOf([]).length).toBe(0);
});
