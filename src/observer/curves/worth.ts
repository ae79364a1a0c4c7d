import { largestOf } from "../../core/collections.ts";
import type { Random } from "../../core/random.ts";
import type { SymbolSequence } from "../../core/sequence.ts";
import { shuffled } from "../../math/sampling.ts";
import { mixtureOf } from "../bayes-mixture.ts";
import type { MemberDefinition } from "../member.ts";
import { membersFor } from "../observer-members.ts";
import { type CurveBlock, curveBlockLength, cutIntoBlocks } from "./block-plan.ts";
import { frozenBits, joined, lengthOf } from "./cross-code-length.ts";

/** Number of disjoint parts of a source that are also learned alone: how they differ gives the error. */
export const worthParts = 6;

/**
 * The blocks of a target that are priced, and those that are already known unless other data are given; both in random order.
 */
export interface TargetPlan {
  readonly priced: readonly CurveBlock[];
  readonly known: readonly CurveBlock[];
}

/** A learner of sources, and what it already has. */
export interface Learner {
  readonly target: SymbolSequence;
  readonly plan: TargetPlan;
  /** data that are already known, over the alphabet of the target; null: the known half of the target */
  readonly have: SymbolSequence | null;
}

/** What an observer that has learned sources, and then the known data, pays for a target. */
export interface WorthReading {
  /** symbols learned of the sources */
  readonly symbols: number;
  /** shape (priced,): bits of each priced block */
  readonly bits: Float64Array;
}

/**
 * Splits a target into two halves by blocks; takes some of each half of a long one.
 *
 * @param random a stream of its own
 * @returns undefined with fewer than two blocks
 */
export function planTarget({ symbols, segmentEnds }: SymbolSequence, random: Random): TargetPlan | undefined {
  const blocks = inRandomOrder(cutIntoBlocks(segmentEnds, curveBlockLength(symbols.length)), random);
  if (blocks.length < 2) return undefined;
  const half = Math.ceil(blocks.length / 2);
  return { priced: atMost(mostPriced, blocks.slice(0, half)), known: atMost(mostKnown, blocks.slice(half)) };
}

/** Largest number of priced symbols: enough for an interval; they are priced seven times for each source. */
const mostPriced = 65_536;
/** Largest number of known symbols, which are learned seven times for each source. */
const mostKnown = 65_536;

/** The first blocks, up to a total number of symbols. */
function atMost(symbols: number, blocks: readonly CurveBlock[]): CurveBlock[] {
  let sum = 0;
  return blocks.filter((block) => {
    sum += lengthOf(block);
    return sum <= symbols;
  });
}

/**
 * Cost of a target for an observer that has learned blocks of other sequences in random order, and then the known data.
 *
 * @param sources over the alphabet of the target; none: only the known data are learned
 * @param symbols number to learn from each source, shape (sources,); blocks of all in one random order
 * @param part index of the part to learn; null: all
 * @param random a stream of its own, the same one for all parts
 * Cost: that of the observer for the learned symbols and for the priced blocks.
 */
export function readWorth(
  { target, plan, have }: Learner,
  sources: readonly SymbolSequence[],
  symbols: readonly number[],
  part: number | null,
  definitions: readonly MemberDefinition[],
  random: Random,
): WorthReading {
  const before = have === null ? [target] : [target, have];
  const all = joined([...before, ...sources]);
  const known =
    have === null
      ? plan.known
      : drawnBlocks(have, have.symbols.length, all.starts[1]!, random.fork("what one has"));
  const drawn = sources.flatMap((source, i) =>
    drawnBlocks(source, symbols[i]!, all.starts[i + before.length]!, random.fork(`source ${i}`)),
  );
  const blocks = inRandomOrder(drawn, random.fork("order")).filter(
    (_, i) => part === null || i % worthParts === part,
  );
  const definition = mixtureOf(membersFor(definitions, all.alphabetSize, all.codes));
  const observer = definition.open(all.symbols, all.alphabetSize, all.codes);
  for (const { start, end, segmentStart } of [...blocks, ...known])
    observer.code(start, end, segmentStart, true, null);
  const losses = new Float64Array(largestOf(plan.priced.map(lengthOf)));
  const bits = Float64Array.from(plan.priced, (block) => frozenBits(observer, block, losses));
  observer.close();
  return { symbols: blocks.reduce((sum, block) => sum + lengthOf(block), 0), bits };
}

/** Random blocks of a sequence, of `wanted` symbols or all that it has, as positions from `start`. */
function drawnBlocks(
  { symbols, segmentEnds }: SymbolSequence,
  wanted: number,
  start: number,
  random: Random,
): CurveBlock[] {
  const drawn: CurveBlock[] = [];
  let left = wanted;
  for (const block of inRandomOrder(cutIntoBlocks(segmentEnds, curveBlockLength(symbols.length)), random)) {
    if (left < lengthOf(block) / 2) break;
    left -= lengthOf(block);
    drawn.push({
      start: start + block.start,
      end: start + block.end,
      segmentStart: start + block.segmentStart,
    });
  }
  return drawn;
}

function inRandomOrder(blocks: readonly CurveBlock[], random: Random): CurveBlock[] {
  const order = shuffled(
    Uint32Array.from(blocks, (_, i) => i),
    (bound) => random.below(bound),
  );
  return Array.from(order, (i) => blocks[i]!);
}
