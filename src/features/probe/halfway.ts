import { InputError } from "../../core/errors.ts";
import type { Learner } from "../../learners/exchange.ts";
import { pricedCurve } from "../../learners/priced-curve.ts";
import { firstSymbols } from "../../learners/query-sizes.ts";
import type { Question } from "./question.ts";

/** N50, the symbols after which a learner knows half of what can be known; or why there is none. */
export type Halfway = { readonly n50: number } | { readonly fault: string };

/** Learned sizes are 2^(k / steps). */
const steps = 4;
/** A learner that knows half after so few symbols knew it before. */
const leastK = 4 * steps;

const sizeAt = (k: number) => Math.round(2 ** (k / steps));
const positionOf = (size: number) => Math.log2(size) * steps;

/**
 * Searches for N50: doubles the step until two sizes have half of the knowledge between them, and halves their distance. Between
 * neighbouring sizes, a quarter of a doubling apart, the share is taken as linear in log m.
 *
 * @param most symbols to learn
 * @param guess where to begin; the result depends on it only where more data makes the learner worse
 * @returns a fault where the learner gives a wrong answer; never throws InputError
 * Cost: three to eight requests.
 */
export async function halfwayOf(
  learner: Learner,
  { source: { alphabetSize }, learn, ask, nothing, optimum, prices }: Question,
  seed: number,
  most: number,
  guess: number,
): Promise<Halfway> {
  const lengths = ask.map(({ length }) => length);
  const shares = new Map<number, number>();
  /** Beyond half, as a share: negative before N50. */
  const beyondHalf = async (k: number): Promise<number> => {
    const known = shares.get(k);
    if (known !== undefined) return known;
    const answer = await learner({ alphabetSize, learn: firstSymbols(learn, sizeAt(k)), ask, seed });
    if (!answer.learns) throw new InputError("the learner says that it does not learn");
    const [mean] = prices(pricedCurve([sizeAt(k)], lengths, [answer]));
    const share = (nothing - mean!.value) / (nothing - optimum) - 0.5;
    shares.set(k, share);
    return share;
  };
  const mostK = Math.floor(positionOf(most));
  const within = (k: number) => Math.min(mostK, Math.max(leastK, Math.round(k)));
  try {
    let [low, high] = [within(positionOf(guess)), within(positionOf(guess))];
    if ((await beyondHalf(low)) < 0)
      for (let step = 2; (await beyondHalf(high)) < 0; step *= 2) {
        if (high === mostK) return { fault: `never: not within ${sizeAt(mostK)} symbols` };
        [low, high] = [high, within(high + step)];
      }
    else
      for (let step = 2; (await beyondHalf(low)) >= 0; step *= 2) {
        if (low === leastK) return { fault: `at once: within ${sizeAt(leastK)} symbols` };
        [low, high] = [within(low - step), low];
      }
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((await beyondHalf(middle)) < 0) low = middle;
      else high = middle;
    }
    const [before, after] = [await beyondHalf(low), await beyondHalf(high)];
    return { n50: 2 ** ((low + ((high - low) * before) / (before - after)) / steps) };
  } catch (error) {
    if (error instanceof InputError) return { fault: error.message };
    throw error;
  }
}
