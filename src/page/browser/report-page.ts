import { exactPlaneOption, type PlanePoint, planeMargin } from "../../report/charts/exact-plane.ts";
import { type LearningCurve, learningCurvesOption } from "../../report/charts/learning-curves.ts";
import { regimes } from "../../report/charts/theme.ts";
import { formatCount } from "../../report/kit/format.ts";
import type { PageData } from "../page-data.ts";
import type { PageDetail } from "../page-details.ts";
import { type PageRow, pointsOfRows, type RowNumber, readRows } from "../page-rows.ts";
import { chartView, choosesOnClick, rowOf, tip, tooltip } from "./chart-view.ts";
import { detailView } from "./detail-view.ts";
import { byId, h, nameOf } from "./dom.ts";
import { mapView } from "./map-view.ts";
import { columnText, numberText } from "./numbers.ts";
import { sampleRows } from "./sample-rows.ts";
import { createStore, type Look, type Store, systemLook, themeOf } from "./store.ts";
import { type TableState, wholeTable } from "./table-rows.ts";
import { type Table, tableView } from "./table-view.ts";

/** Limit above which curves cover each other. */
const mostCurves = 120;

/** All learning curves; the selected one is highlighted, a click selects. */
function curvesView(
  rows: readonly PageRow[],
  details: readonly PageDetail[],
  store: Store<Look & TableState>,
): void {
  const curves = details.flatMap(({ curve }, row): LearningCurve[] => {
    const own = rows[row];
    return own === undefined || curve.length < 2
      ? []
      : [{ name: own.name, row, regime: own.regime, points: curve }];
  });
  if (curves.length === 0) {
    byId("curves").replaceWith(
      h(
        "p",
        { class: "none" },
        details.length === 0 && rows.length > 0
          ? "Curves are omitted on a page with this many samples."
          : "No learning curve: all samples are too short.",
      ),
    );
    return;
  }
  const shown = () => {
    const first = curves.slice(0, mostCurves);
    const chosen = curves.find(({ row }) => row === store.state.chosen);
    return chosen === undefined || first.includes(chosen) ? first : [...first, chosen];
  };
  const { chart } = chartView(byId("curves"), store, ["chosen"], () => ({
    ...learningCurvesOption(shown(), store.state.chosen, themeOf(store.state)),
    tooltip: tooltip((pointed) => {
      // The selected curve has marks, the others are whole lines.
      if (rowOf(pointed) !== null || !Array.isArray(pointed.value)) return tip(pointed.name ?? "");
      const [m, rate] = pointed.value as number[];
      return tip(pointed.seriesName ?? "", `m = ${Math.round(2 ** m!)}: ${rate!.toFixed(3)} bit/symbol`);
    }),
  }));
  choosesOnClick(chart, store);
  if (curves.length > mostCurves) {
    byId("curves").after(
      h("p", { class: "note" }, `The first ${mostCurves} of ${curves.length} curves, and the chosen one.`),
    );
  }
}

/** Truths and estimates of sources that are exactly known. */
function planeView(points: readonly PlanePoint[], store: Store<Look & TableState>): void {
  if (points.length === 0) {
    byId("plane-card").remove();
    return;
  }
  chartView(byId("plane"), store, [], (size) => ({
    ...exactPlaneOption(points, themeOf(store.state), { ...size, margin: planeMargin }),
    tooltip: tooltip(({ name }) => {
      const point = points.find((one) => one.name === name);
      if (point === undefined) return "";
      const { truth, estimate, missing } = point;
      const exact = `exact: h ${truth.h.toFixed(4)} bit/symbol, E ${truth.E.toFixed(4)} bit`;
      const estimated = estimate && `estimated: h ${numberText(estimate.h)}, E ${numberText(estimate.E)}`;
      return tip(point.name, exact, estimated ?? `not estimated: ${missing}`);
    }),
  }));
}

/** The samples of a report as a table. */
function sampleTable(rows: readonly PageRow[]): Table<PageRow> {
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

export function reportPage({
  rows: stored,
  details,
  families,
  border,
  plane,
  first,
}: PageData): Store<Look & TableState> {
  const rows = readRows(stored);
  const map = { points: pointsOfRows(rows), families, border, missing: [] };
  const store = createStore({
    ...systemLook(),
    ...wholeTable,
    chosen: first,
  } as Look & TableState);
  mapView(map, rows, store);
  curvesView(rows, details, store);
  tableView(sampleTable(rows), store);
  detailView(rows, details, store);
  planeView(plane, store);
  return store;
}
