import table from "../../data/references.json" with { type: "json" };
import type { ReportedMeasurement, Sample } from "../results/report.ts";

/** What takes long to find out of a reference. */
export interface MeasuredReference extends Pick<Sample, "spectrum" | "truth"> {
  /** of the default view, with their usual parameters, by estimator; those that depend on the version of a library are left out */
  readonly measurements: Readonly<Record<string, ReportedMeasurement>>;
}

interface Entry extends MeasuredReference {
  /** null of one made from a text, whose words are not all that it is */
  readonly recipe: string | null;
}

const references = table.references as unknown as Readonly<Record<string, Entry>>;
const truths = new Map(Object.values(references).map(({ recipe, truth }) => [recipe, truth]));

/**
 * Where a reference stands, found once by scripts/build-references.mjs: what a map shows beside the samples is the same
 * every time.
 *
 * @param content hash of the sequence and of all that can change its place
 * @returns undefined for whatever else
 * @throws never
 */
export function measuredReference(content: string): MeasuredReference | undefined {
  return references[content];
}

/**
 * What is exactly known of a reference at any length.
 *
 * @param recipe canonical
 * @returns undefined for whatever else, and for what is made from a text
 * @throws never
 */
export function referenceTruth(recipe: string): Sample["truth"] | undefined {
  return truths.get(recipe);
}
