// Sorts the suffixes of a text of 16-bit symbols, or of a text with few names, by induced sorting (Nong, Zhang & Chan 2009).
//
// A suffix is of type S if it is smaller than the suffix one place later, else of type L. An S suffix after an L suffix is a
// leftmost S suffix (LMS). The bucket of a first symbol has four lists: L after L, L after S, S after S, S after L. The list
// determines whether its entries induce their predecessor in the current scan, so that scans of the first phase have no branch per
// entry. The sign bit marks an entry whose LMS substring differs from that of its neighbour. Entries that equal entries induce into
// one list are equal, so that naming needs no comparison of strings.
//
// The last two symbols are copied to the places before the text, as if it were circular. No scan has to check for the start.

import { sortDeep } from "./deep";
import { countClasses, listLms } from "./types";

const MARK: i32 = i32.MIN_VALUE;
/** Number of entries whose symbols are prefetched at a time, by loads that no instruction waits for. */
const BATCH: i32 = 256;

/** Address of i32[size][4]: number of suffixes by first symbol and type (L after L, L after S, S after S, LMS). */
let classes: usize = 0;
/** Address of i32[size][2][2]: for both lists that a scan fills, the next place and the last group that wrote there. */
let slots: usize = 0;
let suffixes: usize = 0;
let sink: i32 = 0;

// @ts-ignore: decorator
@inline
function symbol<T>(text: usize, i: i32): i32 {
  return <i32>load<T>(text + (<usize>i << alignof<T>()));
}

// @ts-ignore: decorator
@inline
function count(c: i32, kind: i32): i32 {
  return load<i32>(classes + (<usize>(4 * c + kind) << 2));
}

/** Writes the LMS positions to the ends of the buckets of their first symbols, in text order. */
function placeLms<T>(text: usize, n: i32, size: i32): void {
  for (let c = 0, base = 0; c < size; c++) {
    base += count(c, 0) + count(c, 1) + count(c, 2);
    store<i32>(slots + (<usize>c << 4), base + count(c, 3));
    base += count(c, 3);
  }
  let next = 0;
  let s = 1;
  for (let i = n - 2; i >= 0; i--) {
    const c = symbol<T>(text, i);
    const before = <i32>(c < next + s);
    // Written without a branch, one place below the list; kept if it is an LMS position.
    const slot = slots + (<usize>next << 4);
    const place = load<i32>(slot) - 1;
    store<i32>(suffixes + (<usize>place << 2), i + 1);
    store<i32>(slot, place + (1 ^ (s & ~before)));
    s = before;
    next = c;
  }
}

/** Prefetches the symbols at the positions of entries. */
// @ts-ignore: decorator
@inline
function prefetchAt<T>(text: usize, at: usize, end: usize): void {
  let loaded = 0;
  for (; at < end; at += 4) loaded |= symbol<T>(text, load<i32>(at) & ~MARK);
  sink = loaded;
}

// @ts-ignore: decorator
@inline
function prefetch<T>(text: usize, from: i32, to: i32): void {
  prefetchAt<T>(text, suffixes + (<usize>from << 2), suffixes + (<usize>to << 2));
}

/** Like `prefetch`, but negative entries read position 0. */
// @ts-ignore: decorator
@inline
function prefetchFlagged<T>(text: usize, from: i32, to: i32): void {
  let loaded = 0;
  const end = suffixes + (<usize>to << 2);
  for (let at = suffixes + (<usize>from << 2); at < end; at += 4) {
    const entry = load<i32>(at);
    loaded |= symbol<T>(text, entry & ~(entry >> 31));
  }
  sink = loaded;
}

// @ts-ignore: decorator
@inline
function induceUp<T>(text: usize, entry: i32, group: i32): void {
  const k = (entry & ~MARK) - 1;
  const c = symbol<T>(text, k);
  const slot = slots + (<usize>(2 * c + <i32>(symbol<T>(text, k - 1) < c)) << 3);
  const place = load<i32>(slot);
  store<i32>(suffixes + (<usize>place << 2), k | (<i32>(load<i32>(slot, 4) != group) << 31));
  store<u64>(slot, <u64>(<u32>place + 1) | (<u64>(<u32>group) << 32));
}

// @ts-ignore: decorator
@inline
function induceDown<T>(text: usize, entry: i32, group: i32): void {
  const k = (entry & ~MARK) - 1;
  const c = symbol<T>(text, k);
  const slot = slots + (<usize>(2 * c + <i32>(symbol<T>(text, k - 1) > c)) << 3);
  const place = load<i32>(slot) - 1;
  store<i32>(suffixes + (<usize>place << 2), k | (<i32>(load<i32>(slot, 4) != group) << 31));
  store<u64>(slot, <u64>(<u32>place) | (<u64>(<u32>group) << 32));
}

