import { baseOption } from "../../report/charts/axes.ts";
import type { SweepPanel } from "../../report/charts/sweep-chart.ts";
import { besideCurves, sweepAxes, sweepSeries } from "../../report/charts/sweep-chart.ts";
import type { SweepPageData } from "../page-shapes.ts";
import { choosesOnClick, rowOf, tooltip } from "./chart-view.ts";
import { byId, h, nameOf } from "./dom.ts";
import { numberText } from "./numbers.ts";
import { ringedChart } from "./ringed-chart.ts";
import { createStore, type Look, type Store, systemLook, themeOf } from "./store.ts";
import { sweepDetail } from "./sweep-detail.ts";
import { parameterAt, type SweepRow, sweepRowsOf } from "./sweep-rows.ts";
import { sweepTable, truthText } from "./sweep-table.ts";
import { type TableState, wholeTable } from "./table-rows.ts";
import { tableView } from "./table-view.ts";

/** The page of a sweep. */
export function sweepPage({ panels, leftOut, repeat }: SweepPageData): Store<Look & TableState> {
  const rows = sweepRowsOf(panels);
  const open = rows.find(({ mark }) => mark?.convergence?.verdict === "not-converged");
  const told = rows.find(({ mark }) => mark?.convergence != null);
  const chosen = (open ?? told ?? rows[0])?.row ?? null;
  const store: Store<Look & TableState> = createStore({ ...systemLook(), ...wholeTable, chosen });
  const byRow = new Map(rows.map((row) => [row.row, row]));
  for (const panel of panels) panelView(panel, byRow, store);
  if (leftOut > 0) {
    byId("panels").after(h("p", { class: "warning" }, `${leftOut} more panels had no room: -f csv has all.`));
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
  const names = [...lines.map(({ name }) => name), ...besideCurves(truths)];
  const view = ringedChart(chart, store, places, () => {
    const theme = themeOf(store.state);
    const { xAxis, yAxis } = sweepAxes(panel, theme, 0);
    return {
      ...baseOption(theme),
      grid: { left: 66, right: 22, top: 12, bottom: 84 },
      legend: { data: names, bottom: 0, textStyle: { color: theme.ink }, selectedMode: false },
      xAxis,
      yAxis,
      series: sweepSeries(panel, theme, 0),
      tooltip: tooltip((pointed) => {
        const row = rows.get(rowOf(pointed) ?? -1);
        return row === undefined ? "" : tip(row);
      }),
    };
  });
  choosesOnClick(view.chart, store);
}

function tip(row: SweepRow): HTMLElement {
  const { panel, mark, n, x } = row;
  const at = panel.recipes[panel.axis.places.indexOf(x)] ?? panel.recipes[0] ?? "";
  const unit = panel.unit === "" ? "" : ` ${panel.unit}`;
  return h(
    "div",
    { class: "tip" },
    h("b", {}, nameOf(at)),
    h("div", {}, `n = ${n.toLocaleString("en")}`),
    h("div", {}, `mean ${numberText(mark && { value: mark.mean, ends: mark.ends })}${unit}`),
    h("div", {}, `exact ${truthText(row)}`),
    mark?.convergence?.verdict === "not-converged" && h("div", { class: "open" }, mark.convergence.because),
  );
}
