import type { Figure, LearnerColumn } from "../../results/report.ts";
import { inThousands, printed } from "../kit/figures.ts";
import type { Layout } from "../kit/layout.ts";
import { plainTable } from "../kit/plain-table.ts";
import { fitWidth } from "../kit/text-width.ts";

/** Columns of a terminal for the end of the name of a sample, beside its letter. */
const longestName = 12;

/**
 * What a learner pays for each sample beside the observer, both asked for the same blocks.
 *
 * @param marks letters of samples on the map, by name
 */
export function learnerBlock(
  { command, samples }: LearnerColumn,
  marks: ReadonlyMap<string, string>,
  layout: Layout,
): string {
  const cell = (one: Figure | null) => (one === null ? "-" : layout.figure(one));
  const kilo = (one: Figure | null) => cell(one && inThousands(one));
  const nameOf = (name: string) => {
    const end = fitWidth(layout.escape(name.replace(/.*\/(?=.)/su, "")), longestName);
    return `${(marks.get(name) ?? "").padEnd(1)}  ${end}`;
  };
  const rows = samples.map((one) => {
    if (one.status === "undefined") return [nameOf(one.name), "-", "", "", ""];
    const { randomness, structure } = one;
    return [
      nameOf(one.name),
      ...[cell(randomness.learner), cell(randomness.observer)],
      ...[kilo(structure.learner), kilo(structure.observer)],
    ];
  });
  const title = `By ${layout.escape(command)}, and by the observer for the same blocks of unseen text:`;
  const head = ["", "x", "observer's", "S kbit", "observer's"].map(layout.dim);
  return printed([layout.paragraph(title), plainTable(head, rows, [1, 2, 3, 4])].join("\n"));
}
