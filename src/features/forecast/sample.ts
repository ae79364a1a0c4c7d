import type { Random } from "../../core/random.ts";
import { type SymbolSequence, segmentsOf } from "../../core/sequence.ts";
import { exchangeableCurve } from "../../observer/curves/exchangeable-curve.ts";
import { observerMembers } from "../../observer/observer-members.ts";
import { settleObserver } from "../../observer/settled-observer.ts";
import { countSymbols } from "../../statistics/alphabet.ts";
import { plugInEntropy } from "../../statistics/entropy.ts";
import { copiedShare, copiedWindow, windowLength } from "../../statistics/repeats.ts";
import { type LearnedSample, learnedCurve } from "./law.ts";

/** A sample from which nothing can be forecast. */
type UndefinedSample = Readonly<Record<"status", "undefined"> & Record<"reason", string>>;

/** Shorter samples have too few blocks for a curve. */
const [shortestSample, fewestBlocks] = [32_768, 16];
/** With more symbols new ones keep coming, and the cost of naming them is not forecast. */
const largestAlphabet = 256;
/** Orders in which a sample is read; long samples need fewer. */
const [fewestOrders, mostOrders] = [3, 8];
const symbolsOfAllOrders = 8_000_000;
/** Share of log2 A that an observer pays where it learns nothing. */
const noiseFrom = 0.995;

/**
 * Learns a sample: chooses an observer for sequences ten times as long and codes the blocks in several orders.
 *
 * @param sample blocks in the order in which they were drawn
 * @param capacity symbols of the longest sequence that the observer will code
 * @param random a stream of its own
 * Cost: eight times that of coding the sample; three times for more than 2.6 million symbols.
 */
export function learnSample(
  sample: SymbolSequence,
  capacity: number,
  random: Random,
): LearnedSample | UndefinedSample {
  const { symbols, segmentEnds } = sample;
  const n = symbols.length;
  const counts = countSymbols(symbols, sample.alphabetSize);
  const present = counts.filter((count) => count > 0).length;
  if (present < 2) return undefinedSample("only one symbol occurs: there is nothing to learn");
  if (n < shortestSample || segmentEnds.length < fewestBlocks)
    return undefinedSample(
      `${n} symbols in ${segmentEnds.length} blocks are too few: a forecast needs ${shortestSample} in ${fewestBlocks}`,
    );
  if (sample.alphabetSize > largestAlphabet)
    return undefinedSample(
      `${sample.alphabetSize} different symbols can occur, but a forecast supports at most ${largestAlphabet}`,
    );
  const observer = settleObserver(sample, observerMembers(), Math.max(n, capacity));
  const most = Math.log2(present);
  const read = (orders: number) => learnedCurve(exchangeableCurve(sample, observer, random, orders));
  // Of noise one order is enough to know it.
  const isNoise = plugInEntropy(counts) >= noiseFrom * most && read(1).rate >= noiseFrom * most;
  const affordable = Math.min(mostOrders, Math.floor(symbolsOfAllOrders / n));
  const orders = isNoise ? 1 : Math.max(fewestOrders, affordable);
  const curve = read(orders);
  if (!(curve.rate > 0))
    return undefinedSample("the second half costs nothing: there is nothing more to learn");
  if (curve.rate >= noiseFrom * most)
    return undefinedSample(
      `noise to this observer: the rate is ${curve.rate.toFixed(3)} of log2 A = ${most.toFixed(3)} bit/symbol, and more data teaches nothing`,
    );
  return { status: "ok", curve, orders, duplicated: duplicatedShare(sample, present), observer };
}

function duplicatedShare({ symbols, segmentEnds }: SymbolSequence, present: number): number {
  const blocks = Array.from(segmentsOf(segmentEnds), ([start, end]) => ({ symbols, start, end }));
  const half = blocks.findIndex(({ end }) => end >= symbols.length / 2) + 1;
  return copiedShare(blocks.slice(half), blocks.slice(0, half), windowLength(copiedWindow, present));
}

export const undefinedSample = (reason: string): UndefinedSample => ({ status: "undefined", reason });
