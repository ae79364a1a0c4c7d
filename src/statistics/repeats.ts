import { eachWindow, scrambled } from "../core/hash.ts";
import type { Symbols } from "../core/sequence.ts";

/** A length of windows: in symbols of a text, and the least in bits, since small alphabets need longer windows. */
interface WindowLength {
  readonly symbols: number;
  readonly bits: number;
}

/** A window that texts share because one has it from the other, hardly by chance. */
export const copiedWindow: WindowLength = { symbols: 32, bits: 96 };

/** @param present number of distinct symbols */
export function windowLength({ symbols, bits }: WindowLength, present: number): number {
  return Math.max(symbols, Math.ceil(bits / Math.log2(Math.max(2, present))));
}

/** A part of a sequence. */
export interface Stretch {
  readonly symbols: Symbols;
  readonly start: number;
  readonly end: number;
}

/**
 * The share of the windows of k symbols of some stretches that also occur in other ones. Windows are compared by 32-bit hashes.
 *
 * @returns 0 where no stretch is that long
 * Cost: O(n) of both; memory only for the windows of `stretches`.
 */
export function copiedShare(stretches: readonly Stretch[], others: readonly Stretch[], k: number): number {
  const own = new Map<number, number>();
  let all = 0;
  for (const { symbols, start, end } of stretches)
    eachWindow(symbols, start, end, k, (rolling) => {
      const hash = scrambled(rolling);
      own.set(hash, (own.get(hash) ?? 0) + 1);
      all++;
    });
  let copied = 0;
  for (const { symbols, start, end } of others)
    eachWindow(symbols, start, end, k, (rolling) => {
      const hash = scrambled(rolling);
      copied += own.get(hash) ?? 0;
      own.delete(hash);
    });
  return all === 0 ? 0 : copied / all;
}

/** A substring that occurs more than once. */
interface Repeat {
  /** in symbols */
  readonly length: number;
  /** shape (occurrences,), ascending: their starts */
  readonly places: Int32Array;
}

/** A node of the tree of LCP intervals: the suffixes of ranks begin..end-1 share `depth` symbols. */
interface Interval {
  readonly depth: number;
  readonly begin: number;
  readonly end: number;
}

/**
 * The longest maximal repeats: substrings whose occurrences cannot all be extended by the same symbol to either side.
 *
 * @param segmentEnds ascending, the last one n; no repeat crosses a segment end
 * @param suffixes suffix array, shape (n,)
 * @param prefixes by position, common prefix of each suffix and the one before it in the suffix array, shape (n,)
 * @param most largest number of repeats
 * @returns longest first; ties in the order of symbols
 * Cost: O(n `most`) at worst, O(n) where long repeats are few; 4 bytes a symbol.
 * Source: Gusfield 1997, Algorithms on Strings, Trees and Sequences, 7.12 (maximal repeats).
 */
export function longestMaximalRepeats(
  symbols: Symbols,
  segmentEnds: ArrayLike<number>,
  suffixes: Int32Array,
  prefixes: Int32Array,
  most: number,
): Repeat[] {
  const n = suffixes.length;
  const starts = new Set<number>([0, ...Array.from(segmentEnds)]);
  const before = (position: number): number =>
    starts.has(position) ? -1 - position : symbols[position - 1]!;
  // By rank, the number of suffixes up to there whose preceding symbol differs from that of the suffix before.
  const changes = new Int32Array(n);
  for (let r = 1; r < n; r++)
    changes[r] = changes[r - 1]! + (before(suffixes[r]!) === before(suffixes[r - 1]!) ? 0 : 1);
  const extendable = ({ begin, end }: Interval) => changes[end - 1] === changes[begin];

  const shared = new Int32Array(n + 1);
  let floor = 0;
  for (let r = 1; r < n; r++) {
    shared[r] = prefixes[suffixes[r]!]!;
    floor = Math.max(floor, shared[r]!);
  }
  // Most repeats are much shorter than the longest ones, which are searched first.
  let longest = nonExtendable(floor);
  while (longest.length < most && floor > 1) {
    floor >>= 1;
    longest = nonExtendable(floor);
  }
  return longest.map(({ depth, begin, end }) => ({
    length: depth,
    places: suffixes.slice(begin, end).sort(),
  }));

  /** The first of those of `least` symbols or more. */
  function nonExtendable(least: number): Interval[] {
    const first: Interval[] = [];
    visitNodes(shared, least, (interval) => {
      const last = first[most - 1];
      if (last !== undefined && interval.depth <= last.depth) return;
      if (extendable(interval)) return;
      // Equally long ones come in the order of their symbols.
      const at = first.findIndex((other) => interval.depth > other.depth);
      first.splice(at < 0 ? first.length : at, 0, interval);
      first.length = Math.min(first.length, most);
    });
    return first;
  }
}

