import { KGramIds } from "../statistics/k-gram-ids.ts";
import type { WordView } from "./word-view.ts";

/** The past of each symbol as one of a few contexts; a context and a symbol determine the next context. */
export interface Contexts {
  /** shape (n,): the context of each symbol, -1 before the first one */
  readonly at: Int32Array;
  readonly count: number;
  /** shape (count, A): the context after a symbol, -1 where it was never seen */
  readonly next: Int32Array;
}

/** Most contexts that are merged. */
const mostContexts = 512;

/**
 * The last `order` symbols.
 *
 * @returns undefined where there are more than 512
 * Cost: O(n order).
 */
export function lastSymbols(view: WordView, order: number): Contexts | undefined {
  const { symbols, segmentStarts, alphabetSize } = view;
  const words = KGramIds.start(symbols, view.segmentEnds, alphabetSize);
  while (words.order < order) words.extend();
  const numbers = new Map<number, number>();
  const at = new Int32Array(symbols.length).fill(-1);
  for (let i = 0; i < symbols.length; i++) {
    if (i - order < segmentStarts[i]!) continue;
    const word = words.ids[i - order]!;
    let number = numbers.get(word);
    if (number === undefined) {
      number = numbers.size;
      if (number === mostContexts) return undefined;
      numbers.set(word, number);
    }
    at[i] = number;
  }
  return { at, count: numbers.size, next: successors(view, at, numbers.size) };
}

/**
 * The phase of a period, which each segment starts anywhere.
 *
 * Cost: O(n), and for every segment but the first O(its length times the period).
 */
export function placesIn(view: WordView, period: number): Contexts {
  const { symbols, segmentEnds, alphabetSize } = view;
  const at = new Int32Array(symbols.length);
  const counts = new Float64Array(period * alphabetSize).fill(1 / alphabetSize);
  for (let s = 0, start = 0; s < segmentEnds.length; s++) {
    const end = segmentEnds[s]!;
    const phase = s === 0 ? 0 : likeliestPhase(view, counts, period, start, end);
    for (let i = start; i < end; i++) {
      const place = (i - start + phase) % period;
      at[i] = place;
      counts[place * alphabetSize + symbols[i]!]!++;
    }
    start = end;
  }
  return { at, count: period, next: successors(view, at, period) };
}

function likeliestPhase(
  { symbols, alphabetSize }: WordView,
  counts: Float64Array,
  period: number,
  start: number,
  end: number,
): number {
  const logs = counts.map(Math.log2);
  let [best, highest] = [0, Number.NEGATIVE_INFINITY];
  for (let phase = 0; phase < period; phase++) {
    let sum = 0;
    for (let i = start; i < end; i++)
      sum += logs[((i - start + phase) % period) * alphabetSize + symbols[i]!]!;
    if (sum > highest) [best, highest] = [phase, sum];
  }
  return best;
}

function successors({ symbols, segmentStarts, alphabetSize }: WordView, at: Int32Array, count: number) {
  const next = new Int32Array(count * alphabetSize).fill(-1);
  for (let i = 0; i + 1 < at.length; i++) {
    if (at[i]! < 0 || segmentStarts[i + 1] !== segmentStarts[i]) continue;
    next[at[i]! * alphabetSize + symbols[i]!] = at[i + 1]!;
  }
  return next;
}

/**
 * Merges contexts with one law of the next symbol while that shortens the description, and splits those again that lead to
 * different states.
 *
 * @returns the state of each context, shape (count,), and their number
 * Cost: O(n + contexts states A) a round, some rounds.
 * Source: Moore 1956, Automata Studies (states that no future distinguishes); Rissanen 1978, Automatica 14 (shortest
 * descriptions).
 */
export function mergedStates(
  { symbols, alphabetSize }: WordView,
  { at, count, next }: Contexts,
  price: number,
): { readonly states: number; readonly of: Int32Array } {
  const counts = Array.from({ length: count }, () => new Float64Array(alphabetSize));
  for (let i = 0; i < at.length; i++) if (at[i]! >= 0) counts[at[i]!]![symbols[i]!]!++;
  const totals = counts.map((own) => own.reduce((sum, one) => sum + one, 0));
  const frequentFirst = [...counts.keys()].sort((a, b) => totals[b]! - totals[a]! || a - b);
  let of = sameLaws(counts, frequentFirst, (price * Math.log2(at.length)) / 2);
  for (let states = 0; ; ) {
    const split = splitBySuccessors(of, next, frequentFirst, alphabetSize);
    if (split.states === states) return split;
    states = split.states;
    of = split.of;
  }
}

/** Fewer bits are rounding. */
const rounding = 1e-6;

/** @param price of a free probability, bits */
function sameLaws(counts: readonly Float64Array[], order: readonly number[], price: number): Int32Array {
  const cost = (law: Float64Array, more?: Float64Array): number => {
    let [total, bits, distinct] = [0, 0, 0];
    for (let a = 0; a < law.length; a++) {
      const seen = law[a]! + (more?.[a] ?? 0);
      if (seen === 0) continue;
      distinct++;
      total += seen;
      bits -= seen * Math.log2(seen);
    }
    return bits + total * Math.log2(Math.max(1, total)) + Math.max(0, distinct - 1) * price;
  };
  const of = new Int32Array(counts.length);
  const laws: { readonly sum: Float64Array; bits: number }[] = [];
  for (const context of order) {
    const own = counts[context]!;
    const alone = cost(own);
    // Without gain or loss one state is shorter than two.
    let [best, saved, bits] = [laws.length, -rounding, alone];
    for (const [law, { sum, bits: apart }] of laws.entries()) {
      const together = cost(sum, own);
      if (apart + alone - together > saved) [best, saved, bits] = [law, apart + alone - together, together];
    }
    laws[best] ??= { sum: new Float64Array(own.length), bits };
    for (let a = 0; a < own.length; a++) laws[best]!.sum[a]! += own[a]!;
    laws[best]!.bits = bits;
    of[context] = best;
  }
  return of;
}

/** Splits states whose contexts lead to different states; a symbol that a context never saw may lead anywhere. */
function splitBySuccessors(
  of: Int32Array,
  next: Int32Array,
  order: readonly number[],
  alphabetSize: number,
): { readonly states: number; readonly of: Int32Array } {
  const parts: { readonly state: number; readonly to: Int32Array }[] = [];
  const split = new Int32Array(of.length);
  for (const context of order) {
    const to = next
      .subarray(context * alphabetSize, (context + 1) * alphabetSize)
      .map((one) => (one < 0 ? -1 : of[one]!));
    let part = parts.findIndex(
      (one) =>
        one.state === of[context] && one.to.every((state, a) => state < 0 || to[a]! < 0 || state === to[a]),
    );
    if (part < 0) part = parts.push({ state: of[context]!, to }) - 1;
    else for (let a = 0; a < alphabetSize; a++) if (to[a]! >= 0) parts[part]!.to[a] = to[a]!;
    split[context] = part;
  }
  return { states: parts.length, of: split };
}
