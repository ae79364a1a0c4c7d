import type { SymbolSequence } from "../../core/sequence.ts";
import { numbersOf } from "./rules/numbers.ts";
import { parityRule } from "./rules/parities.ts";
import { periodicRule } from "./rules/period.ts";
import { type Finding, leastSaved, type RuleSample } from "./rules/unseen.ts";
import { waveOf } from "./rules/wave.ts";

/** Shorter pieces show nothing; longer ones are cut. */
const shortestPiece = 64;
const window = 4096;
const nearlyAll = 0.98;

/**
 * Rules that a sample follows: a period, records of a width, a wave, numbers that continue, a linear feedback register, a
 * parity of two earlier symbols. Each is chosen on the first half, and scored on all of the second: for independent symbols of
 * any law the probability of saving k bits is at most 2^-k.
 *
 * @param stretch contiguous symbols of the input before its second half, where the sample is not contiguous
 * @returns those that save enough, the largest saving first
 * Cost: O(n) for each of some ten periods, and 10 ms; where numbers continue, .1 s more.
 */
export function findRules(sample: RuleSample, stretch?: SymbolSequence["symbols"]): Finding[] {
  const half = sample.symbols.length >> 1;
  const piece = longestPiece(sample, half);
  if (piece.length < shortestPiece || sample.alphabetSize < 2) return [];
  const numbers = numbersOf(sample, half);
  // If all numbers continue, a period is that of their digits.
  const turns =
    numbers === undefined || !isOfAll(numbers)
      ? largest(
          periodicRule(sample, half, stretch === undefined ? [] : [stretch]),
          waveOf(sample, half, piece),
        )
      : undefined;
  const parity = sample.alphabetSize === 2 ? parityRule(sample, half) : undefined;
  // The bits of a period have parities and a register, too.
  const isOfPeriod =
    turns?.kind === "period" &&
    (parity?.kind === "parity"
      ? turns.saved.value > parity.saved.value
      : parity?.kind === "register" && turns.period < 2 * parity.taps.at(-1)!);
  return [numbers, turns, isOfPeriod ? undefined : parity]
    .flatMap((one) => (one !== undefined && one.saved.value >= leastSaved ? [one] : []))
    .sort((a, b) => b.saved.value - a.saved.value);
}

/** Whether a law covers all numbers, with little else between them. */
const isOfAll = (finding: Finding) => finding.kind === "numbers" && finding.part.value > nearlyAll;

/** A period is close to some waves, and a wave to some periods: the one that saves more wins. */
function largest(one: Finding | undefined, other: Finding | undefined): Finding | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one.saved.value >= other.saved.value ? one : other;
}

/** The end of the longest segment before a position (ties: the last one), up to a maximum length. */
function longestPiece({ symbols, segmentEnds }: SymbolSequence, before: number): SymbolSequence["symbols"] {
  let [start, end, from] = [0, 0, 0];
  for (const segmentEnd of segmentEnds) {
    const to = Math.min(before, segmentEnd);
    if (to - from >= end - start) [start, end] = [from, to];
    from = segmentEnd;
  }
  return symbols.subarray(Math.max(start, end - window), end);
}
