/** A text of integers whose last entry is 0 and unique. */
export type SentinelText = Uint8Array | Uint16Array | Int32Array;

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
 * Cost: O(n + alphabetSize) time; besides its arguments one bucket table a level of recursion.
 * Source: Nong, Zhang & Chan 2009, Data Compression Conference, "Linear suffix array construction by almost pure
 * induced-sorting".
 */
export function sortSuffixes(text: SentinelText, suffixes: Int32Array, alphabetSize: number): void {
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
