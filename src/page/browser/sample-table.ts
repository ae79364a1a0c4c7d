import { regimes } from "../../report/charts/theme.ts";
import { formatCount } from "../../report/kit/format.ts";
import type { PageRow, RowNumber } from "../page-rows.ts";
import { h, nameOf } from "./dom.ts";
import { columnText } from "./numbers.ts";
import { sampleRows } from "./sample-rows.ts";
import type { Table } from "./table-view.ts";

/** The samples of a report as a table. */
export function sampleTable(rows: readonly PageRow[]): Table<PageRow> {
  return {
    title: "Samples",
    rows,
    columns,
    kinds: regimes.map((regime) => ({ id: regime, words: regime, look: `regime ${regime}` })),
    wordsOf: "name",
    ...sampleRows,
    isPale: ({ ranked }) => !ranked,
  };
}

const number = (key: RowNumber, head: string, decimals: number, scale = 1) => ({
  key,
  head,
  definition: key,
  numeric: true,
  cell: (row: PageRow) => columnText(row[key], decimals, scale),
});

const columns: Table<PageRow>["columns"] = [
  { key: "name", head: "sample", numeric: false, cell: ({ name }) => nameOf(name) },
  { key: "regime", head: "verdict", numeric: false, cell: verdictCell },
  number("x", "x", 3),
  number("rate", "l(M) bit/symbol", 3),
  number("structure", "S kbit", 1, 1000),
  number("growth", "G kbit", 1, 1000),
  number("exponent", "b", 2),
  { key: "n", head: "n", numeric: true, cell: ({ n }) => formatCount(n) },
  { key: "alphabet", head: "A", numeric: true, cell: ({ alphabet }) => String(alphabet) },
];

function verdictCell({ regime, because }: PageRow): HTMLElement {
  return h("span", { class: `regime ${regime}`, title: because }, regime);
}
