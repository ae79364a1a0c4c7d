import {
  codedOnce,
  curveInterval,
  inBytes,
  type LearnedBlocks,
  learningCurveOf,
  type ReadingThreads,
  readAhead,
  shortestCurve,
  unreadable,
} from "../context/learning-curves.ts";
import { compactSequence, symbolCounts } from "../context/shared.ts";
import { confidenceLevel, testLevel } from "../core/constants.ts";
import type { EstimationContext } from "../core/estimator.ts";
import type { Interval } from "../core/measurement.ts";
import type { Unit } from "../core/quantities.ts";
import type { SymbolSequence } from "../core/sequence.ts";
import { logMultinomial } from "../math/special-functions.ts";
import type { AdaptiveCurve } from "../observer/curves/adaptive-curve.ts";
import type { AdaptiveReadings } from "../observer/curves/adaptive-readings.ts";
import type { BestRoute } from "../observer/curves/best-route.ts";
import { curveEnd, curvePoints, type Estimate, meanEstimate } from "../observer/curves/curve-estimates.ts";
import { type Growth, growthOf, overheadOf } from "../observer/curves/growth.ts";
import { informationBudget } from "../observer/curves/information-budget.ts";
import { codeLength } from "../observer/observer.ts";
import type { Certificate, Coordinate, Spectrum } from "../results/report.ts";
import { effectiveAlphabet } from "../statistics/counts.ts";
import { certificates, certifiesOrder, levelOfEach } from "./certificates.ts";
import { type Repeated, repeatedIn } from "./copies-aside.ts";
import { decideRegime, type TwinGrowth } from "./decide-regime.ts";
import { growthBorder } from "./growth-border.ts";
import { hasHeavyTailedRuns } from "./heavy-lulls.ts";
import { findInNoise } from "./noise-findings.ts";
import { twinGrowth } from "./twin-growth.ts";

const places = new WeakMap<EstimationContext, Spectrum>();

/**
 * Places a sequence between order and noise: randomness x = l(M) / log2 A, growth G of what the last doubling of the data
 * taught the observer, and a verdict. Sets copies of other passages aside, and reads digits that write bytes as bytes. Every
 * view uses this decision, computed once per context.
 *
 * @param context of the sequence; reuses the statistics that estimators computed
 * @throws RangeError when tables cannot be allocated
 * Cost: some seven times that of the fast observer; tests in addition for noise.
 */
export function placeOnSpectrum(context: EstimationContext): Spectrum {
  let found = places.get(context);
  if (found === undefined) {
    const { context: read, unit } = readAs(context);
    found = { ...(read === context ? placeSymbols(context) : placeOnSpectrum(read)), ...(unit && { unit }) };
    places.set(context, found);
  }
  return found;
}

/** The bytes that a sequence writes in digits, or itself. A source declares its symbols. */
const readAs = (context: EstimationContext) =>
  (context.drawn.declaredAlphabet === null ? inBytes(context) : undefined) ?? { context, unit: undefined };

/**
 * Reads on several threads what `placeOnSpectrum` needs of the same context, which is then the same to the bit.
 *
 * @throws RangeError when tables cannot be allocated
 */
export async function readForPlacing(context: EstimationContext, threads: ReadingThreads): Promise<void> {
  const { context: read } = readAs(context);
  if (unreadable(read) !== undefined) return;
  const { rest } = repeatedIn(read, context.drawn.cut);
  await readAhead(rest?.context ?? read, "fast", context.drawn.rounds, threads);
}

function placeSymbols(context: EstimationContext): Spectrum {
  const { n } = context;
  const { declaredAlphabet, rounds, share, cut } = context.drawn;
  const present = context.get(compactSequence).alphabetSize;
  const alphabet = declaredAlphabet ?? effectiveAlphabet(context.get(symbolCounts));
  if (present === 1) return constantSequence(alphabet);
  const reason = unreadable(context);
  if (reason !== undefined) return notPlaced(alphabet, reason, []);
  if (n < shortestCurve) {
    const short = `too short to place: ${n} symbols, needs ${shortestCurve}`;
    const certified = n === 0 ? [] : certifiedCode(context.sequence, codeLength(context.sequence));
    return notPlaced(alphabet, short, certified);
  }
  const repeated = repeatedIn(context, cut);
  const once = repeated.rest?.context ?? context;
  const learned = once.get(learningCurveOf("fast", rounds));
  if (learned === undefined) return notPlaced(alphabet, "too short to place: fewer than two blocks", []);
  const placedBy = (curve: LearnedBlocks & BestRoute, twin?: TwinGrowth): Spectrum =>
    placed(once, alphabet, curve, 1 - share, { repeated, twin });
  const found = placedBy(learned);
  if (!mayBeStructure(found)) return found;
  const twin = twinGrowth(once, learned);
  const withTwin = twin === undefined ? found : placedBy(learned, twin);
  return rounds > 1 || !isOpen(withTwin) ? withTwin : placedBy(once.get(learningCurveOf("fast", 2))!, twin);
}

