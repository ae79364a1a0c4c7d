// Sorts the suffixes of a text whose symbols are mostly rare, as in a text of names of long substrings. Suffixes that begin with
// the same symbol are sorted by the symbols after it, which distinguishes most of them.
//
// Each group of equal suffixes then gets a finer name. A unique name decides every comparison that reaches it, so that a unique
// name after a unique name can be dropped. The rest is sorted as a text of its own.

import { induceDeep, sortDeep } from "./deep";
import { SCRATCH } from "./scratch";

/** Maximum number of suffixes with the same first symbol that are sorted here. */
const GROUP: i32 = 2048;
/** Number of lowest bits of a key. They hold the index in the group, which makes all keys distinct. */
const GROUP_BITS: u64 = 11;
/** The keys of a group, the buffer for merging them, and the positions of the group. */
const KEYS: usize = SCRATCH;
const OTHER_KEYS: usize = KEYS + 8 * 2048;
const MEMBERS: usize = OTHER_KEYS + 8 * 2048;
/** Number of positions whose symbols are prefetched at a time. */
const BATCH: i32 = 512;
/** Number of keys in a run that is sorted by insertion. */
const RUN: i32 = 8;
const MARK: i32 = i32.MIN_VALUE;

let text: usize = 0;
let order: usize = 0;
let sink: i32 = 0;

// @ts-ignore: decorator
@inline
function at(array: usize, i: i32): i32 {
  return load<i32>(array + (<usize>i << 2));
}

// @ts-ignore: decorator
@inline
function put(array: usize, i: i32, value: i32): void {
  store<i32>(array + (<usize>i << 2), value);
}

/** Sorts the suffixes by first symbol; leaves the end of each symbol's group in `ends`. */
function orderBySymbol(n: i32, size: i32, ends: usize): void {
  memory.fill(ends, 0, <usize>size << 2);
  for (let i = 0; i < n; i++) put(ends, at(text, i), at(ends, at(text, i)) + 1);
  let sum = 0;
  for (let c = 0; c < size; c++) {
    const length = at(ends, c);
    put(ends, c, sum);
    sum += length;
  }
  for (let i = 0; i < n; i++) {
    const c = at(text, i);
    const place = at(ends, c);
    put(ends, c, place + 1);
    put(order, place, i);
  }
}

/** Sorts runs of RUN keys by insertion. */
function sortRuns(length: i32): void {
  for (let begin = 0; begin < length; begin += RUN) {
    const first = KEYS + (<usize>begin << 3);
    const end = KEYS + (<usize>min(begin + RUN, length) << 3);
    for (let from = first + 8; from < end; from += 8) {
      const key = load<u64>(from);
      let to = from;
      for (; to > first && load<u64>(to - 8) > key; to -= 8) store<u64>(to, load<u64>(to - 8));
      store<u64>(to, key);
    }
  }
}

function merge(from: usize, to: usize, length: i32, width: i32): void {
  const end = from + (<usize>length << 3);
  const step = <usize>width << 3;
  for (let begin = from; begin < end; begin += 2 * step) {
    const middle = min(begin + step, end);
    const stop = min(middle + step, end);
    let a = begin;
    let b = middle;
    while (a < middle && b < stop) {
      const left = load<u64>(a);
      const right = load<u64>(b);
      const first = <usize>(left < right);
      store<u64>(to, select<u64>(left, right, first));
      to += 8;
      a += first << 3;
      b += (1 ^ first) << 3;
    }
    memory.copy(to, a, middle - a);
    to += middle - a;
    memory.copy(to, b, stop - b);
    to += stop - b;
  }
}

/** Sorts the keys; returns their address. */
function sortKeys(length: i32): usize {
  sortRuns(length);
  let from = KEYS;
  let to = OTHER_KEYS;
  for (let width = RUN; width < length; width <<= 1) {
    merge(from, to, length, width);
    const other = from;
    from = to;
    to = other;
  }
  return from;
}

/** Sorts a group by the next two symbols and the upper bits of a third. Marks entries that differ from the previous one. */
function sortGroup(begin: i32, length: i32, bits: u64): void {
  const group = order + (<usize>begin << 2);
  for (let i = 0; i < length; i++) {
    const number = at(group, i);
    put(MEMBERS, i, number);
    const next = text + (<usize>number << 2) + 4;
    const key =
      (<u64>load<u32>(next) << (64 - bits)) |
      (<u64>load<u32>(next, 4) << (64 - 2 * bits)) |
      ((<u64>load<u32>(next, 8) << 32) >> (3 * bits - 32));
    store<u64>(KEYS + (<usize>i << 3), ((key >> GROUP_BITS) << GROUP_BITS) | <u64>i);
  }
  const keys = sortKeys(length);
  let previous = ~load<u64>(keys);
  for (let i = 0; i < length; i++) {
    const key = load<u64>(keys + (<usize>i << 3));
    const differs = <i32>(key >> GROUP_BITS != previous >> GROUP_BITS);
    put(group, i, at(MEMBERS, <i32>key & (GROUP - 1)) | (differs << 31));
    previous = key;
  }
}

