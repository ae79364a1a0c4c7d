import { confidenceLevel, testLevel } from "../core/constants.ts";
import type { EstimationContext } from "../core/estimator.ts";
import type { Interval } from "../core/measurement.ts";
import type { Unit } from "../core/quantities.ts";
import type { SymbolSequence } from "../core/sequence.ts";
import { contextOfPart } from "../estimators/context.ts";
import {
  codedOnce,
  curveInterval,
  inBytes,
  type LearnedBlocks,
  learningCurveOf,
  observedInOrder,
  type Rounds,
  repeatedInBlocks,
  shortestCurve,
  twinCurve,
  unreadable,
} from "../estimators/learning-curves.ts";
import { compactSequence, symbolCounts } from "../estimators/shared.ts";
import { logMultinomial } from "../math/special-functions.ts";
import type { AdaptiveCurve } from "../observer/curves/adaptive-curve.ts";
import type { AdaptiveReadings } from "../observer/curves/adaptive-readings.ts";
import type { BestRoute } from "../observer/curves/best-route.ts";
import { findCopies, markOverlaps } from "../observer/curves/copies.ts";
import { curveEnd, curvePoints, type Estimate, meanEstimate } from "../observer/curves/curve-estimates.ts";
import { type Growth, growthOf, overheadOf } from "../observer/curves/growth.ts";
import { informationBudget } from "../observer/curves/information-budget.ts";
import { codeLength } from "../observer/observer.ts";
import type { Certificate, Coordinate, Spectrum } from "../results/report.ts";
import { effectiveAlphabet } from "../statistics/counts.ts";
import { plugInEntropy } from "../statistics/entropy.ts";
import { certificates, certifiesOrder, levelOfEach } from "./certificates.ts";
import { decideRegime, orderRandomness, orderTotal, type TwinGrowth } from "./decide-regime.ts";
import { growthBorder } from "./growth-border.ts";
import { findInNoise } from "./noise-findings.ts";
import { recordTwin } from "./record-twin.ts";
import { residualTwin } from "./residual-twin.ts";

/** Largest number of longest waits that are tested. */
const longest = 64;
/** Fewer waits say nothing about how long others may be. */
const fewest = 16;
/**
 * Excesses of waits with a scale have a coefficient of variation of 1, give or take an eighth; waits without a scale vary more.
 */
const mostVariation = 1.5;
/** A sequence whose lulls are shorter than this, or than this share of it, has many of them. */
const short = { symbols: 64, share: 1 / 1000 };

/**
 * Whether a sequence has lulls whose length has no scale, or too few lulls to tell: a longer sample would have longer lulls, so
 * the sample cannot show the error of its means. A lull is a run of one symbol.
 *
 * Cost: O(n), and O(w log w) for w waits of each symbol that has a long run.
 * Source: Castillo, Daoudi & Lockhart 2014, Scand. J. Stat. 41 (the coefficient of variation of excesses over a threshold).
 */
export function hasHeavyTailedRuns(symbols: ArrayLike<number>): boolean {
  const n = symbols.length;
  const least = Math.max(short.symbols, short.share * n);
  const inLongRuns = new Set<number>();
  for (let at = 1, start = 0; at <= n; at++) {
    if (at < n && symbols[at] === symbols[start]) continue;
    if (at - start >= least) inLongRuns.add(symbols[start]!);
    start = at;
  }
  return [...inLongRuns].some((symbol) => isHeavy(waitsFor(symbols, symbol)));
}

/** Waiting times for any other symbol, ascending. */
function waitsFor(symbols: ArrayLike<number>, usual: number): Float64Array {
  const waits = [];
  let start = 0;
  for (let at = 0; at <= symbols.length; at++) {
    if (symbols[at] === usual) continue;
    waits.push(at - start);
    start = at + 1;
  }
  return Float64Array.from(waits).sort();
}

function isHeavy(waits: Float64Array): boolean {
  const count = Math.min(longest, waits.length >> 1);
  if (count < fewest) return true;
  const threshold = waits[waits.length - 1 - count]!;
  let [sum, squares] = [0, 0];
  for (const wait of waits.subarray(waits.length - count)) {
    sum += wait - threshold;
    squares += (wait - threshold) * (wait - threshold);
  }
  const mean = sum / count;
  return Math.sqrt((squares - sum * mean) / (count - 1)) > mostVariation * mean;
}

