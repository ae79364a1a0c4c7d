import { codeSegments } from "../../../observer/curves/code-segments.ts";
import type { Member } from "../../../observer/member.ts";
import { likelyPeriods } from "../../../observer/members/likely-periods.ts";
import { isBinary } from "../../../observer/members/mixer-alphabet.ts";
import { phaseExpertAt } from "../../../observer/members/phase-expert.ts";
import { figure } from "../../../results/report.ts";
import { columnsOf } from "./columns.ts";
import { countingRecord } from "./stored.ts";
import { type Finding, isSpread, type RuleSample, savedBetween, sumOf } from "./unseen.ts";

/** Counts kept at most: periods times symbols. */
const mostCounts = 1 << 22;
/** Symbols of the first half, the last ones, in which columns that count are looked for. */
const looked = 16_384;

/** A length after which the law of a symbol is the same again, and what that costs. */
interface Candidate {
  readonly period: number;
  /** shape (n,): what each symbol costs by the laws of its place */
  readonly losses: Float64Array;
  /** the same once all laws are learned; only of the best */
  again?: Float64Array;
}

/**
 * The length after which symbols follow the same laws: the width of records, or a period.
 *
 * @param piece in which lags are compared
 * @param window the longest lag that is looked for
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
  // Counters have the period of all their values; the records that they are in are shorter.
  const counting =
    sample.codes !== undefined &&
    isBinary(sample.codes) &&
    countingRecord(sample, Math.max(0, half - looked), half);
  const widths = counting ? [...new Set([counting, ...periods])].sort((a, b) => a - b) : periods;
  for (const period of widths) {
    const member = phaseExpertAt(period).open(symbols, alphabetSize);
    const candidate: Candidate = { period, losses: new Float64Array(symbols.length) };
    codeSegments(member, segmentEnds, candidate.losses);
    const first = sumOf(candidate.losses, 0, half);
    if (best === undefined || first < best.first) {
      candidate.again = new Float64Array(symbols.length);
      codeAgain(member, segmentEnds, candidate.again);
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
  // A rule of some places in a sample is none of all of it.
  if (2 * saved < savedBetween(sample, losses, 0, half) || !isSpread(sample, half, again!)) return undefined;
  return { kind: "period", period, saved: figure(saved, "bit") };
}

/** What a member that has learned all segments pays for each symbol. */
function codeAgain(member: Member, segmentEnds: readonly number[], losses: Float64Array): void {
  let start = 0;
  for (const end of segmentEnds) {
    member.code(start, end, start, false, losses.subarray(start, end));
    start = end;
  }
}
