import { defaultSample } from "../core/constants.ts";
import type { Sample } from "../results/report.ts";

/** By canonical recipe. The texts in them are corpora, which are the same in every installation. */
interface Table {
  readonly references: Readonly<Record<string, Sample>>;
}

/** One file per size, loaded on demand. */
const tables: Readonly<Record<number, () => Promise<{ readonly default: unknown }>>> = {
  1000: () => import("../../data/references-1000.json", { with: { type: "json" } }),
  3000: () => import("../../data/references-3000.json", { with: { type: "json" } }),
  10000: () => import("../../data/references-10000.json", { with: { type: "json" } }),
  30000: () => import("../../data/references-30000.json", { with: { type: "json" } }),
  100000: () => import("../../data/references-100000.json", { with: { type: "json" } }),
  300000: () => import("../../data/references-300000.json", { with: { type: "json" } }),
  1000000: () => import("../../data/references-1000000.json", { with: { type: "json" } }),
};

/** Lengths of references in symbols, ascending. */
export const referenceSizes: readonly number[] = Object.keys(tables).map(Number);

/** The seed of all references, whatever that of the samples. */
export const referenceSeed = 1;

/** Estimators of references; none depends on the version of a library. */
export const referenceEstimators: readonly string[] = ["grassberger", "block-gain", "excess-entropy"];

/**
 * Length of the references shown beside samples: the nearest size on a logarithmic scale.
 *
 * @param sample symbols of the samples
 */
export function referenceSize(sample: number | "all"): number {
  const wanted = sample === "all" ? defaultSample : sample;
  const distance = (size: number) => Math.abs(Math.log(size / wanted));
  return referenceSizes.reduce((best, size) => (distance(size) < distance(best) ? size : best));
}

/**
 * The stored row of a reference, measured by scripts/build-references.mjs with `referenceSeed` and `referenceEstimators`, so
 * that every map shows the same references.
 *
 * @param recipe canonical
 * @param n requested symbols
 * @returns undefined for any other recipe
 */
export async function measuredReference(recipe: string, n: number): Promise<Sample | undefined> {
  const table = (await tables[n]?.())?.default as Table | undefined;
  return table && own(table.references, recipe);
}

/**
 * The exact truths of a reference at any length.
 *
 * @param recipe canonical
 * @returns undefined for any other recipe, and for one made from a text, whose truths may depend on the length
 */
export async function referenceTruth(recipe: string): Promise<Sample["truth"] | undefined> {
  const known = await measuredReference(recipe, referenceSizes[0]!);
  return known?.alphabet.declared === null ? undefined : known?.truth;
}

/**
 * The stored row of a bundled corpus, measured by scripts/build-references.mjs with the options of the default view, and the
 * curve that pages and pictures show.
 *
 * @returns undefined for a corpus that maps show only on request
 */
export async function measuredCorpus(id: string): Promise<Sample | undefined> {
  return own(await corporaById(), id);
}

async function corporaById() {
  const { default: table } = await import("../../data/corpora.json", { with: { type: "json" } });
  return (table as unknown as { readonly corpora: Readonly<Record<string, Sample>> }).corpora;
}

function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