/** Sorts all groups. A mark means that the suffix differs from the previous one. */
function sortGroups(n: i32, size: i32, ends: usize): void {
  // At least 11 bits: with fewer, the shift of the third symbol would be negative.
  const bits = max<u64>(32 - <u64>clz(size - 1), GROUP_BITS);
  let prefetched = 0;
  let begin = 0;
  for (let c = 0; c < size; c++) {
    const end = at(ends, c);
    if (end > prefetched) {
      let sum = 0;
      const stop = min(max(prefetched + BATCH, end), n);
      for (; prefetched < stop; prefetched++) sum |= at(text, at(order, prefetched) + 1);
      sink = sum;
    }
    if (end - begin > 1 && end - begin <= GROUP) sortGroup(begin, end - begin, bits);
    else if (end > begin) put(order, begin, at(order, begin) | MARK);
    begin = end;
  }
}

/** Overwrites the symbols with finer names, marked if unique. Marks the entries of all others; returns the number of names. */
function nameSuffixes(n: i32): i32 {
  let name = -1;
  let entry = at(order, 0);
  for (let i = 0; i < n; i++) {
    const next = i + 1 < n ? at(order, i + 1) : MARK;
    name += entry >>> 31;
    const alone = entry & next & MARK;
    const number = entry & ~MARK;
    put(text, number, name | alone);
    put(order, i, number | (alone ^ MARK));
    entry = next;
  }
  return name + 1;
}

/** Whether a symbol remains in the text. The last one remains in any case. */
// @ts-ignore: decorator
@inline
function isKept(name: i32, before: i32): i32 {
  return ((name & before) >>> 31) ^ 1;
}

function countKept(n: i32): i32 {
  let kept = 1;
  let before = MARK;
  for (let i = 0; i < n - 1; i++) {
    const name = at(text, i);
    kept += isKept(name, before);
    before = name;
  }
  return kept;
}

/** Moves the remaining symbols to the front, and lists their positions, marked if the name is unique. */
function compact(n: i32, list: usize): void {
  let kept = 0;
  let before = MARK;
  for (let i = 0; i < n; i++) {
    const name = at(text, i);
    put(text, kept, name & ~MARK);
    put(list, kept, i | (name & MARK));
    kept += i == n - 1 ? 1 : isKept(name, before);
    before = name;
  }
}

/** Replaces each symbol by its rank among those that occur; returns their number. */
function renameDense(n: i32, names: i32, table: usize): i32 {
  const blocks = (names >> 5) + 1;
  memory.fill(table, 0, <usize>blocks << 3);
  for (let i = 0; i < n; i++) {
    const name = at(text, i);
    const block = table + (<usize>(name >> 5) << 3);
    store<u32>(block, load<u32>(block) | (1 << (name & 31)));
  }
  let sum = 0;
  for (let b = 0; b < blocks; b++) {
    const block = table + (<usize>b << 3);
    store<i32>(block, sum, 4);
    sum += popcnt(load<i32>(block));
  }
  for (let i = 0; i < n; i++) {
    const name = at(text, i);
    const block = table + (<usize>(name >> 5) << 3);
    put(text, i, load<i32>(block, 4) + popcnt(load<i32>(block) & ((1 << (name & 31)) - 1)));
  }
  return sum;
}

/** Writes the sorted rest to the marked entries. */
function fillMarked(kept: i32, sorted: usize, list: usize): void {
  let place = 0;
  for (let i = 0; i < kept; i++) {
    const number = at(list, at(sorted, i));
    if (number < 0) continue;
    while (at(order, place) >= 0) place++;
    put(order, place, number);
  }
}

/** Like `sortDeep`, for rare symbols. */
export function sortRare(source: usize, n: i32, size: i32, output: usize, free: usize): void {
  text = source;
  // What follows the last symbol does not matter, since the last symbol is a unique 0.
  store<u64>(text + (<usize>n << 2), 0);
  order = output;
  orderBySymbol(n, size, free);
  sortGroups(n, size, free);
  const names = nameSuffixes(n);
  const kept = countKept(n);
  if (kept == 1) return;
  // The memory must hold the rest, its order and the temporary memory for sorting it.
  if (2 * kept + 80 > n) {
    for (let i = 0; i < n; i++) put(text, i, at(text, i) & ~MARK);
    induceDeep(source, n, names, output, free);
    return;
  }
  const sorted = free + (<usize>kept << 2);
  compact(n, free);
  const left = renameDense(kept, names, sorted);
  sortDeep(source, kept, left, sorted, source + (<usize>kept << 2) + 16);
  text = source;
  order = output;
  fillMarked(kept, sorted, free);
}
