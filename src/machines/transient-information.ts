import type { Machine } from "../core/source.ts";
import { blockEntropies } from "./block-entropies.ts";

/** Longest blocks looked at, and the gain above the rate at which they count as long enough, in bits. */
const longest = 256;
const converged = 1e-7;

/**
 * Transient information of a machine: sum over L of E + h L - H(L), from L = 0 on.
 *
 * With d_k = H(k) - H(k - 1) - h it is the sum of k d_k: E is the sum of all d_k, and those beyond L are counted at
 * every L before them.
 *
 * @param entropyRate h in bits a symbol
 * @returns bit symbols; undefined where the gains do not reach the rate within 256 symbols or beliefs get too many
 * Cost: that of 256 exact block entropies at most.
 * Source: Crutchfield & Feldman 2003, Chaos 13.
 */
export function transientInformation(machine: Machine, entropyRate: number): number | undefined {
  const entropies = blockEntropies(machine, longest);
  let sum = 0;
  for (let k = 1; k <= entropies.length; k++) {
    const excess = entropies[k - 1]! - (entropies[k - 2] ?? 0) - entropyRate;
    sum += k * excess;
    if (excess < converged) return sum;
  }
  return undefined;
}
