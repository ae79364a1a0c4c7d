import { confidenceLevel } from "../core/constants.ts";
import type { EstimationContext } from "../core/estimator.ts";
import type { Interval } from "../core/measurement.ts";
import type { Unit } from "../core/quantity.ts";
import type { SymbolSequence } from "../core/sequence.ts";
import {
  curveInterval,
  intervalAround,
  shortestCurve,
  unreadable,
} from "../estimators/learning/curve-estimates.ts";
import { compactSequence } from "../estimators/memo/compact-sequence.ts";
import { learningCurveOf, shuffledCurveOf } from "../estimators/memo/learning-curves.ts";
import { measuredStructure } from "../estimators/memo/measured-structure.ts";
import { shuffleControl } from "../estimators/memo/shuffle-control.ts";
import { logMultinomial } from "../math/log-multinomial.ts";
import { informationBudget } from "../observer/curves/information-budget.ts";
import type { LearningCurve } from "../observer/curves/learning-curve.ts";
import { structureBeyondShuffles } from "../observer/curves/structure-beyond-shuffles.ts";
import { codeLength } from "../observer/observer.ts";
import type { Certificate, Coordinate, Spectrum } from "../results/report.ts";
import { certificates, certifiesOrder } from "./certificates.ts";
import { decideRegime } from "./decide-regime.ts";
import { heightAboveArc, type Value } from "./height-above-arc.ts";
import { arcInterval, arcLevel, beyondArc } from "./mixture-arc.ts";
import { structureCoordinate } from "./structure-scale.ts";

/** Shorter samples are shown and not placed. */
const minimumToPlace = shortestCurve;

const profile = "fast";
/** One shuffle is enough where the verdict is clear; close calls get this many. */
const moreShuffles = 5;

/**
 * Places a sequence between order and noise: randomness x = l(M) / log2 A, structure y of what the observer had to
 * learn beyond a shuffle, its height above the mixture arc, and a verdict.
 *
 * @param context of the sequence; statistics that estimators used are not computed again
 * @param declaredAlphabet A of a recipe; null: the symbols that occur
 * @throws RangeError when tables cannot be allocated
 * Cost: learning curves of the sequence and of a shuffle, some 6 times the fast observer; three times that for close calls.
 */
export function placeOnSpectrum(context: EstimationContext, declaredAlphabet: number | null): Spectrum {
  const { n } = context;
  const present = context.get(compactSequence).alphabetSize;
  const alphabet = declaredAlphabet ?? present;
  if (present === 1) return constantSequence(alphabet);
  const reason = unreadable(context);
  if (reason !== undefined) return notPlaced(alphabet, reason, []);
  if (n < minimumToPlace) {
    const short = `too short to place: ${n} symbols, needs ${minimumToPlace}`;
    return notPlaced(alphabet, short, n === 0 ? [] : wholeSequenceCertificates(context.sequence));
  }
  const curve = context.get(learningCurveOf(profile));
  if (curve === undefined) return notPlaced(alphabet, "too short to place: fewer than two blocks", []);
  const once = placed(context, alphabet, curve, 1);
  return once.close ? placed(context, alphabet, curve, moreShuffles).spectrum : once.spectrum;
}

function placed(context: EstimationContext, alphabet: number, curve: LearningCurve, shuffleCount: number) {
  const shuffles = Array.from(
    { length: shuffleCount },
    (_, index) => context.get(shuffledCurveOf(profile, index))!,
  );
  const rate = curve.rates.at(-1)!;
  const structure = curve.structures.at(-1)!;
  const beyond = structureBeyondShuffles(curve, shuffles, confidenceLevel);
  const beyondInterval = intervalAround(beyond.value, beyond.halfWidth);

  const scale = Math.log2(alphabet);
  const rateInterval = curveInterval(rate, curve);
  const share = (bits: number) => Math.min(1, Math.max(0, bits / scale));
  const randomness = { value: share(rate.value), interval: mapped(rateInterval, share) };
  const y = {
    value: structureCoordinate(beyond.value),
    interval: mapped(beyondInterval, structureCoordinate),
  };
  const arc = (x: number) => arcLevel(x, context.n, alphabet);
  const below = arc(randomness.value);
  const { height, ofSample } = heightAboveArc(randomness, y, arc, confidenceLevel);
  const extrapolated = beyondArc(context.n, alphabet);

  const certified = certificates(curve.savedAgainstUniform, curve.savedAgainstOrders, curve.trainingLength);
  const known = certifiesOrder(certified);
  const verdict = decideRegime({
    certified: known,
    beyondShuffles: known ? true : beyondAllShuffles(context),
    randomness: { value: randomness.value, upper: randomness.interval?.upper ?? 1 },
    total: rate.value / scale + structure.value / (curve.trainingLength * scale),
    height: {
      value: height.value,
      lower: height.interval?.lower ?? null,
      upper: height.interval?.upper ?? null,
      extrapolated,
    },
  });
  const spectrum: Spectrum = {
    randomness: coordinate(randomness, "1"),
    structure: coordinate(y, "1"),
    height: coordinate(height, "1"),
    arc: { value: below.value, interval: arcInterval(below), extrapolated },
    rate: coordinate({ value: rate.value, interval: rateInterval }, "bit/symbol"),
    structuralInformation: coordinate(
      { value: structure.value, interval: curveInterval(structure, curve) },
      "bit",
    ),
    structureBeyondShuffle: coordinate({ value: beyond.value, interval: beyondInterval }, "bit"),
    trainingLength: curve.trainingLength,
    alphabet,
    curve: curve.rates.map(({ value }, j) => ({ m: curve.sizes[j]!, rate: value })),
    budget: informationBudget(curve, alphabet, confidenceLevel),
    members: [...curve.members],
    certificates: certified,
    shuffles: shuffleCount,
    verdict,
  };
  const shuffleError = shuffles[0]!.structures.at(-1)!.error ?? 0;
  const uncertain = shuffleError > (structure.error ?? 0) / 2;
  return { spectrum, close: known && verdict.regime !== "order" && uncertain && isClose(ofSample) };
}

