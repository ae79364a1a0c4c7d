import { largestOf } from "../../core/collections.ts";
import { layoutFor } from "../kit/layout.ts";
import type { View } from "../kit/renderer.ts";
import { fitWidth, textWidth, wrapText } from "../kit/text-width.ts";

/** One entry of a list command. */
export interface CatalogueEntry {
  readonly id: string;
  readonly group: string;
  readonly summary: string;
  /** lines below the summary; null: one line is enough, as for an entry of a list */
  readonly details: readonly string[] | null;
}

/** The content of a list command, for people and for machines. */
export interface Catalogue {
  readonly entries: readonly CatalogueEntry[];
  /** the content of JSON, one element an entry */
  readonly machine: readonly unknown[];
  /** a line at the end of the list, for people */
  readonly note?: string;
}

/** Columns beyond which lines are hard to read. */
const widest = 120;

/** A list by groups: one line an entry, or all details. */
export function renderCatalogue({ entries, note }: Catalogue, view: View): string {
  const columns = view.whole ? widest : Math.min(view.width, widest);
  const layout = layoutFor(view);
  const groups = [...new Set(entries.map(({ group }) => group))];
  const blocks = groups.map((group) => {
    const members = entries.filter((entry) => entry.group === group);
    const longest = largestOf(members.map(({ id }) => id.length));
    const lines = members.flatMap(({ id, summary, details }) => {
      if (details === null) {
        const text = `${id.padEnd(longest)}  ${summary}`;
        const line = view.whole ? text : firstWords(text, columns - 2, view.ascii ? "..." : "…");
        return [`  ${layout.command(line.slice(0, id.length))}${line.slice(id.length)}`];
      }
      const [first = "", ...rest] = wrapText(`${id}  ${summary}`, columns - 6);
      return [
        `  ${layout.command(id)}${first.slice(id.length)}`,
        ...rest.map((line) => `      ${line}`),
        ...details.flatMap((detail) =>
          wrapText(detail, columns - 8).map((line, i) =>
            layout.dim(`${i === 0 ? "      " : "        "}${line}`),
          ),
        ),
      ];
    });
    return `${layout.bold(group)}\n${lines.join("\n")}\n`;
  });
  return [...blocks, ...(note === undefined ? [] : [`${note}\n`])].join("\n");
}

/** As many words of a sentence as fit. */
function firstWords(sentence: string, columns: number, ellipsis: string): string {
  if (textWidth(sentence) <= columns) return sentence;
  const words = sentence.split(" ");
  while (words.length > 1 && textWidth(`${words.join(" ")} ${ellipsis}`) > columns) words.pop();
  return fitWidth(`${words.join(" ")} ${ellipsis}`, columns, ellipsis);
}
