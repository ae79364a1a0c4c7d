import type { Symbols } from "../core/sequence.ts";

/** A word that occurs more than once. */
interface Repeat {
  /** in symbols */
  readonly length: number;
  /** shape (occurrences,), ascending: where it begins */
  readonly places: Int32Array;
}

/** A node of the tree of LCP intervals: the suffixes of ranks begin..end-1 share `depth` symbols. */
interface Interval {
  readonly depth: number;
  readonly begin: number;
  readonly end: number;
}

/**
 * The longest maximal repeats: words whose occurrences cannot all be extended by the same symbol to either side.
 *
 * @param symbols shape (n,)
 * @param segmentEnds ascending, the last one n; no repeat crosses a segment end
 * @param suffixes suffix array, shape (n,)
 * @param prefixes by position, what each suffix shares with the one before it in the suffix array, shape (n,)
 * @param most how many at most
 * @returns longest first; of equally long ones that of smaller symbols first
 * @throws RangeError when the platform cannot allocate the stack
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
  // By rank, how often suffixes up to there are preceded by something else than the one before: words within words are looked at once.
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
  // Most words are much shorter than the longest repeats: those are looked for first.
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
 * @param shared by rank, what a suffix shares with the one before it; 0 before the first and after the last
 * @param least symbols below which nodes are left out
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