/** A sampled file has more pieces than this. */
const fewPieces = 8;

const isOpen = ({ verdict: { between } }: Spectrum) => between?.[1] === "structure";

const mayBeStructure = ({ verdict: { regime, between } }: Spectrum) =>
  regime === "structure" || between?.[1] === "structure";

/** What is compared with a sequence that is placed. */
interface Beside {
  /** of which only what is no copy is learned, and placed */
  readonly repeated: Repeated;
  readonly twin: TwinGrowth | undefined;
}

function placed(
  context: EstimationContext,
  alphabet: number,
  learned: LearnedBlocks & BestRoute,
  sampled: number,
  { repeated: { passage, rest }, twin }: Beside,
): Spectrum {
  const { readings, curve, rate, route, structure, along } = learned;
  const coded = context.get(codedOnce("fast"))!;
  const scale = Math.log2(alphabet);
  const growth = growthOf(curve, sampled);
  const within = learnedWithin(readings);
  const border = growthBorder(curve.trainingLength);
  const shareOf = (bits: number) => Math.min(1, Math.max(0, bits / scale));
  const sharesOf = (bits: Estimate) => {
    const interval = curveInterval(bits);
    const ends = { lower: shareOf(interval.lower), upper: shareOf(interval.upper) };
    return { value: shareOf(bits.value), interval: { ...interval, ...ends } };
  };
  // Copies are predictable: they are in all that is said of the cost of a symbol, and in nothing that is learned.
  const { share: copiedShare = 0, copied = 0 } = rest ?? {};
  const withCopies = (bits: number) => (1 - copiedShare) * bits + copiedShare * copied;
  const whole = { value: withCopies(rate.value), halfWidth: (1 - copiedShare) * rate.halfWidth };
  const [ofRest, randomness] = [sharesOf(rate), sharesOf(whole)];
  // Places from all over an input vary no less than its lulls; a few stretches may miss the longest ones.
  const { symbols, segmentEnds } = context.sequence;
  const heavy = sampled > 0 && segmentEnds.length < fewPieces && hasHeavyTailedRuns(symbols);
  const certified = certifiedCode(context.sequence, coded.bits);
  const known = certifiesOrder(certified, levelOfEach);
  const verdict = decideRegime({
    certified: known,
    finding: known ? undefined : findInNoise(context),
    level: testLevel,
    passage: passage === undefined ? undefined : { symbols: passage, of: context.n / (1 - copiedShare) },
    whole: rest && { randomness: randomness.value, total: rest.rate / scale },
    randomness: { value: ofRest.value, upper: ofRest.interval.upper },
    total: rate.value / scale + structure.value / (curve.trainingLength * scale),
    growth,
    along,
    border,
    twin,
    within: within?.interval == null ? 0 : within.interval.lower / within.block,
    later: context.sequence.segmentEnds.length > 1 ? laterInBlocks(readings) / scale : undefined,
  });
  const points = curvePoints(curve);
  return {
    randomness: coordinate(heavy ? { ...randomness, interval: null } : randomness, "1"),
    growth: growth === undefined ? tooFewBlocks("bit") : coordinateOf(growth.coefficient, "bit"),
    exponent: exponentOf(growth, curve.trainingLength),
    tail: growth === undefined ? null : tailOf(learned, growth, randomness.value, scale / (1 - copiedShare)),
    border,
    twin: twin === undefined ? null : Math.max(0, twin.value),
    rate: coordinate({ value: whole.value, interval: heavy ? null : curveInterval(whole) }, "bit/symbol"),
    route,
    structure: coordinateOf(structure, "bit"),
    learnedAfter: learnedAfter(curve),
    copies: rest
      ? { share: copiedShare, rate: rest.rate, passage: passage ?? null, randomness: ofRest.value }
      : null,
    learnedWithin: within,
    trainingLength: curve.trainingLength,
    alphabet,
    curve: points.map(({ size, value, structure: learnedBy }) => ({
      m: size,
      rate: Math.max(0, withCopies(value)),
      structure: learnedBy === null ? null : { value: learnedBy.value, interval: curveInterval(learnedBy) },
    })),
    budget: informationBudget(curveEnd(curve, { rate, structure }), alphabet, confidenceLevel),
    members: [...coded.members],
    certificates: certified,
    verdict,
  };
}

const tooFewBlocks = (unit: Unit): Coordinate => ({
  status: "undefined",
  reason: "too few blocks to see growth",
  unit,
});

