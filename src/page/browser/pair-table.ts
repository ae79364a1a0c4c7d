import type { PairVerdict } from "../../report/charts/distance-heat-map.ts";
import type { ComparisonPageData } from "../page-shapes.ts";
import { h, nameOf } from "./dom.ts";
import { columnText } from "./numbers.ts";
import { type PairRow, pairRowModel } from "./pair-rows.ts";
import type { Table } from "./table-view.ts";

/** Verdicts in words. */
export const verdictWords: Readonly<Record<PairVerdict, string>> = {
  differ: "differ",
  "as-halves": "perhaps as halves do",
  "within-error": "less than the error",
};

/** How verdicts look. */
export const verdictLook: Readonly<Record<PairVerdict, string>> = {
  differ: "settled",
  "as-halves": "open",
  "within-error": "open",
};

/** Keys of the definitions of the distances, by their titles. */
export function distanceKey(title: string): string {
  if (title.startsWith("Jensen")) return "jsd";
  return title.startsWith("Normalized compression") ? "ncd" : "code";
}

/** All pairs of a comparison as a table. */
export function pairTable(rows: readonly PairRow[], { distances }: ComparisonPageData): Table<PairRow> {
  const jsd = distances.findIndex(({ title }) => distanceKey(title) === "jsd");
  return {
    title: "Pairs",
    rows,
    columns: [
      { key: "a", head: "one", numeric: false, cell: ({ names }) => nameOf(names[0]) },
      { key: "b", head: "the other", numeric: false, cell: ({ names }) => nameOf(names[1]) },
      { key: "verdict", head: "verdict", numeric: false, definition: "verdict", cell: verdictCell },
      ...distances.map(({ title, unit }, i) => ({
        key: String(i),
        head: `${{ jsd: "divergence", ncd: "compression", code: "observer" }[distanceKey(title)]!}${unit === "" ? "" : ` ${unit}`}`,
        definition: distanceKey(title),
        numeric: true,
        cell: ({ distances: own, detail }: PairRow) =>
          i === jsd && detail !== undefined ? columnText(detail.divergence, 3) : own[i]!.toFixed(3),
      })),
      {
        key: "beyond",
        head: "beyond halves bit",
        definition: "beyond",
        numeric: true,
        cell: ({ detail }) => columnText(detail?.beyond ?? null, 3),
      },
      {
        key: "p",
        head: "p",
        definition: "p",
        numeric: true,
        cell: ({ detail }) => detail?.p.toFixed(3) ?? "–",
      },
    ],
    kinds: (["differ", "as-halves", "within-error"] as const).map((id) => ({
      id,
      words: verdictWords[id],
      look: verdictLook[id],
    })),
    wordsOf: "names",
    ...pairRowModel,
    isPale: ({ verdict }) => verdict !== "differ",
  };
}

function verdictCell({ verdict }: PairRow): HTMLElement {
  return h("span", { class: verdictLook[verdict] }, verdictWords[verdict]);
}
