import type { SampleTraits } from "./sample-traits.ts";

/** What a law reads of a sample. */
export type LawTraits = Pick<
  SampleTraits,
  "n" | "slope" | "bend" | "fillIn" | "duplicated" | "variation" | "blocks"
> & {
  /** share of what is paid that one who knows the source would not pay; by default all of it */
  readonly open?: number;
};

/** How the continuation of a curve is looked for: what of it may matter, and what forecasts are unsure of. */
export interface LawKind {
  /** x, of which the log of the mean loss beyond a sample is b0 . x + log k (b1 . x) */
  read(traits: LawTraits): number[];
  /** of log l in a doubling, nats: slower falls are forecast in proportion; 0: none is */
  readonly slowestFall: number;
  /** terms that the law's own variance is a sum of, each times what is learned, squared nats */
  doubts(traits: LawTraits, factor: number): number[];
  /** whether intervals of the loss at the end are those that held it, or those of the mean loss and a power law */
  readonly learnsLoss: boolean;
}

/** Sizes between which samples taught what size does, and a little more; in units of the usual one. */
const usualSize = 200_000;
const [smallestSize, largestSize] = [40_000, 400_000];

const square = (value: number) => value * value;

/** A law of whole texts. Losses of small samples fall faster: tables and weights warm up, too. */
export const wholeTexts: LawKind = {
  read({ n, slope, bend, fillIn }) {
    const size = Math.log(Math.max(smallestSize, Math.min(n, largestSize)) / usualSize);
    return [1, slope, bend, Math.log1p(3 * fillIn), size];
  },
  slowestFall: 0,
  /**
   * It is less sure of repeated windows, and of what is to fill in. The exponent wanders, so that the variance grows like
   * log k; with a constant one, like its square, intervals were too narrow at 2x and too wide at 10x.
   */
  doubts: (traits, factor) => texts(traits).map((doubt) => doubt * Math.log(factor)),
  learnsLoss: false,
};

const texts = ({ duplicated, fillIn }: LawTraits) => [1, duplicated, fillIn];

/**
 * A law of places of texts: those that are random from the first symbol on do not fall, and nothing is expected of them. It is less sure
 * of what moves, and of the little that few places tell.
 */
export const textParts: LawKind = {
  ...wholeTexts,
  slowestFall: 0.03,
  doubts(traits, factor) {
    const { moves, bends } = movesOf(traits);
    const few = square(traits.variation) / traits.blocks;
    const far = square(Math.log(factor));
    const wander = texts(traits).map((doubt) => doubt * far);
    return [1, few, moves, ...wander, far * moves, far * bends];
  },
  learnsLoss: true,
};

/** Falls between which a law of records bends, nats a doubling, and beyond which nothing is steeper. */
const [slow, fast, fastest] = [0.1, 0.5, 1.5];
/**
 * A law of parts of records. Some are random and never fall, others fall at once when their rule is found: what does not fall any
 * more stays, what falls in the last doubling goes on by a law that bends. The error is larger for what still moves, and for what
 * stays where there is more to learn.
 */
export const recordParts: LawKind = {
  read(traits) {
    const fall = Math.max(0, Math.min(fastest, -lastChange(traits)));
    return [Math.min(fall, slow), Math.min(Math.max(0, fall - slow), fast - slow), Math.max(0, fall - fast)];
  },
  slowestFall: 0,
  doubts(traits, factor) {
    const { moves, bends } = movesOf(traits);
    const far = square(Math.log(factor));
    return [1, moves, far, far * (traits.open ?? 1), far * moves, far * bends];
  },
  learnsLoss: true,
};

/** Changes of log l that are as doubtful as larger ones. */
const doubtful = 0.3;

/** How much a curve still moves, squared nats. */
function movesOf(traits: LawTraits): { readonly moves: number; readonly bends: number } {
  const upTo = (change: number) => square(Math.min(doubtful, Math.abs(change)));
  return { moves: upTo(lastChange(traits)), bends: upTo(traits.bend) };
}

/**
 * Change of log l in the last doubling alone, nats: slope is (4 a + 2 b + c)/7 of the last three and bend is a - c, so that a is this
 * where b lies midway.
 */
function lastChange({ slope, bend }: LawTraits): number {
  return slope + (2 / 7) * bend;
}
