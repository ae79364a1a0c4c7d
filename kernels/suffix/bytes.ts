// Sorts the suffixes of a text of 8-bit symbols by induced sorting (Nong, Zhang & Chan 2009), at the first level of recursion.
//
// Types, lists, marks and the circular text are those of shallow.ts. Random access to a text larger than the caches costs more than
// everything else. An entry therefore holds the four symbols before its position. They cost nothing for LMS positions, which are
// found in text order. Each step to the predecessor uses one of them. A 0, which only the last sentinel is, means that none is
// left.
//
// An entry has 8 bytes: position and mark in the lower half, symbols in the upper half, the nearest one highest. Entries use the
// memory that later holds lengths and suffixes.

import { sortNames } from "./shallow";
import { countClasses } from "./types";

const MARK: i32 = i32.MIN_VALUE;
/** Mask of the symbols that remain after the nearest one was shifted out. */
const REST: u64 = 0xffffff0000000000;

/** Address of i32[size][4]: number of suffixes by first symbol and type (L after L, L after S, S after S, LMS). */
let classes: usize = 0;
/** Address of i32[size][2][2]: for both lists that a scan fills, the next place and the last group that wrote there. */
let slots: usize = 0;
let entries: usize = 0;

// @ts-ignore: decorator
@inline
function count(c: i32, kind: i32): i32 {
  return load<i32>(classes + (<usize>(4 * c + kind) << 2));
}

// @ts-ignore: decorator
@inline
function total(c: i32): i32 {
  return count(c, 0) + count(c, 1) + count(c, 2) + count(c, 3);
}

// @ts-ignore: decorator
@inline
function entryAt(i: i32): u64 {
  return load<u64>(entries + (<usize>i << 3));
}

/** The entry of a position with four symbols. */
// @ts-ignore: decorator
@inline
function entryOf(text: usize, position: i32): u64 {
  return (load<u64>(text + <usize>position - 8) & 0xffffffff00000000) | <u64>(<u32>position);
}

/** An entry whose upper half has at least two symbols, reloaded from the text if necessary; its lower half is undefined. */
// @ts-ignore: decorator
@inline
function refilled(text: usize, entry: u64, position: i32): u64 {
  return (entry & 0x00ff000000000000) == 0 ? load<u64>(text + <usize>position - 8) : entry;
}

// @ts-ignore: decorator
@inline
function nearest(entry: u64): i32 {
  return <i32>(entry >> 56);
}

// @ts-ignore: decorator
@inline
function second(entry: u64): i32 {
  return <i32>(entry >> 48) & 0xff;
}

/** Writes the entry of the predecessor, with the lower half `low`. */
// @ts-ignore: decorator
@inline
function putPredecessor(place: i32, entry: u64, low: i32): void {
  store<u64>(entries + (<usize>place << 3), ((entry << 8) & REST) | <u64>(<u32>low));
}

/** Like `countClasses`, for bytes; returns the number of LMS positions. */
export function countByteClasses(text: usize, n: i32, size: i32): i32 {
  countClasses<u8>(text, n, size, classes);
  let lms = 0;
  for (let c = 0; c < size; c++) lms += count(c, 3);
  return lms;
}

/** Writes the LMS positions to the ends of the buckets of their first symbols, in text order. */
export function placeLms(text: usize, n: i32, size: i32): void {
  for (let c = 0, base = 0; c < size; c++) {
    base += total(c);
    store<i32>(slots + (<usize>c << 4), base);
  }
  let next = 0;
  let s = 1;
  for (let i = n - 2; i >= 0; i--) {
    const c = <i32>load<u8>(text + <usize>i);
    const before = <i32>(c < next + s);
    // Written without a branch, one place below the list; kept if it is an LMS position.
    const slot = slots + (<usize>next << 4);
    const place = load<i32>(slot) - 1;
    store<u64>(entries + (<usize>place << 3), entryOf(text, i + 1));
    store<i32>(slot, place + (1 ^ (s & ~before)));
    s = before;
    next = c;
  }
}

// @ts-ignore: decorator
@inline
function induceUp(text: usize, entry: u64, group: i32): void {
  const position = <i32>entry & ~MARK;
  const c = nearest(entry);
  const known = refilled(text, entry, position);
  const slot = slots + (<usize>(2 * c + <i32>(second(known) < c)) << 3);
  const place = load<i32>(slot);
  putPredecessor(place, known, (position - 1) | (<i32>(load<i32>(slot, 4) != group) << 31));
  store<u64>(slot, <u64>(<u32>place + 1) | (<u64>(<u32>group) << 32));
}

