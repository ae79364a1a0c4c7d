import type { SymbolSequence } from "../../core/sequence.ts";
import { parityOf, registerOf } from "./rules/bits.ts";
import { numbersOf } from "./rules/numbers.ts";
import { periodicRule } from "./rules/period.ts";
import type { Finding, RuleSample } from "./rules/unseen.ts";
import { waveOf } from "./rules/wave.ts";

/** A finding that saves less on unseen symbols is not named: one in a million samples of independent symbols has one. */
const leastSaved = 20;
/** Shorter pieces show nothing, and of longer ones no more is looked at. */
const shortestPiece = 64;
const window = 4096;
const nearlyAll = 0.98;

/**
 * Rules that a sample follows, by name: a period, records of a width, a wave, numbers that continue, a linear feedback register, a
 * parity of two earlier symbols. Each is chosen on the first half, and paid for on all of the second: independent symbols of any law have
 * a chance of at most 2^-k for a saving of k bits.
 *
 * @returns those that save enough, the largest saving first
 * Cost: O(n) for each of some ten periods, and 10 ms; where numbers continue, .1 s more.
 */
export function findRules(sample: RuleSample): Finding[] {
  const half = sample.symbols.length >> 1;
  const piece = longestPiece(sample, half);
  if (piece.length < shortestPiece || sample.alphabetSize < 2) return [];
  const numbers = numbersOf(sample, half);
  const found = [numbers];
  // Numbers that all continue have the periods of their digits.
  if (numbers === undefined || !isOfAll(numbers))
    found.push(largest(periodicRule(sample, half, piece, window), waveOf(sample, half, piece)));
  if (sample.alphabetSize === 2) found.push(registerOf(sample, half, piece) ?? parityOf(sample, half, piece));
  return found
    .flatMap((one) => (one !== undefined && one.saved.value >= leastSaved ? [one] : []))
    .sort((a, b) => b.saved.value - a.saved.value);
}

/** Whether a law is one of all numbers, between which there is little else. */
const isOfAll = (finding: Finding) => finding.kind === "numbers" && finding.part.value > nearlyAll;

/** A period is close to some waves, and a wave to some periods: the one that saves more is what a sample has. */
function largest(one: Finding | undefined, other: Finding | undefined): Finding | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one.saved.value >= other.saved.value ? one : other;
}

/** The end of the longest segment before a place, of equal ones the last, as far as it is looked at. */
function longestPiece({ symbols, segmentEnds }: SymbolSequence, before: number): SymbolSequence["symbols"] {
  let [start, end, from] = [0, 0, 0];
  for (const segmentEnd of segmentEnds) {
    const to = Math.min(before, segmentEnd);
    if (to - from >= end - start) [start, end] = [from, to];
    from = segmentEnd;
  }
  return symbols.subarray(Math.max(start, end - window), end);
}
