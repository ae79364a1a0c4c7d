// One pass over suffixes and common prefixes that visits the tree of LCP intervals (Abouelhoda, Kurtz & Ohlebusch 2004)
// with a stack. It counts the words of every order by how often they occur, and writes longest previous factors: when
// two groups of suffixes meet at depth d, d is what the later of their first positions shares with an earlier one.
//
// Intervals deeper than the last order count no words. Of those only the ones whose first position comes before all
// deeper ones are kept; there are never more than sqrt(8 n) of these, as positions of ever longer words that stay in
// the order of the text lie ever further apart (compare Crochemore & Ilie 2008).

import { SCRATCH } from "./scratch";

/** Ranks whose prefixes are gathered before they are looked at, so that many are loaded at a time. */
const BLOCK: i32 = 2048;
/** Address of the events, after the gathered prefixes. */
export const EVENTS_ADDRESS: usize = SCRATCH + 8256;
/** Large counts that fit before the caller must take them. */
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
function factor(lengths: usize, position: i32, length: i32): void {
  store<i32>(lengths + (<usize>position << 2), length);
}

/** A word that occurs `many` times at every order in (above, depth]. */
// @ts-ignore: decorator
@inline
function word(table: usize, rows: i32, orders: i32, above: i32, depth: i32, many: i32): void {
  if (above >= orders) return;
  const last = min(depth, orders);
  if (many < rows) {
    const row = table + (<usize>(many * (orders + 2)) << 2);
    add(row + (<usize>above << 2) + 4, 1);
    add(row + (<usize>last << 2) + 4, -1);
    return;
  }
  const event = EVENTS_ADDRESS + <usize>eventCount * 12;
  store<i32>(event, above);
  store<i32>(event, last, 4);
  store<i32>(event, many, 8);
  eventCount++;
}

/** Starts at rank `first` of n; table, shared and stack are zero or filled here. */
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
  // The last sentinel comes after everything and has no factor.
  innerPosition = n - 1;
}

/** Forgets intervals that are of no further use: deep ones whose first position comes after that of the innermost. */
function prune(frame: usize, lowest: i32, lengths: usize, orders: i32): usize {
  while (frame > stack) {
    const depth = load<i32>(frame);
    const position = load<i32>(frame, 8);
    if (depth <= orders || position < lowest) break;
    factor(lengths, position, depth);
    frame -= FRAME_BYTES;
  }
  return frame;
}

/**
 * Goes on; returns how many events wait, below EVENTS - orders when the end was reached.
 *
 * `lengths`: common prefixes, which become factors. `table`: a row of orders + 2 for every count below `rows`, the
 * others are events. `shared`: how many suffixes share so many symbols, at most `orders`, with a neighbour.
 */
export function visitIntervals(
  suffixes: usize, lengths: usize, n: i32, orders: i32, rows: i32, table: usize, shared: usize,
): i32 {
  eventCount = 0;
  // The innermost open interval is here, those around it are on the stack.
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
    // After the last suffix comes nothing, which shares nothing.
    const stop = end == n ? n + 1 : end;
    if (end == n) store<i32>(SCRATCH + (<usize>(n - first) << 2), 0);
    let r = first;
    for (let from = SCRATCH; r < stop && eventCount < EVENTS - orders; r++, from += 4) {
      const length = load<i32>(from);
      const position = load<i32>(suffixes + (<usize>(r - 1) << 2));
      add(shared + (<usize>min(max(length, depth), orders) << 2), 1);
      if (length > depth) {
        if (length > orders) {
          const kept = prune(frame, lowest, lengths, orders);
          // What was forgotten began earlier.
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
      factor(lengths, max(position, lowest), depth);
      lowest = min(position, lowest);
      while (depth > length) {
        const outer = load<i32>(frame);
        word(table, rows, orders, max(outer, length), depth, r - begin);
        if (outer < length) {
          depth = length;
          break;
        }
        const other = load<i32>(frame, 8);
        factor(lengths, max(lowest, other), outer);
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
  // Nothing comes before the first position.
  if (first > n) factor(lengths, lowest, 0);
  return eventCount;
}

/** The longest prefix two suffixes share. */
export function longestShared(): i32 {
  return longest;
}
