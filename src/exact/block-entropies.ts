import type { Machine } from "../core/source.ts";
import { bounded, certified, closedForm, type Truth } from "../core/truth.ts";
import { BeliefRecursion } from "./belief-set.ts";
import { isUnifilar, unifilarEntropyRate } from "./machine.ts";

/**
 * Exact block entropies of a machine.
 *
 * @param longest K
 * @param tolerance largest error of any of them, bits
 * @returns H(1..K) in bits, shape (K,), or fewer where more beliefs than the capacity would be needed
 * Cost: O(K * beliefs * edges); the number of beliefs grows at worst as A^k, but equal ones are merged.
 */
export function blockEntropies(machine: Machine, longest: number, tolerance = 1e-11): Float64Array {
  const capacity = Math.max(2, Math.floor(524_288 / machine.states));
  const recursion = new BeliefRecursion(machine, [machine.stationary], capacity);
  const entropies = new Float64Array(longest);
  let total = 0;
  let error = 0;
  for (let k = 0; k < longest; k++) {
    error += recursion.lost;
    if (error > tolerance) return entropies.subarray(0, k);
    total += recursion.advance();
    entropies[k] = total;
  }
  return entropies;
}

/** Proved bounds of a number. */
export interface Bounds {
  readonly lower: number;
  readonly upper: number;
}

/** What a finite recursion proves about a process. */
export interface ProcessBounds {
  /** bit/symbol */
  readonly entropyRate: Bounds;
  /** bit */
  readonly excessEntropy: Bounds;
  /** symbols read */
  readonly depth: number;
}

/** Where the recursion stops; `work` counts moves of probability along an edge. */
interface RecursionEffort {
  readonly depth: number;
  readonly beliefs: number;
  readonly work: number;
}

const defaultEffort: RecursionEffort = { depth: 1000, beliefs: 8192, work: 30_000_000 };
/** Narrower than this the bounds are rounding. */
const targetWidth = 1e-13;
/** Levels without a gain of a tenth after which it stops. */
const mostStalled = 24;

/**
 * Bounds on the entropy rate and the excess entropy of a machine that narrow with each symbol read: H(X_k | X^{k-1}, S_0) <= h
 * <= H(X_k | X^{k-1}), and, with d_j = H(X_j | X^{j-1}) - h, sum_{j<=K} d_j <= E <= sum_{j<=K} d_j + I(S_0; S_K | X^K).
 *
 * The last term holds because what the past adds to X^K about the future passes through S_0 and then S_K.
 *
 * @param known bounds on the rate with another proof
 * Cost: as `effort` allows; about half a second at most by default.
 * Source: Birch 1962, Ann. Math. Statist. 33(3); Cover & Thomas 2006, Elements of Information Theory, 4.5.
 */
export function processBounds(
  machine: Machine,
  effort: RecursionEffort = defaultEffort,
  known?: Bounds,
): ProcessBounds {
  const capacity = Math.max(2, Math.min(effort.beliefs, Math.floor(1_048_576 / machine.states)));
  const blind = new BeliefRecursion(machine, [machine.stationary], capacity);
  const informed = isUnifilar(machine) ? null : new BeliefRecursion(machine, pureStates(machine), capacity);
  const exactRate = informed === null ? unifilarEntropyRate(machine) : null;
  let lower = exactRate ?? known?.lower ?? 0;
  let upper = exactRate ?? known?.upper ?? Math.log2(machine.alphabetSize);
  let excessLower = 0;
  let excessUpper = Number.POSITIVE_INFINITY;
  let gains = 0;
  let doubt = 0;
  let best = Number.POSITIVE_INFINITY;
  let bestDepth = 0;
  let depth = 0;
  while (depth < effort.depth && blind.work + (informed?.work ?? 0) < effort.work) {
    depth++;
    doubt += blind.lost;
    const informedDoubt = informed?.lost ?? 0;
    const gain = blind.advance();
    gains += gain;
    if (informed !== null) {
      upper = Math.min(upper, gain);
      lower = Math.max(lower, informed.advance() - informedDoubt);
    }
    const known = informed === null ? 0 : informed.stateEntropy - informed.lost;
    excessLower = Math.max(excessLower, gains - doubt - depth * upper);
    excessUpper = Math.min(excessUpper, gains - depth * lower + Math.max(0, blind.stateEntropy - known));
    const width = Math.max(upper - lower, excessUpper - excessLower);
    if (width < 0.9 * best) {
      best = width;
      bestDepth = depth;
    }
    if (width < targetWidth || depth - bestDepth > mostStalled) break;
    // Information lost by merging is never regained: beyond this, neither pair of bounds can narrow.
    if (doubt > excessUpper - excessLower && (informed?.lost ?? 0) > upper - lower) break;
  }
  const rounding = 1e-15 * (depth + 8);
  return {
    entropyRate: { lower: Math.max(0, lower - rounding), upper: upper + rounding },
    excessEntropy: { lower: Math.max(0, excessLower - rounding), upper: excessUpper + rounding },
    depth,
  };
}

/** One belief per state: the observer knows the first state. */
function pureStates(machine: Machine): Float64Array[] {
  const rows: Float64Array[] = [];
  machine.stationary.forEach((mass, state) => {
    if (mass === 0) return;
    const row = new Float64Array(machine.states);
    row[state] = mass;
    rows.push(row);
  });
  return rows;
}

/** Longest block, and the gain above the rate below which a block is long enough, in bits. */
const longest = 256;
const converged = 1e-7;

/**
 * Transient information of a machine: sum over L of E + h L - H(L), from L = 0 on.
 *
 * With d_k = H(k) - H(k - 1) - h it is the sum of k d_k: E is the sum of all d_k, and those beyond L count at every L before
 * them.
 *
 * @param entropyRate h in bits a symbol
 * @returns bit symbols; undefined where the gains do not reach the rate within 256 symbols or there are too many beliefs
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

/** With fewer digits the bounds are stated instead. */
const fewestDigits = 6;
const mostDigits = 12;
/** A smaller quantity that may be zero counts as zero. */
const negligible = 1e-9;

/** A truth from proved bounds: a value with its certain digits, or the bounds themselves. */
export function truthFromBounds({ lower, upper }: Bounds, route: string): Truth {
  if (upper < negligible) return certified(0, Math.floor(-Math.log10(negligible)), route);
  const value = (lower + upper) / 2;
  const doubt = Math.max((upper - lower) / 2, Number.MIN_VALUE);
  const digits = Math.min(mostDigits, Math.floor(-Math.log10(doubt / value)));
  if (digits >= fewestDigits) return certified(value, digits, route);
  return bounded(lower, upper, route);
}

/** The difference of two closed forms, with the digits that survive cancellation. */
export function truthOfDifference(larger: number, smaller: number, route: string): Truth {
  const value = larger - smaller;
  if (value === 0) return closedForm(0, route);
  const rounding = 1e-15 * (larger + smaller);
  return truthFromBounds({ lower: Math.max(0, value - rounding), upper: value + rounding }, route);
}
