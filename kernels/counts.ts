// Dense counting of bytes, 16-bit symbols and byte 2-grams and 3-grams over a stream of chunks.
//
// One instance counts one thing, so its tables share one address. The caller writes a chunk at CHUNK and names its
// length; the bytes before CHUNK hold what the previous chunk left of an unfinished gram. Counters are 32 bits wide:
// the caller empties them before they can wrap. A gram's index is its little-endian value, because one unaligned load
// then yields it, and for 3-grams slot() of it; the caller turns indices into grams when it reads the table.

/** Address of the chunk; the 2 bytes before it are the context of the next gram. */
export const CHUNK: usize = 0x1000;
/** Largest chunk in bytes. */
export const CHUNK_BYTES: usize = 0x100000;
/** Address of the counters of bytes (8 tables of 256), symbols (65 536) and 2-grams (65 536). */
export const TABLE: usize = 0x101000;
/** Address of one mark per 256 3-grams that share their last two bytes; set when one of them was counted. */
export const MARKS: usize = 0x101000;
/** Address of the 2^24 counters of 3-grams. */
export const TRIPLES: usize = 0x111000;

/** Bytes before CHUNK that belong to the current document. */
let held: usize = 0;

// @ts-ignore: decorator
@inline
function increment(index: u32, table: usize): void {
  const address = table + ((<usize>index) << 2);
  store<u32>(address, load<u32>(address) + 1);
}

/** Forgets the context: no gram spans what came before and what follows. */
export function boundary(): void {
  held = 0;
}

/** Address of the first gram of `k` bytes that ends in the chunk. */
// @ts-ignore: decorator
@inline
function firstGram(k: usize): usize {
  return CHUNK - min(held, k - 1);
}

/** Keeps the last bytes of document and chunk as context of the next chunk. */
// @ts-ignore: decorator
@inline
function keepContext(length: usize, k: usize): void {
  memory.copy(CHUNK - (k - 1), CHUNK + length - (k - 1), k - 1);
  held = min(held + length, k - 1);
}

/** Counts the bytes of the chunk in 8 interleaved tables: equal neighbours then wait for no common counter. */
export function countBytes(length: usize): void {
  let at = CHUNK;
  const end = CHUNK + length;
  const blocks = CHUNK + (length & ~7);
  while (at < blocks) {
    const low = load<u32>(at);
    const high = load<u32>(at, 4);
    increment(low & 0xff, TABLE);
    increment((low >> 8) & 0xff, TABLE + 0x400);
    increment((low >> 16) & 0xff, TABLE + 0x800);
    increment(low >> 24, TABLE + 0xc00);
    increment(high & 0xff, TABLE + 0x1000);
    increment((high >> 8) & 0xff, TABLE + 0x1400);
    increment((high >> 16) & 0xff, TABLE + 0x1800);
    increment(high >> 24, TABLE + 0x1c00);
    at += 8;
  }
  while (at < end) increment(load<u8>(at++), TABLE);
}

/** Counts the little-endian 16-bit symbols of the chunk; `length` is their number. */
export function countSymbols(length: usize): void {
  let at = CHUNK;
  const end = CHUNK + (length << 1);
  const blocks = CHUNK + ((length & ~3) << 1);
  while (at < blocks) {
    increment(load<u16>(at), TABLE);
    increment(load<u16>(at, 2), TABLE);
    increment(load<u16>(at, 4), TABLE);
    increment(load<u16>(at, 6), TABLE);
    at += 8;
  }
  while (at < end) {
    increment(load<u16>(at), TABLE);
    at += 2;
  }
}

/** Counts the 2-grams that end in the chunk. */
export function countPairs(length: usize): void {
  let at = firstGram(2);
  const last = CHUNK + length - 2;
  while (at + 3 <= last) {
    increment(load<u16>(at), TABLE);
    increment(load<u16>(at, 1), TABLE);
    increment(load<u16>(at, 2), TABLE);
    increment(load<u16>(at, 3), TABLE);
    at += 4;
  }
  while (at <= last) increment(load<u16>(at++), TABLE);
  keepContext(length, 2);
}

/**
 * Index of the counter of a 3-gram: bits 16 to 19 are added to bits 4 to 7, which the same step undoes. In the plain
 * order the common grams of a text lie multiples of 256 KiB apart and drive each other out of the cache: half the speed.
 */
// @ts-ignore: decorator
@inline
function slot(gram: u32): u32 {
  return gram ^ ((gram >> 12) & 0xf0);
}

/** Counts the 3-grams that end in the chunk; marks their rows if `mark`, so that few grams can be read and cleared fast. */
export function countTriples(length: usize, mark: bool): void {
  const first = firstGram(3);
  const last = CHUNK + length - 3;
  if (mark) for (let at = first; at <= last; at++) store<u8>(MARKS + load<u16>(at, 1), 1);
  let at = first;
  while (at + 3 <= last) {
    increment(slot(load<u32>(at) & 0xffffff), TRIPLES);
    increment(slot(load<u32>(at, 1) & 0xffffff), TRIPLES);
    increment(slot(load<u32>(at, 2) & 0xffffff), TRIPLES);
    increment(slot(load<u32>(at, 3) & 0xffffff), TRIPLES);
    at += 4;
  }
  while (at <= last) increment(slot(load<u32>(at++) & 0xffffff), TRIPLES);
  keepContext(length, 3);
}
