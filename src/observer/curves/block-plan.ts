import type { Random } from "../../core/random.ts";
import { segmentsOf } from "../../core/sequence.ts";
import { shuffleInPlace } from "../../math/sampling.ts";

/** A contiguous stretch of a sequence. */
export interface CurveBlock {
  readonly start: number;
  readonly end: number;
  /** first symbol that may serve as its context */
  readonly segmentStart: number;
}

/** Which blocks train and which test. */
export interface BlockPlan {
  /** in the order of learning */
  readonly training: readonly CurveBlock[];
  /** never learned; coded by models frozen at several sizes, always the same blocks; in random order */
  readonly heldOut: readonly CurveBlock[];
}

const longestBlock = 4096;
const shortestBlock = 256;
/** An eighth of them is held out: eight are enough for an interval. */
const wantedBlocks = 64;
const heldOutShare = 1 / 8;

/** Symbols of a block: a power of two, long enough for contexts to settle, short enough for many of them. */
export function curveBlockLength(n: number): number {
  let length = longestBlock;
  while (length > shortestBlock && length * wantedBlocks > n) length /= 2;
  return length;
}

/**
 * Cuts segments into blocks of about one length.
 *
 * @param segmentEnds ascending; no block crosses a segment end, and a rest below half a block joins its neighbour
 * @returns in the order of the sequence, none empty
 * Cost: O(blocks).
 */
export function cutIntoBlocks(segmentEnds: ArrayLike<number>, blockLength: number): CurveBlock[] {
  const blocks: CurveBlock[] = [];
  for (const [segmentStart, segmentEnd] of segmentsOf(segmentEnds)) {
    const length = segmentEnd - segmentStart;
    const count = Math.max(1, Math.round(length / blockLength));
    for (let b = 0; b < count; b++) {
      const start = segmentStart + Math.floor((b * length) / count);
      const end = segmentStart + Math.floor(((b + 1) * length) / count);
      if (end > start) blocks.push({ start, end, segmentStart });
    }
  }
  return blocks;
}

/**
 * Cuts a sequence into blocks, holds out an eighth of them and puts the others in random order, so that the curve shows
 * learning and not the drift of the text.
 *
 * @param segmentEnds ascending; cut by `cutIntoBlocks`
 * @param random a stream of its own
 * @returns undefined with fewer than two blocks
 * Cost: O(blocks).
 */
export function planCurveBlocks(
  segmentEnds: ArrayLike<number>,
  random: Random,
  blockLength = curveBlockLength(segmentEnds[segmentEnds.length - 1] ?? 0),
): BlockPlan | undefined {
  const blocks = cutIntoBlocks(segmentEnds, blockLength);
  if (blocks.length < 2) return undefined;
  const order = random.fork("curve-blocks");
  shuffleInPlace(blocks, (bound) => order.below(bound));
  const heldOut = Math.max(1, Math.round(blocks.length * heldOutShare));
  return { heldOut: blocks.slice(0, heldOut), training: blocks.slice(heldOut) };
}
