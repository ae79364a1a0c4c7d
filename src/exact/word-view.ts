import { smallestOf } from "../core/collections.ts";
import { type Symbols, segmentsOf } from "../core/sequence.ts";
import { chiSquareTail } from "../math/special-functions.ts";
import { sumOf, wholePower } from "../math/sums.ts";
import { KGramIds } from "../statistics/k-gram-ids.ts";

/** Most distinct words along one side of a table. */
const mostPasts = 64;
const mostFutures = 1024;

/** A sequence with the words before and after each position. */
export interface WordView {
  readonly symbols: Symbols;
  readonly alphabetSize: number;
  /** shape (n,): start of each symbol's segment */
  readonly segmentStarts: Int32Array;
  readonly segmentEnds: ArrayLike<number>;
  /** words of F symbols by their first position; -1 where the segment ends first */
  readonly futures: Int32Array;
  readonly futureLength: number;
  /** words of G symbols by their first position */
  readonly pasts: Int32Array;
  readonly pastLength: number;
}

/** @throws RangeError when memory cannot be had. Cost: O(n (F + G)). */
export function wordView(symbols: Symbols, segmentEnds: ArrayLike<number>, alphabetSize: number): WordView {
  const segmentStarts = new Int32Array(symbols.length);
  for (const [start, end] of segmentsOf(segmentEnds)) segmentStarts.fill(start, start, end);
  const futureLength = lengthWithin(alphabetSize, mostFutures, 8);
  const pastLength = lengthWithin(alphabetSize, mostPasts, 6);
  const wordsOf = (length: number): Int32Array => {
    const words = KGramIds.start(symbols, segmentEnds, alphabetSize);
    while (words.order < length) words.extend();
    return words.ids;
  };
  return {
    symbols,
    alphabetSize,
    segmentStarts,
    segmentEnds,
    futures: wordsOf(futureLength),
    futureLength,
    pasts: wordsOf(pastLength),
    pastLength,
  };
}

/** Longest words of which there are at most `most`, at least one symbol. */
function lengthWithin(alphabetSize: number, most: number, longest: number): number {
  let length = 1;
  for (let words = alphabetSize; length < longest && words * alphabetSize <= most; length++)
    words *= alphabetSize;
  return length;
}

/** Counts of the futures at given positions, shape (A^F,). */
export function futureCounts(
  { futures, alphabetSize, futureLength }: WordView,
  places: Int32Array,
): Float64Array {
  const counts = new Float64Array(wholePower(alphabetSize, futureLength));
  for (const place of places) {
    const future = futures[place]!;
    if (future >= 0) counts[future]!++;
  }
  return counts;
}

/**
 * p-value of the hypothesis that two samples of futures have one law, from futures of every length up to F.
 *
 * @param level ends the comparison as soon as the p-value is below it
 */
export function sameFuture(
  { alphabetSize, futureLength }: WordView,
  a: Float64Array,
  b: Float64Array,
  level: number,
): number {
  let least = 1;
  for (let length = 1; length <= futureLength; length++) {
    const width = wholePower(alphabetSize, futureLength - length);
    const p = width === 1 ? twoRowPValue(a, b) : twoRowPValue(summed(a, width), summed(b, width));
    least = Math.min(least, p);
    if (least * futureLength < level) break;
  }
  return Math.min(1, least * futureLength);
}

/** Sums of `width` consecutive counts: counts of words by their prefixes. */
function summed(counts: Float64Array, width: number): Float64Array {
  const sums = new Float64Array(counts.length / width);
  for (let column = 0, at = 0; column < sums.length; column++)
    for (const end = at + width; at < end; at++) sums[column]! += counts[at]!;
  return sums;
}

/** `independencePValue` of a table of two rows, without building the table, since it runs for each pair of states. */
function twoRowPValue(a: Float64Array, b: Float64Array): number {
  const [totalA, totalB] = [sumOf(a), sumOf(b)];
  if (totalA < leastRow || totalB < leastRow) return 1;
  const total = totalA + totalB;
  const thinnest = Math.min(totalA, totalB);
  let [used, sum, pooledA, pooledB] = [0, 0, 0, 0];
  for (let c = 0; c < a.length; c++) {
    const [ofA, ofB] = [a[c]!, b[c]!];
    const column = ofA + ofB;
    if (column === 0) continue;
    if ((thinnest * column) / total >= leastExpected) {
      used++;
      sum = sum + deviation(ofA, (totalA * column) / total) + deviation(ofB, (totalB * column) / total);
    } else {
      pooledA += ofA;
      pooledB += ofB;
    }
  }
  const pooled = pooledA + pooledB;
  if ((thinnest * pooled) / total >= 1) {
    used++;
    sum = sum + deviation(pooledA, (totalA * pooled) / total) + deviation(pooledB, (totalB * pooled) / total);
  }
  return used < 2 ? 1 : chiSquareTail(sum, used - 1);
}

