import { confidenceLevel, testLevel } from "../core/constants.ts";
import type { EstimationContext } from "../core/estimator.ts";
import type { Interval } from "../core/measurement.ts";
import type { Unit } from "../core/quantity.ts";
import type { SymbolSequence } from "../core/sequence.ts";
import { curveInterval, shortestCurve, unreadable } from "../estimators/learning/curve-estimates.ts";
import { compactSequence } from "../estimators/memo/compact-sequence.ts";
import { type Orders, observedInOrder } from "../estimators/memo/learning-curves.ts";
import { logMultinomial } from "../math/log-multinomial.ts";
import type { AdaptiveReadings } from "../observer/curves/adaptive-readings.ts";
import { bestRoute } from "../observer/curves/best-route.ts";
import { curveEnd, curvePoints, meanEstimate } from "../observer/curves/curve-estimates.ts";
import { informationBudget } from "../observer/curves/information-budget.ts";
import { codeLength } from "../observer/observer.ts";
import type { Certificate, Coordinate, Spectrum } from "../results/report.ts";
import { type AdaptivePlacing, adaptivePlacing, placingInMoreOrders } from "./adaptive-placing.ts";
import { certificates, certifiesOrder } from "./certificates.ts";
import { decideRegime } from "./decide-regime.ts";
import { findInNoise } from "./noise-findings.ts";
import { levelOfEach } from "./noise-level.ts";
import { nullWeights, structureBeyondNulls } from "./structure-beyond-nulls.ts";
import { structureBorder } from "./structure-border.ts";
import { structureCoordinate } from "./structure-scale.ts";

/**
 * Places a sequence between order and noise: randomness x = l(M) / log2 A, structure y of what the observer had to
 * learn beyond the largest of its shuffles, and a verdict. It is the one place where that is decided.
 *
 * @param context of the sequence; statistics that estimators used are not computed again
 * @param declaredAlphabet A of a recipe; null: the symbols that occur
 * @param orders more: narrower intervals, where a sequence is not long
 * @throws RangeError when tables cannot be allocated
 * Cost: some twelve times that of the fast observer; for noise tests beside it.
 */
export function placeOnSpectrum(
  context: EstimationContext,
  declaredAlphabet: number | null,
  orders: Orders = "usual",
): Spectrum {
  const { n } = context;
  const present = context.get(compactSequence).alphabetSize;
  const alphabet = declaredAlphabet ?? present;
  if (present === 1) return constantSequence(alphabet);
  const reason = unreadable(context);
  if (reason !== undefined) return notPlaced(alphabet, reason, []);
  if (n < shortestCurve) {
    const short = `too short to place: ${n} symbols, needs ${shortestCurve}`;
    const certified = n === 0 ? [] : certifiedCode(context.sequence, codeLength(context.sequence));
    return notPlaced(alphabet, short, certified);
  }
  const placing = context.get(orders === "usual" ? adaptivePlacing : placingInMoreOrders);
  if (placing === undefined) return notPlaced(alphabet, "too short to place: fewer than two blocks", []);
  return placed(context, alphabet, placing);
}

