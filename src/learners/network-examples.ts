import type { NetworkFeatures } from "./network-features.ts";
import { fewestExamples, fewestGroups, type NetworkExample } from "./network-law.ts";

/** Networks whose losses are in the bank. */
export const networkIds = ["gpt-tiny", "gpt-small"] as const;
export type NetworkId = (typeof networkIds)[number];

/** Kinds of data that have laws of their own: texts and other files, and generated sequences. */
export type DataKind = "corpora" | "sources";

/** A sample of the bank; made by scripts/build-network-law.mjs. */
export interface BankSample {
  readonly corpus: string;
  readonly kind: DataKind;
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

/** The bank as it is. */
export async function networkBank(): Promise<BankData> {
  const { default: data } = await import("../../data/network-law.json", { with: { type: "json" } });
  return data as BankData;
}

/** Samples of this many times as many symbols, or as few, are of about one size. */
export const sizeTolerance = 1.6;

/** Which examples a forecast may be learned from. */
export interface Asked {
  readonly learner: NetworkId;
  readonly kind: DataKind;
  /** symbols of the sample */
  readonly n: number;
  /** how many times as many the network learns */
  readonly factor: number;
  /** the package whose texts must not teach; null: none */
  readonly without: string | null;
}

/**
 * Samples of about one size of which it is known what the network paid after so many times as much; seeds are averaged.
 *
 * @throws never
 */
export function examplesOf(bank: BankData, { learner, kind, n, factor, without }: Asked): NetworkExample[] {
  return bank.samples.flatMap((sample) => {
    if (sample.kind !== kind || sample.group === without) return [];
    if (Math.max(sample.n / n, n / sample.n) > sizeTolerance) return [];
    const cells = bank.trained.filter(
      (cell) =>
        cell.corpus === sample.corpus && cell.learner === learner && cell.n === Math.round(factor * sample.n),
    );
    if (cells.length === 0) return [];
    const bits = cells.reduce((sum, cell) => sum + cell.bits, 0) / cells.length;
    return [{ group: sample.group, features: sample.features, bits }];
  });
}

/** Why examples are too few for a law; undefined: they are not. */
export function tooFew(examples: readonly NetworkExample[]): string | undefined {
  const groups = new Set(examples.map(({ group }) => group)).size;
  if (examples.length >= fewestExamples && groups >= fewestGroups) return undefined;
  return `the bank has ${examples.length} such trainings of ${groups} packages or kinds, and ${fewestExamples} of ${fewestGroups} are needed`;
}

/** Sizes at which the bank has samples, ascending. */
export function bankSizes({ samples }: BankData, kind: DataKind): number[] {
  return [...new Set(samples.filter((one) => one.kind === kind).map(({ n }) => n))].sort((a, b) => a - b);
}
