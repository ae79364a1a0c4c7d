// Sorts the suffixes of a text of 32-bit symbols by induced sorting (Nong, Zhang & Chan 2009): texts of names from the recursion,
// and alphabets too large for four counts per symbol.
//
// Symbols are first renamed to the start of their bucket, or to its end if the suffix is of type S (Nong 2013, ACM Trans. Inf.
// Syst. 31). This preserves their order and makes a table of buckets unnecessary.

import { sortRare } from "./refine";
import { listLms } from "./types";

/** Texts with fewer symbols are always sorted by induction. */
const SMALL: i32 = 256;

let text: usize = 0;
let suffixes: usize = 0;
/** Address of i32[n]: number of entries in a bucket so far, by renamed symbol. */
let filled: usize = 0;

// @ts-ignore: decorator
@inline
function symbol(i: i32): i32 {
  return load<i32>(text + (<usize>i << 2));
}

// @ts-ignore: decorator
@inline
function nextIndex(c: i32): i32 {
  const address = filled + (<usize>c << 2);
  const before = load<i32>(address);
  store<i32>(address, before + 1);
  return before;
}

// @ts-ignore: decorator
@inline
function put(place: i32, entry: i32): void {
  store<i32>(suffixes + (<usize>place << 2), entry);
}

function renameToBuckets(n: i32, size: i32, starts: usize): void {
  memory.fill(starts, 0, <usize>(size + 1) << 2);
  for (let i = 0; i < n; i++) {
    const address = starts + (<usize>symbol(i) << 2);
    store<i32>(address, load<i32>(address) + 1);
  }
  let sum = 0;
  for (let c = 0; c <= size; c++) {
    const address = starts + (<usize>c << 2);
    const bucketSize = load<i32>(address);
    store<i32>(address, sum);
    sum += bucketSize;
  }
  let next = 0;
  let s = 1;
  for (let i = n - 1; i >= 0; i--) {
    const c = symbol(i);
    s = i == n - 1 ? 1 : <i32>(c < next + s);
    const address = starts + (<usize>c << 2);
    store<i32>(text + (<usize>i << 2), s ? load<i32>(address, 4) - 1 : load<i32>(address));
    next = c;
  }
}

function clear(n: i32): void {
  memory.fill(filled, 0, <usize>n << 2);
}

/** Writes the LMS positions to the ends of their buckets, in any order. */
function placeLms(n: i32): void {
  let next = symbol(n - 1);
  let s = 1;
  for (let i = n - 2; i >= 0; i--) {
    const c = symbol(i);
    const before = <i32>(c < next + s);
    if (s & ~before) put(next - nextIndex(next), i + 1);
    s = before;
    next = c;
  }
}

/** Sorts the LMS positions by LMS substring, from those in their buckets; leaves them as complements. */
function induceLms(n: i32): void {
  for (let i = 0; i < n; i++) {
    const p = load<i32>(suffixes + (<usize>i << 2));
    if (p > 0) {
      put(i, 0);
      const k = p - 1;
      const c = symbol(k);
      put(c + nextIndex(c), k ^ -(<i32>(symbol(k - 1) < c)));
    } else if (p < 0) put(i, ~p);
  }
  clear(n);
  for (let i = n - 1; i > 0; i--) {
    const p = load<i32>(suffixes + (<usize>i << 2));
    if (p <= 0) continue;
    put(i, 0);
    const k = p - 1;
    const c = symbol(k);
    put(c - nextIndex(c), k ^ -(<i32>(symbol(k - 1) > c)));
  }
  put(0, ~(n - 1));
}

function gatherLms(n: i32): i32 {
  let lms = 0;
  for (let i = 0; i < n; i++) {
    const p = load<i32>(suffixes + (<usize>i << 2));
    put(lms, ~p);
    lms += p >>> 31;
  }
  return lms;
}

