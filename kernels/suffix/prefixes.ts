import { SCRATCH } from "./scratch";

/** Number of positions whose neighbours are looked up before they are compared, so that the cache misses overlap. */
const BLOCK: i32 = 2048;

/** Number of equal symbols at two addresses, within 16 bytes. */
// @ts-ignore: decorator
@inline
function equalSymbols<T>(here: usize, there: usize): i32 {
  const same = i8x16.bitmask(i8x16.eq(v128.load(here), v128.load(there)));
  return ctz(~same) >> <i32>alignof<T>();
}

/** In place of a neighbour: it is one place after the neighbour of the previous position. */
const REDUCIBLE: i32 = -1;

/** Marks, by the sign, suffixes whose preceding symbol differs from that of the previous suffix in the order. */
export function markOrder<T>(text: usize, n: i32, suffixes: usize): void {
  // The symbol before the text is 0. Only the last sentinel is 0, too, and no suffix follows it.
  store<T>(text - sizeof<T>(), <T>0);
  let left: u32 = 0;
  for (let at = suffixes, end = suffixes + (<usize>n << 2); at < end; at += 4) {
    const p = load<i32>(at);
    const follows = <u32>load<T>(text + (<usize>p << alignof<T>()) - sizeof<T>());
    store<i32>(at, p | (<i32>(follows != left) << 31));
    left = follows;
  }
}

/**
 * Writes the length of the common prefix of each suffix and the previous one in the marked order, by position (Karkkainen, Manzini
 * & Puglisi 2009, permuted LCP by the array Phi). Removes the marks.
 *
 * Sentinels differ, so that no prefix crosses one and no comparison needs a bound. Where the same symbol precedes two neighbours,
 * the suffixes one place before are neighbours, too. Their prefix is one longer, so that the text is not read.
 */
export function writePrefixes<T>(text: usize, n: i32, suffixes: usize, lengths: usize): void {
  // The first suffix, the last sentinel, has no previous one. It is compared with this symbol, which differs.
  store<T>(text - 2 * sizeof<T>(), <T>1);
  let before = -2;
  for (let at = lengths, end = lengths + (<usize>n << 2); at < end; at += 16) v128.store(at, i32x4.splat(REDUCIBLE));
  for (let at = suffixes, end = suffixes + (<usize>n << 2); at < end; at += 4) {
    const entry = load<i32>(at);
    const p = entry & i32.MAX_VALUE;
    store<i32>(at, p);
    // Written without a branch, to SCRATCH if the neighbour follows from that of the previous position.
    store<i32>(entry < 0 ? lengths + (<usize>p << 2) : SCRATCH, before);
    before = p;
  }
  const whole = 16 >> <i32>alignof<T>();
  let place = 0;
  let length = 0;
  for (let begin = 0; begin < n; begin += BLOCK) {
    const stop = min(begin + BLOCK, n);
    let to = SCRATCH;
    for (let i = begin; i < stop; i++) {
      const j = load<i32>(lengths + (<usize>i << 2));
      store<i32>(to, i);
      store<i32>(to, j, 4);
      to += <usize>(j != REDUCIBLE) << 4;
    }
    store<i32>(to, stop);
    for (let at = SCRATCH; at < to; at += 16) {
      const here = text + (<usize>load<i32>(at) << alignof<T>());
      const there = text + (<usize>load<i32>(at, 4) << alignof<T>());
      store<i32>(at, equalSymbols<T>(here, there), 8);
    }
    // Lengths are written four at a time, which overwrites what comes after them.
    const after = v128.load(lengths + (<usize>stop << 2));
    writeDescending(lengths, begin, load<i32>(SCRATCH), length - (begin - place));
    for (let at = SCRATCH; at < to; at += 16) {
      const i = load<i32>(at);
      const equal = load<i32>(at, 8);
      length = equal < whole ? equal : extend<T>(text, i, load<i32>(at, 4), max(length - (i - place), whole));
      place = i;
      writeDescending(lengths, i, load<i32>(at, 16), length);
    }
    v128.store(lengths + (<usize>stop << 2), after);
  }
}

/** Length of the longest common prefix. Overwrites the four numbers after the lengths. */
export function longestPrefix(n: i32, lengths: usize): i32 {
  const end = lengths + (<usize>n << 2);
  v128.store(end, i32x4.splat(0));
  let longest = i32x4.splat(0);
  for (let at = lengths; at < end; at += 16) longest = i32x4.max_s(longest, v128.load(at));
  const two = max(i32x4.extract_lane(longest, 0), i32x4.extract_lane(longest, 1));
  return max(two, max(i32x4.extract_lane(longest, 2), i32x4.extract_lane(longest, 3)));
}

/** Writes length, length - 1, ... to positions begin..end-1, and possibly to the next three. */
// @ts-ignore: decorator
@inline
function writeDescending(lengths: usize, begin: i32, end: i32, length: i32): void {
  let four = i32x4.sub(i32x4.splat(length), i32x4(0, 1, 2, 3));
  const stop = lengths + (<usize>end << 2);
  for (let at = lengths + (<usize>begin << 2); at < stop; at += 16) {
    v128.store(at, four);
    four = i32x4.sub(four, i32x4.splat(4));
  }
}

/** Length of the common prefix at two positions that agree in at least `length` symbols. */
function extend<T>(text: usize, i: i32, j: i32, length: i32): i32 {
  const here = text + (<usize>i << alignof<T>());
  const there = text + (<usize>j << alignof<T>());
  let offset = <usize>length << alignof<T>();
  let differ = load<u64>(here + offset) ^ load<u64>(there + offset);
  while (differ == 0) {
    offset += 8;
    differ = load<u64>(here + offset) ^ load<u64>(there + offset);
  }
  return <i32>((offset + (<usize>ctz(differ) >> 3)) >> alignof<T>());
}
