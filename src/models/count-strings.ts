import { SuffixKernel } from "../wasm/suffix-kernel.ts";

/** Strings of one length, in ascending order; each is one byte longer than a string of the level above. */
export interface StringLevel {
  /** shape (strings,): index of its prefix in the level above */
  readonly parents: Uint32Array;
  /** shape (strings,): its last byte */
  readonly symbols: Uint8Array;
  /** shape (strings,): its count */
  readonly counts: Uint32Array;
  /** shape (strings,): number of distinct bytes before it; each beginning of a document counts as one */
  readonly weights: Uint32Array;
  /** shape (strings,): the sum of the weights of all strings that are one byte longer, kept or not */
  readonly totals: Uint32Array;
}

/** The strings of a text, by length. */
export interface StringCounts {
  /** strings of 1, 2, ... bytes with a count of at least `thresholds[length - 1]` */
  readonly levels: readonly StringLevel[];
  readonly thresholds: readonly number[];
  /**
   * by length - 1: number of strings of this length that occur once, twice, three and four times, kept or not; shape (4,) each
   */
  readonly rare: readonly Float64Array[];
}

/** Counts from which strings are pooled when a threshold is chosen. */
const mostThreshold = 4096;

/**
 * Counts the strings of up to `longest` bytes of a text, and keeps the most frequent ones.
 *
 * No string crosses the end of a document. All substrings of a kept string are kept too.
 *
 * @param documentEnds ascending, the last one n
 * @param longest bytes of the longest strings, at most 255
 * @param most approximate number of strings to keep; the threshold of longer strings rises until there are no more
 * @throws RangeError when the text is more than the platform can sort
 * Cost: O(n longest) time, 60 ns a byte and 20 ns a byte and length; 20 bytes a byte.
 * Source: strings of a length are runs of the suffix array (Yamamoto & Church 2001, Computational Linguistics 27(1)).
 */
export function countStrings(
  bytes: Uint8Array,
  documentEnds: ArrayLike<number>,
  longest: number,
  most: number,
): StringCounts {
  const n = bytes.length;
  if (n === 0) return { levels: [], thresholds: [], rare: [] };
  const room = roomAt(n, documentEnds, longest);
  const starts = startsOf(n, documentEnds);
  const suffixes = new SuffixKernel(bytes, documentEnds, 256, { orders: 2 }).suffixes();
  const shared = sharedLengths(bytes, suffixes, room);
  const histogram = Array.from({ length: longest }, () => new Float64Array(mostThreshold + 1));
  const rare = Array.from({ length: longest }, () => new Float64Array(5));
  const order: SortedText = { bytes, starts, suffixes, shared, room };
  eachString(order, longest, (length, count, weight) => {
    histogram[length - 1]![Math.min(count, mostThreshold)]!++;
    if (weight < 5) rare[length - 1]![weight]!++;
  });
  const thresholds = thresholdsFor(histogram, most);
  const kept = histogram.map((counts, d) => {
    let sum = 0;
    for (let count = thresholds[d]!; count <= mostThreshold; count++) sum += counts[count]!;
    return sum;
  });
  const levels = kept.map((size) => ({
    parents: new Uint32Array(size),
    symbols: new Uint8Array(size),
    counts: new Uint32Array(size),
    weights: new Uint32Array(size),
    totals: new Uint32Array(size),
  }));
  const filled = new Uint32Array(longest + 1);
  eachString(order, longest, (length, count, weight, total, at) => {
    if (count < thresholds[length - 1]!) return;
    const level = levels[length - 1]!;
    const place = filled[length]!;
    // Its prefix comes later: it gets the next index.
    level.parents[place] = length === 1 ? 0 : filled[length - 1]!;
    level.symbols[place] = bytes[at + length - 1]!;
    level.counts[place] = count;
    level.weights[place] = weight;
    level.totals[place] = total;
    filled[length] = place + 1;
  });
  return { levels, thresholds, rare: rare.map((counts) => counts.slice(1)) };
}

