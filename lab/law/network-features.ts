import { Random } from "../../src/core/random.ts";
import type { SymbolSequence } from "../../src/core/sequence.ts";
import { adaptiveCurve } from "../../src/observer/curves/adaptive-curve.ts";
import { adaptiveReadings } from "../../src/observer/curves/adaptive-readings.ts";
import { phaseExpert } from "../../src/observer/members/phase-expert.ts";
import { observerMembers } from "../../src/observer/observer-members.ts";
import { contextLosses } from "./context-losses.ts";
import { copiedShares } from "./copied-shares.ts";
import { perceptronCosts, type TrainPerceptrons } from "./perceptron-costs.ts";

/** What the forecast of a network's loss reads of a sample, and nothing else. Changing one means to measure all anew. */
export interface NetworkFeatures {
  /** symbols of the sample */
  readonly n: number;
  /** symbols that occur */
  readonly present: number;
  /** l: what the observer pays at the end of the sample, bit/symbol */
  readonly rate: number;
  /** log2 of what it paid at a quarter of the sample over that */
  readonly fall: number;
  /** what n-grams with contexts of up to 0, 1, ... 5 symbols pay at the end of the sample, bit/symbol, shape (6,) */
  readonly contexts: readonly number[];
  /** share of symbols that follow a repeat of six symbols within their block */
  readonly copiedWithin: number;
  /** share of symbols that follow a repeat of sixteen symbols of another block */
  readonly copiedAcross: number;
  /** log2 of what the first 32 places of a block cost the observer over what its last quarter does */
  readonly inContext: number;
  /** what a small perceptron pays that learned three quarters of the sample, one of a quarter, and one that sees copies, bit/symbol, shape (3,) */
  readonly perceptron: readonly number[];
}

/** Orders in which the observer reads the blocks. */
const orders = 3;
const begun = 32;
/** A loss below this is as good as none: logarithms would go on to fall. */
const leastRate = 1e-4;

/**
 * What a network's loss is forecast from.
 *
 * @param sample blocks of up to 1 024 symbols in random order, each a segment
 * @param train who trains perceptrons; absent: they are trained here
 * @returns undefined for a sample of fewer than two blocks
 * @throws RangeError when memory cannot be had
 * Cost: some 20 us a symbol, and that of the perceptrons.
 */
export async function networkFeatures(
  sample: SymbolSequence,
  seed: number,
  train?: TrainPerceptrons,
): Promise<NetworkFeatures | undefined> {
  const members = observerMembers("fast").filter(({ id }) => id !== phaseExpert.id);
  const draws = Random.fromSeed(seed).fork("network-features");
  const readings = adaptiveReadings(sample, members, orders, draws);
  if (readings === undefined) return undefined;
  const { rate, rates, positions } = adaptiveCurve(readings);
  const n = sample.symbols.length;
  const mean = (values: Float64Array) =>
    values.reduce((sum, one) => sum + one, 0) / Math.max(1, values.length);
  const log = (value: number) => Math.log2(Math.max(leastRate, value));
  const quarter = rates[positions.findIndex(({ size }) => size >= n / 4)]!;
  const { within } = readings;
  const copied = copiedShares(sample);
  return {
    n,
    present: new Set(sample.symbols).size,
    rate: Math.max(leastRate, rate),
    fall: log(quarter) - log(rate),
    contexts: Array.from(contextLosses(sample), (one) => Math.max(leastRate, one)),
    copiedWithin: copied.within,
    copiedAcross: copied.across,
    inContext: log(mean(within.subarray(0, begun))) - log(mean(within.subarray((within.length * 3) >> 2))),
    perceptron: (await perceptronCosts(sample, seed, train)).map((bits) => Math.max(leastRate, bits)),
  };
}