// @ts-ignore: decorator
@inline
function induceDown(text: usize, entry: u64, group: i32): void {
  const position = <i32>entry & ~MARK;
  const c = nearest(entry);
  const known = refilled(text, entry, position);
  const slot = slots + (<usize>(2 * c + <i32>(second(known) > c)) << 3);
  const place = load<i32>(slot) - 1;
  putPredecessor(place, known, (position - 1) | (<i32>(load<i32>(slot, 4) != group) << 31));
  store<u64>(slot, <u64>(<u32>place) | (<u64>(<u32>group) << 32));
}

/** Induces the L positions, sorted by LMS substring, from the LMS positions in their buckets. */
function scanUp(text: usize, size: i32): void {
  for (let c = 0, base = 0; c < size; c++) {
    const slot = slots + (<usize>c << 4);
    store<u64>(slot, <u64>base);
    store<u64>(slot, <u64>(base + count(c, 0)), 8);
    base += total(c);
  }
  let group = 0;
  for (let c = 0, base = 0; c < size; c++) {
    const slot = slots + (<usize>c << 4);
    for (let i = base; i < load<i32>(slot); i++) {
      const entry = entryAt(i);
      group += <i32>entry >>> 31;
      induceUp(text, entry, group);
    }
    base += total(c);
    group++;
    for (let i = base - count(c, 3); i < base; i++) induceUp(text, entryAt(i), group);
  }
}

/** Induces the LMS positions, sorted by LMS substring, from the L positions. A mark means that the next entry differs. */
function scanDown(text: usize, size: i32): void {
  let end = 0;
  for (let c = 0; c < size; c++) {
    const slot = slots + (<usize>c << 4);
    end += total(c);
    store<u64>(slot, <u64>(end - count(c, 3)));
    store<u64>(slot, <u64>end, 8);
  }
  let group = 1;
  for (let c = size - 1; c >= 0; c--) {
    const slot = slots + (<usize>c << 4);
    end -= count(c, 3);
    for (let i = end - 1; i >= load<i32>(slot); i--) {
      const entry = entryAt(i);
      group += <i32>entry >>> 31;
      induceDown(text, entry, group);
    }
    group++;
    end -= count(c, 2);
    const begin = end - count(c, 1);
    for (let i = end - 1; i >= begin; i--) {
      const entry = entryAt(i);
      induceDown(text, entry, group);
      group += <i32>entry >>> 31;
    }
    end = begin - count(c, 0);
  }
}

/** Moves the sorted LMS positions, with their marks, to the front, 4 bytes each; returns the number of distinct ones. */
export function gatherLms(n: i32, size: i32): i32 {
  let to = entries;
  store<i32>(to, (n - 1) | MARK);
  to += 4;
  let names = 1;
  for (let c = 1, base = total(0); c < size; c++) {
    base += total(c);
    for (let i = base - count(c, 3); i < base; i++, to += 4) {
      const low = <i32>entryAt(i);
      store<i32>(to, low);
      names += low >>> 31;
    }
  }
  return names;
}

/** Writes the names of the LMS substrings, from 1 on, at index position / 2. */
export function nameLms(n: i32, lms: i32, names: usize): void {
  memory.fill(names, 0, <usize>((n >> 1) + 1) << 2);
  let name = 1;
  for (let at = entries, end = entries + (<usize>lms << 2); at < end; at += 4) {
    const low = load<i32>(at);
    store<i32>(names + (<usize>((low & ~MARK) >> 1) << 2), name);
    name += low >>> 31;
  }
}

/** Writes the entries of the LMS positions in text order, the last one just below `end`. */
function listLms(text: usize, n: i32, end: usize): void {
  let next = 0;
  let s = 1;
  let at = end - 8;
  for (let i = n - 2; i >= 0; i--) {
    const c = <i32>load<u8>(text + <usize>i);
    const before = <i32>(c < next + s);
    // Written without a branch; kept if it is an LMS position.
    store<u64>(at, entryOf(text, i + 1));
    at -= <usize>(s & ~before) << 3;
    s = before;
    next = c;
  }
}

/** Replaces the sorted LMS suffixes at the front, given by their numbers in text order, by their entries. */
export function orderLms(text: usize, n: i32, lms: i32, end: usize): void {
  const list = end - (<usize>lms << 3);
  listLms(text, n, end);
  for (let i = lms - 1; i >= 0; i--) {
    const number = load<i32>(entries + (<usize>i << 2));
    store<u64>(entries + (<usize>i << 3), load<u64>(list + (<usize>number << 3)));
  }
}