/** Induces the L positions, sorted by LMS substring, from the LMS positions in their buckets. */
function scanUp<T>(text: usize, size: i32): void {
  for (let c = 0, base = 0; c < size; c++) {
    const slot = slots + (<usize>c << 4);
    store<u64>(slot, <u64>base);
    store<u64>(slot, <u64>(base + count(c, 0)), 8);
    base += count(c, 0) + count(c, 1) + count(c, 2) + count(c, 3);
  }
  let group = 0;
  for (let c = 0, base = 0; c < size; c++) {
    for (let i = base; ; ) {
      const stop = min(i + BATCH, load<i32>(slots + (<usize>c << 4)));
      if (i >= stop) break;
      prefetch<T>(text, i, stop);
      for (; i < stop; i++) {
        const entry = load<i32>(suffixes + (<usize>i << 2));
        group += entry >>> 31;
        induceUp<T>(text, entry, group);
      }
    }
    base += count(c, 0) + count(c, 1) + count(c, 2);
    const end = base + count(c, 3);
    group++;
    for (let i = base; i < end; ) {
      const stop = min(i + BATCH, end);
      prefetch<T>(text, i, stop);
      for (; i < stop; i++) induceUp<T>(text, load<i32>(suffixes + (<usize>i << 2)), group);
    }
    base = end;
  }
}

/** Induces the LMS positions, sorted by LMS substring, from the L positions. A mark means that the next entry differs. */
function scanDown<T>(text: usize, size: i32): void {
  let total = 0;
  for (let c = 0; c < size; c++) {
    const slot = slots + (<usize>c << 4);
    total += count(c, 0) + count(c, 1) + count(c, 2);
    store<u64>(slot, <u64>total);
    total += count(c, 3);
    store<u64>(slot, <u64>total, 8);
  }
  let group = 1;
  for (let c = size - 1; c >= 0; c--) {
    total -= count(c, 3);
    for (let i = total - 1; ; ) {
      const stop = max(i - BATCH, load<i32>(slots + (<usize>c << 4)) - 1);
      if (i <= stop) break;
      prefetch<T>(text, stop + 1, i + 1);
      for (; i > stop; i--) {
        const entry = load<i32>(suffixes + (<usize>i << 2));
        group += entry >>> 31;
        induceDown<T>(text, entry, group);
      }
    }
    group++;
    total -= count(c, 2);
    const begin = total - count(c, 1);
    for (let i = total - 1; i >= begin; ) {
      const stop = max(i - BATCH, begin - 1);
      prefetch<T>(text, stop + 1, i + 1);
      for (; i > stop; i--) {
        const entry = load<i32>(suffixes + (<usize>i << 2));
        induceDown<T>(text, entry, group);
        group += entry >>> 31;
      }
    }
    total = begin - count(c, 0);
  }
}

/** Moves the sorted LMS positions to the front and writes their names, from 1 on, at index position / 2; returns the last name. */
function nameLms(n: i32, size: i32, names: usize): i32 {
  memory.fill(names, 0, <usize>((n >> 1) + 1) << 2);
  store<i32>(suffixes, n - 1);
  let name = 1;
  store<i32>(names + (<usize>((n - 1) >> 1) << 2), name++);
  let lms = 1;
  for (let c = 1, base = count(0, 3); c < size; c++) {
    base += count(c, 0) + count(c, 1) + count(c, 2);
    const end = base + count(c, 3);
    for (let i = base; i < end; i++) {
      const entry = load<i32>(suffixes + (<usize>i << 2));
      const p = entry & ~MARK;
      store<i32>(suffixes + (<usize>lms << 2), p);
      lms++;
      store<i32>(names + (<usize>(p >> 1) << 2), name);
      name += entry >>> 31;
    }
    base = end;
  }
  return name - 1;
}

/** Induces the sorted L suffixes from the LMS suffixes in `sorted`. Entries that induce in the next scan become non-negative. */
function sortUp<T>(text: usize, size: i32, sorted: usize): void {
  for (let c = 0, base = 0; c < size; c++) {
    store<i32>(slots + (<usize>c << 2), base);
    base += count(c, 0) + count(c, 1) + count(c, 2) + count(c, 3);
  }
  for (let c = 0, base = 0; c < size; c++) {
    for (let i = base; ; ) {
      const stop = min(i + BATCH, load<i32>(slots + (<usize>c << 2)));
      if (i >= stop) break;
      prefetchFlagged<T>(text, i, stop);
      for (; i < stop; i++) {
        const address = suffixes + (<usize>i << 2);
        const entry = load<i32>(address);
        store<i32>(address, ~entry);
        if (entry >= 0) sortOneUp<T>(text, entry - 1);
      }
    }
    base += count(c, 0) + count(c, 1) + count(c, 2) + count(c, 3);
    const end = sorted + (<usize>count(c, 3) << 2);
    while (sorted < end) {
      const stop = min(sorted + (BATCH << 2), end);
      prefetchAt<T>(text, sorted, stop);
      for (; sorted < stop; sorted += 4) sortOneUp<T>(text, load<i32>(sorted) - 1);
    }
  }
}

