import type { Machine } from "../../core/source.ts";
import { certified, closedForm, type GroundTruth, infinite, type Truth, unknown } from "../../core/truth.ts";
import { truthFromBounds, truthOfDifference } from "../../exact/block-entropies.ts";
import { createMachine, lumpStates, symbolLaw, unifilarEntropyRate } from "../../exact/machine.ts";
import { binaryEntropy, lawEntropy } from "../../statistics/entropy.ts";

/** Truths of independent draws whose law has a known entropy, in bits. */
export function independentTruth(entropy: number, route: string): GroundTruth {
  return {
    symbolEntropy: closedForm(entropy, route),
    entropyRate: closedForm(entropy, route),
    excessEntropy: closedForm(0, "independent draws"),
    statisticalComplexity: closedForm(0, "independent draws have one causal state"),
  };
}

/** Truths of the digits of a number that is proved to be normal: those of independent uniform digits. */
export function normalTruth(base: number): GroundTruth {
  return {
    symbolEntropy: closedForm(Math.log2(base), "every digit has frequency 1/base"),
    entropyRate: closedForm(Math.log2(base), "log2 base: all k-grams are equally frequent"),
    excessEntropy: closedForm(0, "its k-grams have the law of independent digits"),
    statisticalComplexity: closedForm(0, "independent digits have one causal state"),
  };
}

/**
 * A truth times a constant.
 *
 * @param route derivation of the new truth
 */
export function scaledTruth(truth: Truth | undefined, factor: number, route: string): Truth {
  switch (truth?.status) {
    case "exact":
      return { ...truth, value: factor * truth.value, route };
    case "bounds":
      return { ...truth, lower: factor * truth.lower, upper: factor * truth.upper, route };
    case "infinite":
      return truth;
    default:
      return unknown("not known for the source");
  }
}

/** The combination of two proofs about one quantity: the exact one, or the intersection of their bounds. */
export function tighten(a: Truth, b: Truth): Truth {
  // A conjecture proves nothing.
  if (a.status === "conjectured") return b.status === "exact" || b.status === "bounds" ? b : a;
  if (a.status !== "bounds") return a;
  if (b.status !== "bounds") return b.status === "exact" ? b : a;
  const route = `${a.route}; ${b.route}`;
  return truthFromBounds({ lower: Math.max(a.lower, b.lower), upper: Math.min(a.upper, b.upper) }, route);
}

/** A truth and its weight. */
type Term = readonly [weight: number, truth: Truth | undefined];

/**
 * The truth of a weighted sum: as exact as its least exact part.
 *
 * @param terms weights of at least 0
 * @param constant added to the sum
 */
export function weightedTruth(terms: readonly Term[], route: string, constant = 0): Truth {
  let [lower, upper, digits] = [constant, constant, 12];
  let exact = true;
  for (const [weight, truth] of terms) {
    if (weight === 0) continue;
    if (truth?.status === "infinite") return infinite(route);
    if (truth === undefined || truth.status === "unknown" || truth.status === "conjectured") {
      const reason = whyUnknown(truth);
      if (terms.some(([share, other]) => share > 0 && other?.status === "infinite")) return infinite(route);
      return unknown(`not known for a part: ${reason}`);
    }
    exact &&= truth.status === "exact";
    if (truth.status === "exact") digits = Math.min(digits, truth.digits);
    const doubt = truth.status === "exact" ? truth.value * Math.exp(-truth.digits * Math.LN10) : 0;
    lower += weight * (truth.status === "exact" ? truth.value - doubt : truth.lower);
    upper += weight * (truth.status === "exact" ? truth.value + doubt : truth.upper);
  }
  // Weights and truths are not negative, so no relative error exceeds the largest of the parts.
  if (exact) return certified((lower + upper) / 2, digits, route);
  return truthFromBounds({ lower, upper }, route);
}

function whyUnknown(truth: Extract<Truth, { status: "unknown" | "conjectured" }> | undefined): string {
  if (truth === undefined) return "it has no stated value";
  return truth.status === "unknown" ? truth.reason : `its value is a conjecture of ${truth.by}`;
}

