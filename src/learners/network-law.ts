import { ridgeRegression } from "../math/ridge-regression.ts";
import type { NetworkFeatures } from "./network-features.ts";

/** A sample that a network was trained on, and what it paid then. */
export interface NetworkExample<Features = NetworkFeatures> {
  /** what must not teach of itself: a package, or a kind of source */
  readonly group: string;
  readonly features: Features;
  /** bits a symbol of blocks it had not seen */
  readonly bits: number;
}

/** A number with intervals of 80 and 95 %, bits a symbol. */
export interface ExpectedBits {
  readonly value: number;
  readonly lower80: number;
  readonly upper80: number;
  readonly lower95: number;
  readonly upper95: number;
}

/** Reads what a law weighs: log2 of the bits that are expected beforehand, and numbers that correct it. */
export interface LawReading<Features> {
  prior(features: Features): number;
  correct(features: Features): readonly number[];
}

/** The law of all features: a network pays what the observer pays, corrected in proportion to what it cannot do. */
export const allFeatures: LawReading<NetworkFeatures> = {
  prior: ({ rate }) => Math.log2(rate),
  correct: ({ rate, contexts, fall, copiedWithin, copiedAcross, inContext, n, present }) => [
    ...contexts.map((bits) => Math.log2(bits / rate)),
    fall,
    copiedWithin,
    copiedAcross,
    inContext,
    Math.log2(n),
    Math.log2(Math.log2(Math.max(2, present)) / rate),
  ],
};

/** What is learned of examples. */
export interface NetworkLaw<Features> {
  readonly examples: number;
  readonly groups: number;
  /** of the ridge, as it was chosen */
  readonly penalty: number;
  expect(features: Features): ExpectedBits;
}

/** Candidates for the penalty of the ridge, in units of the spread of each column. */
const penalties = [1e-4, 1e-3, 1e-2, 3e-2, 1e-1, 3e-1, 1, 10];

/**
 * Learns what a network pays from examples of other data: log2 bits = prior + b0 + b . (corrections - their mean), by ridge
 * regression. The penalty is the one with which examples of each group are forecast best by all others, in the mean of absolute
 * errors of the logarithm; the errors of these forecasts are the intervals: so large that they cover a share of all examples,
 * counting the one that is to be forecast (split conformal, with groups left out in turn).
 *
 * @param examples of two groups at least
 * @throws RangeError with fewer
 * Cost: O(groups examples p^2) for each penalty; milliseconds for a hundred examples.
 * Source: Hoerl & Kennard 1970, Technometrics 12(1); Vovk 2015, Ann. Math. Artif. Intell. 74 (cross-conformal).
 */
export function learnNetworkLaw<Features>(
  examples: readonly NetworkExample<Features>[],
  reading: LawReading<Features>,
): NetworkLaw<Features> {
  const groups = [...new Set(examples.map(({ group }) => group))];
  if (groups.length < 2) throw new RangeError("a law needs examples of two groups");
  const candidates = penalties.map((penalty) => {
    const errors = groups.flatMap((name) => {
      const expect = regress(
        examples.filter(({ group }) => group !== name),
        reading,
        penalty,
      );
      return examples
        .filter(({ group }) => group === name)
        .map(({ features, bits }) => Math.abs(Math.log2(bits) - expect(features)));
    });
    return { penalty, errors, mean: errors.reduce((sum, one) => sum + one, 0) / errors.length };
  });
  const best = candidates.reduce((least, one) => (one.mean < least.mean ? one : least));
  const expect = regress(examples, reading, best.penalty);
  const [half80, half95] = [0.8, 0.95].map((level) => conformal(best.errors, level)) as [number, number];
  return {
    examples: examples.length,
    groups: groups.length,
    penalty: best.penalty,
    expect(features) {
      const at = expect(features);
      const power = (log: number) => Math.exp(log * Math.LN2);
      return {
        value: power(at),
        lower80: power(at - half80),
        upper80: power(at + half80),
        lower95: power(at - half95),
        upper95: power(at + half95),
      };
    },
  };
}

/** The error that a share of all has not exceeded, with one more that is not known counted. */
function conformal(errors: readonly number[], level: number): number {
  const sorted = errors.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length, Math.ceil((sorted.length + 1) * level)) - 1]!;
}

function regress<Features>(
  examples: readonly NetworkExample<Features>[],
  { prior, correct }: LawReading<Features>,
  penalty: number,
): (features: Features) => number {
  const rows = examples.map(({ features, bits }) => ({
    correction: correct(features),
    y: Math.log2(bits) - prior(features),
  }));
  const means = rows[0]!.correction.map(
    (_, j) => rows.reduce((sum, { correction }) => sum + correction[j]!, 0) / rows.length,
  );
  const centred = (correction: readonly number[]) => [1, ...correction.map((one, j) => one - means[j]!)];
  const beta = ridgeRegression(
    rows.map(({ correction, y }) => ({ x: centred(correction), y, weight: 1 })),
    penalty,
  );
  return (features) =>
    centred(correct(features)).reduce((sum, one, j) => sum + one * beta[j]!, prior(features));
}
