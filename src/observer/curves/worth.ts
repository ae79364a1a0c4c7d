import { largestOf } from "../../core/collections.ts";
import type { Random } from "../../core/random.ts";
import type { SymbolSequence } from "../../core/sequence.ts";
import { shuffled } from "../../math/sampling.ts";
import { mixtureOf } from "../bayes-mixture.ts";
import type { MemberDefinition } from "../member.ts";
import { membersFor } from "../observer-members.ts";
import { type CurveBlock, curveBlockLength, cutIntoBlocks } from "./block-plan.ts";
import { frozenBits, joined, lengthOf } from "./cross-code-length.ts";

/** Shares of what is learned after which a target is priced. */
export const worthShares: readonly number[] = [1 / 4, 1 / 2, 1];

/** What is learned of what was drawn. */
export type WorthPart = "all" | "first" | "second";

/** Which blocks of a target are priced, and which one has learned unless other data are given; both in random order. */
export interface TargetPlan {
  readonly priced: readonly CurveBlock[];
  readonly known: readonly CurveBlock[];
}

/** What somebody who learns sources reads, and has. */
export interface Learner {
  readonly target: SymbolSequence;
  readonly plan: TargetPlan;
  /** data that one has already, over the alphabet of the target; null: the known half of the target */
  readonly have: SymbolSequence | null;
}

/** What an observer pays for the priced blocks of a target, each shape (priced,). */
export interface WorthReading {
  /** symbols learned, and bits paid then, with nothing else learned */
  readonly alone: readonly { readonly n: number; readonly bits: Float64Array }[];
  /** bits paid once what one has was learned, too */
  readonly onTop: Float64Array;
}

/**
 * Halves a target by blocks; of a long one some of each half.
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

/** Symbols that are priced: enough for an interval, ten times for each source. */
const mostPriced = 65_536;
/** Symbols that are learned after each source, three times. */
const mostKnown = 65_536;

/** The first blocks, as long as their symbols together are not more. */
function atMost(symbols: number, blocks: readonly CurveBlock[]): CurveBlock[] {
  let sum = 0;
  return blocks.filter((block) => {
    sum += lengthOf(block);
    return sum <= symbols;
  });
}

/**
 * What an observer pays for a target that has learned blocks of other sequences in random order.
 *
 * @param sources over the alphabet of the target; none: only what one has is learned
 * @param symbols how many are learned of each source, shape (sources,); blocks of all in one random order
 * @param part the blocks that are learned: all of them, or one of two halves, which have none in common
 * @param random a stream of its own, the same one for all parts
 * Cost: that of the observer for what is learned, and for the priced blocks at each share.
 */
export function readWorth(
  { target, plan, have }: Learner,
  sources: readonly SymbolSequence[],
  symbols: readonly number[],
  part: WorthPart,
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
  const blocks = inRandomOrder(drawn, random.fork("order"));
  if (part === "second") blocks.reverse();
  const total = blocks.reduce((sum, block) => sum + lengthOf(block), 0);
  const definition = mixtureOf(membersFor(definitions, all.alphabetSize, all.codes));
  const observer = definition.open(all.symbols, all.alphabetSize, all.codes);
  const losses = new Float64Array(largestOf(plan.priced.map(lengthOf)));
  const priced = () => Float64Array.from(plan.priced, (block) => frozenBits(observer, block, losses));
  const learn = ({ start, end, segmentStart }: CurveBlock) =>
    observer.code(start, end, segmentStart, true, null);
  const alone: { n: number; bits: Float64Array }[] = [];
  let [at, n] = [0, 0];
  const shares = sources.length === 0 ? [] : part === "all" ? worthShares : worthShares.slice(0, -1);
  for (const share of shares) {
    for (; at < blocks.length && n + lengthOf(blocks[at]!) / 2 <= share * total; at++) {
      learn(blocks[at]!);
      n += lengthOf(blocks[at]!);
    }
    alone.push({ n, bits: priced() });
  }
  for (const block of known) learn(block);
  const onTop = priced();
  observer.close();
  return { alone, onTop };
}

/** Blocks of a sequence drawn at random, of `wanted` symbols or all that it has, as places from `start` on. */
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
