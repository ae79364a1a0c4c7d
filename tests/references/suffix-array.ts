import type { Symbols } from "../../src/core/sequence.ts";
import { rankSymbols } from "../../src/wasm/suffix-kernel.ts";

/**
 * Suffix array: the starts of all suffixes, in ascending order of the suffixes. The kernel is compared with it.
 *
 * A suffix ends with its segment. An end sorts before every symbol, and the end of a later segment before that of an
 * earlier one, so that no comparison crosses a segment end.
 *
 * @param symbols shape (n,), each below `alphabetSize`
 * @param segmentEnds ascending, the last one n
 * @param alphabetSize A
 * @returns shape (n,)
 * @throws RangeError when the sequence exceeds 2^31 - 1 symbols and ends, or what the platform can allocate
 * Cost: O(n) time for alphabets up to 65 536 (larger ones are renamed by sorting first); 4 bytes a symbol for the
 * result and 1 to 4 for a copy of the text.
 * Source: Nong, Zhang & Chan 2009, Data Compression Conference.
 */
export function suffixArray(
  symbols: Symbols,
  segmentEnds: ArrayLike<number>,
  alphabetSize: number,
): Int32Array {
  const n = symbols.length;
  const segments = segmentEnds.length;
  const ranked = alphabetSize > 65_536 ? rankSymbols(symbols) : { symbols, alphabetSize };
  const size = ranked.alphabetSize + segments;
  const text = allocateText(n + segments, size);
  for (let s = 0, begin = 0, at = 0; s < segments; s++) {
    const end = segmentEnds[s]!;
    for (let i = begin; i < end; i++) text[at++] = ranked.symbols[i]! + segments;
    text[at++] = segments - 1 - s;
    begin = end;
  }
  if (text.length === 0) return new Int32Array(0);
  const suffixes = new Int32Array(text.length);
  sortSuffixes(text, suffixes, size);
  // The sentinels sort first.
  const sorted = suffixes.subarray(segments);
  if (segments > 1) subtractSentinels(sorted, segmentEnds);
  return sorted;
}

/** From positions in the text with sentinels to positions in the sequence. */
function subtractSentinels(positions: Int32Array, segmentEnds: ArrayLike<number>): void {
  const origin = new Int32Array(positions.length + segmentEnds.length);
  for (let s = 0, begin = 0; s < segmentEnds.length; s++) {
    const end = segmentEnds[s]!;
    for (let i = begin; i < end; i++) origin[i + s] = i;
    begin = end;
  }
  for (let i = 0; i < positions.length; i++) positions[i] = origin[positions[i]!]!;
}

function allocateText(length: number, size: number): SentinelText {
  if (size <= 0x100) return new Uint8Array(length);
  return size <= 0x1_0000 ? new Uint16Array(length) : new Int32Array(length);
}

/** A text of integers whose last entry is 0 and unique. */
type SentinelText = Uint8Array | Uint16Array | Int32Array;

/**
 * Sorts all suffixes of a text that ends in a unique smallest symbol (SA-IS).
 *
 * A suffix is of type S if it is smaller than the next one, else L; an S suffix after an L suffix is leftmost (LMS).
 * Sorting the LMS suffixes, by recursion on at most n/2 names, sorts all others by two scans. Entries carry in their
 * sign whether the predecessor has to be induced in the present scan: its type is then looked up while the text at
 * that place is in the cache anyway.
 *
 * @param text shape (n,), n >= 1, values in 0..alphabetSize-1, the 0 only at the end
 * @param suffixes shape (n,), all 0 on entry; on return the positions of the suffixes in ascending order
 * @param alphabetSize number of possible values
 * @throws RangeError when the buckets exceed what the platform can allocate
 * Cost: O(n + alphabetSize) time; memory: one bucket table per level of recursion.
 * Source: Nong, Zhang & Chan 2009, Data Compression Conference, "Linear suffix array construction by almost pure
 * induced-sorting".
 */
function sortSuffixes(text: SentinelText, suffixes: Int32Array, alphabetSize: number): void {
  const n = text.length;
  if (n === 1) {
    suffixes[0] = 0;
    return;
  }
  const sizes = new Int32Array(alphabetSize);
  for (let i = 0; i < n; i++) sizes[text[i]!] = sizes[text[i]!]! + 1;
  const bucket = new Int32Array(alphabetSize);

  bucketEnds(sizes, bucket);
  placeLms(text, suffixes, bucket);
  bucketStarts(sizes, bucket);
  induceLms(text, suffixes, bucket, sizes);
  const lms = gatherLms(suffixes);
  const names = nameLms(text, suffixes, lms);
  const order = suffixes.subarray(0, lms);
  const reduced = suffixes.subarray(n - lms);
  if (names < lms) {
    order.fill(0);
    sortSuffixes(reduced, order, names);
  } else for (let i = 0; i < lms; i++) order[reduced[i]!] = i;

  listLms(text, reduced);
  for (let i = 0; i < lms; i++) order[i] = reduced[order[i]!]!;
  suffixes.fill(0, lms);
  bucketEnds(sizes, bucket);
  for (let i = lms - 1; i >= 0; i--) {
    const p = suffixes[i]!;
    suffixes[i] = 0;
    const c = text[p]!;
    const at = bucket[c]! - 1;
    bucket[c] = at;
    suffixes[at] = p;
  }
  bucketStarts(sizes, bucket);
  induceAll(text, suffixes, bucket, sizes);
}

