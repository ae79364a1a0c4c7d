import { baseOption } from "../../report/charts/axes.ts";
import { legendOf } from "../../report/charts/series.ts";
import {
  legendEntries,
  type SweepPanel,
  sizeAxis,
  sweepAxes,
  sweepSeries,
} from "../../report/charts/sweep-chart.ts";
import { formatCount, formatNumber } from "../../report/kit/format.ts";
import type { SweepPageData } from "../page-shapes.ts";
import { type ChartView, chartView, choosesOnClick, ringedChart, rowOf, tip, tooltip } from "./chart-view.ts";
import { chartCard } from "./detail-view.ts";
import { byId, figureOf, h, nameOf } from "./dom.ts";
import { intervalText, numberText } from "./numbers.ts";
import { createStore, type Look, type Store, systemLook, themeOf } from "./store.ts";
import { kindOf, parameterAt, type SweepRow, sweepRowModel, sweepRowsOf } from "./sweep-rows.ts";
import { type TableState, wholeTable } from "./table-rows.ts";
import { type Table, tableView } from "./table-view.ts";

const kinds = [
  { id: "not-converged", words: "not converged", look: "open" },
  { id: "settled", words: "settled", look: "settled" },
  { id: "not-told", words: "no verdict", look: "" },
  { id: "smaller", words: "smaller sizes", look: "" },
  { id: "undefined", words: "undefined", look: "" },
];

