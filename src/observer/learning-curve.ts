import type { Random } from "../core/random.ts";
import type { SymbolSequence } from "../core/sequence.ts";
import { logMultinomial } from "../statistics/log-multinomial.ts";
import { type CurveBlock, planCurveBlocks } from "./block-plan.ts";
import type { MemberDefinition } from "./member.ts";
import { type MemberReport, memberReports } from "./observer.ts";
import { openObserver } from "./open-observer.ts";
import { type PairedCurve, pairedCurve } from "./paired-curve.ts";
import { type CurveSummary, summariseCurve } from "./structural-information.ts";

/** How an observer learned a sequence. */
export interface LearningCurve extends CurveSummary {
  /** who learned, and what it paid for the training part */
  readonly members: readonly MemberReport[];
  /** bits the code of the training part saves against log2 A a symbol, header counted; may be negative */
  readonly savedAgainstUniform: number;
  /** bits it saves against the log of the number of orders its symbols can stand in; may be negative */
  readonly savedAgainstOrders: number;
  /** what was paid for every held-out block, so that curves of the same plan can be compared block by block */
  readonly paired: PairedCurve;
}

/**
 * The paired learning curve of the observer, with everything that is read off it.
 *
 * @param random a stream of its own
 * @param leastAsked share of the held-out blocks that the smallest sizes ask
 * @returns undefined with fewer than two blocks
 * @throws RangeError when more than 65 536 symbols occur, or memory cannot be had
 * Cost: about five times that of coding the sequence once, three with a small `leastAsked`.
 */
export function learningCurve(
  sequence: SymbolSequence,
  definitions: readonly MemberDefinition[],
  random: Random,
  leastAsked = 1,
): LearningCurve | undefined {
  const plan = planCurveBlocks(sequence.segmentEnds, random);
  if (plan === undefined) return undefined;
  const { mixture, suitable, chosen, headerBits } = openObserver(sequence, definitions);
  const curve = pairedCurve(mixture, plan, leastAsked);
  const summary = summariseCurve(curve);
  const bits = headerBits + curve.trainingBits;
  const uniform = summary.trainingLength * Math.log2(Math.max(1, sequence.alphabetSize));
  return {
    ...summary,
    members: memberReports(suitable, chosen, mixture),
    savedAgainstUniform: uniform - bits,
    savedAgainstOrders: logMultinomial(countsOf(sequence, plan.training)) - bits,
    paired: curve,
  };
}

function countsOf({ symbols, alphabetSize }: SymbolSequence, blocks: readonly CurveBlock[]): Float64Array {
  const counts = new Float64Array(alphabetSize);
  for (const { start, end } of blocks) {
    for (let i = start; i < end; i++) counts[symbols[i]!] = counts[symbols[i]!]! + 1;
  }
  return counts;
}
