import { type ByteSource, readStretch, stretchLength } from "../input/byte-source.ts";

/** Bytes of a block, and the most blocks: blocks of longer inputs are longer. */
export const blockBytes = 512;
const mostBlocks = 65_536;
/** From these bytes on counts take twice the room, so there are half as many. */
const hugeBytes = 2 ** 31;
/** Values of a byte. */
export const byteValues = 256;

export type Counts = Uint16Array | Uint32Array | Float64Array;

/** Room for sums of the counts of blocks, shape (blocks, 256): these outgrow the numbers of a block. */
export type SumRoom = Uint32Array | Float64Array;

export const sumRoom = ({ size, blocks }: BlockCounts): SumRoom =>
  new (size < 2 ** 32 ? Uint32Array : Float64Array)(blocks * byteValues);

/** How often each byte occurs in each block of an input. */
export interface BlockCounts {
  readonly size: number;
  /** bytes of every block but the last */
  readonly width: number;
  readonly blocks: number;
  /** shape (blocks, 256) */
  readonly counts: Uint16Array | Uint32Array;
}

/**
 * Counts the bytes of each block in one pass, in bounded memory: 32 MB.
 *
 * @throws InputError when the source cannot be read
 * Cost: 1 nanosecond a byte.
 */
export function countBlocks(source: Pick<ByteSource, "size" | "read">): BlockCounts {
  const { size } = source;
  let width = blockBytes;
  const most = size < hugeBytes ? mostBlocks : mostBlocks / 2;
  while (Math.ceil(size / width) > most) width *= 2;
  const blocks = Math.ceil(size / width);
  const Counts = width < 65_536 ? Uint16Array : Uint32Array;
  const counts = new Counts(blocks * byteValues);
  for (let at = 0; at < size; at += stretchLength)
    countStretch(readStretch(source, at, stretchLength), at, width, counts);
  return { size, width, blocks, counts };
}

/** A function of its own, so that it is optimised after the first stretch. */
function countStretch(
  bytes: Uint8Array,
  offset: number,
  width: number,
  counts: Uint16Array | Uint32Array,
): void {
  for (let at = 0; at < bytes.length; ) {
    const block = Math.floor((offset + at) / width);
    const end = Math.min(bytes.length, (block + 1) * width - offset);
    const first = block * byteValues;
    for (; at < end; at++) counts[first + bytes[at]!]!++;
  }
}

/** Sums of x log2 x that are looked up. */
const tabled = 65_536;
let table: Float64Array | undefined;

/** x log2 x of whole numbers below 65 536, shape (65536,). */
export function xLogXTable(): Float64Array {
  if (table !== undefined) return table;
  table = new Float64Array(tabled);
  for (let x = 2; x < tabled; x++) table[x] = x * Math.log2(x);
  return table;
}

/** x log2 x of a whole number. */
export const xLogX = (x: number): number => (x < tabled ? xLogXTable()[x]! : x * Math.log2(x));

/**
 * Code length of some bytes under the law of their counts, in bits.
 *
 * @param counts shape (256,) from `first` on
 * @param other shape (256,) from `second` on: counts to be added; absent: none
 * @param parameters the part of log2 of all counts that each byte that occurs adds: half of it is what a parameter costs
 * Source: Schwarz 1978, Ann. Stat. 6 (the cost of parameters).
 */
export function countedBits(
  counts: Counts,
  first: number,
  other?: Counts,
  second = 0,
  parameters: 0 | 0.5 = 0,
): number {
  const logs = xLogXTable();
  let total = 0;
  let sum = 0;
  let distinct = 0;
  for (let i = 0; i < byteValues; i++) {
    let x = counts[first + i]!;
    if (other !== undefined) x += other[second + i]!;
    if (x === 0) continue;
    distinct++;
    total += x;
    sum += x < tabled ? logs[x]! : x * Math.log2(x);
  }
  return total === 0 ? 0 : xLogX(total) - sum + parameters * distinct * Math.log2(total);
}
