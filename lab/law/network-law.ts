import { type ExpectedBits, normalQuantiles, orderStatistic } from "../../src/learners/curve-law.ts";
import { ridgeRegression } from "../../src/math/linear-algebra.ts";
import type { NetworkFeatures } from "./network-features.ts";

/** A sample that a network was trained on, and what it paid then. */
export interface NetworkExample<Features = NetworkFeatures> {
  /** what must not teach of itself: a package, or a kind of source */
  readonly group: string;
  readonly features: Features;
  /** bits a symbol of blocks it had not seen */
  readonly bits: number;
}

/** The least and the most that a network may pay, bits a symbol. */
export interface Limits {
  readonly least: number;
  readonly most: number;
}

/** A way to learn what a network pays. */
export interface LawForm<Features = NetworkFeatures> {
  /** candidates of a penalty, of which the best is chosen; one: nothing is chosen */
  readonly penalties: readonly number[];
  /** bits that no network pays less or more than, whatever the examples; absent: there are none */
  limits?(features: Features): Limits;
  /** how large errors of the logarithm are, beside those of others; absent: as large for all */
  doubt?(features: Features): number;
  /** standard error of the logarithm that other blocks of the same kind would bring, beside the errors of examples; absent: none */
  sampling?(features: Features): number;
  /** @returns log2 of the bits that are expected */
  fit(examples: readonly NetworkExample<Features>[], penalty: number): (features: Features) => number;
}

/** What is learned of examples. */
export interface NetworkLaw<Features> {
  readonly examples: number;
  readonly groups: number;
  /** median error of examples that were forecast without their group, as a share of what was paid */
  readonly medianError: number;
  /** @param known bits that nobody pays less than, where an entropy rate is known */
  expect(features: Features, known?: number): ExpectedBits;
}

/**
 * Learns what a network pays from examples of other data, and what that is worth: examples of each group are forecast by all others,
 * and the errors of the logarithm, so many as are expected to cover a share of all with the one counted that is to be forecast, are the intervals.
 * A penalty is the one with the least mean of these errors.
 *
 * @param examples of two groups at least
 * @throws RangeError with fewer
 * Cost: that of fitting once for each group and penalty; milliseconds for a hundred examples.
 * Source: Vovk 2015, Ann. Math. Artif. Intell. 74 (cross-conformal prediction).
 */
export function learnNetworkLaw<Features>(
  examples: readonly NetworkExample<Features>[],
  form: LawForm<Features>,
): NetworkLaw<Features> {
  const groups = [...new Set(examples.map(({ group }) => group))];
  if (groups.length < 2) throw new RangeError("a law needs examples of two groups");
  const within = ({ least, most }: Limits, bits: number) => Math.max(least, Math.min(most, bits));
  const limitsOf = (features: Features) =>
    form.limits?.(features) ?? { least: 0, most: Number.POSITIVE_INFINITY };
  const doubtOf = (features: Features) => form.doubt?.(features) ?? 1;
  const fitWithin = (known: readonly NetworkExample<Features>[], penalty: number) => {
    const said = form.fit(known, penalty);
    return (features: Features) => Math.log2(within(limitsOf(features), power(said(features))));
  };
  const candidates = form.penalties.map((penalty) => {
    const errors = groups.flatMap((name) => {
      const expect = fitWithin(
        examples.filter(({ group }) => group !== name),
        penalty,
      );
      return examples
        .filter(({ group }) => group === name)
        .map(({ features, bits }) => ({
          error: expect(features) - Math.log2(bits),
          doubt: doubtOf(features),
        }));
    });
    const total = errors.reduce((sum, { error }) => sum + Math.abs(error), 0);
    return { penalty, errors, mean: total / errors.length };
  });
  const best = candidates.reduce((least, one) => (one.mean < least.mean ? one : least));
  const expect = fitWithin(examples, best.penalty);
  const sizes = best.errors.map(({ error, doubt }) => Math.abs(error) / doubt).sort((a, b) => a - b);
  const [most80, most95] = [orderStatistic(sizes, 0.8), orderStatistic(sizes, 0.95)];
  const shares = best.errors.map(({ error }) => Math.abs(power(error) - 1)).sort((a, b) => a - b);
  return {
    examples: examples.length,
    groups: groups.length,
    medianError: (shares[(shares.length - 1) >> 1]! + shares[shares.length >> 1]!) / 2,
    expect(features, known = 0) {
      const at = expect(features);
      const { least, most } = limitsOf(features);
      const limits = { least: Math.max(least, known), most: Math.max(most, known) };
      const bitsOf = (log: number) => within(limits, power(log));
      const [half80, half95] = [most80, most95].map((most, i) =>
        Math.hypot(most * doubtOf(features), normalQuantiles[i]! * (form.sampling?.(features) ?? 0)),
      ) as [number, number];
      return {
        value: bitsOf(at),
        lower80: bitsOf(at - half80),
        upper80: bitsOf(at + half80),
        lower95: bitsOf(at - half95),
        upper95: bitsOf(at + half95),
      };
    },
  };
}

const power = (log: number) => Math.exp(log * Math.LN2);

/** Candidates for the penalty of a ridge, in units of the spread of each column. */
const ridgePenalties = [1e-4, 1e-3, 1e-2, 3e-2, 1e-1, 3e-1, 1, 10];

/**
 * log2 bits = prior + b0 + b . (corrections - their mean), by ridge regression.
 *
 * @param prior log2 of the bits that are expected where the corrections say nothing
 * Source: Hoerl & Kennard 1970, Technometrics 12(1).
 */
