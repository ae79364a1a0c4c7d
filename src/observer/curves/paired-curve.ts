import type { Member } from "../member.ts";
import type { BlockPlan, CurveBlock } from "./block-plan.ts";

/** What a member pays for the same unseen blocks after it has learned more and more. */
export interface PairedCurve {
  /** m: symbols learned, 1, 2, 4, ... and the whole training part M last */
  readonly sizes: readonly number[];
  /** symbols of each held-out block, shape (blocks,) */
  readonly blockLengths: readonly number[];
  /**
   * Bits paid for held-out blocks at each size, shape (sizes, blocks asked): small sizes ask the first few blocks only,
   * the last one asks all.
   */
  readonly blockBits: readonly Float64Array[];
  /** what was paid for the training part as it was learned, bits */
  readonly trainingBits: number;
}

/** Where fewer blocks are asked, sizes of this share of M and more ask all: what a size weighs in S falls with it. */
const askedInFull = 1 / 8;
const fewestAsked = 2;

/**
 * The paired learning curve: one training pass that stops at doubling sizes to code held-out blocks with everything
 * frozen. Before a block is scored, as many symbols as it has are read before it in the sequence, unscored, so that
 * contexts and matches are in place.
 *
 * @param member freshly opened on the sequence that the plan cuts
 * @param leastAsked share of the held-out blocks that the smallest sizes ask
 * @returns bits of held-out blocks at every size
 * @throws never
 * Cost: one training pass, and twice the held-out blocks at each size that asks all, frozen.
 */
export function pairedCurve(member: Member, plan: BlockPlan, leastAsked = 1): PairedCurve {
  const lengthOf = ({ start, end }: CurveBlock) => end - start;
  const total = plan.training.reduce((sum, block) => sum + lengthOf(block), 0);
  const longest = [...plan.training, ...plan.heldOut].reduce((most, one) => Math.max(most, lengthOf(one)), 0);
  const losses = new Float64Array(longest);
  const sizes: number[] = [];
  const blockBits: Float64Array[] = [];
  let trainingBits = 0;
  let learned = 0;
  let next = 1;
  const ask = () => {
    const share = Math.min(1, Math.max(leastAsked, learned / (askedInFull * total)));
    const asked = plan.heldOut.slice(0, Math.max(fewestAsked, Math.ceil(share * plan.heldOut.length)));
    sizes.push(learned);
    blockBits.push(Float64Array.from(asked, (block) => frozenBits(member, block, losses)));
  };
  for (const { start, end, segmentStart } of plan.training) {
    let at = start;
    while (at < end) {
      const stop = Math.min(end, at + next - learned);
      member.code(at, stop, segmentStart, true, losses);
      trainingBits += sumOf(losses, stop - at);
      learned += stop - at;
      at = stop;
      if (learned === next && learned < total) {
        ask();
        next *= 2;
      }
    }
  }
  ask();
  return { sizes, blockLengths: plan.heldOut.map(lengthOf), blockBits, trainingBits };
}

/**
 * What a member pays for a block with everything frozen, after as many symbols as it has were read before it.
 *
 * @param losses of the length of the block or longer; overwritten
 * @throws never
 */
export function frozenBits(
  member: Member,
  { start, end, segmentStart }: CurveBlock,
  losses: Float64Array,
): number {
  const warmUp = Math.max(segmentStart, start - (end - start));
  if (warmUp < start) member.code(warmUp, start, segmentStart, false, null);
  member.code(start, end, segmentStart, false, losses);
  return sumOf(losses, end - start);
}

function sumOf(losses: Float64Array, count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += losses[i]!;
  return sum;
}
