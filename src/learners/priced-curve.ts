import { median } from "../core/collections.ts";
import { beyondItsEnd } from "../observer/curves/adaptive-readings.ts";
import type { PositionParts } from "../observer/curves/position-parts.ts";
import { type BlockMean, blockMean } from "./block-mean.ts";
import type { Answer, BlockAnswer } from "./exchange.ts";

/** The cost of some blocks for a learner at each of several sizes. */
export interface PricedCurve {
  /** m: symbols learned, ascending; the last one is M */
  readonly sizes: readonly number[];
  /** symbols of each priced block, shape (blocks,) */
  readonly lengths: readonly number[];
  /** shape (blocks,): blocks of one group are not independent; absent: all are */
  readonly groups?: readonly number[] | undefined;
  /** at each size, shape (sizes, blocks) */
  readonly answers: readonly (readonly BlockAnswer[])[];
}

/** A curve from several answers. */
export function pricedCurve(
  sizes: readonly number[],
  lengths: readonly number[],
  answers: readonly Answer[],
  groups?: readonly number[],
): PricedCurve {
  return { sizes, lengths, groups, answers: answers.map(({ blocks }) => blocks) };
}

const bitsOf = (answers: readonly BlockAnswer[]) => answers.map(({ bits }) => bits);

/** l(m) at each size, bit/symbol. */
export function ratesOf({ lengths, answers, groups }: PricedCurve): BlockMean[] {
  return answers.map((blocks) => blockMean(bitsOf(blocks), lengths, groups)!);
}

/** Additional cost for one learner over another at each size, paired by block, bit/symbol. */
export function differencesOf(one: PricedCurve, other: PricedCurve): BlockMean[] {
  return one.answers.map(
    (blocks, size) =>
      blockMean(
        blocks.map(({ bits }, b) => bits - other.answers[size]![b]!.bits),
        one.lengths,
        one.groups,
      )!,
  );
}

/**
 * S, what there was to learn: the area between the curve and its end, bits. Between sizes it is the trapezoid in log m. Below
 * the smallest size above 0 the curve is unknown and falling: the area is between that of its end and that of its beginning.
 * The mean of both is used, and half their distance widens the interval, which otherwise reflects the choice of blocks. It does
 * not include variation of the training by seed or order.
 *
 * @returns undefined where no size is 0, or fewer than two are above it
 * Source: Dawid 1984, J. R. Stat. Soc. A 147 (prequential); Finzi et al. 2026, arXiv:2601.03220 (epiplexity).
 */
export function structureOf({ sizes, lengths, answers, groups }: PricedCurve): BlockMean | undefined {
  if (sizes[0] !== 0 || sizes.length < 3) return undefined;
  const last = answers.at(-1)!;
  const saved = (size: number, b: number) => answers[size]![b]!.bits - last[b]!.bits;
  const first = sizes[1]!;
  const weights = sizes.map((m, j) => {
    if (j === 0) return first / 2;
    const before = j === 1 ? 0 : Math.log(m / sizes[j - 1]!);
    const after = j === sizes.length - 1 ? 0 : Math.log(sizes[j + 1]! / m);
    return (m * (before + after)) / 2 + (j === 1 ? first / 2 : 0);
  });
  const bits = lengths.map((_, b) => weights.reduce((sum, weight, j) => sum + weight * saved(j, b), 0));
  const fall = blockMean(
    lengths.map((_, b) => answers[0]![b]!.bits - answers[1]![b]!.bits),
    lengths,
  )!;
  return blockMean(bits, lengths, groups, (first * Math.abs(fall.value)) / 2);
}

/**
 * Local structure of a block at the end of the curve: the sum over its positions of their cost beyond that of its last quarter,
 * bits a block. Only of blocks that are no shorter than the median.
 *
 * @returns undefined without losses of single symbols
 */
export function withinOf({ lengths, answers, groups }: PricedCurve): BlockMean | undefined {
  const last = answers.at(-1)!;
  const usual = median(lengths)!;
  const gains: number[] = [];
  const gainGroups: number[] = [];
  for (const [b, { losses }] of last.entries()) {
    if (losses === null) return undefined;
    if (lengths[b]! < usual) continue;
    gains.push(beyondItsEnd(losses, usual));
    gainGroups.push(groups?.[b] ?? b);
  }
  return blockMean(
    gains,
    gains.map(() => 1),
    gainGroups,
  );
}

/** Cost at positions of one kind at the end of the curve. */
export interface PartPrice {
  readonly name: string;
  /** number of these in the priced blocks */
  readonly symbols: number;
  /** bits a symbol; null: no losses of single symbols */
  readonly rate: BlockMean | null;
  /** additional cost over the other learner, paired by block */
  readonly difference: BlockMean | null;
}

/**
 * Costs at the positions of each part for two learners.
 *
 * @param labels of the positions of each block, shape (blocks, places)
 * @param groups as those of a curve
 * @returns parts that occur; undefined without losses of single symbols
 */
export function partPrices(
  { names }: Pick<PositionParts, "names">,
  labels: readonly Uint8Array[],
  one: readonly BlockAnswer[],
  other: readonly BlockAnswer[],
  groups?: readonly number[],
): PartPrice[] | undefined {
  if (one.some(({ losses }) => losses === null) || other.some(({ losses }) => losses === null))
    return undefined;
  return names.flatMap((name, part) => {
    const places = labels.map((places) => places.reduce((sum, label) => sum + (label === part ? 1 : 0), 0));
    const symbols = places.reduce((sum, count) => sum + count, 0);
    if (symbols === 0) return [];
    const [mine, theirs] = [one, other].map((answers) =>
      answers.map(({ losses }, b) =>
        losses!.reduce((sum, loss, place) => sum + (labels[b]![place] === part ? loss : 0), 0),
      ),
    ) as [number[], number[]];
    const rate = blockMean(mine, places, groups) ?? null;
    const difference =
      blockMean(
        mine.map((bits, b) => bits - theirs[b]!),
        places,
        groups,
      ) ?? null;
    return [{ name, symbols, rate, difference }];
  });
}