/**
 * The machine of a Markov chain: one state per context, contexts in lexicographic order.
 *
 * @param matrix one law per context, shape (A^order, A)
 * @returns undefined when the contexts form several closed classes
 */
export function chainMachine(
  matrix: readonly ArrayLike<number>[],
  alphabetSize: number,
): Machine | undefined {
  const contexts = matrix.length;
  const edges = matrix.flatMap((row, from) =>
    Array.from(row, (probability, symbol) => ({
      from,
      symbol,
      to: (from * alphabetSize + symbol) % contexts,
      probability,
    })),
  );
  return createMachine(alphabetSize, contexts, edges);
}

/**
 * Truths of a Markov chain of a given order.
 *
 * @param machine as `chainMachine` makes it
 */
export function chainTruth(machine: Machine, order: number): GroundTruth {
  const rate = unifilarEntropyRate(machine);
  const contextEntropy = lawEntropy(machine.stationary);
  return {
    symbolEntropy: closedForm(lawEntropy(symbolLaw(machine)), "entropy of the stationary law of a symbol"),
    entropyRate: closedForm(rate, "sum of pi(context) H(row)"),
    excessEntropy: truthOfDifference(contextEntropy, order * rate, "H(order) - order h"),
    statisticalComplexity: closedForm(
      lawEntropy(lumpStates(machine).stationary),
      "entropy of the contexts, merged where their futures are equal",
    ),
  };
}

/**
 * The fault of a chain's matrix.
 *
 * @param order symbols of memory
 */
export function matrixFault(order: number, matrix: readonly (readonly number[])[]): string | undefined {
  const alphabetSize = matrix[0]!.length;
  let contexts = 1;
  for (let i = 0; i < order; i++) contexts *= alphabetSize;
  if (matrix.length !== contexts) {
    return `matrix has ${matrix.length} rows; order ${order} over ${alphabetSize} symbols needs ${contexts}`;
  }
  for (const [index, row] of matrix.entries()) {
    if (row.length !== alphabetSize)
      return `matrix: row ${index + 1} has ${row.length} entries, not ${alphabetSize}`;
    const sum = row.reduce((total, probability) => total + probability, 0);
    if (Math.abs(sum - 1) > 1e-9)
      return `matrix: row ${index + 1} sums to ${Number(sum.toPrecision(10))}, not 1`;
  }
  return undefined;
}

/** A word that repeats forever, from a random position, and its probability. */
export interface Cycle {
  readonly word: readonly number[];
  readonly chance: number;
}

/**
 * E and C_mu of one of several periodic sequences, drawn once, in a random phase: past and future both reveal the sequence and
 * its phase, and nothing else.
 *
 * @param cycles probabilities sum to 1; words that are repeats or rotations of each other are one sequence
 * Cost: O(symbols of all words).
 */
export function cyclesTruth(cycles: readonly Cycle[]): GroundTruth {
  const chances = new Map<string, { period: number; chance: number }>();
  for (const { word, chance } of cycles) {
    const root = leastRotation(primitiveRoot(word));
    const key = root.join();
    chances.set(key, { period: root.length, chance: chance + (chances.get(key)?.chance ?? 0) });
  }
  const kinds = [...chances.values()];
  const entropy = kinds.reduce((sum, { period, chance }) => sum + chance * Math.log2(period / chance), 0);
  const memory = closedForm(
    entropy,
    kinds.length === 1
      ? "log2 of the period: both past and future reveal the phase"
      : "entropy of the choice of periodic sequence and phase: both past and future reveal them",
  );
  return { excessEntropy: memory, statisticalComplexity: memory };
}

