import type { SymbolSequence } from "../../core/sequence.ts";
import { figure } from "../../results/report.ts";
import { shortestRegister } from "../../wasm/register.ts";
import { numbersOf } from "./rules/numbers.ts";
import { periodicRule } from "./rules/period.ts";
import { entropyBits, type Finding, leastSaved, type RuleSample } from "./rules/unseen.ts";
import { waveOf } from "./rules/wave.ts";

type ReadSymbols = SymbolSequence["symbols"];

/** Visits symbols with at least `reach` others before them in their segment. */
function eachWithContext(segmentEnds: readonly number[], reach: number, visit: (at: number) => void): void {
  let start = 0;
  for (const end of segmentEnds) {
    for (let at = start + reach; at < end; at++) visit(at);
    start = end;
  }
}

/** A register that generates all bits except the first ones of segments. */
function registerOf(
  { symbols, segmentEnds }: SymbolSequence,
  half: number,
  piece: ReadSymbols,
): Finding | undefined {
  const { length, taps } = shortestRegister(piece as Uint8Array);
  // A long register needs as many bits as it gives.
  if (taps.length === 0 || length > piece.length >> 2) return undefined;
  let faults = 0;
  const counts = new Float64Array(2);
  eachWithContext(segmentEnds, length, (at) => {
    let bit = symbols[at]!;
    if (at >= half) counts[bit]!++;
    for (let k = 0; k < taps.length; k++) bit ^= symbols[at - taps[k]!]!;
    faults += bit;
  });
  return faults > 0 ? undefined : { kind: "register", taps, saved: figure(entropyBits(counts), "bit") };
}

const farthest = 64;

/** The two earlier symbols whose parity best predicts each symbol. */
function parityOf(
  { symbols, segmentEnds }: SymbolSequence,
  half: number,
  piece: ReadSymbols,
): Finding | undefined {
  let [most, near, far] = [0, 0, 0];
  for (let b = 2; b <= Math.min(farthest, piece.length >> 1); b++) {
    for (let a = 1; a < b; a++) {
      let odd = 0;
      for (let i = b; i < piece.length; i++) odd += piece[i]! ^ piece[i - a]! ^ piece[i - b]!;
      const excess = Math.abs(odd - (piece.length - b) / 2);
      if (excess > most) [most, near, far] = [excess, a, b];
    }
  }
  if (far === 0) return undefined;
  const right = new Float64Array(2);
  const counts = new Float64Array(2);
  let paid = 0;
  eachWithContext(segmentEnds, far, (at) => {
    const odd = symbols[at]! ^ symbols[at - near]! ^ symbols[at - far]!;
    if (at >= half) {
      paid -= Math.log2((right[odd]! + 0.5) / (right[0]! + right[1]! + 1));
      counts[symbols[at]!]!++;
    }
    right[odd]!++;
  });
  const share = figure(right[0]! / (right[0]! + right[1]!), "1");
  return { kind: "parity", taps: [near, far], share, saved: figure(entropyBits(counts) - paid, "bit") };
}

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
export function findRules(sample: RuleSample, stretch?: ReadSymbols): Finding[] {
  const half = sample.symbols.length >> 1;
  const piece = longestPiece(sample, half);
  if (piece.length < shortestPiece || sample.alphabetSize < 2) return [];
  const numbers = numbersOf(sample, half);
  const found = [numbers];
  // If all numbers continue, a period is that of their digits.
  if (numbers === undefined || !isOfAll(numbers))
    found.push(largest(periodicRule(sample, half, stretch === undefined ? [] : [stretch]), waveOf(sample, half, piece)));
  if (sample.alphabetSize === 2) found.push(registerOf(sample, half, piece) ?? parityOf(sample, half, piece));
  return found
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
