import type { Symbols } from "../core/sequence.ts";
import { type KernelConstant, reserve } from "./load.ts";
import { type TextExports, writeText } from "./suffix-text.ts";

export interface SuffixExports extends TextExports {
  readonly ROWS: KernelConstant;
  readonly EVENTS: KernelConstant;
  configure(count: number, sentinels: number, alphabet: number, logWidth: number, orders: number): number;
  suffixesAddress(): number;
  lengthsAddress(): number;
  tableAddress(): number;
  sharedAddress(): number;
  eventsAddress(): number;
  sort(): void;
  prefixes(): void;
  limitOrders(): number;
  intervals(): void;
  visit(): number;
  sumUp(): void;
  lastOrder(times: number): number;
  longest(): number;
  matchSums(count: number): number;
  ratioSum(): number;
}

/** A sequence in the form of the kernel: symbols below `alphabetSize`, shape (n,), and the ends of its segments. */
export interface Sequence {
  readonly symbols: Symbols;
  readonly segmentEnds: ArrayLike<number>;
  readonly alphabetSize: number;
}

/** Most symbols sorted to warm up. */
export const mostWarmup: number = 2 ** 15;

/** Number of symbols and sentinels. */
export function countOf({ symbols, segmentEnds }: Sequence): number {
  return symbols.length + segmentEnds.length;
}

/** log2 of the bytes per symbol in the kernel. */
function logWidthOf({ segmentEnds, alphabetSize }: Sequence): 0 | 1 | 2 {
  const size = alphabetSize + segmentEnds.length;
  return size <= 0x100 ? 0 : size <= 0x1_0000 ? 1 : 2;
}

/** Lays out the memory; returns its size, which may exceed what is available. */
export function configure(run: SuffixExports, sequence: Sequence, orders: number): number {
  const segments = sequence.segmentEnds.length;
  const size = sequence.alphabetSize + segments;
  return run.configure(countOf(sequence), segments, size, logWidthOf(sequence), orders);
}

/**
 * Sorts some of the first symbols: the compiler optimises long-running functions, but only the next call benefits, and a large
 * sequence takes one call of each function.
 */
export function warm(run: SuffixExports, sequence: Sequence, orders: number): void {
  // Wide symbols must not exceed the number of positions.
  if (logWidthOf(sequence) === 2) return;
  const length = Math.min(sequence.symbols.length >> 3, mostWarmup);
  const symbols = sequence.symbols.subarray(0, length);
  sortAndVisit(run, { ...sequence, symbols, segmentEnds: [length] }, orders);
}

/**
 * Sorts a sequence, counts its k-grams and finds its factors, which still include those of sentinels.
 *
 * @returns the requested orders at which a k-gram occurs twice, and the frequent k-grams, as triples (a, b, count) at the
 *   orders a + 1..b
 * @throws RangeError when the system does not provide the memory
 */
export function sortAndVisit(
  run: SuffixExports,
  sequence: Sequence,
  orders: number,
): { readonly counted: number; readonly frequent: Int32Array } {
  const { symbols, segmentEnds } = sequence;
  const logWidth = logWidthOf(sequence);
  reserve(run.memory, configure(run, sequence, orders));
  writeText(run, logWidth, symbols, segmentEnds);
  run.sort();
  // Sorting overwrites wide symbols.
  if (logWidth === 2) writeText(run, logWidth, symbols, segmentEnds);
  run.prefixes();
  const counted = run.limitOrders();
  return { counted, frequent: visit(run, counted) };
}

/** Turns prefixes into factors and counts k-grams along the way; returns the frequent ones. */
export function visit(run: SuffixExports, orders: number): Int32Array {
  let frequent = new Int32Array(0);
  run.intervals();
  for (let pending = run.EVENTS.value; pending >= run.EVENTS.value - orders; ) {
    pending = run.visit();
    const longer = new Int32Array(frequent.length + 3 * pending);
    longer.set(frequent);
    longer.set(new Int32Array(run.memory.buffer, run.eventsAddress(), 3 * pending), frequent.length);
    frequent = longer;
  }
  return frequent;
}
