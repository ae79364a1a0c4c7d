/** A stretch that occurs in a text for the second time. */
export interface Copy {
  readonly start: number;
  readonly end: number;
  /** start of the original: before `start`, by at least the length of the copy unless it overlaps itself */
  readonly source: number;
  /** bytes that differ from those of the source */
  readonly changed: number;
}

/** Bytes that must agree to start a copy. */
export const leastCopy = 24;
/** A copy continues behind a mismatch if as many bytes agree again within this distance. */
const longestGap = 32;
const agreeing = 12;
/** Sizes of the hash table, as powers of two. */
const leastTable = 12;
const mostTable = 22;
/** Offsets looked up before the first is processed: the processor waits for memory once for many. */
const batch = 256;
const factor = 0x2c1b_3c6d;
let leastPower = 1;
for (let i = 0; i < leastCopy; i++) leastPower = Math.imul(leastPower, factor);

/**
 * The stretches of a text that occurred before, each with the nearest possible original: found by the hash of 24 bytes,
 * extended on both sides, and over mismatches of up to 32 bytes behind which the copy continues.
 *
 * @param bytes shape (n,)
 * @returns in order, none within another
 * @throws RangeError when memory cannot be had
 * Cost: some 15 ns a byte; 4 bytes a byte of memory, at most 16 MiB.
 */
export function findCopies(bytes: Uint8Array): Copy[] {
  const n = bytes.length;
  const found: Copy[] = [];
  if (n < 2 * leastCopy) return found;
  const logTable = Math.max(leastTable, Math.min(mostTable, 32 - Math.clz32(n)));
  // An empty slot names offset 0; comparing the 24 bytes rules it out.
  const places = new Int32Array(2 ** logTable);
  let hash = 0;
  for (let i = 0; i < leastCopy; i++) hash = rolled(hash, bytes[i]!, 0);
  const before = new Int32Array(batch);
  /** first byte outside all copies so far */
  let free = 0;
  for (let first = 0; first + leastCopy <= n; first += batch) {
    const end = Math.min(first + batch, n - leastCopy + 1);
    hash = insertHashes(bytes, first, end, hash, places, before);
    for (;;) {
      const at = nextCopy(bytes, Math.max(first, free), end, before, first);
      if (at >= end) break;
      const copy = extended(bytes, before[at - first]!, at, free);
      found.push(copy);
      free = copy.end;
    }
  }
  return found;
}

/**
 * Enters offsets into a table by the hashes of the bytes that begin there.
 *
 * @param hash of the bytes at `start`
 * @param before receives the previous entry of each slot, shape (end - start,)
 * @returns the hash of the bytes at `end`
 */
function insertHashes(
  bytes: Uint8Array,
  start: number,
  end: number,
  hash: number,
  places: Int32Array,
  before: Int32Array,
): number {
  const shift = Math.clz32(places.length) + 1;
  let rolling = hash;
  for (let at = start; at < end; at++) {
    const slot = Math.imul(rolling ^ (rolling >>> 15), 0x9e37_79b1) >>> shift;
    before[at - start] = places[slot]!;
    places[slot] = at;
    if (at + leastCopy < bytes.length) rolling = rolled(rolling, bytes[at + leastCopy]!, bytes[at]! + 1);
  }
  return rolling;
}

/** The hash of the window one byte later. @param left one more than the byte that leaves; 0: none */
function rolled(hash: number, entering: number, left: number): number {
  return (Math.imul(hash, factor) + entering + 1 - Math.imul(leastPower, left)) | 0;
}

/** The next offset that copies its previous entry, or `end` or later. */
function nextCopy(bytes: Uint8Array, start: number, end: number, before: Int32Array, first: number): number {
  let at = start;
  while (at < end && (before[at - first] === at || agreement(bytes, before[at - first]!, at) < leastCopy))
    at++;
  return at;
}

/** Number of equal bytes from two offsets on. */
function agreement(bytes: Uint8Array, one: number, other: number): number {
  let length = 0;
  while (other + length < bytes.length && bytes[one + length] === bytes[other + length]) length++;
  return length;
}

function extended(bytes: Uint8Array, before: number, at: number, free: number): Copy {
  const distance = at - before;
  let start = at;
  while (start > free && start > distance && bytes[start - 1] === bytes[start - 1 - distance]) start--;
  let end = at + agreement(bytes, before, at);
  let changed = 0;
  resume: for (;;) {
    for (let gap = 1; gap <= longestGap; gap++) {
      const next = end + gap;
      if (next + agreeing > bytes.length) break resume;
      if (bytes[next] !== bytes[next - distance]) continue;
      const length = agreement(bytes, next - distance, next);
      if (length < agreeing) continue;
      for (let i = end; i < next; i++) if (bytes[i] !== bytes[i - distance]) changed++;
      end = next + length;
      continue resume;
    }
    break;
  }
  return { start, end, source: start - distance, changed };
}

/**
 * Marks the bytes of a beginning that occur again in the part that the second reading reads first, as copies, or copies of
 * copies.
 *
 * @param copies in order
 * @param half bytes of the beginning, and of the part after it that is read first
 * @returns shape (half,)
 */
export function copiedLater(copies: readonly Copy[], half: number): Uint8Array {
  const marked = new Uint8Array(2 * half).fill(1, half);
  for (const { start, end, source } of copies.toReversed())
    for (let i = Math.min(end, 2 * half) - 1; i >= start; i--)
      if (marked[i] === 1) marked[i - start + source] = 1;
  return marked.subarray(0, half);
}