export function ridgeForm<Features>(
  prior: (features: Features) => number,
  correct: (features: Features) => readonly number[],
): LawForm<Features> {
  return {
    penalties: ridgePenalties,
    fit(examples, penalty) {
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
    },
  };
}

/**
 * A network is stopped where it pays least for blocks that it does not learn, so that it pays hardly more than frequencies of single
 * symbols do: of 830 networks of the bank none more than 1.016 of that, and of random bytes, digits and base64 1.006. Frequencies of
 * a sample are as uncertain.
 */
const mostBeside = 1.02;
/**
 * Standard error of the logarithm of what single symbols cost, by which blocks were drawn: large where some symbols are rare. Each costs
 * between 0 and log2 n bits, which bounds the variance.
 *
 * Source: Bhatia & Davis 2000, Am. Math. Mon. 107(4).
 */
function errorOfSingle({ n, contexts }: NetworkFeatures): number {
  const single = contexts[0]!;
  return (Math.LOG2E * Math.sqrt((Math.max(0, Math.log2(n) - single) * single) / n)) / single;
}
/** Within so many times as much single symbols cost in other blocks. */
const besideSingle = (features: NetworkFeatures) => Math.max(mostBeside, power(2 * errorOfSingle(features)));
const mostPaid = (features: NetworkFeatures) => besideSingle(features) * features.contexts[0]!;

/** No network of the bank paid less, bit/symbol. */
const leastPaid = 0.2;
/** How many doublings below that a forecast is: what networks that learn so much more pay is not in the bank. */
const belowAny = (bits: number) => Math.max(0, Math.log2(leastPaid / bits));

/**
 * It gains at most so many times what the observer or a perceptron does. Of texts and files none gained more than 1.06 times that; of 42 files
 * that were made by rules one 3.3 times, as it found one, and one of lines of equal length, which neither counts, eight times.
 */
const mostGained = 10;

/** In use for sources: what the observer pays, times a number and to a power that are learned, near 1. */
export const rateForm: LawForm = {
  ...ridgeForm<NetworkFeatures>(
    ({ rate }) => Math.log2(rate),
    ({ rate }) => [Math.log2(rate)],
  ),
  limits: (features) => ({ least: 0, most: mostPaid(features) }),
  doubt: ({ rate }) => 1 + belowAny(rate),
  sampling: errorOfSingle,
};

/** What the observer or a perceptron pays, whichever pays less, bit/symbol. */
const bestOf = ({ rate, perceptron }: NetworkFeatures) => Math.min(rate, ...perceptron);

/** What that gains over frequencies of single symbols, bit/symbol. */
const gainOf = (features: NetworkFeatures) => Math.max(0, features.contexts[0]! - bestOf(features));

/** The least share of what the better of them pays that some example paid. */
const leastShare = (examples: readonly NetworkExample[]) =>
  Math.min(...examples.map(({ features, bits }) => bits / bestOf(features)));

/**
 * The same form, but nothing below a share of what the observer or a perceptron pays that some example paid, and no more gained over single
 * symbols than a multiple of what they gain that some example gained: nothing, where there is nothing to learn.
 */
export const floored = (form: LawForm): LawForm => ({
  penalties: form.penalties,
  limits: (features) => ({
    least: (features.contexts[0]! - mostGained * gainOf(features)) / besideSingle(features),
    most: mostPaid(features),
  }),
  fit(examples, penalty) {
    const floor = leastShare(examples);
    const gains = examples.map(({ features, bits }) => (features.contexts[0]! - bits) / gainOf(features));
    const most = Math.max(1, ...gains.filter(Number.isFinite));
    const said = form.fit(examples, penalty);
    return (features) => {
      const least = Math.max(floor * bestOf(features), features.contexts[0]! - most * gainOf(features));
      return Math.max(Math.log2(least), said(features));
    };
  },
});

/**
 * The observer pays this share of what a perceptron does, or less, for most texts and files. Where it knows no more than that, what is left is random
 * in a known form, or seems so: a rule that neither sees, such as a sum of digits, a network may find.
 */
const usualShare = 0.85;
/** Doubt for each doubling beyond, up to as much as a perceptron pays: chosen on 26 files that were made by rules, and which no law has learned. */
const doubtBeyond = 4;

/** Of what copies are worth, in doublings, so much is no reason for doubt: chosen, on the errors of texts and files of the bank. */
const usualWorth = 1 / 2;

/**
 * In use for texts and other files: what a small perceptron pays, corrected by its size, by how it falls, and by what the observer and n-grams
 * with two symbols of context pay beside it. How it falls is bounded, since what is learned at once is learned once. It is less sure where copies from
 * nearby are worth much: a network finds them in the end, and at once, and it is not known when; where the observer knows no
 * more; and where it costs less than the bank has.
 */
export const perceptronForm: LawForm = {
  ...floored(
    ridgeForm(
      ({ perceptron: [ofMost] }) => Math.log2(ofMost!),
      ({ perceptron: [ofMost, ofFew], rate, contexts }) => [
        ...[Math.log2(ofMost!), Math.tanh(Math.log2(ofFew! / ofMost!))],
        ...[Math.log2(Math.min(1, rate / ofMost!)), Math.log2(contexts[2]! / ofMost!)],
      ],
    ),
  ),
  doubt: ({ perceptron: [ofMost, , copying], rate }) =>
    usualWorth +
    Math.max(0, Math.log2(ofMost! / copying!)) +
    doubtBeyond * Math.max(0, Math.log2(Math.min(1, rate / ofMost!) / usualShare)) +
    belowAny(ofMost!),
  sampling: errorOfSingle,
};
