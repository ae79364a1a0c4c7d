import * as z from "zod";
import {
  curveInterval,
  type LearnedBlocks,
  learningCurveOf,
  shortestCurve,
  shuffledCurveOf,
  unreadable,
} from "../context/learning-curves.ts";
import { compactSequence } from "../context/shared.ts";
import { confidenceLevel } from "../core/constants.ts";
import { defineEstimator, type EstimationContext } from "../core/estimator.ts";
import { type Outcome, scalar, series, table, undefinedBecause } from "../core/measurement.ts";
import type { BestRoute } from "../observer/curves/best-route.ts";
import { curveEnd, curvePoints } from "../observer/curves/curve-estimates.ts";
import { informationBudget } from "../observer/curves/information-budget.ts";
import { structureBeyondShuffles } from "../observer/curves/twin-estimates.ts";
import { type ObserverProfile, observerProfiles } from "../observer/observer-members.ts";
import { placeOnSpectrum } from "../spectrum/place-on-spectrum.ts";

/** The parameter that chooses the observer. @param usual its default */
export const profileParam = (usual: ObserverProfile) =>
  z.enum(observerProfiles).default(usual).describe("amount of work per symbol");

/** What estimators of a learning curve have in common: by default they use the curve of the map. */
const ofCurve = {
  memory: "mixer",
  cost: "about five runs of the observer, shared with the map for the fast profile: .3 s for 30 000 symbols",
  params: () => z.strictObject({ profile: profileParam("fast") }),
  minimumLength: shortestCurve,
} as const;

/** Parameters of estimators that run the observer once. */
export const profileParams = () => z.strictObject({ profile: profileParam("standard") });

/** Reads an outcome from the learning curve; undefined without one. */
function fromCurve(
  context: EstimationContext,
  profile: ObserverProfile,
  read: (learned: LearnedBlocks & BestRoute) => Outcome,
): Outcome {
  const reason = unreadable(context);
  if (reason !== undefined) return undefinedBecause(reason);
  const learned = context.get(learningCurveOf(profile));
  return learned === undefined ? undefinedBecause("fewer than two blocks") : read(learned);
}

/** What the coordinates of the map have in common. */
const ofPlace = {
  memory: "mixer",
  cost: "that of a place on the map, shared by all of these: some seven runs of the observer, .6 s for 30 000 symbols",
  minimumLength: shortestCurve,
} as const;

/** Reads a coordinate of the place on the map, as the default view shows it. */
const coordinate =
  (name: "randomness" | "structure" | "growth" | "exponent") =>
  (context: EstimationContext): Outcome => {
    const found = placeOnSpectrum(context)[name];
    return found.status === "ok" ? scalar(found.value, found.interval) : undefinedBecause(found.reason);
  };

export const randomness = defineEstimator({
  ...ofPlace,
  id: "randomness",
  quantity: "randomness",
  title: "randomness",
  summary: "x: the unpredictable share of a symbol; 0 is order, 1 is noise",
  formula: "x = min(1, l(M) / log2 A)",
  convention:
    "copies of earlier passages cost what they cost in their own order; A is that of a source, else the symbols that occur, rare ones in proportion; digits that encode bytes are read as bytes if that costs less",
  validity:
    "an upper bound in expectation of what an ideal predictor leaves; the interval covers the choice of blocks, their order and what was learned",
  reference: "Dawid 1984, J. R. Stat. Soc. A 147",
  estimate: coordinate("randomness"),
});

export const heldOutRate = defineEstimator({
  ...ofCurve,
  id: "held-out-rate",
  quantity: "heldOutRate",
  title: "held-out rate",
  summary: "bits per symbol of a block of the sample under the observer after it has learned the others",
  formula: "l(M) = mean over blocks of -log2 p(x | what came before) at the end of random orders of them",
  convention:
    "adaptive: the observer learns everything it reads; the last fifth of each order counts; block and position effects are separated; at most the cost of the sequence in its own order, and log2 A",
  validity:
    "an upper bound of h in expectation; the interval covers the choice of blocks, their order and what was learned",
  reference: "Dawid 1984, J. R. Stat. Soc. A 147",
  estimate: (context, { profile }) =>
    fromCurve(context, profile, ({ rate }) => scalar(rate.value, curveInterval(rate))),
});

export const learningCurve = defineEstimator({
  ...ofCurve,
  id: "learning-curve",
  quantity: "learningCurve",
  title: "learning curve",
  summary: "bits per symbol of blocks of the sample after learning more and more of the others",
  formula: "l(m) = mean over random orders of -log2 p(x | m symbols learned), m = 1, 3, 6, 12, ..., M",
  convention:
    "adaptive: blocks in random orders, each learned from scratch; octaves of the first blocks, then block and position effects separated; the last point is l(M) by the cheapest route",
  validity: "intervals cover the choice of blocks, their order and what was learned",
  reference: "Dawid 1984, J. R. Stat. Soc. A 147; Haussler et al. 1996, Mach. Learn. 25",
  estimate: (context, { profile }) =>
    fromCurve(context, profile, ({ curve, rate }) => {
      const points = [...curvePoints(curve).slice(0, -1), { size: curve.trainingLength, ...rate }];
      return series(
        "m",
        points.map((one) => ({ x: one.size, value: one.value, interval: curveInterval(one) })),
      );
    }),
});