/** The exponent of an amount below the overhead of the observer cannot be estimated. */
function exponentOf(growth: Growth | undefined, n: number): Coordinate {
  if (growth === undefined) return tooFewBlocks("1");
  const least = overheadOf(n);
  return growth.amount.value > least
    ? coordinateOf(growth.exponent, "1")
    : {
        status: "undefined",
        reason: `the last doubling taught less than ${Math.round(least)} bits`,
        unit: "1",
      };
}

/** The place of the sample at half of its length. */
function tailOf(
  { curve, route }: LearnedBlocks & BestRoute,
  { before }: Growth,
  x: number,
  scale: number,
): Spectrum["tail"] {
  const m = Math.round(curve.trainingLength / 2);
  const half = curve.positions.findIndex(({ size }) => size >= m);
  // In its own order a sequence has only one price, so the structure is taken from its blocks.
  const more = route === "blocks" ? curve.rates[half]! - curve.rate : 0;
  return { m, randomness: Math.min(1, Math.max(0, x + more / scale)), growth: before };
}

/** Share of the final S that counts as nearly all. */
const nearlyAll = 0.9;

/** Symbols after which nearly all of S was learned; null if it grew to the end. */
function learnedAfter({ positions, structures, structure, trainingLength }: AdaptiveCurve): number | null {
  if (!(structure > 0)) return null;
  const p = structures.findIndex((learned) => learned >= nearlyAll * structure);
  const { end } = positions[p] ?? { end: trainingLength };
  return 2 * end <= trainingLength ? end : null;
}

/** Cost of a symbol in the most expensive quarter of a block except the first, bit/symbol. */
function laterInBlocks({ within }: AdaptiveReadings): number {
  const quarter = Math.floor(within.length / 4);
  const mean = (from: number) =>
    within.subarray(from, from + quarter).reduce((sum, one) => sum + one, 0) / quarter;
  return quarter === 0 ? Number.POSITIVE_INFINITY : Math.max(...[1, 2, 3].map((q) => mean(q * quarter)));
}

/** Local structure of a block; null where no block was long enough. */
function learnedWithin({ within, withinBlocks }: AdaptiveReadings): Spectrum["learnedWithin"] {
  if (withinBlocks.length === 0) return null;
  const mean = meanEstimate(withinBlocks);
  const interval = withinBlocks.length < 2 ? null : curveInterval(mean);
  return { value: mean.value, interval, block: within.length };
}

function coordinate(
  { value, interval }: { value: number; interval: Interval | null },
  unit: Unit,
): Coordinate {
  return { status: "ok", value, interval, unit };
}

const coordinateOf = (estimate: Estimate, unit: Unit) =>
  coordinate({ value: estimate.value, interval: curveInterval(estimate) }, unit);

/** Fields of a sequence without a curve. */
const withoutCurve = {
  tail: null,
  border: null,
  twin: null,
  route: null,
  learnedAfter: null,
  copies: null,
  learnedWithin: null,
  trainingLength: 0,
  curve: [],
  budget: null,
  members: [],
};

function constantSequence(alphabet: number): Spectrum {
  const zero: Interval = { lower: 0, upper: 0, level: confidenceLevel, method: "blocks" };
  const nothing = (unit: Unit) => coordinate({ value: 0, interval: zero }, unit);
  return {
    ...withoutCurve,
    randomness: nothing("1"),
    growth: nothing("bit"),
    exponent: { status: "undefined", reason: "there is nothing to learn", unit: "1" },
    rate: nothing("bit/symbol"),
    structure: nothing("bit"),
    alphabet,
    certificates: [],
    verdict: { regime: "order", between: null, openEnded: false, because: "one symbol only, exactly 0 bits" },
  };
}

function notPlaced(alphabet: number, reason: string, certified: Certificate[]): Spectrum {
  const unknown = (unit: Unit): Coordinate => ({ status: "undefined", reason, unit });
  return {
    ...withoutCurve,
    randomness: unknown("1"),
    growth: unknown("bit"),
    exponent: unknown("1"),
    rate: unknown("bit/symbol"),
    structure: unknown("bit"),
    alphabet,
    certificates: certified,
    verdict: { regime: "undecided", between: null, openEnded: false, because: reason },
  };
}

/**
 * Certificates of the code of a whole sequence.
 *
 * @param bits code length under the observer, with its header
 */
function certifiedCode({ symbols, alphabetSize }: SymbolSequence, bits: number): Certificate[] {
  const counts = new Float64Array(alphabetSize);
  for (let i = 0; i < symbols.length; i++) counts[symbols[i]!]!++;
  const uniform = symbols.length * Math.log2(Math.max(1, alphabetSize));
  return certificates(uniform - bits, logMultinomial(counts) - bits, symbols.length);
}