/**
 * Every node but the root, inner ones before outer ones, those of equal depth by rank.
 *
 * @param shared by rank, common prefix of a suffix and the one before it; 0 before the first and after the last
 * @param least symbols below which nodes are skipped
 */
function visitNodes(shared: Int32Array, least: number, visit: (interval: Interval) => void): void {
  const depths: number[] = [0];
  const begins: number[] = [0];
  for (let end = 1; end < shared.length; end++) {
    const depth = shared[end]! < least ? 0 : shared[end]!;
    let begin = end - 1;
    while (depths[depths.length - 1]! > depth) {
      begin = begins.pop()!;
      visit({ depth: depths.pop()!, begin, end });
    }
    if (depth > depths[depths.length - 1]!) {
      depths.push(depth);
      begins.push(begin);
    }
  }
}

/**
 * Length of the longest match starting at i that also starts elsewhere, before or after i.
 *
 * @param suffixes suffix array, shape (n,)
 * @param prefixes by position, common prefix of each suffix and the one before it in the suffix array, shape (n,)
 * @returns shape (n,), by position, in symbols
 * Cost: O(n).
 * Source: Manber & Myers 1993, SIAM J. Comput. 22 (neighbours in the suffix array share most).
 */
export function repeatLengths(suffixes: Int32Array, prefixes: Int32Array): Int32Array {
  const n = suffixes.length;
  const lengths = new Int32Array(n);
  for (let r = 0, shared = 0; r < n; r++) {
    const next = r + 1 < n ? prefixes[suffixes[r + 1]!]! : 0;
    lengths[suffixes[r]!] = Math.max(shared, next);
    shared = next;
  }
  return lengths;
}

/**
 * Number of symbols in repeats of at least `least` symbols.
 *
 * @param lengths shape (n,): length of the repeat that starts at each position
 * @param least at least 1
 * Cost: O(n).
 */
export function symbolsInRepeats(lengths: ArrayLike<number>, least: number): number {
  let covered = 0;
  for (let i = 0, end = 0; i < lengths.length; i++) {
    if (lengths[i]! >= least) end = Math.max(end, i + lengths[i]!);
    if (i < end) covered++;
  }
  return covered;
}

/** Share of new k-grams in one part of a sequence. */
interface NoveltyPoint {
  /** end of the part, in symbols from the start */
  readonly x: number;
  readonly value: number;
}

/**
 * Share of the k-grams that did not occur earlier, in equal parts along a sequence.
 *
 * @param factors longest previous factors, shape (n,)
 * @param segmentEnds ascending, the last one n; no k-gram crosses a segment end
 * @param k at least 1
 * @param parts number of parts; those in which no k-gram begins are left out
 * Cost: O(n).
 */
export function noveltyCurve(
  factors: ArrayLike<number>,
  segmentEnds: ArrayLike<number>,
  k: number,
  parts: number,
): NoveltyPoint[] {
  const n = factors.length;
  const grams = new Float64Array(parts);
  const fresh = new Float64Array(parts);
  for (let s = 0, i = 0; s < segmentEnds.length; s++) {
    for (; i + k <= segmentEnds[s]!; i++) {
      const part = Math.floor((i * parts) / n);
      grams[part]!++;
      if (factors[i]! < k) fresh[part]!++;
    }
    i = segmentEnds[s]!;
  }
  const points: NoveltyPoint[] = [];
  for (let part = 0; part < parts; part++) {
    if (grams[part]! === 0) continue;
    points.push({ x: Math.ceil(((part + 1) * n) / parts), value: fresh[part]! / grams[part]! });
  }
  return points;
}
