import table from "../../data/references.json" with { type: "json" };
import type { Sample } from "../results/report.ts";

/** What takes long to find out of a reference. */
export type MeasuredReference = Pick<Sample, "spectrum" | "truth">;

const references = table.references as Readonly<Record<string, MeasuredReference>>;

/**
 * Where a reference stands and what is exactly known of it, found once by scripts/build-references.mjs: what a map shows
 * beside the samples is the same every time.
 *
 * @param content hash of the sequence and of all that can change its place
 * @returns undefined for whatever else
 * @throws never
 */
export function measuredReference(content: string): MeasuredReference | undefined {
  return references[content];
}
