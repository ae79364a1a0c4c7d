import * as z from "zod";
import { defineEstimator } from "../../core/estimator.ts";
import { scalar, undefinedBecause } from "../../core/measurement.ts";
import { extrapolateRate, extrapolationLaws } from "../../statistics/rate-extrapolation.ts";
import { unreadable } from "../learning/curve-estimates.ts";
import { profileParams } from "../learning/observer-profile.ts";
import { codedPrefixes, leastPrefix } from "../memo/coded-prefixes.ts";
import { compactSequence } from "../memo/compact-sequence.ts";

/** From here on the limit and the falling part look alike. */
const largestExponent = 0.95;

export const extrapolatedRate = defineEstimator({
  id: "extrapolated-rate",
  memory: "mixer",
  quantity: "entropyRate",
  title: "extrapolated rate",
  summary:
    "limit of the observer's bits a symbol over prefixes of n, n/2, n/4, ... symbols, by a law of learning",
  formula:
    "f1: h + A n^(b-1); f2: h + A n^(b-1) ln n; f3: exp(h' + A n^(b-1)), h = exp(h'); squares weighed by n",
  convention:
    "losses alone, the header apart; prefixes in the order of the text; smallest b within 1 of the best chi-square",
  validity:
    "code lengths that level off: b below .95; no interval, since the law beyond n is an assumption: at 10^4 symbols it goes .05 bit below h on switching between a period and a coin, and stays .06 above on Zipf's law over 256 symbols, both beyond any sampling error",
  cost: "that of the observer: a few microseconds a symbol",
  reference: "Takahira, Tanaka-Ishii & Dębowski 2016, Entropy 18(10), 364",
  params: () =>
    profileParams().extend({
      law: z.enum(extrapolationLaws).default("f1").describe("how the code length falls with the prefix"),
    }),
  minimumLength: 16 * leastPrefix,
  estimate(context, { profile, law }) {
    const reason = unreadable(context);
    if (reason !== undefined) return undefinedBecause(reason);
    if (context.get(compactSequence).alphabetSize === 1) return scalar(0);
    const { sizes, prefixBits, squares } = context.get(codedPrefixes(profile));
    const rates = prefixBits.map((bits, i) => bits / sizes[i]!);
    const mean = rates.at(-1)!;
    const { limit, exponent } = extrapolateRate(sizes, rates, law, squares / context.n - mean * mean);
    if (exponent > largestExponent)
      return undefinedBecause(
        `code lengths do not level off: they fall as n^(b-1) with b above ${largestExponent}`,
      );
    return scalar(limit);
  },
});
