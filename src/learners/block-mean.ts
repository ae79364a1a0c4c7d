import { around, type Interval } from "../core/measurement.ts";
import { ratioOverBlocks } from "../math/intervals.ts";

/** A mean over blocks, with its interval; null with fewer than two groups of them. */
export interface BlockMean {
  readonly value: number;
  readonly interval: Interval | null;
}

/**
 * Bits a symbol of some blocks: the sum of bits over the sum of lengths, with the interval of a ratio of means over blocks.
 *
 * @param bits shape (blocks,); differences of two learners get the interval of a paired difference
 * @param lengths shape (blocks,); empty blocks are ignored
 * @param groups shape (blocks,): blocks of one group are not independent; absent: all are
 * @param allowance bits a symbol added to the interval on both sides, for errors that blocks do not show
 * @returns undefined where there is no symbol
 */
export function blockMean(
  bits: ArrayLike<number>,
  lengths: ArrayLike<number>,
  groups?: readonly number[],
  allowance = 0,
): BlockMean | undefined {
  if (groups !== undefined)
    return blockMean(sumsOf(bits, groups), sumsOf(lengths, groups), undefined, allowance);
  const { value, half } = ratioOverBlocks(bits, lengths);
  if (Number.isNaN(value)) return undefined;
  return { value, interval: half === null ? null : around(value, half + allowance, "blocks") };
}

function sumsOf(values: ArrayLike<number>, groups: readonly number[]): Float64Array {
  const sums = new Float64Array(groups.reduce((most, group) => Math.max(most, group + 1), 0));
  for (const [b, group] of groups.entries()) sums[group]! += values[b]!;
  return sums;
}
