import { defineShared } from "../core/shared-value.ts";
import {
  type LearnedBlocks,
  learnedBlocksOf,
  type Orders,
  repeatedInBlocks,
  type TwinKind,
  twinCurve,
} from "../estimators/memo/learning-curves.ts";
import type { AdaptiveCurve } from "../observer/curves/adaptive-curve.ts";
import { type NullId, nullSequences } from "./null-sequences.ts";

/** A sequence as its blocks show it, and its randomised twins. */
export interface AdaptivePlacing extends LearnedBlocks {
  /** the twins, shuffled symbols first */
  readonly nulls: readonly PlacedNull[];
}

/** The curve of a twin. */
export interface PlacedNull {
  readonly id: NullId;
  readonly curve: AdaptiveCurve;
}

const kinds: Readonly<Record<NullId, TwinKind>> = {
  shuffled: "symbols",
  phases: "places",
  fields: "places",
  records: "places",
  steps: "steps",
};

/**
 * Reads a sequence and its twins.
 *
 * @returns undefined with fewer than two blocks
 * @throws RangeError when more than 65 536 symbols occur, or memory cannot be had
 * Cost: that of coding the sequence some ten times, five more where it has a pattern, with the fast observer.
 */
export const adaptivePlacing = placingIn("usual");

/** As `adaptivePlacing`, in more orders. Cost: up to four times that. */
export const placingInMoreOrders = placingIn("more");

function placingIn(orders: Orders) {
  return defineShared(
    `adaptive-placing in ${orders} orders`,
    (sequence, access): AdaptivePlacing | undefined => {
      const learned = access.get(learnedBlocksOf("fast", orders));
      if (learned === undefined) return undefined;
      const period = access.get(repeatedInBlocks);
      const twins = nullSequences(sequence, period, learned.curve.rate, access.random.fork("nulls"));
      const nulls = twins.map(({ id, sequence: twin }) => ({
        id,
        curve: twinCurve(twin, kinds[id], "fast", access, id, orders),
      }));
      return { ...learned, nulls };
    },
  );
}
