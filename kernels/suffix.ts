// Suffix array, common prefixes, word counts of all orders and longest previous factors of a sequence in segments.
//
// The caller writes symbols raised by the number of segments, and after each segment a sentinel: the last one 0, the one
// before 1 and so on, so that ends sort before symbols and no two suffixes are equal. Ranks begin with the sentinels.

import { sortBytes } from "./suffix/bytes";
import { sortDeep } from "./suffix/deep";
import {
  EVENTS as eventCapacity, EVENTS_ADDRESS, FRAME_BYTES, longestShared, startIntervals, visitIntervals,
} from "./suffix/intervals";
import { lastRatioSum, sumMatches } from "./suffix/matches";
import { longestPrefix, markOrder, writePrefixes } from "./suffix/prefixes";
import { SCRATCH, SCRATCH_BYTES } from "./suffix/scratch";
import { sortShallow } from "./suffix/shallow";

// An engine runs a function improved from its next call on. What is exported stays a function of its own, so that each of
// these passes is improved after a short text, and not the sum of them too late for the first long one.
export {
  countByteClasses, gatherLms, nameLms, orderLms, placeLms, spreadLms, supplyLms,
} from "./suffix/bytes";

/** Counts below this one have a row of their own. */
export const ROWS: i32 = 1024;
/** Events that one call leaves at most. */
export const EVENTS: i32 = eventCapacity;

/** log2 of the bytes a symbol. */
let shift: usize = 0;
/** Symbols and sentinels. */
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
/** Whether marks stand in the order of suffixes. */
let marked: bool = false;

// @ts-ignore: decorator
@inline
function aligned(address: f64): f64 {
  return Math.ceil(address / 64) * 64;
}

/**
 * Lays out the memory for `count` symbols and sentinels, 2^`logWidth` bytes each.
 * `alphabet` counts both too. Returns the bytes it takes, which may be more than there can be.
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

/** Address of the positions in the order of suffixes, once sorted. */
export function suffixesAddress(): usize {
  return suffixes;
}

/** Address of what `prefixes` or `intervals` left, by position. */
export function lengthsAddress(): usize {
  return lengths;
}

/** Address of ROWS or n rows of orders + 2: how many words occur 0, 1, 2, ... times, as changes from order to order. */
export function tableAddress(): usize {
  return table;
}

/** Address of how many suffixes share 0, 1, ... orders symbols with a neighbour. */
export function sharedAddress(): usize {
  return shared;
}

export function eventsAddress(): usize {
  return EVENTS_ADDRESS;
}

/** Raises symbols of 8 bits, from the start of the text on, by one: room for the sentinel of a single segment. */
export function raiseBytes(count: i32): void {
  const end = text + <usize>count;
  for (let at = text; at < end; at += 16) v128.store(at, i8x16.add(v128.load(at), i8x16.splat(1)));
}

/**
 * Sorts the suffixes. A text of 32-bit symbols is overwritten: write it again before `prefixes`, which has to come before
 * positions are read.
 */
export function sort(): void {
  marked = shift == 0;
  if (shift == 0) sortBytes(text, n, size, tables, lengths, suffixes);
  else if (shift == 1) sortShallow<u16>(text, n, size, tables, suffixes, lengths);
  else sortDeep(text, n, size, suffixes, lengths);
}

/** Common prefixes with the suffix before, by position. */
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

/** Counts no longer words than the longest prefix, since all others occur once; returns how many orders are left. */
export function limitOrders(): i32 {
  orders = min(orders, longestPrefix(n, lengths));
  return orders;
}

/** Begins the pass that turns common prefixes into longest previous factors and counts words. */
export function intervals(): void {
  startIntervals(n, segments, orders, rows, table, shared, stack);
}

/** Goes on with it; returns how many events wait: words that occur ROWS times or more, as (above, last, count). */
export function visit(): i32 {
  return visitIntervals(suffixes, lengths, n, orders, rows, table, shared);
}

/** Sums up the changes, once all is visited: how many words of each order occur 1, 2, ... times. */
export function sumUp(): void {
  for (let c = 0; c < rows; c++) {
    let at = table + (<usize>(c * (orders + 2)) << 2);
    let words = 0;
    for (let k = 0; k < orders + 2; k++, at += 4) {
      words += load<i32>(at);
      store<i32>(at, words);
    }
  }
}

/** Last order with a word that occurs `times` times, once summed up; 0 for none. */
export function lastOrder(times: i32): i32 {
  const row = table + (<usize>(times * (orders + 2)) << 2);
  let order = orders;
  while (order > 0 && load<i32>(row + (<usize>order << 2)) == 0) order--;
  return order;
}

/** Longest common prefix of two suffixes, once visited. */
export function longest(): i32 {
  return longestShared();
}

/**
 * Sums over i = 1..count-1 of L / log2(i + 1) and of its inverse, where L - 1 is the factor at i; sentinels must have been
 * taken out of the factors. Returns the second; `ratioSum` has the first.
 */
export function matchSums(count: i32): f64 {
  return sumMatches(lengths, count);
}

/** Sum of L / log2(i + 1) of the last call of `matchSums`. */
export function ratioSum(): f64 {
  return lastRatioSum();
}
