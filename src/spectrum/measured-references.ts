import { usualSample } from "../core/constants.ts";
import type { ReportedMeasurement, Sample } from "../results/report.ts";

/** What takes long to find out of a reference. */
export interface MeasuredReference extends Pick<Sample, "spectrum" | "truth"> {
  /** of the default view, with their usual parameters, by estimator; those that depend on the version of a library are left out */
  readonly measurements: Readonly<Record<string, ReportedMeasurement>>;
}

/** What was measured of a corpus; nothing of it is known exactly. */
export type MeasuredCorpus = Omit<MeasuredReference, "truth"> & { readonly truth?: never };

interface Entry extends MeasuredReference {
  /** null of one made from a text, whose words are not all that it is */
  readonly recipe: string | null;
}

interface Table {
  readonly references: Readonly<Record<string, Entry>>;
}

/** What the references were measured as, by their symbols: a file for each size, which is read where it is needed. */
const tables: Readonly<Record<number, () => Promise<{ readonly default: unknown }>>> = {
  1000: () => import("../../data/references-1000.json", { with: { type: "json" } }),
  3000: () => import("../../data/references-3000.json", { with: { type: "json" } }),
  10000: () => import("../../data/references-10000.json", { with: { type: "json" } }),
  30000: () => import("../../data/references-30000.json", { with: { type: "json" } }),
  100000: () => import("../../data/references-100000.json", { with: { type: "json" } }),
  300000: () => import("../../data/references-300000.json", { with: { type: "json" } }),
  1000000: () => import("../../data/references-1000000.json", { with: { type: "json" } }),
};

/** Symbols that references have, ascending. */
export const referenceSizes: readonly number[] = Object.keys(tables).map(Number);

/** The seed that references were generated and measured with, whatever that of the samples is. */
export const referenceSeed = 1;

/**
 * Symbols of the references that stand beside samples: the size that is nearest by its logarithm.
 *
 * @param sample symbols of the samples
 * @throws never
 */
export function referenceSize(sample: number | "all"): number {
  const wanted = sample === "all" ? usualSample : sample;
  const distance = (size: number) => Math.abs(Math.log(size / wanted));
  return referenceSizes.reduce((best, size) => (distance(size) < distance(best) ? size : best));
}

/**
 * Where a reference stands, found once by scripts/build-references.mjs: what a map shows beside the samples is the same
 * every time.
 *
 * @param n symbols it has
 * @param content hash of the sequence and of all that can change its place
 * @returns undefined for whatever else
 * @throws never
 */
export async function measuredReference(n: number, content: string): Promise<MeasuredReference | undefined> {
  return (await readTable(n))?.references[content];
}

/**
 * What is exactly known of a reference at any length.
 *
 * @param recipe canonical
 * @returns undefined for whatever else, and for what is made from a text
 * @throws never
 */
export async function referenceTruth(recipe: string): Promise<Sample["truth"] | undefined> {
  const table = await readTable(referenceSizes[0]!);
  return Object.values(table!.references).find((entry) => entry.recipe === recipe)?.truth;
}

/**
 * Where a bundled corpus stands, found once by scripts/build-references.mjs: in the usual sample, and in as many more symbols
 * as its verdict was asked of.
 *
 * @param content hash of the sample and of all that can change its place
 * @returns undefined for any other text, sample, encoding or seed
 * @throws never
 */
export async function measuredCorpus(content: string): Promise<MeasuredCorpus | undefined> {
  const table = await import("../../data/corpora.json", { with: { type: "json" } });
  const { corpora } = table.default as unknown as { readonly corpora: Record<string, MeasuredCorpus> };
  return Object.hasOwn(corpora, content) ? corpora[content] : undefined;
}

async function readTable(n: number): Promise<Table | undefined> {
  return (await tables[n]?.())?.default as Table | undefined;
}
