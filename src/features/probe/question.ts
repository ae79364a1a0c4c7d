import { Random } from "../../core/random.ts";
import { allocateSymbols, type Symbols } from "../../core/sequence.ts";
import type { BoundSource, RecordPart } from "../../core/source.ts";
import { type BlockMean, blockMean } from "../../learners/block-mean.ts";
import { type PricedCurve, ratesOf } from "../../learners/priced-curve.ts";
import { exactBits } from "../../observer/curves/position-parts.ts";
import { bindRecipe } from "../../sources/recipe.ts";
import { plugInEntropy } from "../../statistics/entropy.ts";
import type { PanelEntry } from "./panel.ts";

/** Blocks of a structure; those of a task hold whole records. */
export interface BlockShape {
  /** symbols of a block, about */
  readonly length: number;
  /** number of priced blocks */
  readonly asked: number;
}

/** What a learner of a structure is asked, and how its answers are read. */
export interface Question {
  readonly source: BoundSource;
  readonly learn: readonly Symbols[];
  readonly ask: readonly Symbols[];
  /** least possible cost of a symbol of the part that depends on the structure; `exact`: with the start of a block */
  readonly optimum: number;
  readonly exact: boolean;
  /** its cost for a learner that finds nothing */
  readonly nothing: number;
  /** its cost after each size */
  readonly prices: (curve: PricedCurve) => BlockMean[];
}

/**
 * Draws the blocks of a structure.
 *
 * @param recipe of the entry, or of another size of it
 * @param size most symbols to learn
 */
export async function questionOf(
  entry: PanelEntry,
  recipe: string,
  size: number,
  seed: number,
  shape: BlockShape,
): Promise<Question> {
  const source = await bindRecipe(recipe);
  const { learn, ask, length } = drawBlocks(source, size, seed, shape);
  return {
    ...{ source, learn, ask },
    ...optimumOf(source, entry, length),
    nothing: costOfNothing(entry, source, [...learn, ...ask]),
    prices: (curve) =>
      entry.part === undefined ? ratesOf(curve) : partPrices(curve, placesOf(source, entry.part)),
  };
}

/** Blocks to learn, followed by blocks to price; those of a task are whole records. */
function drawBlocks(source: BoundSource, size: number, seed: number, shape: BlockShape) {
  const { asked } = shape;
  const record = (source.parts ?? []).reduce((sum, { bits }) => sum + bits.length, 0);
  const length = record === 0 ? shape.length : Math.max(1, Math.floor(shape.length / record)) * record;
  const count = Math.ceil(size / length) + asked;
  const symbols = allocateSymbols(count * length + record, source.alphabetSize);
  source.open(Random.fromSeed(seed).fork("probe")).fill(symbols);
  const begin = record === 0 ? 0 : symbols.indexOf(source.alphabetSize - 1) + 1;
  const blocks = Array.from(
    { length: count },
    (_, b) => symbols.subarray(begin + b * length, begin + (b + 1) * length) as Symbols,
  );
  return { learn: blocks.slice(0, -asked), ask: blocks.slice(-asked), length };
}

/**
 * Cost at the positions of a part, for a learner that prices single symbols; else the cost of whole blocks beyond their other
 * parts.
 */
function partPrices({ lengths, answers }: PricedCurve, { isPart, others }: Places): BlockMean[] {
  const size = isPart.length;
  const places = isPart.filter(Boolean).length;
  return answers.map((blocks) => {
    const bits = blocks.map(({ bits, losses }, b) => {
      // A learner of tasks pays at least the exact price of the other parts: the rest counts for this one.
      if (losses === null) return bits - (others * lengths[b]!) / size;
      return losses.reduce((sum, loss, place) => sum + (isPart[place % size] ? loss : 0), 0);
    });
    return blockMean(
      bits,
      lengths.map((length) => (length / size) * places),
    )!;
  });
}

interface Places {
  /** which positions of a record belong to the part, shape (record,) */
  readonly isPart: readonly boolean[];
  /** exact bits of the other parts, per record */
  readonly others: number;
}

function placesOf(source: BoundSource, part: string): Places {
  const parts: readonly RecordPart[] = source.parts!;
  const others = parts.filter(({ name }) => name !== part).flatMap(({ bits }) => bits);
  return {
    isPart: parts.flatMap(({ name, bits }) => bits.map(() => name === part)),
    others: others.reduce((sum, bits) => sum + bits, 0),
  };
}

/** Least cost of a symbol in a block without context: h + E/L, where both are known. */
function optimumOf(source: BoundSource, { part }: PanelEntry, length: number) {
  if (part !== undefined) return { optimum: exactBits(source.parts!).get(part)!, exact: true };
  const { entropyRate, excessEntropy } = source.truth();
  if (entropyRate?.status !== "exact") throw new RangeError(`${source.recipe} has no exact entropy rate`);
  if (excessEntropy?.status !== "exact") return { optimum: entropyRate.value, exact: false };
  return { optimum: entropyRate.value + excessEntropy.value / length, exact: true };
}

/** Cost of a symbol for a learner that finds nothing: for a part, from the frequencies of its symbols. */
function costOfNothing(entry: PanelEntry, source: BoundSource, blocks: readonly Symbols[]): number {
  if (entry.nothing === "alphabet") return Math.log2(source.alphabetSize);
  if (entry.part === undefined) {
    const { symbolEntropy } = source.truth();
    if (symbolEntropy?.status === "exact") return symbolEntropy.value;
  }
  const isPart = entry.part === undefined ? [true] : placesOf(source, entry.part).isPart;
  const counts = new Float64Array(source.alphabetSize);
  for (const block of blocks)
    for (let i = 0; i < block.length; i++) if (isPart[i % isPart.length]) counts[block[i]!]!++;
  return plugInEntropy(counts);
}
