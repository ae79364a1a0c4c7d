import { Random } from "../../../core/random.ts";
import { segmentsOf } from "../../../core/sequence.ts";
import { sumOf } from "../../../math/sums.ts";
import { codeSegments } from "../../../observer/curves/code-segments.ts";
import { isBinary } from "../../../observer/members/mixer-alphabet.ts";
import { phaseExpertAt } from "../../../observer/members/phase-expert.ts";
import { figure } from "../../../results/report.ts";
import { nestedPeriods } from "../../../statistics/periods.ts";
import { toBits } from "../../../wasm/bits.ts";
import { PhasesKernel } from "../../../wasm/phases-kernel.ts";
import { columnsOf } from "./columns.ts";
import { countingRecord } from "./stored.ts";
import {
  countsIn,
  type Finding,
  isSpread,
  leastSaved,
  placedSegments,
  type RuleSample,
  savedBetween,
} from "./unseen.ts";

/** Most counts: periods times symbols. */
const mostCounts = 1 << 24;
/** Number of last symbols of the first half in which counting columns are searched. */
const searchLength = 16_384;

/** A length after which the laws of symbols repeat. */
export interface Candidate {
  readonly period: number;
  /** shape (n,): cost of each symbol under the law of its phase */
  readonly losses: Float64Array;
}

/**
 * The length after which symbols follow the same laws: the width of records, or a period.
 *
 * @param pieces contiguous, before the second half; more of them than the sample has may show a longer period
 */
export function periodicRule(
  sample: RuleSample,
  half: number,
  pieces: readonly RuleSample["symbols"][],
): Finding | undefined {
  const { alphabetSize } = sample;
  // A counter has the period of all its values; the records that contain it are shorter.
  const counting =
    sample.codes !== undefined &&
    isBinary(sample.codes) &&
    countingRecord(sample, Math.max(0, half - searchLength), half);
  const periods = new Set(counting ? [counting] : []);
  const random = Random.fromSeed(1);
  const counts = countsIn(sample, 0, half);
  for (const some of [ownPieces(sample, half), pieces])
    if (some.length > 0)
      for (const period of nestedPeriods(some, counts, (bound) => random.below(bound))) periods.add(period);
  const candidates = [...periods]
    .filter((period) => period * alphabetSize <= mostCounts)
    .sort((a, b) => a - b)
    .map((period) => ({ period, losses: lossesByPhase(sample, period, true) }));
  return columnsOf(sample, half, candidates) ?? periodOf(sample, half, candidates);
}

/** The parts of the segments before a position. */
function ownPieces({ symbols, segmentEnds }: RuleSample, half: number): RuleSample["symbols"][] {
  return [...segmentsOf(segmentEnds)].flatMap(([start, end]) =>
    start < half ? [symbols.subarray(start, Math.min(end, half))] : [],
  );
}

/**
 * The last of some codes, in the order of their periods, each of which saves more than the one before on both halves: a
 * multiple of a period has the same laws, and chance of its own.
 */
export function lastThatPays<T extends Candidate>(codes: readonly T[], half: number): T | undefined {
  let best: T | undefined;
  let paid: readonly number[] = [];
  for (const code of codes) {
    const halves = [code.losses.subarray(0, half), code.losses.subarray(half)].map(sumOf);
    if (best !== undefined && !halves.every((bits, k) => bits + leastSaved < paid[k]!)) continue;
    [best, paid] = [code, halves];
  }
  return best;
}

/** The cost of each symbol under the law of its phase. Where the places of segments are unknown, their phases are searched. */
function lossesByPhase(sample: RuleSample, period: number, learns: boolean): Float64Array {
  const { symbols, alphabetSize, segmentEnds } = sample;
  const losses = new Float64Array(symbols.length);
  const segments = placedSegments(sample);
  if (segments === undefined) {
    const member = phaseExpertAt(period).open(symbols, alphabetSize);
    codeSegments(member, segmentEnds, losses);
    if (!learns) codeSegments(member, segmentEnds, losses, false);
    member.close?.();
    return losses;
  }
  const laws = new PhasesKernel(alphabetSize, period);
  for (const learn of learns ? [true] : [true, false])
    for (const { from, to, place } of segments)
      laws.code(symbols, from, to, place % period, learn, losses.subarray(from));
  laws.close();
  toBits(losses);
  return losses;
}

function periodOf(sample: RuleSample, half: number, candidates: readonly Candidate[]): Finding | undefined {
  const best = lastThatPays(candidates, half);
  if (best === undefined) return undefined;
  const { period, losses } = best;
  const n = sample.symbols.length;
  const saved = savedBetween(sample, losses, half, n);
  // A rule that holds only at some positions is not a rule of the whole sample.
  if (2 * saved < savedBetween(sample, losses, 0, half)) return undefined;
  if (!isSpread(sample, half, lossesByPhase(sample, period, false))) return undefined;
  let [equal, compared] = [0, 0];
  for (const [start, end] of segmentsOf(sample.segmentEnds))
    for (let i = start + period; i < end; i++, compared++)
      if (sample.symbols[i] === sample.symbols[i - period]) equal++;
  const share = figure(compared === 0 ? 0 : equal / compared, "1");
  return { kind: "period", period, share, saved: figure(saved, "bit") };
}
