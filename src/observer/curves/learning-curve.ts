import type { Random } from "../../core/random.ts";
import type { SymbolSequence } from "../../core/sequence.ts";
import { logMultinomial } from "../../math/log-multinomial.ts";
import type { MemberDefinition } from "../member.ts";
import { type MemberReport, memberReports } from "../observer.ts";
import { openObserver } from "../open-observer.ts";
import { type CurveBlock, planCurveBlocks } from "./block-plan.ts";
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

/** Most passes over a sequence, each with another eighth of the blocks held out. */
const mostFolds = 3;
/** Where one pass is enough, the smallest sizes ask this share of the held-out blocks: they matter little. */
const fewAsked = 1 / 8;

/**
 * The paired learning curve of the observer, with everything that is read off it.
 *
 * @param random a stream of its own
 * @param wantedBlocks held-out blocks that are enough for its intervals; a short sequence is learned up to three times,
 *   each time with another eighth of its blocks held out
 * @returns undefined with fewer than two blocks
 * @throws RangeError when more than 65 536 symbols occur, or memory cannot be had
 * Cost: twice that of coding the sequence once; six to nine times for more than one pass.
 */
export function learningCurve(
  sequence: SymbolSequence,
  definitions: readonly MemberDefinition[],
  random: Random,
  wantedBlocks = 1,
): LearningCurve | undefined {
  const plan = planCurveBlocks(sequence.segmentEnds, random);
  if (plan === undefined) return undefined;
  const { mixture, suitable, chosen, headerBits, reopen } = openObserver(sequence, definitions);
  const folds = Math.min(mostFolds, Math.ceil(wantedBlocks / plan.heldOut.length));
  const first = pairedCurve(mixture, plan, folds === 1 ? fewAsked : 1);
  const curves = [first];
  for (let fold = 1; fold < folds; fold++) {
    const other = planCurveBlocks(sequence.segmentEnds, random, undefined, fold);
    if (other !== undefined) curves.push(pairedCurve(reopen(), other));
  }
  const paired = joined(curves);
  const summary = summariseCurve(paired);
  const bits = headerBits + first.trainingBits;
  const uniform = summary.trainingLength * Math.log2(Math.max(1, sequence.alphabetSize));
  return {
    ...summary,
    members: memberReports(suitable, chosen, mixture),
    savedAgainstUniform: uniform - bits,
    savedAgainstOrders: logMultinomial(countsOf(sequence, plan.training)) - bits,
    paired,
  };
}

/** All held-out blocks together. The last size differs by a few symbols between folds, which is no matter: the first counts. */
function joined(curves: readonly PairedCurve[]): PairedCurve {
  const [first, ...others] = curves as [PairedCurve, ...PairedCurve[]];
  if (others.length === 0) return first;
  return {
    ...first,
    blockLengths: curves.flatMap(({ blockLengths }) => blockLengths),
    blockBits: first.blockBits.map((_, j) =>
      Float64Array.from(curves.flatMap(({ blockBits }) => [...sameSize(blockBits, j, first)])),
    ),
  };
}

/** Bits at size j; a fold may have one doubling more or less at its end. */
function sameSize(blockBits: readonly Float64Array[], j: number, { sizes }: PairedCurve): Float64Array {
  const last = j === sizes.length - 1;
  return blockBits[last ? blockBits.length - 1 : Math.min(j, blockBits.length - 1)]!;
}

function countsOf({ symbols, alphabetSize }: SymbolSequence, blocks: readonly CurveBlock[]): Float64Array {
  const counts = new Float64Array(alphabetSize);
  for (const { start, end } of blocks) {
    for (let i = start; i < end; i++) counts[symbols[i]!] = counts[symbols[i]!]! + 1;
  }
  return counts;
}