/** All points of a sweep as a table. @param axis parameter along which panels run; undefined: the sizes */
function sweepTable(rows: readonly SweepRow[], axis: string | undefined): Table<SweepRow> {
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

/** Convergence of the estimate on the selected source, by size. */
function sweepDetail(
  rows: ReadonlyMap<number, SweepRow>,
  repeat: number,
  store: Store<Look & TableState>,
): void {
  const element = byId("detail");
  let view: ChartView | undefined;
  const show = () => {
    view?.chart.dispose();
    view = undefined;
    const row = rows.get(store.state.chosen ?? -1);
    if (row === undefined) {
      element.replaceChildren(h("p", { class: "none" }, "Nothing was measured."));
      return;
    }
    const alike = [...rows.values()].filter((other) => isOfSame(row, other));
    const verdict = alike.find(({ mark }) => mark?.convergence != null)?.mark?.convergence;
    element.replaceChildren(...heading(row, repeat, verdict));
    if (alike.length < 2) return;
    const { card, chart } = chartCard("From size to size", "mean with its 95 % band, and exact values", 300);
    card.classList.add("inner");
    element.append(card);
    view = chartView(chart, store, [], () => {
      const panel = alongSizes(row, alike);
      const theme = themeOf(store.state);
      return {
        ...baseOption(theme),
        grid: { left: 66, right: 22, top: 12, bottom: 54 },
        ...sweepAxes(panel, theme, 0),
        series: sweepSeries(panel, theme, 0),
      };
    });
  };
  store.listen(["chosen"], show);
  show();
}

/** Whether two points belong to one estimator on one recipe. */
function isOfSame(a: SweepRow, b: SweepRow): boolean {
  return a.panel === b.panel && (parameterAt(a) === "" || a.x === b.x);
}

function recipeOf({ panel, x }: SweepRow): string {
  return panel.recipes[panel.recipes.length === 1 ? 0 : panel.axis.places.indexOf(x)] ?? "";
}

function heading(
  row: SweepRow,
  repeat: number,
  verdict: { readonly verdict: string; readonly because: string } | null | undefined,
): HTMLElement[] {
  const { panel, mark, n, reason } = row;
  const extent = mark && { value: mark.mean, ends: mark.ends };
  const figures: readonly (readonly [key: string, title: string, value: string, hint: string])[] = [
    ["exact", "exact", truthText(row), ""],
    [
      "mean",
      `mean at n = ${n.toLocaleString("en")}`,
      numberText(extent),
      extent === null ? (reason ?? "") : intervalText(extent),
    ],
    ["spread", "spread", mark?.deviation == null ? "–" : mark.deviation.toPrecision(2), ""],
    ["mean", "runs", `${mark?.runs ?? 0} of ${repeat}`, reason ?? ""],
  ];
  const look = { "not-converged": "open", settled: "settled" }[verdict?.verdict ?? ""] ?? "";
  return [
    h("h2", {}, nameOf(recipeOf(row))),
    h("p", { class: "note" }, panel.title),
    verdict == null
      ? h("p", {})
      : h("p", {}, h("b", { class: look }, verdict.verdict.replace("-", " ")), `: ${verdict.because}`),
    h(
      "dl",
      { class: "figures" },
      ...figures.map(([key, title, value, hint]) =>
        figureOf(key, title, value, hint, title === "runs" ? "" : panel.unit),
      ),
    ),
    ...(reason === null ? [] : [h("p", { class: "warning" }, `at n = ${n}: ${reason}`)]),
  ];
}

/** The same points over the number of symbols. */
function alongSizes({ panel, truth }: SweepRow, alike: readonly SweepRow[]): SweepPanel {
  const axis = sizeAxis(alike.map(({ n }) => n));
  const marks = alike.flatMap(({ mark, n }) => (mark === null ? [] : [{ ...mark, x: Math.log10(n) }]));
  return {
    ...panel,
    axis,
    lines: [{ name: "mean", rank: 1, marks }],
    truths: truth === undefined ? [] : axis.places.map((x) => ({ ...truth, x })),
  };
}

export function sweepPage({ panels, leftOut, repeat }: SweepPageData): Store<Look & TableState> {
  const rows = sweepRowsOf(panels);
  const open = rows.find(({ mark }) => mark?.convergence?.verdict === "not-converged");
  const verdict = rows.find(({ mark }) => mark?.convergence != null);
  const chosen = (open ?? verdict ?? rows[0])?.row ?? null;
  const store: Store<Look & TableState> = createStore({ ...systemLook(), ...wholeTable, chosen });
  const byRow = new Map(rows.map((row) => [row.row, row]));
  for (const panel of panels) panelView(panel, byRow, store);
  if (leftOut > 0) {
    byId("panels").after(h("p", { class: "warning" }, `${leftOut} more panels do not fit: -f csv has all.`));
  }
  const along = rows.find((row) => parameterAt(row) !== "")?.panel.axis.name;
  tableView(sweepTable(rows, along), store);
  sweepDetail(byRow, repeat, store);
  return store;
}

function panelView(
  panel: SweepPanel,
  rows: ReadonlyMap<number, SweepRow>,
  store: Store<Look & TableState>,
): void {
  const { title, fixed, lines, truths } = panel;
  const label = `${title}${fixed === "" ? "" : `, ${fixed}`} over ${panel.axis.name}`;
  const chart = h("div", { class: "chart panel", role: "img", "aria-label": label });
  const card = h(
    "section",
    { class: "card" },
    h("h3", {}, title),
    fixed !== "" && h("p", { class: "note" }, fixed),
    chart,
  );
  byId("panels").append(card);
  const marks = lines.flatMap((line) => line.marks);
  const places = new Map(marks.map(({ row, x, mean }) => [row, [x, mean] as const]));
  const names = [...lines.map(({ name }) => name), ...legendEntries(truths)];
  const view = ringedChart(chart, store, places, () => {
    const theme = themeOf(store.state);
    const { xAxis, yAxis } = sweepAxes(panel, theme, 0);
    return {
      ...baseOption(theme),
      grid: { left: 66, right: 22, top: 12, bottom: 84 },
      legend: legendOf(theme, { data: names, bottom: 0 }),
      xAxis,
      yAxis,
      series: sweepSeries(panel, theme, 0),
      tooltip: tooltip((pointed) => {
        const row = rows.get(rowOf(pointed) ?? -1);
        return row === undefined ? "" : tipOf(row);
      }),
    };
  });
  choosesOnClick(view.chart, store);
}

function tipOf(row: SweepRow): HTMLElement {
  const { panel, mark, n, x } = row;
  const at = panel.recipes[panel.axis.places.indexOf(x)] ?? panel.recipes[0] ?? "";
  const unit = panel.unit === "" ? "" : ` ${panel.unit}`;
  return tip(
    at,
    `n = ${n.toLocaleString("en")}`,
    `mean ${numberText(mark && { value: mark.mean, ends: mark.ends })}${unit}`,
    `exact ${truthText(row)}`,
    mark?.convergence?.verdict === "not-converged" && h("div", { class: "open" }, mark.convergence.because),
  );
}
