import { baseOption } from "../../report/charts/axes.ts";
import type { SweepPanel } from "../../report/charts/sweep-chart.ts";
import { sizeAxis, sweepAxes, sweepSeries } from "../../report/charts/sweep-chart.ts";
import { type ChartView, chartView } from "./chart-view.ts";
import { byId, h, nameOf } from "./dom.ts";
import { intervalText, numberText } from "./numbers.ts";
import { picture } from "./section.ts";
import { type Look, type Store, themeOf } from "./store.ts";
import { parameterAt, type SweepRow } from "./sweep-rows.ts";
import { truthText } from "./sweep-table.ts";
import type { TableState } from "./table-rows.ts";

/** How the estimate of the chosen source comes to rest, from size to size. */
export function sweepDetail(
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
    const told = alike.find(({ mark }) => mark?.convergence != null)?.mark?.convergence;
    element.replaceChildren(...heading(row, repeat, told));
    if (alike.length < 2) return;
    const { card, chart } = picture(
      "From size to size",
      "mean with its 95 % band, and what is exact",
      300,
      () => ({}),
    );
    card.classList.add("inner");
    element.append(card);
    view = chartView(chart!, store, [], () => {
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
  store.listen((_, changed) => {
    if (changed("chosen")) show();
  });
  show();
}

/** Whether two places are of one estimator on one recipe. */
function isOfSame(a: SweepRow, b: SweepRow): boolean {
  return a.panel === b.panel && (parameterAt(a) === "" || a.x === b.x);
}

function recipeOf({ panel, x }: SweepRow): string {
  return panel.recipes[panel.recipes.length === 1 ? 0 : panel.axis.places.indexOf(x)] ?? "";
}

function heading(
  row: SweepRow,
  repeat: number,
  told: { readonly verdict: string; readonly because: string } | null | undefined,
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
  const look = { "not-converged": "open", settled: "settled" }[told?.verdict ?? ""] ?? "";
  return [
    h("h2", {}, nameOf(recipeOf(row))),
    h("p", { class: "note" }, panel.title),
    told == null
      ? h("p", {})
      : h("p", {}, h("b", { class: look }, told.verdict.replace("-", " ")), `: ${told.because}`),
    h(
      "dl",
      { class: "figures" },
      ...figures.map(([key, title, value, hint]) =>
        h(
          "div",
          { class: "figure" },
          h("dt", { "data-definition": key, tabindex: 0 }, title),
          h(
            "dd",
            { title: hint },
            value,
            panel.unit !== "" && title !== "runs" && h("small", {}, ` ${panel.unit}`),
          ),
        ),
      ),
    ),
    ...(reason === null ? [] : [h("p", { class: "warning" }, `at n = ${n}: ${reason}`)]),
  ];
}

/** The same places over the number of symbols. */
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
