import type { Random } from "../../core/random.ts";
import { hurwitzZeta } from "../../math/special-functions.ts";
import { createAliasTable, drawFromLaw } from "./alias-table.ts";

/** Values below this come from a table. */
const far = 256;

/**
 * Draws N with P(N = n) = n^-s / zeta(s): from a table where N is small, else by rejection from the Pareto law.
 *
 * @param s above 1
 * @returns a function that gives 1 or more; what exceeds 2^53 is 2^53
 * Cost: O(1) a draw, two random numbers as a rule.
 * Source: Devroye 1986, Non-Uniform Random Variate Generation, ch. X.6 (rejection).
 */
export function zetaSampler(s: number): (random: Random) => number {
  const law = Float64Array.from({ length: far }, (_, n) => (n === 0 ? 0 : Math.exp(-s * Math.log(n))));
  law[0] = hurwitzZeta(s, far).value; // stands for all that is far
  const total = law.reduce((sum, mass) => sum + mass, 0);
  const table = createAliasTable([law.map((mass) => mass / total)], far);
  const most = excess(far, s);
  return (random) => {
    const near = drawFromLaw(table, 0, random);
    if (near > 0) return near;
    for (;;) {
      const x = far * Math.exp(-Math.log(1 - random.uniform()) / (s - 1));
      const n = Math.min(Number.MAX_SAFE_INTEGER + 1, Math.floor(x));
      if (random.uniform() * most < excess(n, s)) return n;
    }
  };
}

/** n^-s over the integral of x^-s from n to n + 1; falls to 1 with n. */
function excess(n: number, s: number): number {
  // Beyond this the difference from 1 is less than its rounding.
  if (n > 1e8) return 1;
  return (s - 1) / (n * (1 - Math.exp((1 - s) * Math.log(1 + 1 / n))));
}
