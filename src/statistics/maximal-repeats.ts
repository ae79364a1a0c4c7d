import type { Symbols } from "../core/sequence.ts";

/** A word that occurs more than once. */
export interface Repeat {
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
 * Cost: O(n `most`) at worst, O(n) where long repeats are few.
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
  const starts = new Set<number>([0]);
  for (let s = 0; s < segmentEnds.length; s++) starts.add(segmentEnds[s]!);
  const before = (position: number): number =>
    starts.has(position) ? -1 - position : symbols[position - 1]!;
  const extendable = ({ begin, end }: Interval): boolean => {
    const first = before(suffixes[begin]!);
    for (let r = begin + 1; r < end; r++) if (before(suffixes[r]!) !== first) return false;
    return true;
  };

  const longest: Interval[] = [];
  /** Shorter ones need not be looked at any more. */
  let least = 1;
  const offer = (depth: number, begin: number, end: number): void => {
    if (depth < least) return;
    const interval = { depth, begin, end };
    const last = longest[most - 1];
    if (last !== undefined && !precedes(interval, last)) return;
    if (extendable(interval)) return;
    const at = longest.findIndex((other) => precedes(interval, other));
    longest.splice(at < 0 ? longest.length : at, 0, interval);
    longest.length = Math.min(longest.length, most);
    least = longest[most - 1]?.depth ?? least;
  };
  visitNodes(suffixes, prefixes, n, offer);
  return longest.map(({ depth, begin, end }) => ({
    length: depth,
    places: suffixes.slice(begin, end).sort(),
  }));
}

const precedes = (a: Interval, b: Interval): boolean =>
  a.depth > b.depth || (a.depth === b.depth && a.begin < b.begin);

/** Every node but the root, inner ones before outer ones. */
function visitNodes(
  suffixes: Int32Array,
  prefixes: Int32Array,
  n: number,
  visit: (depth: number, begin: number, end: number) => void,
): void {
  // Places of the stack are written over, not taken away and added: that is what took the time.
  const depths: number[] = [0];
  const begins: number[] = [0];
  let top = 0;
  for (let r = 1; r <= n; r++) {
    const depth = r < n ? prefixes[suffixes[r]!]! : 0;
    let begin = r - 1;
    while (depths[top]! > depth) {
      begin = begins[top]!;
      visit(depths[top]!, begin, r);
      top--;
    }
    if (depth > depths[top]!) {
      top++;
      depths[top] = depth;
      begins[top] = begin;
    }
  }
}
