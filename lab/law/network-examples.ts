import { type KnownCurve, paidAfter } from "../../src/learners/curve-law.ts";
import type { NetworkFeatures } from "./network-features.ts";
import type { NetworkExample } from "./network-law.ts";

/** Networks whose losses are in the bank. */
export const networkIds = ["gpt-tiny", "gpt-small"] as const;
export type NetworkId = (typeof networkIds)[number];

/** Kinds of data that have laws of their own: texts and other files, and generated sequences. */
export type DataKind = "corpora" | "sources";

/** A sample of the bank; made by lab/build-network-law.mjs. */
export interface BankSample {
  readonly corpus: string;
  /** blind: a text that no law is learned from, and that laws are graded on */
  readonly kind: DataKind | "blind";
  readonly group: string;
  readonly n: number;
  readonly features: NetworkFeatures;
}

/** A network that was trained. */
export interface BankCell {
  readonly corpus: string;
  readonly n: number;
  readonly learner: string;
  readonly seed: number;
  readonly bits: number;
}

/** Everything that laws are learned from. */
export interface BankData {
  readonly cells: number;
  readonly samples: readonly BankSample[];
  readonly trained: readonly BankCell[];
}

/** Samples of this many times as many symbols, or as few, are of about one size. */
const sizeTolerance = 1.6;

/** Which examples a forecast may be learned from. */
export interface Asked {
  readonly learner: NetworkId;
  readonly kind: BankSample["kind"];
  /** symbols of the sample */
  readonly n: number;
  /** how many times as many the network learns */
  readonly factor: number;
  /** the package whose texts must not teach; null: none */
  readonly without: string | null;
}

/**
 * Samples of about one size of which it is known what the network paid after so many times as much: trained with that, or between
 * two trainings that are not far apart.
 */
export function examplesOf(bank: BankData, { learner, kind, n, factor, without }: Asked): NetworkExample[] {
  return bank.samples.flatMap((sample) => {
    if (sample.kind !== kind || sample.group === without) return [];
    if (Math.max(sample.n / n, n / sample.n) > sizeTolerance) return [];
    const own = bank.trained.filter((cell) => cell.corpus === sample.corpus && cell.learner === learner);
    const bits = paidAfter(Math.round(factor * sample.n), pointsOf(own));
    return bits === undefined ? [] : [{ group: sample.group, features: sample.features, bits }];
  });
}

/** [symbols learned, bit/symbol] of networks of one kind, ascending; seeds are averaged. */
export function pointsOf(own: readonly BankCell[]): KnownCurve["points"] {
  const sizes = [...new Set(own.map(({ n }) => n))].sort((a, b) => a - b);
  return sizes.map((n) => {
    const cells = own.filter((cell) => cell.n === n);
    return [n, cells.reduce((sum, { bits }) => sum + bits, 0) / cells.length];
  });
}

/** Curves of the bank's networks on texts: what the law of curves is learned from. */
export function curvesOf({ samples, trained }: BankData): KnownCurve[] {
  const groups = new Map(
    samples.filter(({ kind }) => kind === "corpora").map(({ corpus, group }) => [corpus, group]),
  );
  return [...groups].flatMap(([corpus, group]) => {
    const own = trained.filter((cell) => cell.corpus === corpus);
    return [...new Set(own.map(({ learner }) => learner))].map((learner) => ({
      ...{ group, learner, points: pointsOf(own.filter((cell) => cell.learner === learner)) },
    }));
  });
}
