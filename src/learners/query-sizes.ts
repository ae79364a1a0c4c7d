import type { Symbols } from "../core/sequence.ts";
import type { Answer, Exchange, Learner } from "./exchange.ts";
import { type PricedCurve, pricedCurve } from "./priced-curve.ts";

/** Blocks to learn and to price, and the sizes of the former. */
export interface SizeRequest extends Exchange {
  /** shape (ask,): blocks of one group are not independent; absent: all are */
  readonly groups?: readonly number[];
  /** ascending, the last one at most the total number of symbols to learn */
  readonly sizes: readonly number[];
}

/** Sizes by halving, and nothing: 0, M/2^k, ..., M/2, M. */
export function halvedSizes(most: number, halvings: number, least: number): number[] {
  const sizes: number[] = [];
  for (let k = 0; k <= halvings; k++) {
    const size = Math.round(most / 2 ** k);
    if (k > 0 && size < least) break;
    sizes.unshift(size);
  }
  return [0, ...sizes];
}

/** The first symbols of some blocks; cuts the last block. */
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
 * Asks a learner for the same blocks after it has learned more and more. It learns each size from scratch. A learner that says
 * it does not learn is asked once.
 *
 * @param done called after each answer
 * @throws InputError where the learner gives no answer
 */
export async function querySizes(
  learner: Learner,
  request: SizeRequest,
  done: () => void,
): Promise<PricedCurve> {
  const { groups, sizes, ...exchange } = request;
  const answers: Answer[] = [];
  for (const size of sizes) {
    const before = answers.at(-1);
    answers.push(
      before?.learns === false
        ? before
        : await learner({ ...exchange, learn: firstSymbols(exchange.learn, size) }),
    );
    done();
  }
  return pricedCurve(
    sizes,
    exchange.ask.map(({ length }) => length),
    answers,
    groups,
  );
}