function placed(context: EstimationContext, alphabet: number, placing: AdaptivePlacing): Spectrum {
  const { n } = context;
  const { readings, curve, nulls } = placing;
  const inOrder = context.get(observedInOrder("fast"));
  const scale = Math.log2(alphabet);
  const { rate, route, structure } = bestRoute(curve, readings.lengths, inOrder.losses, scale);
  const weights = nullWeights(curve, nulls);
  const beyond = structureBeyondNulls(structure, curve, nulls);
  const border = structureBorder(n);
  const share = (bits: number) => Math.min(1, Math.max(0, bits / scale));
  const rateInterval = curveInterval(rate);
  const randomness = { value: share(rate.value), interval: mapped(rateInterval, share) };
  const beyondInterval = curveInterval(beyond);
  const y = structureCoordinate(beyond.value);
  const height = (value: number) => value - structureCoordinate(border.bits);
  const yInterval = mapped(beyondInterval, structureCoordinate);
  const certified = certifiedCode(context.sequence, inOrder.bits);
  const known = certifiesOrder(certified, levelOfEach);
  const verdict = decideRegime({
    certified: known,
    finding: known ? undefined : findInNoise(context),
    level: testLevel,
    randomness: { value: randomness.value, upper: randomness.interval.upper },
    total: rate.value / scale + structure.value / (n * scale),
    structure: beyond,
    border: border.bits,
    textual: border.bits * Math.max(leastShare, n / longEnough),
  });
  return {
    randomness: coordinate(randomness, "1"),
    structure: coordinate({ value: y, interval: yInterval }, "1"),
    height: coordinate({ value: height(y), interval: mapped(yInterval, height) }, "1"),
    border,
    rate: coordinate({ value: rate.value, interval: rateInterval }, "bit/symbol"),
    route,
    structuralInformation: coordinate({ value: structure.value, interval: curveInterval(structure) }, "bit"),
    structureBeyondShuffle: coordinate({ value: beyond.value, interval: beyondInterval }, "bit"),
    learnedWithin: learnedWithin(readings),
    trainingLength: n,
    alphabet,
    curve: curvePoints(curve).map(({ size, value }) => ({ m: size, rate: Math.max(0, value) })),
    budget: informationBudget(curveEnd(curve, { rate, structure }), alphabet, confidenceLevel),
    members: [...inOrder.members],
    certificates: certified,
    shuffles: nulls.map(({ id, curve: { structure: bits } }, i) => ({
      within: id,
      structure: bits,
      counts: weights[i]!,
    })),
    verdict,
  };
}

/** Texts of so many symbols are above the border; shorter ones are above a share of it, and this at least. */
const longEnough = 65_536;
const leastShare = 1 / 4;

/** What a block teaches of itself, every time anew; null where none was long enough. */
function learnedWithin({ within, withinBlocks }: AdaptiveReadings): Spectrum["learnedWithin"] {
  if (withinBlocks.length === 0) return null;
  const mean = meanEstimate(withinBlocks);
  const interval = withinBlocks.length < 2 ? null : curveInterval(mean);
  return { value: mean.value, interval, block: within.length };
}

/** The interval of a monotone function of a value. */
function mapped(interval: Interval, f: (value: number) => number): Interval {
  return { ...interval, lower: f(interval.lower), upper: f(interval.upper) };
}

function coordinate({ value, interval }: { value: number; interval: Interval }, unit: Unit): Coordinate {
  return { status: "ok", value, interval, unit };
}

function constantSequence(alphabet: number): Spectrum {
  const zero: Interval = { lower: 0, upper: 0, level: confidenceLevel, method: "blocks" };
  const nothing = (unit: Unit) => coordinate({ value: 0, interval: zero }, unit);
  return {
    randomness: nothing("1"),
    structure: nothing("1"),
    height: nothing("1"),
    border: null,
    rate: nothing("bit/symbol"),
    structuralInformation: nothing("bit"),
    structureBeyondShuffle: nothing("bit"),
    route: null,
    learnedWithin: null,
    trainingLength: 0,
    alphabet,
    curve: [],
    budget: null,
    members: [],
    certificates: [],
    shuffles: [],
    verdict: { regime: "order", because: "one symbol only, exactly 0 bits" },
  };
}

function notPlaced(alphabet: number, reason: string, certified: Certificate[]): Spectrum {
  const unknown = (unit: Unit): Coordinate => ({ status: "undefined", reason, unit });
  return {
    randomness: unknown("1"),
    structure: unknown("1"),
    height: unknown("1"),
    border: null,
    rate: unknown("bit/symbol"),
    structuralInformation: unknown("bit"),
    structureBeyondShuffle: unknown("bit"),
    route: null,
    learnedWithin: null,
    trainingLength: 0,
    alphabet,
    curve: [],
    budget: null,
    members: [],
    certificates: certified,
    shuffles: [],
    verdict: { regime: "undecided", because: reason },
  };
}

/**
 * Certificates of the code of a whole sequence.
 *
 * @param bits that the observer pays for it, header counted
 * @throws never
 */
function certifiedCode({ symbols, alphabetSize }: SymbolSequence, bits: number): Certificate[] {
  const counts = new Float64Array(alphabetSize);
  for (let i = 0; i < symbols.length; i++) counts[symbols[i]!]!++;
  const uniform = symbols.length * Math.log2(Math.max(1, alphabetSize));
  return certificates(uniform - bits, logMultinomial(counts) - bits, symbols.length);
}
