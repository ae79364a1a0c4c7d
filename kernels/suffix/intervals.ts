// Visits the tree of LCP intervals in one pass over suffixes and common prefixes, with a stack (Abouelhoda, Kurtz & Ohlebusch
// 2004). Counts the k-grams of every order by their number of occurrences, and writes longest previous factors: when two groups of
// suffixes meet at depth d, the later of their first positions has a factor of length d.
//
// Intervals deeper than the last order count no k-grams. The stack keeps such an interval only if its first position comes before
// those of all deeper ones. There are at most sqrt(8 n) of these, since their first positions are the farther
// apart, the deeper the intervals are (compare Crochemore & Ilie 2008).

import { SCRATCH } from "./scratch";

/** Number of ranks whose prefixes are gathered at a time, so that the cache misses overlap. */
const BLOCK: i32 = 2048;
/** Address of the events, after the gathered prefixes. */
export const EVENTS_ADDRESS: usize = SCRATCH + 8256;
/** Maximum number of events before the caller has to read them. */
export const EVENTS: i32 = 4096;
/** Bytes of a stack entry: depth, first rank, first position. */
export const FRAME_BYTES: usize = 12;

let eventCount: i32 = 0;
let stack: usize = 0;
let top: usize = 0;
let rank: i32 = 0;
let innerDepth: i32 = 0;
let innerRank: i32 = 0;
let innerPosition: i32 = 0;
let longest: i32 = 0;

// @ts-ignore: decorator
@inline
function add(address: usize, change: i32): void {
  store<i32>(address, load<i32>(address) + change);
}

// @ts-ignore: decorator
@inline
function setFactor(lengths: usize, position: i32, length: i32): void {
  store<i32>(lengths + (<usize>position << 2), length);
}

/** Counts a k-gram that occurs `occurrences` times, at every order in (above, depth]. */
// @ts-ignore: decorator
@inline
function countKgram(table: usize, rows: i32, orders: i32, above: i32, depth: i32, occurrences: i32): void {
  if (above >= orders) return;
  const last = min(depth, orders);
  if (occurrences < rows) {
    const row = table + (<usize>(occurrences * (orders + 2)) << 2);
    add(row + (<usize>above << 2) + 4, 1);
    add(row + (<usize>last << 2) + 4, -1);
    return;
  }
  const event = EVENTS_ADDRESS + <usize>eventCount * 12;
  store<i32>(event, above);
  store<i32>(event, last, 4);
  store<i32>(event, occurrences, 8);
  eventCount++;
}

/** Starts the pass at rank `first` of n. Zeroes `table` and `shared`. */
export function startIntervals(
  n: i32, first: i32, orders: i32, rows: i32, table: usize, shared: usize, frames: usize,
): void {
  stack = frames;
  memory.fill(table, 0, <usize>(rows * (orders + 2)) << 2);
  memory.fill(shared, 0, <usize>(orders + 2) << 2);
  top = stack;
  rank = first + 1;
  longest = 0;
  innerDepth = 0;
  innerRank = first;
  // A placeholder: the last sentinel comes after all other positions and has no factor.
  innerPosition = n - 1;
}

/** Drops deep intervals whose first position comes after that of the innermost one; their factors are final. */
function dropDeep(frame: usize, lowest: i32, lengths: usize, orders: i32): usize {
  while (frame > stack) {
    const depth = load<i32>(frame);
    const position = load<i32>(frame, 8);
    if (depth <= orders || position < lowest) break;
    setFactor(lengths, position, depth);
    frame -= FRAME_BYTES;
  }
  return frame;
}

/**
 * Continues the pass; returns the number of events, which is below EVENTS - orders when the pass is complete.
 *
 * `lengths`: common prefixes, which become factors. `table`: a row of orders + 2 for every count below `rows`; larger counts are
 * events. `shared`: number of suffixes by the number of symbols, at most `orders`, that they share with a neighbour.
 */
export function visitIntervals(
  suffixes: usize, lengths: usize, n: i32, orders: i32, rows: i32, table: usize, shared: usize,
): i32 {
  eventCount = 0;
  // The innermost open interval is in these variables, the outer ones are on the stack.
  let depth = innerDepth;
  let begin = innerRank;
  let lowest = innerPosition;
  let frame = top;
  let deepest = longest;
  let first = rank;
  while (first <= n) {
    const end = min(first + BLOCK, n);
    for (let r = first, to = SCRATCH; r < end; r++, to += 4) {
      store<i32>(to, load<i32>(lengths + (<usize>load<i32>(suffixes + (<usize>r << 2)) << 2)));
    }
    // A prefix of length 0 after the last suffix closes all intervals.
    const stop = end == n ? n + 1 : end;
    if (end == n) store<i32>(SCRATCH + (<usize>(n - first) << 2), 0);
    let r = first;
    for (let from = SCRATCH; r < stop && eventCount < EVENTS - orders; r++, from += 4) {
      const length = load<i32>(from);
      const position = load<i32>(suffixes + (<usize>(r - 1) << 2));
      add(shared + (<usize>min(max(length, depth), orders) << 2), 1);
      if (length > depth) {
        if (length > orders) {
          const kept = dropDeep(frame, lowest, lengths, orders);
          // The outermost dropped interval began earlier.
          if (kept != frame) begin = load<i32>(kept + FRAME_BYTES, 4);
          frame = kept;
        }
        frame += FRAME_BYTES;
        store<i32>(frame, depth);
        store<i32>(frame, begin, 4);
        store<i32>(frame, lowest, 8);
        deepest = max(deepest, length);
        depth = length;
        begin = r - 1;
        lowest = position;
        continue;
      }
      setFactor(lengths, max(position, lowest), depth);
      lowest = min(position, lowest);
      while (depth > length) {
        const outer = load<i32>(frame);
        countKgram(table, rows, orders, max(outer, length), depth, r - begin);
        if (outer < length) {
          depth = length;
          break;
        }
        const other = load<i32>(frame, 8);
        setFactor(lengths, max(lowest, other), outer);
        lowest = min(lowest, other);
        depth = outer;
        begin = load<i32>(frame, 4);
        frame -= FRAME_BYTES;
      }
    }
    first = r;
    if (eventCount >= EVENTS - orders) break;
  }
  innerDepth = depth;
  innerRank = begin;
  innerPosition = lowest;
  top = frame;
  longest = deepest;
  rank = first;
  // The first position has no earlier one.
  if (first > n) setFactor(lengths, lowest, 0);
  return eventCount;
}

/** Length of the longest common prefix of two suffixes. */
export function longestShared(): i32 {
  return longest;
}
