import type { SymbolSequence } from "../../../core/sequence.ts";
import { sumOf } from "../../../math/sums.ts";
import type { Depth } from "../schema.ts";

/** A rule that was found. */
export type Finding = Depth["findings"][number];

/** A sample to search for rules. */
export interface RuleSample extends SymbolSequence {
  /** shape (segments,): position of the first symbol of each segment in the input, symbols; absent: unknown */
  readonly starts?: readonly number[];
  /** shape (A,): the number of each symbol; absent: symbols have no order */
  readonly values?: ArrayLike<number>;
  /** whether to search for continued numbers; default: true */
  readonly continues?: boolean;
}

/** A finding that saves less on unseen symbols is not reported: one in a million samples of independent symbols has one. */
export const leastSaved = 20;

/** No prediction. */
export const nothing = -1;

/** Segments with the positions of their first symbols in the input; undefined where these are unknown. */
export function placedSegments({ segmentEnds, starts }: RuleSample) {
  if (starts === undefined && segmentEnds.length > 1) return undefined;
  return segmentEnds.map((end, k) => ({
    from: k === 0 ? 0 : segmentEnds[k - 1]!,
    to: end,
    place: starts?.[k] ?? 0,
  }));
}

/** Counts of each symbol between two positions, shape (A,). */
export function countsIn({ symbols, alphabetSize }: SymbolSequence, from: number, to: number): Float64Array {
  const counts = new Float64Array(alphabetSize);
  for (let at = from; at < to; at++) counts[symbols[at]!]!++;
  return counts;
}

/** A lower bound on any code of independent symbols with these counts, bits. */
export function entropyBits(counts: Float64Array): number {
  const total = sumOf(counts);
  let bits = 0;
  for (const count of counts) if (count > 0) bits += count * Math.log2(total / count);
  return bits;
}

/** Bits that losses save between two positions against the frequencies there. */
export function savedBetween(sample: SymbolSequence, losses: Float64Array, from: number, to: number): number {
  return entropyBits(countsIn(sample, from, to)) - sumOf(losses.subarray(from, to));
}

/** A length after which the laws of symbols repeat. */
export interface Candidate {
  readonly period: number;
  /** shape (n,): cost of each symbol under the law of its phase */
  readonly losses: Float64Array;
}

/**
 * The cheapest of some codes, ascending in period, without those that do not save more on both halves than each one whose
 * period divides theirs: a multiple of a period has the same laws, and chance of its own.
 */
export function cheapestThatPays<T extends Candidate>(codes: readonly T[], half: number): T | undefined {
  const paid = codes.map(
    ({ losses }) => [sumOf(losses.subarray(0, half)), sumOf(losses.subarray(half))] as const,
  );
  const total = (k: number) => paid[k]![0] + paid[k]![1];
  const pays = (k: number, than: number) =>
    codes[k]!.period % codes[than]!.period !== 0 ||
    paid[k]!.every((bits, h) => bits + leastSaved < paid[than]![h]!);
  const left: number[] = [];
  for (const k of codes.keys()) if (left.every((than) => pays(k, than))) left.push(k);
  return codes[left.sort((a, b) => total(a) - total(b))[0]!];
}

const stretches = 16;

/** Whether a code saves bits in at least a quarter of the stretches of the first half, so that its rule is not local. */
export function isSpread(sample: SymbolSequence, half: number, losses: Float64Array): boolean {
  const counts = countsIn(sample, 0, half);
  let saving = 0;
  for (let k = 0; k < stretches; k++) {
    let saved = 0;
    for (let at = Math.floor((k * half) / stretches); at < Math.floor(((k + 1) * half) / stretches); at++)
      saved += Math.log2(half / counts[sample.symbols[at]!]!) - losses[at]!;
    if (saved > 0) saving++;
  }
  return 4 * saving >= stretches;
}

/**
 * A code of symbols of which some are predicted: a prediction is trusted as often as those of its class were right, and an
 * unpredicted symbol has its frequency so far.
 */
export class PredictedCode {
  readonly #hits: Float64Array;
  readonly #trials: Float64Array;
  readonly #counts: Float64Array;
  #total: number;

  constructor(alphabetSize: number, classes: number) {
    this.#hits = new Float64Array(classes).fill(0.5);
    this.#trials = new Float64Array(classes).fill(1);
    this.#counts = new Float64Array(alphabetSize).fill(0.5);
    this.#total = alphabetSize / 2;
  }

  /** @returns -log2 p of a symbol, which is then learned; `predicted` may be `nothing` */
  loss(symbol: number, predicted: number, kind: number): number {
    const counts = this.#counts;
    let p = counts[symbol]! / this.#total;
    if (predicted !== nothing) {
      const trust = this.#hits[kind]! / this.#trials[kind]!;
      const right = symbol === predicted;
      p = right ? trust : ((1 - trust) * counts[symbol]!) / (this.#total - counts[predicted]!);
      this.#trials[kind]!++;
      if (right) this.#hits[kind]!++;
    }
    counts[symbol]!++;
    this.#total++;
    return -Math.log2(p);
  }
}

/** Classes of runs of correct predictions, by the logarithm of their length. */
const runClasses = 33;

/**
 * Bits that predictions save on the second half against its frequencies.
 *
 * @param predicted shape (n,): the symbol predicted at each position, or `nothing`
 */
export function savedBy(sample: SymbolSequence, half: number, predicted: Int32Array): number {
  const { symbols, alphabetSize } = sample;
  const code = new PredictedCode(alphabetSize, runClasses);
  let paid = 0;
  let run = 0;
  for (let at = 0; at < symbols.length; at++) {
    const loss = code.loss(symbols[at]!, predicted[at]!, runClasses - 1 - Math.clz32(run));
    if (at >= half) paid += loss;
    if (predicted[at] !== nothing) run = predicted[at] === symbols[at] ? run + 1 : 0;
  }
  return entropyBits(countsIn(sample, half, symbols.length)) - paid;
}