interface PlacingOptions {
  /** more rounds give narrower intervals; a second one runs where one leaves open whether there is structure */
  readonly rounds?: Rounds;
  /** share of the input in the sequence: 1 if it was read whole, so that no other blocks could have been drawn */
  readonly share?: number;
  /** whether its segments are places sampled from one document; else they are documents, or the whole */
  readonly cut?: boolean;
}

/**
 * Places a sequence between order and noise: randomness x = l(M) / log2 A, growth G of what the last doubling of the data
 * taught the observer, and a verdict. Sets copies of other passages aside, and reads digits that write bytes as bytes. Every
 * view uses this decision.
 *
 * @param context of the sequence; reuses the statistics that estimators computed
 * @param declaredAlphabet A of a recipe; null: the symbols that occur, rare ones in proportion
 * @throws RangeError when tables cannot be allocated
 * Cost: some seven times that of the fast observer; tests in addition for noise.
 */
export function placeOnSpectrum(
  context: EstimationContext,
  declaredAlphabet: number | null,
  options: PlacingOptions = {},
): Spectrum {
  // A source declares its symbols.
  const written = declaredAlphabet === null ? inBytes(context) : undefined;
  if (written === undefined) return placeSymbols(context, declaredAlphabet, options);
  return { ...placeOnSpectrum(written.context, null, options), unit: written.unit };
}

function placeSymbols(
  context: EstimationContext,
  declaredAlphabet: number | null,
  { rounds = 1, share = 0, cut = false }: PlacingOptions,
): Spectrum {
  const { n } = context;
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
  const rest = withoutCopies(context, cut);
  const of = rest?.context ?? context;
  const learned = of.get(learningCurveOf("fast", rounds));
  if (learned === undefined) return notPlaced(alphabet, "too short to place: fewer than two blocks", []);
  const copies = rest?.copies ?? null;
  const found = placed(of, alphabet, learned, 1 - share);
  if (!mayBeStructure(found)) return { ...found, copies };
  const twin = twinGrowth(of, learned);
  const withTwin = twin === undefined ? found : placed(of, alphabet, learned, 1 - share, twin);
  if (rounds > 1 || !isOpen(withTwin)) return { ...withTwin, copies };
  return { ...placed(of, alphabet, of.get(learningCurveOf("fast", 2))!, 1 - share, twin), copies };
}

/** A sampled file has more pieces than this. */
const fewPieces = 8;

const isOpen = ({ verdict: { between } }: Spectrum) => between?.[1] === "structure";

const mayBeStructure = ({ verdict: { regime, between } }: Spectrum) =>
  regime === "structure" || between?.[1] === "structure";

/** Largest alphabet of symbols that may be numbers. */
const largestNumbers = 256;

/** A twin is valid if it costs at most this factor of the sequence, and at most this factor of its independent symbols. */
const mostOfTwins = { ofRate: 1.05, ofSymbols: 0.98 };

/** Growth of a twin of columns or records; undefined where a sequence has none. */
function twinGrowth(context: EstimationContext, { rate }: BestRoute): TwinGrowth | undefined {
  const { sequence, random } = context;
  if (sequence.alphabetSize > largestNumbers) return undefined;
  const symbolBits = plugInEntropy(context.get(symbolCounts));
  const limit = Math.min(mostOfTwins.ofRate * rate.value, mostOfTwins.ofSymbols * symbolBits);
  const period = context.get(repeatedInBlocks);
  const columns = residualTwin(sequence, period, limit, random.fork("residual twin"));
  const twin = columns ?? recordTwin(sequence, limit, random.fork("record twin"));
  if (twin === undefined) return undefined;
  const [of, name] =
    twin === columns
      ? (["columns of numbers", "residual twin"] as const)
      : (["random fields", "record twin"] as const);
  const growth = growthOf(twinCurve(twin, "columns", "fast", context, name));
  return growth && { ...growth.amount, of };
}

/** Copies are set aside if they are more than this share of a sequence. */
const fewCopies = 0.05;

/**
 * The sequence without copies of earlier passages; undefined where that is nearly all, or almost nothing, or where the sequence
 * in its own order is order.
 */