function bucketStarts(sizes: Int32Array, bucket: Int32Array): void {
  for (let c = 0, sum = 0; c < sizes.length; c++) {
    bucket[c] = sum;
    sum += sizes[c]!;
  }
}

function bucketEnds(sizes: Int32Array, bucket: Int32Array): void {
  for (let c = 0, sum = 0; c < sizes.length; c++) {
    sum += sizes[c]!;
    bucket[c] = sum;
  }
}

/** Puts every LMS position at the end of the bucket of its first symbol, in any order. */
function placeLms(text: SentinelText, suffixes: Int32Array, bucket: Int32Array): void {
  let next = text[text.length - 1]!;
  let ascending = true;
  for (let i = text.length - 2; i >= 0; i--) {
    const c = text[i]!;
    if (c < next) ascending = true;
    else if (c > next) {
      if (ascending) {
        const at = bucket[next]! - 1;
        bucket[next] = at;
        suffixes[at] = i + 1;
      }
      ascending = false;
    }
    next = c;
  }
}

/** From LMS positions in their buckets to LMS positions sorted by LMS substring, marked by their complement. */
function induceLms(text: SentinelText, suffixes: Int32Array, bucket: Int32Array, sizes: Int32Array): void {
  const n = suffixes.length;
  for (let i = 0; i < n; i++) {
    const p = suffixes[i]!;
    if (p > 0) {
      suffixes[i] = 0;
      const k = p - 1;
      const c = text[k]!;
      const at = bucket[c]!;
      bucket[c] = at + 1;
      suffixes[at] = k === 0 ? 0 : text[k - 1]! >= c ? k : ~k;
    } else if (p < 0) suffixes[i] = ~p;
  }
  bucketEnds(sizes, bucket);
  for (let i = n - 1; i >= 0; i--) {
    const p = suffixes[i]!;
    if (p <= 0) continue;
    suffixes[i] = 0;
    const k = p - 1;
    const c = text[k]!;
    const at = bucket[c]! - 1;
    bucket[c] = at;
    suffixes[at] = k === 0 ? 0 : text[k - 1]! <= c ? k : ~k;
  }
  // The sentinel is the smallest LMS suffix, and nothing follows it that could have induced it.
  suffixes[0] = ~(n - 1);
}

/** From sorted LMS suffixes in their buckets to all suffixes sorted. */
function induceAll(text: SentinelText, suffixes: Int32Array, bucket: Int32Array, sizes: Int32Array): void {
  const n = suffixes.length;
  for (let i = 0; i < n; i++) {
    const p = suffixes[i]!;
    suffixes[i] = p === 0 ? 0 : ~p;
    if (p <= 0) continue;
    const k = p - 1;
    const c = text[k]!;
    const at = bucket[c]!;
    bucket[c] = at + 1;
    suffixes[at] = k > 0 && text[k - 1]! >= c ? k : ~k;
  }
  bucketEnds(sizes, bucket);
  for (let i = n - 1; i >= 0; i--) {
    const p = suffixes[i]!;
    if (p < 0) {
      suffixes[i] = ~p;
      continue;
    }
    if (p === 0) continue;
    const k = p - 1;
    const c = text[k]!;
    const at = bucket[c]! - 1;
    bucket[c] = at;
    suffixes[at] = k > 0 && text[k - 1]! <= c ? k : ~k;
  }
}

/** Moves the marked entries to the front; returns how many. */
function gatherLms(suffixes: Int32Array): number {
  let lms = 0;
  for (let i = 0; i < suffixes.length; i++) {
    const p = suffixes[i]!;
    if (p < 0) suffixes[lms++] = ~p;
  }
  suffixes.fill(0, lms);
  return lms;
}

/**
 * Replaces equal LMS substrings by equal names in text order, at the end of `suffixes`; returns how many names.
 *
 * No two LMS positions are neighbours, so p/2 addresses a length and later a name for each in the free part.
 */
function nameLms(text: SentinelText, suffixes: Int32Array, lms: number): number {
  const n = text.length;
  let next = text[n - 1]!;
  let ascending = true;
  let following = n - 1;
  suffixes[lms + ((n - 1) >> 1)] = 1;
  for (let i = n - 2; i >= 0; i--) {
    const c = text[i]!;
    if (c < next) ascending = true;
    else if (c > next) {
      if (ascending && i + 1 < n - 1) {
        suffixes[lms + ((i + 1) >> 1)] = following - i;
        following = i + 1;
      }
      ascending = false;
    }
    next = c;
  }
  let names = 0;
  let previous = 0;
  let previousLength = 0;
  for (let i = 0; i < lms; i++) {
    const p = suffixes[i]!;
    const length = suffixes[lms + (p >> 1)]!;
    let same = length === previousLength;
    for (let j = 0; same && j < length; j++) same = text[p + j] === text[previous + j];
    if (!same) {
      names++;
      previous = p;
      previousLength = length;
    }
    suffixes[lms + (p >> 1)] = names;
  }
  for (let from = lms + ((n - 1) >> 1), to = n - 1; from >= lms; from--) {
    const name = suffixes[from]!;
    if (name > 0) suffixes[to--] = name - 1;
  }
  return names;
}

/** Writes the LMS positions in text order. */
function listLms(text: SentinelText, list: Int32Array): void {
  let next = text[text.length - 1]!;
  let ascending = true;
  let at = list.length;
  for (let i = text.length - 2; i >= 0; i--) {
    const c = text[i]!;
    if (c < next) ascending = true;
    else if (c > next) {
      if (ascending) list[--at] = i + 1;
      ascending = false;
    }
    next = c;
  }
}