export const structure = defineEstimator({
  ...ofPlace,
  id: "structure",
  quantity: "structure",
  title: "structure",
  summary: "S: bits that the observer had to learn, apart from what stays random",
  formula: "S = C(M) - M l(M), C(M) the cost of all M symbols from the first on",
  convention:
    "blocks in random orders, each learned from scratch; if the sequence in its own order is cheaper, at most what is learned there; copies of earlier passages are left out; digits that encode bytes are read as bytes if that costs less; never clamped",
  validity:
    "grows with the sample, so compare at equal length; within a factor of 1.5 of the bits of most random words without noise, several times them under weak noise or hidden rules, see docs/calibration.md; the interval is one of sampling: it covers the choice of blocks, their order and what was learned, but not whether a weak pattern is found at all, and it is not an interval of learnable bits, of which it holds 42 to 53 %",
  reference: "Rissanen 1984, IEEE Trans. Inform. Theory 30; Finzi et al. 2026, arXiv:2601.03220 (epiplexity)",
  estimate: coordinate("structure"),
});

export const structureBeyondShuffle = defineEstimator({
  id: "structure-beyond-shuffle",
  memory: "mixer",
  quantity: "structureBeyondShuffle",
  title: "structure beyond the shuffle",
  summary: "dS: structure S minus its mean over shuffles of the same symbols",
  formula: "dS = S - mean of S over shuffles",
  validity:
    "0 in expectation for independent symbols of any distribution; dS of a scan is S minus the largest S of several kinds of surrogates",
  cost: "about six runs of the observer for the sequence and three per shuffle; fast by default, as on the map: .9 s for 30 000 symbols",
  reference:
    "Finzi et al. 2026, arXiv:2601.03220 (epiplexity); Theiler et al. 1992, Physica D 58 (surrogates)",
  params: () =>
    z.strictObject({
      profile: profileParam("fast"),
      shuffles: z.int().min(2).max(99).default(3).describe("number of shuffles to learn"),
    }),
  minimumLength: shortestCurve,
  apart: 12,
  estimate: (context, { profile, shuffles }) =>
    fromCurve(context, profile, ({ structure }) => {
      const others = Array.from({ length: shuffles }, (_, i) => context.get(shuffledCurveOf(profile, i)));
      const bits = others.map((other) => other.structure);
      const beyond = structureBeyondShuffles(structure, bits, confidenceLevel);
      return scalar(beyond.value, curveInterval(beyond));
    }),
});

export const growth = defineEstimator({
  ...ofPlace,
  id: "growth",
  quantity: "growth",
  title: "growth",
  summary: "G: bits that the last doubling of the data taught; K/2 of a model with K parameters",
  formula: "G = S(M) - S(M/2) of l(m) = l(M) + g ((m/M)^(b-1) - 1) / (1 - b)",
  convention:
    "b and g by least squares over the last four doublings; copies of earlier passages are left out; digits that encode bytes are read as bytes if that costs less; the interval covers the blocks and their orders, and the distance of the observer from an ideal learner",
  validity:
    "within a third and 250 bits (more beyond 100 000 symbols) of an ideal learner that knows the family of the source, on Markov chains and Pitman-Yor vocabularies; 2 G is the number of parameters in use, which is below K while some have not occurred yet",
  reference:
    "Watanabe 2009, Algebraic Geometry and Statistical Learning Theory; Bialek, Nemenman & Tishby 2001, Neural Comput. 13",
  estimate: coordinate("growth"),
});

export const exponent = defineEstimator({
  ...ofPlace,
  id: "exponent",
  quantity: "exponent",
  title: "exponent of growth",
  summary: "b: how fast the information taught by a doubling of the data grows, G(m) ~ m^b",
  formula: "l(m) = l(M) + g ((m/M)^(b-1) - 1) / (1 - b) over the last four doublings",
  convention:
    "least squares, each position of the curve weighted by its symbols; copies of earlier passages are left out; digits that encode bytes are read as bytes if that costs less; the interval covers the blocks and their orders, and the distance of the observer from an ideal learner",
  validity:
    "the exponent at the size of the sample: above 0 for a model with more parameters than have occurred yet, as for the ideal learner of that model; undefined below 250 bits per doubling, and more for more than 100 000 symbols",
  reference:
    "Bialek, Nemenman & Tishby 2001, Neural Comput. 13; Dębowski 2015, IEEE Trans. Inform. Theory 61",
  estimate: coordinate("exponent"),
});

export const budget = defineEstimator({
  ...ofCurve,
  id: "budget",
  quantity: "budget",
  title: "budget",
  summary: "shares of log2 A that stay random, were learned, and were predictable with next to no learning",
  formula: "random = l(M) / log2 A, learned = S / (M log2 A), free = 1 - random - learned",
  convention:
    "A is the number of symbols that occur; 95 % intervals over blocks and orders; the last column is the share before clamping",
  validity: "valid at the sample's own length: the learned share falls as the sample grows",
  reference: "Rissanen 1984, IEEE Trans. Inform. Theory 30",
  estimate: (context, { profile }) =>
    fromCurve(context, profile, ({ curve, ...best }) => {
      const present = context.get(compactSequence).alphabetSize;
      if (present < 2) return undefinedBecause("one symbol only: log2 A is 0");
      const budget = informationBudget(curveEnd(curve, best), present, confidenceLevel);
      const rows = (["random", "learned", "free"] as const).map((part) => [
        part,
        budget[part],
        budget.intervals[part].lower,
        budget.intervals[part].upper,
        budget.raw[part],
      ]);
      return table(["part", "share", "lower", "upper", "raw share"], rows);
    }),
});
