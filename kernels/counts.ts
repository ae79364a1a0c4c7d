// Counts the bytes or 16-bit symbols of a stream of chunks in dense tables.
//
// An instance counts either bytes or symbols, so both tables have the same address. The caller writes a chunk at CHUNK
// and passes its length. Counters have 32 bits: the caller resets them before they can wrap.

/** u8[CHUNK_BYTES]: the chunk. */
export const CHUNK: usize = 0x1000;
/** Maximum size of a chunk in bytes. */
export const CHUNK_BYTES: usize = 0x100000;
/** u32[8][256]: counters of bytes; or u32[65536]: counters of symbols. */
export const TABLE: usize = 0x101000;

// @ts-ignore: decorator
@inline
function increment(index: u32, table: usize): void {
  const address = table + ((<usize>index) << 2);
  store<u32>(address, load<u32>(address) + 1);
}

/** Counts the bytes of the chunk in 8 interleaved tables, so that equal neighbours do not share a counter. */
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
