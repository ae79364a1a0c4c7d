import { estimationContext } from "../../context/context.ts";
import { learningCurveOf, shortestCurve } from "../../context/learning-curves.ts";
import { by } from "../../core/collections.ts";
import { confidenceLevel } from "../../core/constants.ts";
import { around, type Interval } from "../../core/measurement.ts";
import { Random } from "../../core/random.ts";
import type { SymbolSequence } from "../../core/sequence.ts";
import { bytes as byteEncoding } from "../../encodings/bytes.ts";
import { documentError, entropyInfluences, studentQuantile } from "../../math/intervals.ts";
import { distinctError, QuantileSketch } from "../../math/sketches.ts";
import { curvePoints, type Estimate } from "../../observer/curves/curve-estimates.ts";
import { drawBlocks } from "../../observer/curves/drawn-blocks.ts";
import { growthOf } from "../../observer/curves/growth.ts";
import { inputCounts } from "../../results/report.ts";
import { grassbergerEntropy } from "../../statistics/entropy.ts";
import { makeForecast } from "../forecast/law.ts";
import { learnSample } from "../forecast/sample.ts";
import type { MergedParts } from "./merge-parts.ts";
import { sampledBytes } from "./plan-shard.ts";
import { quantiles, type ScoreReport, scoreVersion } from "./schema.ts";
import { byKey, type ScoreTally } from "./score-tally.ts";

type MeasuredRate = NonNullable<ScoreReport["rate"]>;

/** Multiples of the sample to forecast. */
const factors = [2, 5, 10];

/**
 * Summarises the parts of a job, independent of the number of shards.
 *
 * @param forecast whether to forecast the cost of more documents
 * Cost: the learning curve of a sample of a million bytes, some seconds; a forecast of it, some twenty.
 */
export function scoreReport({ head, tally, errors, skipped }: MergedParts, forecast: boolean): ScoreReport {
  const drawn = drawnDocuments(tally);
  const { rate, learned, repeated, against, bad, above, below } = tally.quantiles;
  return {
    scoreVersion,
    tool: { name: "mesoscope", version: head.version },
    options: head.options,
    models: head.models.map(({ name, sha256 }) => ({ name, sha256 })),
    inputs: inputCounts(tally.documents, skipped, errors),
    bytes: String(tally.sum("bytes")),
    symbols: String(tally.sum("symbols")),
    rate: inMillionths(ratio(tally, "coded", "microbits", ["nn", "nm", "mm"])),
    deflateRatio: head.columns.includes("deflated")
      ? ratio(tally, "symbols", "deflated", ["ss", "sd", "dd"])
      : null,
    ...costUnderModels(tally),
    ...entropies(tally, drawn),
    distinct: {
      documents: tally.distinctDocuments.count(),
      octets: tally.distinctOctets.count(),
      relativeError: distinctError,
    },
    regimes: Object.fromEntries([...tally.regimes].sort(by(([regime]) => regime))),
    quantiles: {
      rate: quantilesOf(rate),
      learned: quantilesOf(learned),
      repeated: quantilesOf(repeated),
      against: quantilesOf(against),
      bad: quantilesOf(bad),
      difference: quantilesOf(above, below),
    },
    lowest: [...tally.lowest],
    highest: [...tally.highest],
    sample: sampleOf(drawn, head.options.seed, forecast),
    errors: sortedInputs(errors),
    skipped: sortedInputs(skipped),
  };
}

const sortedInputs = (inputs: MergedParts["errors"]) => [...inputs].sort(by(({ input }) => input));

/** A ratio of two sums, and its error under redrawn documents. */
function ratio(
  tally: ScoreTally,
  lengths: "coded" | "symbols",
  amounts: "microbits" | "deflated",
  [xx, xy, yy]: readonly ["nn", "nm", "mm"] | readonly ["ss", "sd", "dd"],
): MeasuredRate | null {
  // Documents without coded bytes have no rate.
  const documents = lengths === "coded" ? tally.quantiles.rate.count : tally.documents;
  const of = [tally.sum(lengths), tally.sum(amounts), tally.sum(xx), tally.sum(xy), tally.sum(yy)] as const;
  return ratioOf(documents, of);
}

/** @param sums of lengths x and amounts y over documents: x, y, xx, xy, yy */
function ratioOf(
  documents: number,
  sums: readonly [bigint, bigint, bigint, bigint, bigint],
): MeasuredRate | null {
  const [x, y, xx, xy, yy] = sums.map(Number) as [number, number, number, number, number];
  if (x === 0) return null;
  const value = y / x;
  if (documents < 2) return { value, interval: null };
  const squares = yy - 2 * value * xy + value * value * xx;
  const error = Math.sqrt((Math.max(0, squares) * documents) / (documents - 1)) / x;
  return { value, interval: overBlocks(value, studentQuantile(confidenceLevel, documents - 1) * error) };
}

