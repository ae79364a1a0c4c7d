import { largestOf } from "../../core/extremes.ts";
import { paletteFor } from "../kit/palette.ts";
import type { View } from "../kit/renderer.ts";
import { wrapText } from "../kit/text-width.ts";

/** One entry of a list command. */
export interface CatalogueEntry {
  readonly id: string;
  readonly group: string;
  readonly summary: string;
  /** lines below the summary; null: the entry is one of many, and has a summary alone */
  readonly details: readonly string[] | null;
}

/** What a list command lists, for people and for machines. */
export interface Catalogue {
  readonly entries: readonly CatalogueEntry[];
  /** what JSON shows, one element an entry */
  readonly machine: readonly unknown[];
  /** a line at the end of the list that people see */
  readonly note?: string;
}

/** Columns beyond which lines are hard to read. */
const widest = 120;

/** Columns that a summary has at least beside its id; where there are fewer it stands below. */
const leastSummary = 30;

/** A list by groups: what each entry is, or all that is known of it. Sentences are broken into lines, never cut. */
export function renderCatalogue({ entries, note }: Catalogue, view: View): string {
  const columns = view.whole ? widest : Math.min(view.width, widest);
  const palette = paletteFor(view.color);
  const groups = [...new Set(entries.map(({ group }) => group))];
  const blocks = groups.map((group) => {
    const members = entries.filter((entry) => entry.group === group);
    const longest = largestOf(members.map(({ id }) => id.length));
    const lines = members.flatMap(({ id, summary, details }) => {
      if (details === null) {
        const name = `  ${palette.command(id)}`;
        const beside = columns - longest - 4;
        if (view.whole) return [`${name}${" ".repeat(longest - id.length)}  ${summary}`];
        if (beside < leastSummary)
          return [name, ...wrapText(summary, columns - 6).map((line) => `      ${line}`)];
        const [first = "", ...rest] = wrapText(summary, beside);
        return [
          `${name}${" ".repeat(longest - id.length)}  ${first}`,
          ...rest.map((line) => `${" ".repeat(longest + 4)}${line}`),
        ];
      }
      const [first = "", ...rest] = wrapText(`${id}  ${summary}`, columns - 6);
      return [
        `  ${palette.command(id)}${first.slice(id.length)}`,
        ...rest.map((line) => `      ${line}`),
        ...details.flatMap((detail) =>
          wrapText(detail, columns - 8).map((line, i) =>
            palette.dim(`${i === 0 ? "      " : "        "}${line}`),
          ),
        ),
      ];
    });
    return `${palette.bold(group)}\n${lines.join("\n")}\n`;
  });
  return [...blocks, ...(note === undefined ? [] : [`${note}\n`])].join("\n");
}
