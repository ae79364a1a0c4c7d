import type { BlockPlan, CurveBlock } from "./block-plan.ts";
import type { Member } from "./member.ts";

/** What a member pays for the same unseen blocks after it has learned more and more. */
export interface PairedCurve {
  /** m: symbols learned, 1, 2, 4, ... and the whole training part last */
  readonly sizes: readonly number[];
  /** symbols of each held-out block, shape (blocks,) */
  readonly blockLengths: readonly number[];
  /** bits paid for each held-out block at each size, shape (sizes, blocks) */
  readonly blockBits: readonly Float64Array[];
}

/**
 * The paired learning curve: one training pass that stops at doubling sizes to code the held-out blocks with
 * everything frozen. Before a block is scored, as many symbols as it has are read before it in the sequence, unscored,
 * so that contexts and matches are in place.
 *
 * @param member freshly opened on the sequence that the plan cuts
 * @returns bits of every held-out block at every size
 * @throws never
 * Cost: one training pass, and twice the held-out blocks for each of the log2(m) sizes.
 */
export function pairedCurve(member: Member, plan: BlockPlan): PairedCurve {
  const total = plan.training.reduce((sum, block) => sum + block.end - block.start, 0);
  const longest = Math.max(...plan.heldOut.map((block) => block.end - block.start));
  const losses = new Float64Array(longest);
  const sizes: number[] = [];
  const blockBits: Float64Array[] = [];
  let learned = 0;
  let next = 1;
  const ask = () => {
    sizes.push(learned);
    blockBits.push(Float64Array.from(plan.heldOut, (block) => frozenBits(member, block, losses)));
  };
  for (const { start, end, segmentStart } of plan.training) {
    let at = start;
    while (at < end) {
      const stop = Math.min(end, at + next - learned);
      member.code(at, stop, segmentStart, true, null);
      learned += stop - at;
      at = stop;
      if (learned === next && learned < total) {
        ask();
        next *= 2;
      }
    }
  }
  ask();
  return { sizes, blockLengths: plan.heldOut.map((block) => block.end - block.start), blockBits };
}

function frozenBits(member: Member, { start, end, segmentStart }: CurveBlock, losses: Float64Array): number {
  const warmUp = Math.max(segmentStart, start - (end - start));
  if (warmUp < start) member.code(warmUp, start, segmentStart, false, null);
  member.code(start, end, segmentStart, false, losses);
  let bits = 0;
  for (let i = 0; i < end - start; i++) bits += losses[i]!;
  return bits;
}