/** Cost of the bytes of all documents under models. */
function costUnderModels(tally: ScoreTally): Pick<ScoreReport, "against" | "bad" | "difference"> {
  const [s, ss] = [tally.sum("symbols"), tally.sum("ss")];
  const [a, sa, aa] = [tally.sum("a"), tally.sum("sa"), tally.sum("aa")];
  const [b, sb, bb] = [tally.sum("b"), tally.sum("sb"), tally.sum("bb")];
  const measured = (is: boolean, y: bigint, xy: bigint, yy: bigint) =>
    is ? inMillionths(ratioOf(tally.documents, [s, y, ss, xy, yy])) : null;
  const [hasGood, hasBad] = [tally.quantiles.against.count > 0, tally.quantiles.bad.count > 0];
  return {
    against: measured(hasGood, a, sa, aa),
    bad: measured(hasBad, b, sb, bb),
    difference: measured(hasBad, a - b, sa - sb, aa - 2n * tally.sum("ab") + bb),
  };
}

function inMillionths(measured: MeasuredRate | null): MeasuredRate | null {
  if (measured === null) return null;
  const { value, interval } = measured;
  const half = interval === null ? null : (interval.upper - interval.lower) / 2e6;
  return { value: value / 1e6, interval: overBlocks(value / 1e6, half) };
}

/** Entropies of the bytes of all documents; the sampled ones give the errors. */
function entropies(
  tally: ScoreTally,
  drawn: readonly Uint8Array[],
): Pick<ScoreReport, "symbolEntropy" | "pairGain"> {
  const bytes = firstBytes(tally);
  const [single, pair] = [grassberger(bytes), grassberger(tally.pairs)];
  if (single === null) return { symbolEntropy: null, pairGain: null };
  const ofBytes = entropyInfluences(drawn, bytes, 1);
  const measured = (value: number, influences: readonly number[]): MeasuredRate => {
    const error = documentError(influences, tally.documents);
    const half = error === undefined ? null : studentQuantile(confidenceLevel, influences.length - 1) * error;
    return { value, interval: overBlocks(value, half) };
  };
  const symbolEntropy = measured(single, ofBytes);
  if (pair === null) return { symbolEntropy, pairGain: null };
  const ofPairs = entropyInfluences(drawn, tally.pairs, 2);
  const ofGain = ofPairs.map((influence, i) => influence - ofBytes[i]!);
  return { symbolEntropy, pairGain: measured(pair - single, ofGain) };
}

const overBlocks = (value: number, half: number | null): Interval | null =>
  half === null ? null : around(value, half, "blocks");

/** Counts of every byte: as the first of a pair, or last of a block. */
function firstBytes({ pairs, ends }: ScoreTally): Float64Array {
  return ends.map((last, byte) => pairs.subarray(byte << 8, (byte + 1) << 8).reduce((a, b) => a + b, last));
}

const grassberger = (counts: Float64Array): number | null =>
  counts.some((count) => count > 0) ? grassbergerEntropy(counts) : null;

type Quantiles = NonNullable<ScoreReport["quantiles"]["rate"]>;

/** @param negative absolute values of those below 0 */
function quantilesOf(
  sketch: QuantileSketch,
  negative: QuantileSketch = new QuantileSketch(),
): ScoreReport["quantiles"]["rate"] {
  const below = negative.count;
  const count = below + sketch.count;
  if (count === 0) return null;
  const at = (share: number) => {
    const rank = Math.floor(share * (count - 1));
    return rank < below ? -negative.ranked(below - 1 - rank)! : sketch.ranked(rank - below)!;
  };
  return Object.fromEntries(quantiles.map((name) => [name, at(Number(name.slice(1)) / 100)])) as Quantiles;
}

/** A sample of all documents: those whose names have the smallest hashes. */
function drawnDocuments(tally: ScoreTally): Uint8Array[] {
  const documents: Uint8Array[] = [];
  let held = 0;
  for (const { bytes } of [...tally.sample].sort(byKey)) {
    if (held >= sampledBytes) break;
    documents.push(bytes);
    held += bytes.length;
  }
  return documents;
}

/** The observer's learning curve of them. */
function sampleOf(documents: readonly Uint8Array[], seed: number, forecast: boolean): ScoreReport["sample"] {
  const held = documents.reduce((sum, { length }) => sum + length, 0);
  const sequence = byteEncoding.encode(documents);
  const random = Random.fromSeed(seed).fork("score-sample");
  const context = estimationContext(sequence, sequence.symbols as Uint8Array, random);
  const learned = held < shortestCurve ? undefined : context.get(learningCurveOf("fast"));
  if (learned === undefined) return null;
  const growth = growthOf(learned.curve);
  const measured = ({ value, halfWidth }: Estimate) => ({ value, interval: overBlocks(value, halfWidth) });
  return {
    documents: documents.length,
    symbols: held,
    curve: curvePoints(learned.curve).map(({ size, value }) => ({ m: size, rate: value })),
    rate: measured(learned.rate),
    structure: measured(learned.structure),
    growth: growth === undefined ? null : measured(growth.coefficient),
    exponent: growth === undefined ? null : measured(growth.exponent),
    forecast: forecast ? forecastOf(sequence, Random.fromSeed(seed).fork("score-forecast")) : null,
  };
}

function forecastOf(
  sequence: SymbolSequence,
  random: Random,
): NonNullable<ScoreReport["sample"]>["forecast"] {
  const drawn = drawBlocks(sequence, random);
  if (drawn === undefined) return { status: "undefined", reason: "too few documents to cut into blocks" };
  const learned = learnSample(drawn, factors.at(-1)! * drawn.symbols.length, random);
  if (learned.status === "undefined") return learned;
  return makeForecast(learned, drawn.alphabetSize, factors, "drawn");
}
