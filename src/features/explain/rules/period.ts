import { segmentsOf } from "../../../core/sequence.ts";
import { sumOf } from "../../../math/sums.ts";
import { codeSegments } from "../../../observer/curves/code-segments.ts";
import { likelyPeriods } from "../../../observer/members/likely-periods.ts";
import { isBinary } from "../../../observer/members/mixer-alphabet.ts";
import { phaseExpertAt } from "../../../observer/members/phase-expert.ts";
import { figure } from "../../../results/report.ts";
import { columnsOf } from "./columns.ts";
import { countingRecord } from "./stored.ts";
import { type Finding, isSpread, type RuleSample, savedBetween } from "./unseen.ts";

/** Most counts: periods times symbols. */
const mostCounts = 1 << 22;
/** Number of last symbols of the first half in which counting columns are searched. */
const searchLength = 16_384;

/** A length after which the laws of symbols repeat, and the resulting costs. */
interface Candidate {
  readonly period: number;
  /** shape (n,): cost of each symbol under the law of its phase */
  readonly losses: Float64Array;
  /** the same after all laws were learned; only for the best */
  again?: Float64Array;
}

/**
 * The length after which symbols follow the same laws: the width of records, or a period.
 *
 * @param piece in which lags are compared
 * @param window the longest lag
 */
export function periodicRule(
  sample: RuleSample,
  half: number,
  piece: RuleSample["symbols"],
  window: number,
): Finding | undefined {
  const { symbols, alphabetSize, segmentEnds } = sample;
  let best: { candidate: Candidate; first: number } | undefined;
  const candidates: Candidate[] = [];
  const longest = Math.min(window, Math.floor(mostCounts / alphabetSize));
  const periods = likelyPeriods(piece, alphabetSize, longest);
  // A counter has the period of all its values; the records that contain it are shorter.
  const counting =
    sample.codes !== undefined &&
    isBinary(sample.codes) &&
    countingRecord(sample, Math.max(0, half - searchLength), half);
  const widths = counting ? [...new Set([counting, ...periods])].sort((a, b) => a - b) : periods;
  for (const period of widths) {
    const member = phaseExpertAt(period).open(symbols, alphabetSize);
    const candidate: Candidate = { period, losses: new Float64Array(symbols.length) };
    codeSegments(member, segmentEnds, candidate.losses);
    const first = sumOf(candidate.losses.subarray(0, half));
    if (best === undefined || first < best.first) {
      candidate.again = new Float64Array(symbols.length);
      codeSegments(member, segmentEnds, candidate.again, false);
      best = { candidate, first };
    }
    member.close?.();
    if (period >= 2) candidates.push(candidate);
  }
  return columnsOf(sample, half, candidates) ?? (best && periodOf(sample, half, best.candidate));
}

function periodOf(
  sample: RuleSample,
  half: number,
  { period, losses, again }: Candidate,
): Finding | undefined {
  if (period < 2) return undefined;
  const n = sample.symbols.length;
  const saved = savedBetween(sample, losses, half, n);
  // A rule that holds only at some positions is not a rule of the whole sample.
  if (2 * saved < savedBetween(sample, losses, 0, half) || !isSpread(sample, half, again!)) return undefined;
  let [equal, compared] = [0, 0];
  for (const [start, end] of segmentsOf(sample.segmentEnds))
    for (let i = start + period; i < end; i++, compared++)
      if (sample.symbols[i] === sample.symbols[i - period]) equal++;
  const share = figure(compared === 0 ? 0 : equal / compared, "1");
  return { kind: "period", period, share, saved: figure(saved, "bit") };
}