function deviation(count: number, expected: number): number {
  return ((count - expected) * (count - expected)) / expected;
}

/**
 * p-value of the hypothesis that what follows given positions does not depend on what came before, tested with one and with G
 * symbols of the past, one and several of the future.
 *
 * @param places positions of the next symbol
 * @param skipped number of common symbols before all positions
 */
export function pastPValue(view: WordView, places: Int32Array, skipped: number): number {
  const { alphabetSize, pastLength, futureLength } = view;
  const several = Math.min(futureLength, lengthWithin(alphabetSize, 16, futureLength));
  const looks = new Set<string>();
  let least = 1;
  for (const past of [1, pastLength]) {
    for (const future of [1, several]) {
      if (looks.has(`${past},${future}`)) continue;
      looks.add(`${past},${future}`);
      least = Math.min(least, tabulate(view, places, skipped, past, future));
    }
  }
  return Math.min(1, least * looks.size);
}

function tabulate(view: WordView, places: Int32Array, skipped: number, past: number, future: number): number {
  const { alphabetSize, pasts, pastLength, futures, futureLength, segmentStarts } = view;
  const rows = wholePower(alphabetSize, past);
  const columns = wholePower(alphabetSize, future);
  const pastWidth = wholePower(alphabetSize, pastLength - past);
  const futureWidth = wholePower(alphabetSize, futureLength - future);
  const table = new Float64Array(rows * columns);
  for (const place of places) {
    const from = place - skipped - past;
    if (futures[place]! < 0 || from < segmentStarts[place]! || pasts[from]! < 0) continue;
    const row = Math.floor(pasts[from]! / pastWidth);
    table[row * columns + Math.floor(futures[place]! / futureWidth)]!++;
  }
  return independencePValue(table, rows, columns);
}

/** Least expected count of every cell of a table. */
const leastExpected = 5;
/** Rows with fewer counts are left out. */
const leastRow = 25;

/**
 * p-value of Pearson's test that rows and columns of a table are independent. Leaves thin rows out; merges columns that are too
 * thin for the thinnest row.
 *
 * @param table shape (rows, columns), counts
 * @returns 1 where fewer than two rows or columns are left
 * Cost: O(cells).
 * Source: Pearson 1900, Philos. Mag. 50; Cochran 1954, Biometrics 10 (thin cells).
 */
export function independencePValue(table: Float64Array, rows: number, columns: number): number {
  const kept: number[] = [];
  const rowTotals: number[] = [];
  const columnTotals = new Float64Array(columns);
  for (let r = 0; r < rows; r++) {
    let total = 0;
    for (let c = 0; c < columns; c++) total += table[r * columns + c]!;
    if (total < leastRow) continue;
    kept.push(r);
    rowTotals.push(total);
    for (let c = 0; c < columns; c++) columnTotals[c]! += table[r * columns + c]!;
  }
  if (kept.length < 2) return 1;
  const total = rowTotals.reduce((sum, one) => sum + one, 0);
  const thinnest = smallestOf(rowTotals);
  let pooled = 0;
  let used = 0;
  let sum = 0;
  const pooledRow = new Float64Array(kept.length);
  const add = (column: (at: number) => number, columnTotal: number): void => {
    used++;
    for (let at = 0; at < kept.length; at++) {
      const expected = (rowTotals[at]! * columnTotal) / total;
      const deviation = column(at) - expected;
      sum += (deviation * deviation) / expected;
    }
  };
  for (let c = 0; c < columns; c++) {
    const columnTotal = columnTotals[c]!;
    if (columnTotal === 0) continue;
    if ((thinnest * columnTotal) / total >= leastExpected) {
      add((at) => table[kept[at]! * columns + c]!, columnTotal);
    } else {
      pooled += columnTotal;
      for (let at = 0; at < kept.length; at++) pooledRow[at]! += table[kept[at]! * columns + c]!;
    }
  }
  if ((thinnest * pooled) / total >= 1) add((at) => pooledRow[at]!, pooled);
  if (used < 2) return 1;
  return chiSquareTail(sum, (kept.length - 1) * (used - 1));
}
