import type { Random } from "../core/random.ts";

/** A contiguous stretch of an input, in bytes (or symbols). */
export interface Block {
  readonly offset: number;
  readonly length: number;
}

/** Few blocks represent an uneven file badly, and short blocks lose context. */
const blockCounts = { fewest: 8, most: 96 };
const shortest = 512;

/**
 * Plans a sample: everything when it fits, else 96 equal blocks (fewer, at least 8, where they would be shorter than 512), each
 * at a random place in one of as many equal parts.
 *
 * @param size of the input
 * @param sampleSize of all blocks together
 * @param random forked here, so that the plan depends only on its seed
 * @returns blocks in order, none empty, none overlapping; lengths sum to min(size, sampleSize)
 */
export function planBlocks(size: number, sampleSize: number, random: Random): Block[] {
  if (size <= sampleSize) return size > 0 ? [{ offset: 0, length: size }] : [];
  const draws = random.fork("sample-blocks");
  const { fewest, most } = blockCounts;
  const count = Math.min(most, Math.max(fewest, Math.floor(sampleSize / shortest)));
  const lengths = equalShares(sampleSize, count);
  const slacks = equalShares(size - sampleSize, count);
  const blocks: Block[] = [];
  let stripe = 0;
  for (const [i, length] of lengths.entries()) {
    const slack = slacks[i] ?? 0;
    const offset = aligned(stripe + Math.floor(draws.uniform() * (slack + 1)), stripe, slack);
    if (length > 0) blocks.push({ offset, length });
    stripe += length + slack;
  }
  return blocks;
}

/** The same in one piece, of at most half of the input: the middle of its first half. */
export function planOnePiece(size: number, sampleSize: number): Block[] {
  if (size <= sampleSize) return size > 0 ? [{ offset: 0, length: size }] : [];
  const half = Math.floor(size / 2);
  const length = Math.min(half, sampleSize);
  return [{ offset: aligned((half - length) >> 1, 0, half - length), length }];
}

/** Multiples of the lengths of most records and numbers. */
const alignments = [1680, 840, 120, 24, 8];

/**
 * Rounds an offset to a multiple of common record lengths if there is room, so that blocks begin at the same byte of a record.
 */
function aligned(offset: number, stripe: number, slack: number): number {
  const alignment = alignments.find((one) => 4 * one <= slack) ?? 1;
  const before = offset - (offset % alignment);
  return before >= stripe ? before : before + alignment;
}

/**
 * Divides a number among the blocks as equally as whole numbers allow.
 *
 * @returns shape (count,), sums to `total`
 */
export function equalShares(total: number, count: number): number[] {
  return Array.from(
    { length: count },
    (_, i) => Math.floor((total * (i + 1)) / count) - Math.floor((total * i) / count),
  );
}