/** Bytes from a position to the end of its document, up to the longest counted string. */
function roomAt(n: number, documentEnds: ArrayLike<number>, longest: number): Uint8Array {
  const room = new Uint8Array(n).fill(longest);
  for (let s = 0; s < documentEnds.length; s++) {
    const end = documentEnds[s]!;
    const start = Math.max(s === 0 ? 0 : documentEnds[s - 1]!, end - longest);
    for (let i = start; i < end; i++) room[i] = end - i;
  }
  return room;
}

/** By rank in the suffix array: common prefix with the suffix before, limited by the room of both. */
function sharedLengths(bytes: Uint8Array, suffixes: Int32Array, room: Uint8Array): Uint8Array {
  const shared = new Uint8Array(suffixes.length);
  for (let i = 1; i < suffixes.length; i++) {
    const a = suffixes[i - 1]!;
    const b = suffixes[i]!;
    const most = Math.min(room[a]!, room[b]!);
    let length = 0;
    while (length < most && bytes[a + length] === bytes[b + length]) length++;
    shared[i] = length;
  }
  return shared;
}

interface SortedText {
  readonly bytes: Uint8Array;
  /** a bit for each first byte of a document */
  readonly starts: Uint8Array;
  readonly suffixes: Int32Array;
  readonly shared: Uint8Array;
  readonly room: Uint8Array;
}

function startsOf(n: number, documentEnds: ArrayLike<number>): Uint8Array {
  const starts = new Uint8Array((n >>> 3) + 1);
  starts[0] = 1;
  for (let s = 0; s < documentEnds.length; s++)
    starts[documentEnds[s]! >>> 3]! |= 1 << (documentEnds[s]! & 7);
  return starts;
}

/** Visits every string of up to `longest` bytes once, a string before its prefixes, else in ascending order. */
function eachString(
  { bytes, starts, suffixes, shared, room }: SortedText,
  longest: number,
  see: (length: number, count: number, weight: number, total: number, at: number) => void,
): void {
  const counts = new Uint32Array(longest + 1);
  const weights = new Uint32Array(longest + 1);
  const totals = new Uint32Array(longest + 1);
  const serials = new Uint32Array(longest + 1);
  /** by length and byte: the last string before which it occurred */
  const seen = new Uint32Array(256 * (longest + 1));
  let serial = 0;
  let deepest = 0;
  let at = 0;
  const close = (down: number) => {
    for (let length = deepest; length > down; length--) {
      // The longest strings are not contexts of any others, so their weight is their count.
      const weight = length === longest ? counts[length]! : weights[length]!;
      see(length, counts[length]!, weight, totals[length]!, at);
      totals[length - 1]! += weight;
      counts[length] = 0;
      weights[length] = 0;
      totals[length] = 0;
    }
  };
  for (let i = 0; i < suffixes.length; i++) {
    const common = shared[i]!;
    close(common);
    at = suffixes[i]!;
    deepest = room[at]!;
    for (let length = common + 1; length <= deepest; length++) serials[length] = ++serial;
    const isStart = ((starts[at >>> 3]! >>> (at & 7)) & 1) === 1;
    const before = isStart ? 0 : bytes[at - 1]!;
    for (let length = deepest; length > 0; length--) {
      counts[length]!++;
      const cell = (length << 8) | before;
      if (isStart) weights[length]!++;
      else if (seen[cell] !== serials[length]) {
        seen[cell] = serials[length]!;
        weights[length]!++;
      }
    }
  }
  close(0);
}

/** Thresholds by length: 1 up to pairs, and from there the least one that keeps no more strings than requested. */
function thresholdsFor(histogram: readonly Float64Array[], most: number): number[] {
  const above = histogram.map((counts) => {
    const sums = new Float64Array(mostThreshold + 2);
    for (let count = mostThreshold; count > 0; count--) sums[count] = sums[count + 1]! + counts[count]!;
    return sums;
  });
  // Any text has few pairs.
  const thresholds = (least: number) =>
    histogram.map((_, d) => (d === 0 || (d === 1 && least === 2) ? 1 : d === 1 ? 2 : least));
  const kept = (least: number) =>
    thresholds(least).reduce((sum, threshold, d) => sum + above[d]![threshold]!, 0);
  let least = 2;
  while (least < mostThreshold && kept(least) > most) least++;
  return thresholds(least);
}
