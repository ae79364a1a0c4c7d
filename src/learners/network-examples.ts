import type { NetworkFeatures } from "./network-features.ts";
import {
  fewestExamples,
  fewestGroups,
  type LawForm,
  type NetworkExample,
  perceptronForm,
  rateForm,
} from "./network-law.ts";

/** Networks whose losses are in the bank. */
export const networkIds = ["gpt-tiny", "gpt-small"] as const;
export type NetworkId = (typeof networkIds)[number];

/** Kinds of data that have laws of their own: texts and other files, and generated sequences. */
export type DataKind = "corpora" | "sources";

/** The law in use. What a perceptron pays says more of texts; of sources a network has nearly all that can be known, as the observer has. */
export const lawForms: Readonly<Record<DataKind, LawForm>> = { corpora: perceptronForm, sources: rateForm };

/** A sample of the bank; made by scripts/build-network-law.mjs. */
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
 *
 * @throws never
 */
export function examplesOf(bank: BankData, { learner, kind, n, factor, without }: Asked): NetworkExample[] {
  return bank.samples.flatMap((sample) => {
    if (sample.kind !== kind || sample.group === without) return [];
    if (Math.max(sample.n / n, n / sample.n) > sizeTolerance) return [];
    const own = bank.trained.filter((cell) => cell.corpus === sample.corpus && cell.learner === learner);
    const bits = paidAfter(Math.round(factor * sample.n), own);
    return bits === undefined ? [] : [{ group: sample.group, features: sample.features, bits }];
  });
}

/** Trainings whose sizes differ by more than this are too far apart to say what one between them would pay. */
const mostApart = 2.5;

/** What a network paid after so many symbols; between two trainings by a power of the size. Seeds are averaged. */
export function paidAfter(symbols: number, own: readonly BankCell[]): number | undefined {
  const meanAt = (n: number) => {
    const cells = own.filter((cell) => cell.n === n);
    return cells.reduce((sum, { bits }) => sum + bits, 0) / cells.length;
  };
  const below = Math.max(...own.map(({ n }) => n).filter((n) => n <= symbols));
  if (below === symbols) return meanAt(below);
  const above = Math.min(...own.map(({ n }) => n).filter((n) => n > symbols));
  if (below < 0 || above / below > mostApart) return undefined;
  const share = Math.log(symbols / below) / Math.log(above / below);
  return Math.exp((1 - share) * Math.log(meanAt(below)) + share * Math.log(meanAt(above)));
}

/** Why examples are too few for a law; undefined: they are not. */
export function tooFew(examples: readonly Pick<NetworkExample, "group">[]): string | undefined {
  const groups = new Set(examples.map(({ group }) => group)).size;
  if (examples.length >= fewestExamples && groups >= fewestGroups) return undefined;
  return `the bank has ${examples.length} such trainings of ${groups} packages or kinds, and ${fewestExamples} of ${fewestGroups} are needed`;
}

/** Sizes at which the bank has samples, ascending. */
export function bankSizes({ samples }: BankData, kind: DataKind): number[] {
  return [...new Set(samples.filter((one) => one.kind === kind).map(({ n }) => n))].sort((a, b) => a - b);
}