/** Within a width of the border more shuffles may change the verdict. */
function isClose(interval: Interval | null): boolean {
  if (interval === null) return true;
  const half = (interval.upper - interval.lower) / 2;
  return interval.lower - half < 1 && interval.upper + half > 1;
}

/** The interval of a monotone function of a value. */
function mapped(interval: Interval | null, f: (value: number) => number): Interval | null {
  return interval === null ? null : { ...interval, lower: f(interval.lower), upper: f(interval.upper) };
}

function coordinate({ value, interval }: Value, unit: Unit): Coordinate {
  return { status: "ok", value, interval, unit };
}

function constantSequence(alphabet: number): Spectrum {
  const zero: Interval = { lower: 0, upper: 0, level: confidenceLevel, method: "blocks" };
  const nothing = (unit: Unit) => coordinate({ value: 0, interval: zero }, unit);
  return {
    randomness: nothing("1"),
    structure: nothing("1"),
    height: nothing("1"),
    arc: null,
    rate: nothing("bit/symbol"),
    structuralInformation: nothing("bit"),
    structureBeyondShuffle: nothing("bit"),
    trainingLength: 0,
    alphabet,
    curve: [],
    budget: null,
    members: [],
    certificates: [],
    shuffles: 0,
    verdict: { regime: "order", because: "one symbol only, exactly 0 bits" },
  };
}

function notPlaced(alphabet: number, reason: string, certified: Certificate[]): Spectrum {
  const unknown = (unit: Unit): Coordinate => ({ status: "undefined", reason, unit });
  return {
    randomness: unknown("1"),
    structure: unknown("1"),
    height: unknown("1"),
    arc: null,
    rate: unknown("bit/symbol"),
    structuralInformation: unknown("bit"),
    structureBeyondShuffle: unknown("bit"),
    trainingLength: 0,
    alphabet,
    curve: [],
    budget: null,
    members: [],
    certificates: certified,
    shuffles: 0,
    verdict: { regime: "undecided", because: reason },
  };
}

/**
 * Whether block entropies tell a sequence from 19 shuffles of it: an exact permutation test at level .05 on the excess
 * entropy of the longest measurable words, and one on the entropy of words one longer.
 *
 * @returns null where not even single symbols are covered
 * @throws RangeError when tables cannot be allocated
 * Cost: O(n L) for the sequence and for each of its shuffles.
 */
function beyondAllShuffles(context: EstimationContext): boolean | null {
  const { measured } = context.get(measuredStructure);
  if (!measured.covered) return null;
  const { excessEntropies, nextBlockEntropies } = context.get(shuffleControl);
  const next = measured.profile[measured.order]?.grassberger ?? Number.POSITIVE_INFINITY;
  return (
    measured.excessEntropy > largest(excessEntropies) || -next > largest(nextBlockEntropies.map((h) => -h))
  );
}

function largest(values: Float64Array): number {
  return values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
}

/**
 * Certificates of a sequence that is too short for anything else.
 *
 * @throws RangeError when more than 65 536 symbols occur
 * Cost: that of the observer.
 */
function wholeSequenceCertificates(sequence: SymbolSequence): Certificate[] {
  const { symbols, alphabetSize } = sequence;
  const bits = codeLength(sequence);
  const counts = new Float64Array(alphabetSize);
  for (const symbol of symbols) counts[symbol] = counts[symbol]! + 1;
  const uniform = symbols.length * Math.log2(Math.max(1, alphabetSize));
  return certificates(uniform - bits, logMultinomial(counts) - bits, symbols.length);
}
