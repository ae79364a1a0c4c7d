import { largestOf } from "../../core/collections.ts";
import type { Random } from "../../core/random.ts";
import { allocateSymbols, type SymbolSequence } from "../../core/sequence.ts";
import { sumOf } from "../../math/sums.ts";
import { mixtureOf } from "../bayes-mixture.ts";
import type { Member, MemberDefinition } from "../member.ts";
import { membersFor } from "../observer-members.ts";
import { type BlockPlan, type CurveBlock, planCurveBlocks } from "./block-plan.ts";

/** Costs of held-out blocks of several sequences for observers that each learned one of them. */
export interface CrossCodeLengths {
  /** M: symbols learned of each sequence */
  readonly trainingLengths: readonly number[];
  /** symbols of the held-out blocks of each sequence */
  readonly blockLengths: readonly (readonly number[])[];
  /** bits[i][j]: cost of each held-out block of j for the observer that learned i, frozen */
  readonly bits: readonly (readonly Float64Array[])[];
}

/**
 * Learns each of several sequences, and codes the held-out blocks of all with each frozen observer. No observer has learned
 * these blocks, so that the additional cost under the observer of another sequence is the difference of the sequences; learning
 * on the way does not count.
 *
 * @param sequences over one alphabet; every observer knows all its symbols
 * @param random a stream of its own
 * @returns undefined where a sequence has fewer than two blocks
 * Cost: N times that of learning one sequence and reading a quarter of all N.
 */
export function crossCodeLengths(
  sequences: readonly SymbolSequence[],
  definitions: readonly MemberDefinition[],
  random: Random,
): CrossCodeLengths | undefined {
  const { symbols, starts } = joined(sequences);
  const { alphabetSize, codes } = sequences[0]!;
  const plans = crossPlans(sequences, random)?.map((plan, i) => moved(plan, starts[i]!));
  if (plans === undefined) return undefined;
  const definition = mixtureOf(membersFor(definitions, alphabetSize, codes));
  const losses = new Float64Array(largestOf(plans.flatMap(({ heldOut }) => heldOut.map(lengthOf))));
  const bits = plans.map(({ training }) => {
    const observer = definition.open(symbols, alphabetSize, codes);
    for (const { start, end, segmentStart } of training) observer.code(start, end, segmentStart, true, null);
    const paid = plans.map(({ heldOut }) =>
      Float64Array.from(heldOut, (block) => frozenBits(observer, block, losses)),
    );
    observer.close();
    return paid;
  });
  return crossLengths(plans, bits);
}

/** Costs of the blocks of some plans, with their lengths. */
export function crossLengths(plans: readonly BlockPlan[], bits: CrossCodeLengths["bits"]): CrossCodeLengths {
  return {
    trainingLengths: plans.map(({ training }) => training.reduce((sum, block) => sum + lengthOf(block), 0)),
    blockLengths: plans.map(({ heldOut }) => heldOut.map(lengthOf)),
    bits,
  };
}

/**
 * Cost of a block for a frozen member, after as many symbols of context before it as the block has.
 *
 * @param losses of the length of the block or longer; overwritten
 */
export function frozenBits(
  member: Member,
  { start, end, segmentStart }: CurveBlock,
  losses: Float64Array,
): number {
  const warmUp = Math.max(segmentStart, start - (end - start));
  if (warmUp < start) member.code(warmUp, start, segmentStart, false, null);
  member.code(start, end, segmentStart, false, losses);
  return sumOf(losses.subarray(0, end - start));
}

/** Symbols of a block. */
export const lengthOf = ({ start, end }: CurveBlock): number => end - start;

/**
 * Concatenates sequences, with their segments.
 *
 * @param sequences over one alphabet
 * @returns the sequence, and where each begins in it
 */
export function joined(
  sequences: readonly SymbolSequence[],
): SymbolSequence & { readonly starts: readonly number[] } {
  const { alphabetSize, codes } = sequences[0]!;
  const length = sequences.reduce((sum, one) => sum + one.symbols.length, 0);
  const symbols = allocateSymbols(length, alphabetSize);
  const segmentEnds: number[] = [];
  const starts: number[] = [];
  let start = 0;
  for (const one of sequences) {
    symbols.set(one.symbols, start);
    starts.push(start);
    for (const end of one.segmentEnds) segmentEnds.push(start + end);
    start += one.symbols.length;
  }
  return { symbols, alphabetSize, segmentEnds, starts, ...(codes === undefined ? {} : { codes }) };
}

/**
 * The training and held-out blocks of each sequence.
 *
 * @param random a stream of its own
 * @returns undefined where a sequence has fewer than two blocks
 */
export function crossPlans(sequences: readonly SymbolSequence[], random: Random): BlockPlan[] | undefined {
  const plans = sequences.map(({ segmentEnds }) => planCurveBlocks(segmentEnds, random));
  return plans.every((plan) => plan !== undefined) ? plans : undefined;
}

/** A plan of a sequence that begins at `by` in another. */
function moved({ training, heldOut }: BlockPlan, by: number): BlockPlan {
  const all = (blocks: readonly CurveBlock[]) =>
    blocks.map(({ start, end, segmentStart }) => ({
      start: by + start,
      end: by + end,
      segmentStart: by + segmentStart,
    }));
  return { training: all(training), heldOut: all(heldOut) };
}