/** Writes the names of the LMS substrings, from 1 on, at index position / 2; returns the number of names. */
function nameLms(n: i32, lms: i32, names: usize): i32 {
  memory.fill(names, 0, <usize>((n >> 1) + 1) << 2);
  let next = symbol(n - 1);
  let s = 1;
  let following = n - 1;
  store<i32>(names + (<usize>((n - 1) >> 1) << 2), 1);
  for (let i = n - 2; i >= 0; i--) {
    const c = symbol(i);
    const before = <i32>(c < next + s);
    if (s & ~before && i + 1 < n - 1) {
      store<i32>(names + (<usize>((i + 1) >> 1) << 2), following - i);
      following = i + 1;
    }
    s = before;
    next = c;
  }
  let name = 0;
  let previous = 0;
  let previousLength = 0;
  for (let i = 0; i < lms; i++) {
    const p = load<i32>(suffixes + (<usize>i << 2));
    const address = names + (<usize>(p >> 1) << 2);
    const length = load<i32>(address);
    let same = length == previousLength;
    for (let j = 0; same && j < length; j++) same = symbol(p + j) == symbol(previous + j);
    name += <i32>!same;
    previous = p;
    previousLength = length;
    store<i32>(address, name);
  }
  return name;
}

/** Induces all suffixes from the sorted LMS suffixes in their buckets. */
function induceAll(n: i32): void {
  clear(n);
  for (let i = 0; i < n; i++) {
    const p = load<i32>(suffixes + (<usize>i << 2));
    if (p == 0) continue;
    put(i, ~p);
    if (p < 0) continue;
    const k = p - 1;
    const c = symbol(k);
    put(c + nextIndex(c), k ^ -(<i32>(symbol(k - 1) < c)));
  }
  clear(n);
  for (let i = n - 1; i > 0; i--) {
    const p = load<i32>(suffixes + (<usize>i << 2));
    if (p < 0) {
      put(i, ~p);
      continue;
    }
    if (p == 0) continue;
    const k = p - 1;
    const c = symbol(k);
    put(c - nextIndex(c), k ^ -(<i32>(symbol(k - 1) > c)));
  }
  put(0, n - 1);
}

// @ts-ignore: decorator
@inline
function enter(source: usize, output: usize, table: usize): void {
  text = source;
  suffixes = output;
  filled = table;
}

/**
 * Sorts the suffixes of a text whose last symbol is a unique 0, by a method that suits the alphabet. Overwrites the text.
 *
 * `source`: n symbols below `size`, one place before them and two after. `output`: n + 2 numbers. `free`: n + 64 numbers.
 */
export function sortDeep(source: usize, n: i32, size: i32, output: usize, free: usize): void {
  if (n >= SMALL && size >= n >> 3) sortRare(source, n, size, output, free);
  else induceDeep(source, n, size, output, free);
}

/** Like `sortDeep`, always by induced sorting. */
export function induceDeep(source: usize, n: i32, size: i32, output: usize, free: usize): void {
  if (n == 1) {
    store<i32>(output, 0);
    return;
  }
  enter(source, output, free);
  store<i32>(source - 4, -1);
  renameToBuckets(n, size, free);
  store<i32>(source - 4, 0);
  clear(n);
  memory.fill(output, 0, <usize>n << 2);
  placeLms(n);
  clear(n);
  induceLms(n);
  const lms = gatherLms(n);
  const names = nameLms(n, lms, free);
  if (names < lms) {
    const reduced = output + (<usize>(n - lms) << 2);
    let to = reduced + (<usize>lms << 2) - 4;
    for (let from = free + (<usize>((n - 1) >> 1) << 2); from >= free; from -= 4) {
      const name = load<i32>(from);
      if (name > 0) {
        store<i32>(to, name - 1);
        to -= 4;
      }
    }
    sortDeep(reduced, lms, names, free, free + (<usize>lms << 2) + 16);
    enter(source, output, free);
    listLms<i32>(source, n, reduced + (<usize>lms << 2));
    for (let i: usize = 0; i < <usize>lms << 2; i += 4) {
      store<i32>(output + i, load<i32>(reduced + (<usize>load<i32>(free + i) << 2)));
    }
  }
  memory.fill(output + (<usize>lms << 2), 0, <usize>(n - lms) << 2);
  clear(n);
  for (let i = lms - 1; i >= 0; i--) {
    const p = load<i32>(suffixes + (<usize>i << 2));
    put(i, 0);
    const c = symbol(p);
    put(c - nextIndex(c), p);
  }
  induceAll(n);
}
