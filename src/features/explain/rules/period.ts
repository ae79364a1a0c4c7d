import { largestOf } from "../../../core/collections.ts";
import { Random } from "../../../core/random.ts";
import { segmentsOf } from "../../../core/sequence.ts";
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
  type Candidate,
  cheapestThatPays,
  type Finding,
  isSpread,
  nothing,
  placedSegments,
  type RuleSample,
  savedBetween,
} from "./unseen.ts";

/** Most counts: periods times symbols. */
const mostCounts = 1 << 24;
/** Standard errors by which symbols far apart agree less than those a period apart where it drifts. */
const driftErrors = 6;
/** Of fewer exceptions nobody can say whether they are errors. */
const fewExceptions = 40;
/** Number of last symbols of the first half in which counting columns are searched. */
const searchLength = 16_384;

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
  const lasting = new Set<number>();
  for (const some of [ownPieces(sample, half), pieces]) {
    if (some.length === 0) continue;
    const found = nestedPeriods(some, (bound) => random.below(bound));
    for (const period of found.lasting) lasting.add(period);
    for (const period of [...found.lasting, ...found.near]) periods.add(period);
  }
  const candidates = [...periods]
    .filter((period) => period * alphabetSize <= mostCounts)
    .sort((a, b) => a - b)
    .map((period) => ({ period, losses: lossesByPhase(sample, period, true) }));
  // Memory agrees at near lags, too: only columns may copy those above them.
  const ofPeriod = candidates.filter(({ period }) => lasting.has(period));
  return columnsOf(sample, half, candidates) ?? periodOf(sample, half, ofPeriod);
}

/** The parts of the segments before a position. */
function ownPieces({ symbols, segmentEnds }: RuleSample, half: number): RuleSample["symbols"][] {
  return [...segmentsOf(segmentEnds)].flatMap(([start, end]) =>
    start < half ? [symbols.subarray(start, Math.min(end, half))] : [],
  );
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
  const best = cheapestThatPays(candidates, half);
  if (best === undefined) return undefined;
  const { period, losses } = best;
  const n = sample.symbols.length;
  const saved = savedBetween(sample, losses, half, n) - Math.log2(candidates.length);
  // A rule that holds only at some positions is not a rule of the whole sample.
  if (2 * saved < savedBetween(sample, losses, 0, half)) return undefined;
  if (!isSpread(sample, half, lossesByPhase(sample, period, false))) return undefined;
  const [share, near, far] = [
    samePhase(sample, period),
    agreement(sample, period),
    farAgreement(sample, period),
  ];
  // A few exceptions may be errors or the beginning of a drift.
  const isUnclear = share < 1 && (1 - share) * n < fewExceptions;
  const variance = [near, far].reduce((sum, one) => sum + (one.share * (1 - one.share)) / one.compared, 0);
  return {
    kind: "period",
    period,
    ...(isUnclear || near.share - far.share > driftErrors * Math.sqrt(variance) ? { approximate: true } : {}),
    share: figure(share, "1"),
    saved: figure(saved, "bit"),
  };
}

/** Share of the symbols that equal the last one read at the same phase. */
function samePhase(sample: RuleSample, period: number): number {
  const segments = placedSegments(sample);
  if (segments === undefined) return agreement(sample, period).share;
  const last = new Int32Array(period).fill(nothing);
  let [equal, compared] = [0, 0];
  for (const { from, to, place } of segments)
    for (let at = from; at < to; at++) {
      const phase = (place + at - from) % period;
      if (last[phase] !== nothing) compared++;
      if (last[phase] === sample.symbols[at]) equal++;
      last[phase] = sample.symbols[at]!;
    }
  return compared === 0 ? 0 : equal / compared;
}

/** Share of the symbols that equal the one at a lag in the same segment. */
function agreement({ symbols, segmentEnds }: RuleSample, lag: number) {
  let [equal, compared] = [0, 0];
  for (const [start, end] of segmentsOf(segmentEnds))
    for (let i = start + lag; i < end; i++, compared++) if (symbols[i] === symbols[i - lag]) equal++;
  return { share: compared === 0 ? 0 : equal / compared, compared: Math.max(1, compared) };
}

/** The same at the largest multiple of a period that half of the longest segment contains, if any but itself. */
function farAgreement(sample: RuleSample, period: number) {
  const longest = largestOf([...segmentsOf(sample.segmentEnds)].map(([start, end]) => end - start));
  return agreement(sample, Math.max(1, Math.floor(longest / (2 * period))) * period);
}
