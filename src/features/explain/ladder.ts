import type { EstimationContext } from "../../core/estimator.ts";
import type { Unit } from "../../core/quantities.ts";
import type { Random } from "../../core/random.ts";
import { allocateSymbols, type SymbolSequence, type Symbols } from "../../core/sequence.ts";
import {
  curveInterval,
  type LearnedBlocks,
  learningCurveOf,
  shuffledCurveOf,
  twinCurve,
} from "../../estimators/learning-curves.ts";
import type { AdaptiveCurve } from "../../observer/curves/adaptive-curve.ts";
import type { BestRoute } from "../../observer/curves/best-route.ts";
import type { Estimate } from "../../observer/curves/curve-estimates.ts";
import { twinRate, twinStructure } from "../../observer/curves/twin-estimates.ts";
import { isText } from "../../observer/members/mixer-alphabet.ts";
import { type Figure, figure } from "../../results/report.ts";
import { circularContexts, contextStream, isAsciiSpace, shuffleWords } from "../../sources/surrogates.ts";
import { compactAlphabet } from "../../statistics/alphabet.ts";
import { windowShuffled } from "../../statistics/shuffles.ts";
import type { Depth, Rung } from "./schema.ts";

const profile = "fast";

/**
 * The sample beside surrogates that preserve more and more of it: each difference is the value of what the surrogate lacks.
 * Blocks have the same positions, so that differences have the errors of paired blocks; orders add theirs on both sides.
 *
 * Uses the sample that the spectrum has already learned.
 *
 * @param context of a sequence long enough to be placed
 * Cost: a learning curve by the fast profile for each of up to six surrogates, each in few orders.
 * Source: Theiler et al. 1992, Physica D 58 (surrogates); Shannon 1948, Bell Syst. Tech. J. 27 (approximations).
 */
export function explainLadder(context: EstimationContext): Depth["ladder"] {
  const { sequence } = context;
  const sample = context.get(learningCurveOf(profile))!;
  const shuffle = context.get(shuffledCurveOf(profile, 0));
  const random = context.random.fork("surrogate-ladder");
  const rungs: Rung[] = [compared({ id: "symbol-shuffle", parameter: null }, shuffle, sample)];
  for (const { id, parameter, symbols, reason } of surrogatesOf(sequence)) {
    if (symbols === undefined) {
      rungs.push({ id, parameter, status: "undefined", reason: reason ?? "" });
      continue;
    }
    const name = `${id}-${parameter}`;
    const surrogate = { ...sequence, symbols: symbols(random.fork(name)) };
    const kind = id === "window-shuffle" ? "windows" : "chain";
    rungs.push(compared({ id, parameter }, twinCurve(surrogate, kind, profile, context, name), sample));
  }
  return {
    profile,
    trainingLength: sample.curve.trainingLength,
    rate: figureOf(sample.rate, "bit/symbol"),
    structure: figureOf(sample.structure, "bit"),
    rungs,
  };
}

function figureOf(estimate: Estimate, unit: Unit): Figure {
  return figure(estimate.value, unit, curveInterval(estimate));
}

function compared(
  about: Pick<Rung, "id" | "parameter">,
  surrogate: AdaptiveCurve,
  sample: LearnedBlocks & BestRoute,
): Rung {
  const rate = twinRate(surrogate, sample.curve, sample);
  const structure = twinStructure(surrogate, sample.curve, sample);
  return {
    ...about,
    status: "ok",
    rate: figureOf(rate.ofTwin, "bit/symbol"),
    structure: figureOf(structure.ofTwin, "bit"),
    rateDifference: figureOf(rate.difference, "bit/symbol"),
    rateVerdict: beyondError(rate.difference),
    structureDifference: figureOf(structure.difference, "bit"),
    structureVerdict: beyondError(structure.difference),
  };
}

/** Whether a difference is more than its error. */
export function beyondError({ value, halfWidth }: Estimate): "more" | "less" | "within-error" {
  if (Math.abs(value) <= halfWidth) return "within-error";
  return value > 0 ? "more" : "less";
}

/** A surrogate that can be made from a sequence, or why not. */
interface SurrogateDefinition {
  readonly id: Rung["id"];
  /** order of a chain, or symbols of a window */
  readonly parameter: number | null;
  /** symbols that replace those of the sequence, shape (n,); undefined where the surrogate makes no sense */
  readonly symbols: ((random: Random) => Symbols) | undefined;
  readonly reason?: string;
}

const orders = [1, 2, 3];
const windows = [10, 100];

/**
 * The surrogates that preserve more and more of a sequence: the (k + 1)-grams in chains of order k; everything farther apart
 * than a window; the words.
 *
 * @param sequence of at least one symbol
 * @throws never; `symbols` throws RangeError when memory cannot be had
 */
export function surrogatesOf(sequence: SymbolSequence): SurrogateDefinition[] {
  const { symbols, segmentEnds } = sequence;
  return [
    ...orders.map((order) => ({
      id: "markov" as const,
      parameter: order,
      symbols: (random: Random) => markovSurrogate(sequence, order, random),
    })),
    ...windows.map((window) => ({
      id: "window-shuffle" as const,
      parameter: window,
      symbols: (random: Random) =>
        windowShuffled(symbols, segmentEnds, window, (bound) => random.below(bound)),
    })),
    wordShuffle(sequence),
  ];
}

function markovSurrogate({ symbols, alphabetSize }: SymbolSequence, order: number, random: Random): Symbols {
  const surrogate = allocateSymbols(symbols.length, alphabetSize);
  contextStream(circularContexts(symbols, order, alphabetSize), random).fill(surrogate);
  return surrogate;
}

function wordShuffle({ symbols, alphabetSize, codes }: SymbolSequence): SurrogateDefinition {
  const about = { id: "word-shuffle" as const, parameter: null };
  const present = codes === undefined ? [] : presentCodes(symbols, alphabetSize, codes);
  // A zero byte usually marks data that are not text.
  if (codes === undefined || !isText(present) || present.includes(0)) {
    return { ...about, symbols: undefined, reason: "no words in these symbols" };
  }
  const isSpace = (symbol: number) => isAsciiSpace(codes[symbol]!);
  return {
    ...about,
    symbols: (random) => shuffleWords(symbols, (bound) => random.below(bound), isSpace),
  };
}

function presentCodes(symbols: Symbols, alphabetSize: number, codes: ArrayLike<number>): number[] {
  return Array.from(compactAlphabet(symbols, alphabetSize).originals, (symbol) => codes[symbol]!);
}
