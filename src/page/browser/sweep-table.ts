import { formatCount, formatNumber } from "../../report/kit/format.ts";
import { h } from "./dom.ts";
import { numberText } from "./numbers.ts";
import { kindOf, parameterAt, type SweepRow, sweepRowModel } from "./sweep-rows.ts";
import type { Table } from "./table-view.ts";

const kinds = [
  { id: "not-converged", words: "not converged", look: "open" },
  { id: "settled", words: "settled", look: "settled" },
  { id: "not-told", words: "no verdict", look: "" },
  { id: "smaller", words: "smaller sizes", look: "" },
  { id: "undefined", words: "undefined", look: "" },
];

/** All places of a sweep as a table. @param axis name of the parameter that panels run along; undefined: the sizes */
export function sweepTable(rows: readonly SweepRow[], axis: string | undefined): Table<SweepRow> {
  const text = (key: string, head: string, cell: (row: SweepRow) => string, definition?: string) => ({
    ...{ key, head, cell, numeric: false },
    ...(definition === undefined ? {} : { definition }),
  });
  const number = (...column: Parameters<typeof text>) => ({ ...text(...column), numeric: true });
  return {
    title: "All places",
    rows,
    columns: [
      text("estimator", "estimator", ({ panel }) => panel.estimator),
      ...(rows.some(({ panel }) => panel.fixed !== "")
        ? [text("fixed", "other parameters", ({ panel }) => panel.fixed)]
        : []),
      ...(axis === undefined ? [] : [number("value", axis, parameterAt)]),
      number("n", "n", ({ n }) => formatCount(n)),
      number("truth", "exact", truthText, "exact"),
      number("mean", "mean", ({ mark }) => numberText(mark && { value: mark.mean, ends: mark.ends }), "mean"),
      number(
        "spread",
        "spread",
        ({ mark }) => (mark?.deviation == null ? "–" : mark.deviation.toPrecision(2)),
        "spread",
      ),
      number("runs", "runs", ({ mark }) => String(mark?.runs ?? 0)),
      { key: "verdict", head: "verdict", numeric: false, definition: "convergence", cell: verdictCell },
    ],
    kinds,
    wordsOf: "estimator or value",
    ...sweepRowModel,
    isPale: ({ mark }) => mark?.convergence == null,
  };
}

/** The truth, or its bounds. */
export function truthText({ truth }: SweepRow): string {
  if (truth === undefined) return "–";
  if (truth.value !== null) return formatNumber(truth.value);
  return `${formatNumber(truth.lower)} to ${formatNumber(truth.upper)}`;
}

function verdictCell(row: SweepRow): HTMLElement {
  const { mark, reason } = row;
  const kind = kinds.find(({ id }) => id === kindOf(row))!;
  if (mark !== null && mark.convergence === null) return h("span", {});
  return h("span", { class: kind.look, title: mark?.convergence?.because ?? reason ?? "" }, kind.words);
}
