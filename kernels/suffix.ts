// Suffix array, common prefixes, k-gram counts of all orders and longest previous factors of a sequence in segments.
//
// The caller writes each symbol plus the number of segments, and a sentinel after each segment: 0 after the last segment, 1
// after the one before, and so on. Ends then sort before symbols, and no two suffixes are equal. Sentinels rank first.

import { sortBytes } from "./suffix/bytes";
import { sortDeep } from "./suffix/deep";
import {
  EVENTS as eventCapacity, EVENTS_ADDRESS, FRAME_BYTES, longestShared, startIntervals, visitIntervals,
} from "./suffix/intervals";
import { lastRatioSum, sumMatches } from "./suffix/matches";
import { longestPrefix, markOrder, writePrefixes } from "./suffix/prefixes";
import { SCRATCH, SCRATCH_BYTES } from "./suffix/scratch";
import { sortShallow } from "./suffix/shallow";

// An engine uses an optimised function only from its next call on. Exported functions are not inlined, so that each of these
// passes is optimised after a short text; inlined into one function, they would be optimised after the first long text.
export {
  countByteClasses, gatherLms, nameLms, orderLms, placeLms, spreadLms, supplyLms,
} from "./suffix/bytes";

/** Each count below this has a row in the table. */
export const ROWS: i32 = 1024;
/** Maximum number of events per call of `visit`. */
export const EVENTS: i32 = eventCapacity;

/** log2 of the bytes per symbol. */
let shift: usize = 0;
/** Number of symbols and sentinels. */
let n: i32 = 0;
let segments: i32 = 0;
let size: i32 = 0;
let orders: i32 = 0;
let rows: i32 = 0;
let tables: usize = 0;
let table: usize = 0;
let shared: usize = 0;
let stack: usize = 0;
let text: usize = 0;
let suffixes: usize = 0;
let lengths: usize = 0;
/** Whether the suffix array has marks in its sign bits. */
let marked: bool = false;

// @ts-ignore: decorator
@inline
function aligned(address: f64): f64 {
  return Math.ceil(address / 64) * 64;
}

/**
 * Lays out the memory for `count` symbols and sentinels, 2^`logWidth` bytes each.
 * `alphabet` includes the sentinels, too. Returns its size in bytes, which may exceed 4 GiB.
 */
export function configure(count: i32, sentinels: i32, alphabet: i32, logWidth: i32, lastOrder: i32): f64 {
  n = count;
  segments = sentinels;
  size = alphabet;
  shift = logWidth;
  orders = lastOrder;
  rows = min(ROWS, count);
  let at: f64 = <f64>SCRATCH + <f64>SCRATCH_BYTES;
  tables = <usize>at;
  if (logWidth < 2) at += 32 * <f64>alphabet;
  table = <usize>at;
  at += 4 * <f64>rows * <f64>(orders + 2);
  shared = <usize>at;
  at += 4 * <f64>(orders + 2);
  stack = <usize>at;
  at += <f64>FRAME_BYTES * (<f64>orders + 3 * Math.sqrt(<f64>count) + 64);
  at = aligned(at) + 64;
  text = <usize>at;
  at = aligned(at + <f64>count * <f64>(1 << logWidth) + 16);
  lengths = <usize>at;
  at = aligned(at + 4 * <f64>(count + 256));
  suffixes = <usize>at;
  return at + 4 * <f64>(count + 2);
}

export function textAddress(): usize {
  return text;
}

/** Address of the suffix array, i32[n], after `prefixes`. */
export function suffixesAddress(): usize {
  return suffixes;
}

/** Address of i32[n], by position: common prefixes after `prefixes`, longest previous factors after the last `visit`. */
export function lengthsAddress(): usize {
  return lengths;
}

/** Address of i32[min(ROWS, n)][orders + 2]: number of k-grams by count and order, as differences until `sumUp`. */
export function tableAddress(): usize {
  return table;
}

/** Address of i32[orders + 2]: number of suffixes that share 0, 1, ..., orders or more symbols with a neighbour. */
export function sharedAddress(): usize {
  return shared;
}

export function eventsAddress(): usize {
  return EVENTS_ADDRESS;
}

/** Adds 1 to the first `count` 8-bit symbols, so that 0 is free for the sentinel of a single segment. */
export function raiseBytes(count: i32): void {
  const end = text + <usize>count;
  for (let at = text; at < end; at += 16) v128.store(at, i8x16.add(v128.load(at), i8x16.splat(1)));
}

/**
 * Sorts the suffixes. Overwrites a text of 32-bit symbols: write it again before `prefixes`. Positions can be read after
 * `prefixes`, which removes the marks.
 */
export function sort(): void {
  marked = shift == 0;
  if (shift == 0) sortBytes(text, n, size, tables, lengths, suffixes);
  else if (shift == 1) sortShallow<u16>(text, n, size, tables, suffixes, lengths);
  else sortDeep(text, n, size, suffixes, lengths);
}

/** Computes the length of the common prefix of each suffix and the one before it in the suffix array, by position. */
export function prefixes(): void {
  if (shift == 0) prefixesOf<u8>();
  else if (shift == 1) prefixesOf<u16>();
  else prefixesOf<u32>();
}

function prefixesOf<T>(): void {
  if (!marked) markOrder<T>(text, n, suffixes);
  writePrefixes<T>(text, n, suffixes, lengths);
  marked = false;
}

/** Limits orders to the length of the longest common prefix, since longer k-grams occur once; returns the number of orders. */
export function limitOrders(): i32 {
  orders = min(orders, longestPrefix(n, lengths));
  return orders;
}

/** Starts the pass that turns common prefixes into longest previous factors and counts k-grams. */
export function intervals(): void {
  startIntervals(n, segments, orders, rows, table, shared, stack);
}

/** Continues the pass; returns the number of events: (a, b, count), k-grams at orders a + 1..b that occur ROWS times or more. */
export function visit(): i32 {
  return visitIntervals(suffixes, lengths, n, orders, rows, table, shared);
}

/** Sums the differences, after the last `visit`. The table then has the number of k-grams by count and order. */
export function sumUp(): void {
  for (let c = 0; c < rows; c++) {
    let at = table + (<usize>(c * (orders + 2)) << 2);
    let kgrams = 0;
    for (let k = 0; k < orders + 2; k++, at += 4) {
      kgrams += load<i32>(at);
      store<i32>(at, kgrams);
    }
  }
}

/** Last order with a k-gram that occurs `times` times, after `sumUp`; 0: none. */
export function lastOrder(times: i32): i32 {
  const row = table + (<usize>(times * (orders + 2)) << 2);
  let order = orders;
  while (order > 0 && load<i32>(row + (<usize>order << 2)) == 0) order--;
  return order;
}

/** Length of the longest common prefix of two suffixes, after the last `visit`. */
export function longest(): i32 {
  return longestShared();
}

/**
 * Sums over i = 1..count-1 of L / log2(i + 1) and of its inverse, where L - 1 is the factor at i. The caller has removed the
 * sentinels from the factors. Returns the second sum; `ratioSum` returns the first.
 */
export function matchSums(count: i32): f64 {
  return sumMatches(lengths, count);
}

/** Sum of L / log2(i + 1) from the last call of `matchSums`. */
export function ratioSum(): f64 {
  return lastRatioSum();
}