// @ts-ignore: decorator
@inline
function sortOneUp<T>(text: usize, k: i32): void {
  const c = symbol<T>(text, k);
  const slot = slots + (<usize>c << 2);
  const place = load<i32>(slot);
  store<i32>(slot, place + 1);
  store<i32>(suffixes + (<usize>place << 2), k ^ -(<i32>(symbol<T>(text, k - 1) < c)));
}

/** Induces all suffixes from the sorted L suffixes. */
function sortDown<T>(text: usize, n: i32, size: i32): void {
  let total = 0;
  for (let c = 0; c < size; c++) {
    total += count(c, 0) + count(c, 1) + count(c, 2) + count(c, 3);
    store<i32>(slots + (<usize>c << 2), total);
  }
  for (let c = size - 1; c > 0; c--) {
    const lower = total - count(c, 2) - count(c, 3);
    const begin = lower - count(c, 0) - count(c, 1);
    for (let i = total - 1; i >= begin; ) {
      // All L suffixes are there, but only those S suffixes that were induced so far.
      const known = i >= lower ? max(lower, load<i32>(slots + (<usize>c << 2))) : begin;
      const stop = max(i - BATCH, known - 1);
      prefetchFlagged<T>(text, stop + 1, i + 1);
      for (; i > stop; i--) {
        const address = suffixes + (<usize>i << 2);
        const entry = load<i32>(address);
        if (entry < 0) {
          store<i32>(address, ~entry);
          continue;
        }
        const k = entry - 1;
        const d = symbol<T>(text, k);
        const slot = slots + (<usize>d << 2);
        const place = load<i32>(slot) - 1;
        store<i32>(slot, place);
        store<i32>(suffixes + (<usize>place << 2), k ^ -(<i32>(symbol<T>(text, k - 1) > d)));
      }
    }
    total = begin;
  }
  store<i32>(suffixes, n - 1);
}

/** Moves the names from index position / 2 to the end of `room`, which has n numbers: the text of names. Returns its address. */
function gatherNames<N>(names: usize, n: i32, lms: i32, room: usize): usize {
  const reduced = room + (<usize>n << 2) - (<usize>lms << alignof<N>());
  let to = reduced;
  const last = names + (<usize>((n - 1) >> 1) << 2);
  for (let from = names; from <= last; from += 4) {
    // Written without a branch; kept if it is a name.
    const name = load<i32>(from);
    store<N>(to, <N>(name - 1));
    to += <usize>(name != 0) << alignof<N>();
  }
  return reduced;
}

/**
 * Sorts the suffixes of the text of names by a method that suits their number.
 *
 * `names`: at index position / 2 of the LMS substring, in `room` or elsewhere. `room`: n + 2 numbers. `output`: 2 lms + 256
 * numbers.
 */
export function sortNames(names: usize, n: i32, lms: i32, size: i32, room: usize, output: usize): void {
  const free = output + (<usize>lms << 2) + 16;
  if (<usize>(8 * size + 4) > <usize>(n - lms)) {
    sortDeep(gatherNames<u32>(names, n, lms, room), lms, size, output, free);
  } else if (size > 0x10000) {
    sortShallow<u32>(gatherNames<u32>(names, n, lms, room), lms, size, room, output, free);
  } else sortShallow<u16>(gatherNames<u16>(names, n, lms, room), lms, size, room, output, free);
}

/**
 * Sorts the suffixes of a text whose last symbol is a unique 0.
 *
 * `text`: n symbols below `size`, and two places before them. `tables`: 32 bytes per symbol of the alphabet. `output`: n + 2
 * numbers. `free`: n + 256 numbers.
 */
export function sortShallow<T>(text: usize, n: i32, size: i32, tables: usize, output: usize, free: usize): void {
  if (n == 1) {
    store<i32>(output, 0);
    return;
  }
  enter(size, tables, output);
  store<T>(text - sizeof<T>(), <T>0);
  store<T>(text - 2 * sizeof<T>(), load<T>(text + (<usize>(n - 2) << alignof<T>())));
  countClasses<T>(text, n, size, classes);
  let lms = 0;
  for (let c = 0; c < size; c++) lms += count(c, 3);
  placeLms<T>(text, n, size);
  scanUp<T>(text, size);
  scanDown<T>(text, size);
  const names = nameLms(n, size, free);
  if (names == lms) memory.copy(free, output, <usize>lms << 2);
  else {
    const list = output + (<usize>(n - lms) << 2);
    sortNames(free, n, lms, names, output, free);
    enter(size, tables, output);
    listLms<T>(text, n, list + (<usize>lms << 2));
    for (let i: usize = 0; i < <usize>lms << 2; i += 4) {
      store<i32>(free + i, load<i32>(list + (<usize>load<i32>(free + i) << 2)));
    }
  }
  sortUp<T>(text, size, free);
  sortDown<T>(text, n, size);
}

function enter(size: i32, tables: usize, output: usize): void {
  classes = tables;
  slots = tables + (<usize>size << 4);
  suffixes = output;
}