/** The symbols that a machine repeats forever, in any phase; undefined if it makes any draw. */
export function cycleOf(machine: Machine | undefined): number[] | undefined {
  if (machine === undefined) return undefined;
  const { states, from, to, symbol, stationary, start } = machine;
  // A given phase is not the phase at a random moment.
  if (start.some((mass, state) => Math.abs(mass - stationary[state]!) > 1e-12)) return undefined;
  const leaving = new Int32Array(states).fill(-1);
  for (let e = 0; e < from.length; e++) {
    if (leaving[from[e]!]! >= 0) return undefined;
    leaving[from[e]!] = e;
  }
  const first = stationary.findIndex((mass) => mass > 0);
  const word: number[] = [];
  let state = first;
  do {
    const edge = leaving[state]!;
    word.push(symbol[edge]!);
    state = to[edge]!;
  } while (state !== first && word.length <= states);
  return word;
}

function primitiveRoot(word: readonly number[]): readonly number[] {
  // Borders by Knuth, Morris and Pratt.
  const border = new Int32Array(word.length + 1);
  border[0] = -1;
  for (let i = 0, k = -1; i < word.length; ) {
    while (k >= 0 && word[i] !== word[k]) k = border[k]!;
    border[++i] = ++k;
  }
  const period = word.length - border[word.length]!;
  return word.length % period === 0 ? word.slice(0, period) : word;
}

/** Source: Booth 1980, Inf. Process. Lett. 10. */
function leastRotation(word: readonly number[]): readonly number[] {
  const n = word.length;
  let [a, b, same] = [0, 1, 0];
  while (a < n && b < n && same < n) {
    const difference = word[(a + same) % n]! - word[(b + same) % n]!;
    if (difference === 0) {
      same++;
      continue;
    }
    if (difference > 0) a += same + 1;
    else b += same + 1;
    if (a === b) b++;
    same = 0;
  }
  const start = Math.min(a, b);
  return [...word.slice(start), ...word.slice(0, start)];
}

/** The sums that determine the truths of a renewal process with independent intervals N of one law, in bits. */
export interface RenewalSums {
  /** M = E N */
  readonly mean: number;
  /** H(N) */
  readonly intervalEntropy: number;
  /** entropy of the time since the last one, whose law is P(N > n) / M */
  readonly ageEntropy: number;
  /**
   * entropy of that time together with the time to the next one: N has law n P(N = n) / M, and the position in it is uniform
   */
  readonly spanEntropy: number;
  /** relative rounding error of each of these */
  readonly doubt: number;
}

/**
 * Truths of a renewal process in which all ages predict different futures.
 *
 * Source: Marzen & Crutchfield 2015, Entropy 17(7).
 */
export function renewalTruth(sums: RenewalSums): GroundTruth {
  const { mean, intervalEntropy, ageEntropy, spanEntropy } = sums;
  // Rare events lose digits next to a 1, E in the difference.
  const near = (value: number, size: number, route: string) =>
    truthFromBounds(
      { lower: Math.max(0, value - sums.doubt * size), upper: value + sums.doubt * size },
      route,
    );
  return {
    symbolEntropy: near(binaryEntropy(1 / mean), 1, "H2(1 / mean interval)"),
    entropyRate: near(intervalEntropy / mean, 1, "H(interval) / mean interval"),
    excessEntropy: near(
      2 * ageEntropy - spanEntropy,
      2 * ageEntropy + spanEntropy,
      "I(time since the last mark; time to the next one)",
    ),
    statisticalComplexity: near(ageEntropy, 1 + ageEntropy, "entropy of the time since the last mark"),
  };
}

/**
 * The sums of an interval law, term by term.
 *
 * @param law P(N = 1), P(N = 2), ..., truncated where the rest is negligible
 * Cost: O(terms).
 */
export function renewalSums(law: Float64Array, mean: number): RenewalSums {
  let [intervalEntropy, ageEntropy, spanEntropy] = [0, 0, 0];
  // From the far end, where the terms are small.
  for (let n = law.length, left = 0; n > 0; n--) {
    const p = law[n - 1]!;
    left += p;
    if (left > 0) ageEntropy -= (left / mean) * Math.log2(left / mean);
    if (p === 0) continue;
    intervalEntropy -= p * Math.log2(p);
    spanEntropy -= ((n * p) / mean) * Math.log2(p / mean);
  }
  return { mean, intervalEntropy, ageEntropy, spanEntropy, doubt: 1e-15 * (4 + Math.sqrt(law.length)) };
}
