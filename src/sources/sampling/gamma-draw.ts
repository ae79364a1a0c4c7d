import { largestOf } from "../../core/extremes.ts";
import type { Random } from "../../core/random.ts";

/**
 * Logarithm of a gamma variate of scale 1; the logarithm does not underflow where the shape is small.
 *
 * @param shape above 0
 * Cost: a few draws.
 * Source: Marsaglia & Tsang 2000, ACM Trans. Math. Softw. 26(3); shapes below 1 by a power of a uniform variate.
 */
export function logGammaDraw(shape: number, random: Random): number {
  if (shape < 1) return logGammaDraw(shape + 1, random) + Math.log(1 - random.uniform()) / shape;
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normalDraw(random);
    const root = 1 + c * x;
    if (root <= 0) continue;
    const v = root * root * root;
    if (Math.log(1 - random.uniform()) < (x * x) / 2 + d - d * v + d * Math.log(v)) return Math.log(d * v);
  }
}

/** A standard normal variate (polar method of Marsaglia, which needs no sine). */
function normalDraw(random: Random): number {
  for (;;) {
    const x = 2 * random.uniform() - 1;
    const y = 2 * random.uniform() - 1;
    const r = x * x + y * y;
    if (r > 0 && r < 1) return x * Math.sqrt((-2 * Math.log(r)) / r);
  }
}

/**
 * A law drawn from a Dirichlet distribution.
 *
 * @param shapes one a symbol, each above 0
 * @returns shape (A,), sums to 1
 */
export function dirichletDraw(shapes: readonly number[], random: Random): Float64Array {
  const logs = shapes.map((shape) => logGammaDraw(shape, random));
  const most = largestOf(logs);
  const law = Float64Array.from(logs, (log) => Math.exp(log - most));
  const total = law.reduce((sum, mass) => sum + mass, 0);
  return law.map((mass) => mass / total);
}
