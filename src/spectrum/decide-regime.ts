import { clearHeight, shuffleCount } from "../core/constants.ts";
import type { Verdict } from "../results/report.ts";

/** What a verdict rests on. */
export interface Evidence {
  /** whether a code shows that the order of the symbols is no accident, at level .05 */
  readonly certified: boolean;
  /** whether the block entropies are beyond those of all shuffles; null: not tested, or not measurable */
  readonly beyondShuffles: boolean | null;
  readonly randomness: { readonly value: number; readonly upper: number };
  /** S + M l(M) over M log2 A: what all of it costs */
  readonly total: number;
  /** doublings above the mixture arc; null limits where the interval has no error */
  readonly height: {
    readonly value: number;
    readonly lower: number | null;
    readonly upper: number | null;
    /** whether the arc had to be carried on beyond what was measured */
    readonly extrapolated: boolean;
  };
}

/** An ordered sequence leaves at most this share of log2 A to chance, */
export const orderRandomness = 0.02;
/** and costs at most this share in all. */
const orderTotal = 0.05;

/**
 * The verdict that the evidence allows and no more.
 *
 * @throws never
 */
export function decideRegime({ certified, beyondShuffles, randomness, total, height }: Evidence): Verdict {
  const cheap = total < orderTotal;
  if (randomness.upper < orderRandomness && cheap) {
    return { regime: "order", because: `under ${percent(randomness.upper)} of log2 A is random` };
  }
  if (!certified) {
    if (beyondShuffles === false) {
      return {
        regime: "noise",
        because: `no code saves on its order, and ${shuffleCount} shuffles look the same`,
      };
    }
    return {
      regime: "undecided",
      because:
        beyondShuffles === null
          ? "no code saves on its order; too sparse to compare with shuffles"
          : `beyond its ${shuffleCount} shuffles, but no code saves on its order; needs a larger sample`,
    };
  }
  // What may be order is claimed to be nothing else.
  if (randomness.value < orderRandomness && cheap) {
    const most = percent(Math.min(1, randomness.upper));
    return {
      regime: "undecided",
      because: `perhaps order, but up to ${most} of log2 A may be random`,
    };
  }
  const { lower, upper, extrapolated } = height;
  const by = extrapolated ? ", by an arc extended beyond what was measured" : "";
  if (lower !== null && lower > clearHeight) {
    return { regime: "middle", because: `more to learn than in any mixture of pattern and noise${by}` };
  }
  if (upper !== null && upper < clearHeight) {
    return { regime: "mixture", because: `no more to learn than in a mixture of pattern and noise${by}` };
  }
  return { regime: "undecided", because: `not clear of one doubling above the mixture arc${by}` };
}

/** A share in per cent, rounded up to one digit. */
function percent(share: number): string {
  return share <= 0.001 ? "0.1 %" : `${Math.ceil(share * 1000) / 10} %`;
}
