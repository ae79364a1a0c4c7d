import type { Random } from "../../core/random.ts";
import type { Symbols } from "../../core/sequence.ts";
import type { DrawnBlocks } from "../../observer/curves/drawn-blocks.ts";
import { exchangeableCurve, type SplitCurve } from "../../observer/curves/exchangeable-curve.ts";
import type { PositionParts } from "../../observer/curves/position-parts.ts";
import { observerMembers } from "../../observer/observer-members.ts";
import { type SettledObserver, settleObserver } from "../../observer/settled-observer.ts";
import { plugInEntropy } from "../../statistics/entropy.ts";
import { type LearningJump, learningJump } from "./jump.ts";
import { type SampleTraits, sampleTraits } from "./traits.ts";

/** A sample that was coded in several orders. */
export interface LearnedSample {
  readonly status: "ok";
  readonly curve: SplitCurve;
  readonly traits: SampleTraits;
  readonly observer: SettledObserver;
  /** null: none was found */
  readonly jump: LearningJump | null;
}

/** A sample from which nothing can be forecast. */
export interface UndefinedSample {
  readonly status: "undefined";
  readonly reason: string;
}

/** Shorter samples have too few blocks for a curve. */
export const fewestBlocks = 16;
const shortestSample = 32_768;
/** With more symbols new ones keep coming, and the cost of naming them is not forecast. */
const largestAlphabet = 256;
/** Orders in which a sample is read; long samples need fewer. */
const mostOrders = 8;
const fewestOrders = 3;
const symbolsOfAllOrders = 8_000_000;
/** Share of log2 A that an observer pays where it learns nothing. */
const noiseFrom = 0.995;

/**
 * Learns a sample: chooses an observer for sequences ten times as long, codes the blocks in several orders and computes the
 * features of a forecast.
 *
 * @param sample blocks in the order in which they were drawn
 * @param capacity symbols of the longest sequence that the observer will code
 * @param scattered whether there are further blocks between those of the sample
 * @param random a stream of its own
 * @param parts kinds of positions to forecast one by one; none by default
 * Cost: eight times that of coding the sample; three times for more than 2.6 million symbols.
 */
export function learnSample(
  sample: DrawnBlocks,
  capacity: number,
  scattered: boolean,
  random: Random,
  parts?: PositionParts,
): LearnedSample | UndefinedSample {
  const { symbols, segmentEnds } = sample;
  const n = symbols.length;
  const present = new Set(symbols).size;
  if (present < 2) return undefinedSample("only one symbol occurs: there is nothing to learn");
  if (n < shortestSample || segmentEnds.length < fewestBlocks) {
    return undefinedSample(
      `${n} symbols in ${segmentEnds.length} blocks are too few: a forecast needs ${shortestSample} in ${fewestBlocks}`,
    );
  }
  if (sample.alphabetSize > largestAlphabet) {
    return undefinedSample(
      `${sample.alphabetSize} different symbols can occur, but a forecast supports at most ${largestAlphabet}`,
    );
  }
  const observer = settleObserver(sample, observerMembers(), Math.max(n, capacity));
  if (looksEven(symbols, sample.alphabetSize, present)) {
    const first = sampleTraits(sample, exchangeableCurve(sample, observer, random, 1), present, scattered);
    if (first.rate >= noiseFrom * Math.log2(present)) return noise(first.rate, present);
  }
  const orders = Math.max(fewestOrders, Math.min(mostOrders, Math.floor(symbolsOfAllOrders / n)));
  const curve = exchangeableCurve(sample, observer, random, orders, parts);
  const traits = sampleTraits(sample, curve, present, scattered);
  if (!(traits.rate > 0))
    return undefinedSample("the second half costs nothing: there is nothing more to learn");
  if (traits.rate >= noiseFrom * Math.log2(present)) return noise(traits.rate, present);
  return { status: "ok", curve, traits, observer, jump: learningJump(sample, curve, observer, random) };
}

/** Whether symbols are about equally frequent, so that one order is read as a test before all. */
function looksEven(symbols: Symbols, alphabetSize: number, present: number): boolean {
  const counts = new Float64Array(alphabetSize);
  for (let i = 0; i < symbols.length; i++) counts[symbols[i]!]!++;
  return plugInEntropy(counts) >= noiseFrom * Math.log2(present);
}

function noise(rate: number, present: number): UndefinedSample {
  return undefinedSample(
    `noise to this observer: the rate is ${rate.toFixed(3)} of log2 A = ${Math.log2(present).toFixed(3)} bit/symbol, and more data teaches nothing`,
  );
}

export function undefinedSample(reason: string): UndefinedSample {
  return { status: "undefined", reason };
}

/** Two parts are unlike if the symbols of one cost this multiple of the other's under its law, and this many bits more. */
const [timesOwn, bitsMore] = [3, 1];
/** Most symbols that are read of each part. */
const mostRead = 2_000_000;
const logTable = 16;
/** Weight of the law of all symbols within the law after one symbol, in symbols. */
const priorCounts = 2;

/**
 * Reason why the beginning of an input says nothing about the rest: under the pair frequencies of one of them, the other costs
 * several times as much as the one itself.
 *
 * @param n symbols of the beginning
 * @returns undefined: no reason
 * Cost: O(symbols), 10 ns a symbol.
 */
export function differsFromRest(symbols: Symbols, alphabetSize: number, n: number): string | undefined {
  const half = n >> 1;
  const [beginning, rest] = [symbols.subarray(0, n), symbols.subarray(n, n + mostRead)];
  const middle = rest.length >> 1;
  if (half < 2 || middle < 2) return undefined;
  const parts = [
    {
      of: "what follows",
      by: "the sample",
      own: [beginning.subarray(0, half), beginning.subarray(half)],
      other: rest,
    },
    {
      of: "the sample",
      by: "what follows",
      own: [rest.subarray(0, middle), rest.subarray(middle)],
      other: beginning,
    },
  ] as const;
  for (const { of, by, own, other } of parts) {
    const itself = pairCost(own[0], own[1], alphabetSize);
    const cost = pairCost(own[0], other, alphabetSize);
    if (cost > timesOwn * itself && cost > itself + bitsMore)
      return `the sample is unlike what follows it: by the pair frequencies of ${by}, a symbol of ${of} costs ${cost.toFixed(2)} bits, and a symbol of its own ${itself.toFixed(2)}`;
  }
  return undefined;
}

/** Cost of a symbol under the pair frequencies of another part, bits. */
function pairCost(learned: Symbols, asked: Symbols, alphabetSize: number): number {
  const slots = 2 ** logTable;
  const [pairs, firsts, singles] = [
    new Float64Array(slots),
    new Float64Array(slots),
    new Float64Array(slots),
  ];
  const slotOf = (first: number, second: number) =>
    Math.imul(first * alphabetSize + second, 0x9e3779b1) >>> (32 - logTable);
  for (let i = 1; i < learned.length; i++) {
    pairs[slotOf(learned[i - 1]!, learned[i]!)]!++;
    firsts[learned[i - 1]! % slots]!++;
    singles[learned[i]! % slots]!++;
  }
  const prior = alphabetSize / 2;
  let bits = 0;
  for (let i = 1; i < asked.length; i++) {
    const [first, second] = [asked[i - 1]!, asked[i]!];
    const single = (singles[second % slots]! + 0.5) / (learned.length - 1 + prior);
    const pair = pairs[slotOf(first, second)]! + priorCounts * single;
    bits -= Math.log2(Math.min(1, pair / (firsts[first % slots]! + priorCounts)));
  }
  return bits / (asked.length - 1);
}