function withoutCopies(context: EstimationContext, cut: boolean) {
  const { sequence, n } = context;
  // Most sequences have too few copies, even if each symbol has the information of its frequency.
  const ofSymbol = context.get(symbolCounts).map((count) => Math.log2(n / count));
  const most = new Float64Array(n);
  for (let at = 0; at < n; at++) most[at] = ofSymbol[sequence.symbols[at]!]!;
  if (keptOf(copiesOf(sequence, most, cut), n) === undefined) return undefined;
  const { bits, losses } = context.get(observedInOrder("fast"));
  const scale = Math.log2(context.get(compactSequence).alphabetSize);
  const later = losses.subarray(n >> 1).reduce((sum, loss) => sum + loss, 0) / (n - (n >> 1));
  if (later < orderRandomness * scale && bits < orderTotal * n * scale) return undefined;
  const copied = copiesOf(sequence, losses, cut);
  const kept = keptOf(copied, n);
  if (kept === undefined || kept < shortestCurve) return undefined;
  const symbols = sequence.symbols.filter((_, at) => copied[at] === 0);
  const ends = new Set<number>();
  let [at, left] = [0, 0];
  for (const end of sequence.segmentEnds) {
    for (; at < end; at++) left += 1 - copied[at]!;
    if (left > 0) ends.add(left);
  }
  const rest = { ...sequence, symbols, segmentEnds: [...ends] };
  return {
    context: contextOfPart(context, rest, context.random.fork("without copies")),
    copies: { share: 1 - kept / n, rate: bits / n },
  };
}

/** @param losses information of each symbol at its first occurrence, bits, shape (n,) */
function copiesOf({ symbols, segmentEnds }: SymbolSequence, losses: Float64Array, cut: boolean): Uint8Array {
  const copied = findCopies(symbols, segmentEnds, losses);
  if (cut) markOverlaps(symbols, segmentEnds, losses, copied);
  return copied;
}

/** Number of symbols that are not copies; undefined where copies are too few to set aside. */
function keptOf(copied: Uint8Array, n: number): number | undefined {
  const kept = copied.reduce((sum, one) => sum + 1 - one, 0);
  return kept > (1 - fewCopies) * n ? undefined : kept;
}

function placed(
  context: EstimationContext,
  alphabet: number,
  learned: LearnedBlocks & BestRoute,
  sampled: number,
  twin?: TwinGrowth,
): Spectrum {
  const { readings, curve, rate, route, structure } = learned;
  const coded = context.get(codedOnce("fast"))!;
  const scale = Math.log2(alphabet);
  const growth = growthOf(curve, sampled);
  const within = learnedWithin(readings);
  const border = growthBorder(curve.trainingLength);
  const shareOf = (bits: number) => Math.min(1, Math.max(0, bits / scale));
  const interval = curveInterval(rate);
  const randomness = {
    value: shareOf(rate.value),
    interval: { ...interval, lower: shareOf(interval.lower), upper: shareOf(interval.upper) },
  };
  // Places from all over an input vary no less than its lulls; a few stretches may miss the longest ones.
  const { symbols, segmentEnds } = context.sequence;
  const heavy = sampled > 0 && segmentEnds.length < fewPieces && hasHeavyTailedRuns(symbols);
  const certified = certifiedCode(context.sequence, coded.bits);
  const known = certifiesOrder(certified, levelOfEach);
  const verdict = decideRegime({
    certified: known,
    finding: known ? undefined : findInNoise(context),
    level: testLevel,
    randomness: { value: randomness.value, upper: randomness.interval.upper },
    total: rate.value / scale + structure.value / (curve.trainingLength * scale),
    growth,
    border,
    twin,
    within: within?.interval == null ? 0 : within.interval.lower / within.block,
    later: context.sequence.segmentEnds.length > 1 ? laterInBlocks(readings) / scale : undefined,
  });
  const points = curvePoints(curve);
  return {
    randomness: coordinate(heavy ? { ...randomness, interval: null } : randomness, "1"),
    growth: growth === undefined ? tooFewBlocks("bit") : coordinateOf(growth.amount, "bit"),
    growthExponent: exponentOf(growth, curve.trainingLength),
    tail: growth === undefined ? null : tailOf(learned, growth, randomness.value, scale),
    border,
    twin: twin === undefined ? null : Math.max(0, twin.value),
    rate: coordinate({ value: rate.value, interval: heavy ? null : interval }, "bit/symbol"),
    route,
    structure: coordinateOf(structure, "bit"),
    learnedAfter: learnedAfter(curve),
    copies: null,
    learnedWithin: within,
    trainingLength: curve.trainingLength,
    alphabet,
    curve: points.map(({ size, value, structure: learnedBy }) => ({
      m: size,
      rate: Math.max(0, value),
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
    growthExponent: { status: "undefined", reason: "there is nothing to learn", unit: "1" },
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
    growthExponent: unknown("1"),
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