/** Replaces the sorted LMS suffixes at the front, given by their positions, by their entries. */
export function supplyLms(text: usize, lms: i32): void {
  for (let i = lms - 1; i >= 0; i--) {
    const position = load<i32>(entries + (<usize>i << 2)) & ~MARK;
    store<u64>(entries + (<usize>i << 3), entryOf(text, position));
  }
}

/** Moves the sorted LMS suffixes from the front to the ends of their buckets. */
export function spreadLms(n: i32, lms: i32, size: i32): void {
  let from = lms;
  for (let c = size - 1, end = n; c >= 0; c--) {
    const lmsCount = count(c, 3);
    from -= lmsCount;
    memory.copy(
      entries + (<usize>(end - lmsCount) << 3),
      entries + (<usize>from << 3),
      <usize>lmsCount << 3,
    );
    end -= total(c);
  }
}

/** Induces the sorted L suffixes from the sorted LMS suffixes. Entries that induce in the next scan become non-negative. */
function sortUp(text: usize, size: i32): void {
  for (let c = 0, base = 0; c < size; c++) {
    store<i32>(slots + (<usize>c << 2), base);
    base += total(c);
  }
  for (let c = 0, base = 0; c < size; c++) {
    const slot = slots + (<usize>c << 2);
    for (let i = base; i < load<i32>(slot); i++) {
      const entry = entryAt(i);
      store<i32>(entries + (<usize>i << 3), ~<i32>entry);
      if (<i32>entry >= 0) sortOneUp(text, entry);
    }
    base += total(c);
    for (let i = base - count(c, 3); i < base; i++) sortOneUp(text, entryAt(i));
  }
}

// @ts-ignore: decorator
@inline
function sortOneUp(text: usize, entry: u64): void {
  const c = nearest(entry);
  const known = refilled(text, entry, <i32>entry);
  const slot = slots + (<usize>c << 2);
  const place = load<i32>(slot);
  store<i32>(slot, place + 1);
  putPredecessor(place, known, (<i32>entry - 1) ^ -(<i32>(second(known) < c)));
}

/**
 * Induces all suffixes from the sorted L suffixes and writes them to `output`. A mark means that the preceding symbol differs from
 * that of the previous suffix in the order.
 */
function sortDown(text: usize, n: i32, size: i32, output: usize): void {
  let end = 0;
  for (let c = 0; c < size; c++) {
    end += total(c);
    store<i32>(slots + (<usize>c << 2), end);
  }
  let above = 0;
  let aboveFollows = 0;
  let to = output + (<usize>n << 2);
  for (let c = size - 1; c > 0; c--) {
    const begin = end - total(c);
    for (let i = end - 1; i >= begin; i--, to -= 4) {
      const entry = entryAt(i);
      const sign = <i32>entry >> 31;
      const position = <i32>entry ^ sign;
      const follows = nearest(entry);
      store<i32>(to, above | (<i32>(follows != aboveFollows) << 31));
      above = position;
      aboveFollows = follows;
      if (sign) continue;
      const known = refilled(text, entry, position);
      const slot = slots + (<usize>follows << 2);
      const place = load<i32>(slot) - 1;
      store<i32>(slot, place);
      putPredecessor(place, known, (position - 1) ^ -(<i32>(second(known) > follows)));
    }
    end = begin;
  }
  store<i32>(to, above | MARK);
  store<i32>(output, (n - 1) | MARK);
}

/**
 * Sorts the suffixes of a text whose last symbol is a unique 0. Marks those whose preceding symbol differs from that of the
 * previous suffix in the order.
 *
 * `text`: n symbols below `size`, and eight places before them. `tables`: 32 bytes per symbol of the alphabet. `free`: n + 256
 * numbers of 4 bytes. `output`: n + 2 numbers, somewhere after `free`.
 */
export function sortBytes(text: usize, n: i32, size: i32, tables: usize, free: usize, output: usize): void {
  if (n == 1) {
    store<i32>(output, MARK);
    return;
  }
  classes = tables;
  slots = tables + (<usize>size << 4);
  entries = free;
  store<u8>(text - 1, 0);
  store<u8>(text - 2, load<u8>(text + <usize>n - 2));
  const lms = countByteClasses(text, n, size);
  placeLms(text, n, size);
  scanUp(text, size);
  scanDown(text, size);
  const names = gatherLms(n, size);
  if (names == lms) supplyLms(text, lms);
  else {
    nameLms(n, lms, output);
    sortNames(output, n, lms, names, output, free);
    orderLms(text, n, lms, output + (<usize>(n + 1) << 2));
  }
  spreadLms(n, lms, size);
  sortUp(text, size);
  sortDown(text, n, size, output);
}
