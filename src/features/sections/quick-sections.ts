import { InputError } from "../../core/errors.ts";
import type { Sample } from "../../results/report.ts";
import type { Work } from "../../run/work.ts";
import type { QuickSections } from "./schema.ts";
import { needsOfSections, sectionsTask } from "./task.ts";

/**
 * The sections of a whole input beside the results of its sample, from byte counts and the kinds of its texts.
 *
 * @param size bytes of the input
 * @param most bytes of the largest input that is read
 * @returns null where one field of its records was measured, which is no part of the file in one piece, where they take too much, or
 *   where the input has changed meanwhile
 * Cost: 40 ms a megabyte, 80 of text.
 */
export async function quickSections(
  { task, maker }: Pick<Work<unknown>, "task" | "maker">,
  provenance: Sample["provenance"],
  size: number,
  most: number,
): Promise<QuickSections | null> {
  const { input } = task;
  const { mostMemory = Number.POSITIVE_INFINITY } =
    (input.kind === "file" || input.kind === "bytes" ? input.reading : undefined) ?? {};
  if (size > most || needsOfSections(size) > mostMemory) return null;
  if ("records" in provenance && provenance.records?.field != null) return null;
  try {
    const plan = { level: "usual", quick: true, changes: false } as const;
    const { changes: _, armour: __, ...found } = await sectionsTask({ task, plan, maker, progress() {} });
    return found;
  } catch (error) {
    if (error instanceof InputError || error instanceof RangeError) return null;
    throw error;
  }
}
