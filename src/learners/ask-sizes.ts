import type { Symbols } from "../core/sequence.ts";
import type { Answer, Learner } from "./exchange.ts";
import { type PricedCurve, pricedCurve } from "./priced-curve.ts";

/** Blocks to learn and to ask, and how many of the former at a time. */
export interface Lesson {
  readonly alphabetSize: number;
  readonly codes?: ArrayLike<number>;
  /** in the order in which they are learned */
  readonly learn: readonly Symbols[];
  readonly ask: readonly Symbols[];
  /** shape (ask,): blocks of one group are not independent; absent: all are */
  readonly groups?: readonly number[];
  /** ascending, the last one at most what there is to learn */
  readonly sizes: readonly number[];
  readonly seed: number;
}

/** Sizes by halves from all down, and nothing: 0, M/2^k, ..., M/2, M. */
export function halvedSizes(most: number, halvings: number, least: number): number[] {
  const sizes: number[] = [];
  for (let k = 0; k <= halvings; k++) {
    const size = Math.round(most / 2 ** k);
    if (k > 0 && size < least) break;
    sizes.unshift(size);
  }
  return [0, ...sizes];
}

/** The first symbols of some blocks; the last of them is cut where they end. */
export function firstSymbols(blocks: readonly Symbols[], count: number): Symbols[] {
  const taken: Symbols[] = [];
  let left = count;
  for (const block of blocks) {
    if (left <= 0) break;
    taken.push(block.subarray(0, left) as Symbols);
    left -= block.length;
  }
  return taken;
}

/**
 * Asks a learner for the same blocks after it has learned more and more. Each size is learned from the beginning. One that says
 * it does not learn is asked once.
 *
 * @param done called after each answer
 * @throws InputError where an answer cannot be had
 */
export async function askSizes(learner: Learner, lesson: Lesson, done: () => void): Promise<PricedCurve> {
  const { alphabetSize, codes, learn, ask, groups, sizes, seed } = lesson;
  const answers: Answer[] = [];
  for (const size of sizes) {
    const before = answers.at(-1);
    answers.push(
      before?.learns === false
        ? before
        : await learner({
            alphabetSize,
            ...(codes === undefined ? {} : { codes }),
            learn: firstSymbols(learn, size),
            ask,
            seed,
          }),
    );
    done();
  }
  return pricedCurve(
    sizes,
    ask.map(({ length }) => length),
    answers,
    groups,
  );
}
