import { expect, it } from "vitest";
import { logMultinomial } from "../../../src/math/log-multinomial.ts";

it("logMultinomial is log2(n! / prod n_i!), on both sides of Stirling's series", () => {
  const factorial = (n: number): bigint => (n < 2 ? 1n : BigInt(n) * factorial(n - 1));
  const log2 = (x: bigint): number => {
    const bits = x.toString(2).length;
    const drop = BigInt(Math.max(0, bits - 60));
    return Math.log2(Number(x >> drop)) + Number(drop);
  };
  for (const counts of [
    [3, 2],
    [127, 128, 1],
    [500, 499, 2, 0],
    [1000, 1000],
  ]) {
    const ways = counts.reduce(
      (rest, count) => rest / factorial(count),
      factorial(counts.reduce((a, b) => a + b)),
    );
    expect(logMultinomial(counts)).toBeCloseTo(log2(ways), 9);
  }
});
