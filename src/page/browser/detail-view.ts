import { learningCurvesOption } from "../../report/charts/learning-curves.ts";
import { contextCurveOption, dotPlotOption } from "../../report/charts/sample-charts.ts";
import type { PageDetail } from "../page-details.ts";
import type { PageRow, RowNumber } from "../page-rows.ts";
import { type ChartView, chartView } from "./chart-view.ts";
import { depthSections } from "./depth-sections.ts";
import { byId, h, nameOf } from "./dom.ts";
import { intervalText, inUnit, numberText } from "./numbers.ts";
import { picture, type Section, words } from "./section.ts";
import { type Look, type Store, themeOf } from "./store.ts";
import type { TableState } from "./table-rows.ts";

/** All that is known of the chosen sample. */
export function detailView(
  rows: readonly PageRow[],
  details: readonly PageDetail[],
  store: Store<Look & TableState>,
): void {
  const element = byId("detail");
  let charts: ChartView[] = [];
  const show = () => {
    for (const { chart } of charts) chart.dispose();
    charts = [];
    const row = rows[store.state.chosen ?? -1];
    if (row === undefined) {
      element.replaceChildren(h("p", { class: "none" }, "Choose a sample on the map or in the table."));
      return;
    }
    const sections = sectionsOf(row, details[row.row]);
    element.replaceChildren(
      ...heading(row, details[row.row]),
      h("div", { class: "grid" }, ...sections.map(({ card }) => card)),
    );
    charts = sections.flatMap(({ chart, option }) =>
      chart === null ? [] : [chartView(chart, onlyTheme(store), [], () => option(themeOf(store.state)))],
    );
  };
  store.listen((_, changed) => {
    if (changed("chosen", "dark", "printing")) show();
  });
  show();
}

/** Charts of a sample are made anew when anything changes, so they listen to nothing. */
function onlyTheme(store: Store<Look>): Store<Look> {
  return {
    get state() {
      return store.state;
    },
    change: () => {},
    listen: () => {},
  };
}

const coordinates: readonly (readonly [key: RowNumber, title: string, unit: string])[] = [
  ["x", "randomness x", ""],
  ["rate", "l(M)", "bit/symbol"],
  ["structure", "structure S", "kbit"],
  ["growth", "growth G", "kbit"],
  ["exponent", "growth exponent b", ""],
];

function heading(row: PageRow, detail: PageDetail | undefined): HTMLElement[] {
  const figures = coordinates.map(([key, title, unit]) => {
    const extent = row[key];
    const shown = extent === null ? null : inUnit(extent, unit);
    const label = shown === null ? "not measurable" : intervalText(shown);
    return h(
      "div",
      { class: "figure" },
      h("dt", { "data-definition": key, tabindex: 0 }, title),
      h("dd", { title: label }, numberText(shown), unit !== "" && h("small", {}, ` ${unit}`)),
    );
  });
  return [
    h("h2", {}, nameOf(row.name)),
    ...(detail === undefined || detail.sentence === "" ? [] : [h("p", { class: "lead" }, detail.sentence)]),
    h("p", {}, h("span", { class: `regime ${row.regime}` }, row.regime), `: ${row.because}`),
    h(
      "p",
      { class: "note" },
      detail?.about ??
        "Details of this sample had no room on the page: make a page of fewer samples, or run mesoscope explain.",
    ),
    ...(detail?.warnings ?? []).map((text) => h("p", { class: "warning" }, text)),
    h("dl", { class: "figures" }, ...figures),
    ...(detail?.certain ?? []).map((text) => h("p", { class: "certain" }, text)),
  ];
}

function sectionsOf(row: PageRow, detail: PageDetail | undefined): Section[] {
  if (detail === undefined) return [];
  const { curve, contexts, compressors, depth } = detail;
  const own = [{ name: row.name, row: row.row, regime: row.regime, points: curve }];
  return [
    curve.length < 2
      ? words("Learning curve", "Too short for a learning curve.")
      : picture(
          "Learning curve",
          "l(m) on unseen blocks after m symbols, with 95 % intervals",
          260,
          (theme) => learningCurvesOption(own, row.row, theme),
        ),
    typeof contexts === "string"
      ? words("Context curve", contexts)
      : picture("Context curve", "h(k): bits of a symbol after the k − 1 before it", 260, (theme) =>
          contextCurveOption(contexts, theme),
        ),
    typeof compressors === "string"
      ? words("Compressors", compressors)
      : picture(
          "Compressors",
          "code lengths of these symbols, headers counted",
          60 + 26 * compressors.length,
          (theme) =>
            dotPlotOption(
              "bit/symbol",
              compressors.map(([name, value]) => ({
                name,
                extent: { value, ends: null },
                own: name === "observer",
              })),
              theme,
            ),
        ),
    ...(typeof depth === "string"
      ? [words("Surrogates, experts, profile", depth)]
      : depthSections(row.name, depth)),
    ...(detail.numbers.length === 0 ? [] : [numbers(detail)]),
  ];
}

function numbers({ numbers: found, missing }: PageDetail): Section {
  const rows = found.map(({ title, quantity, estimator, unit, extent }) =>
    h(
      "tr",
      {},
      h("th", { scope: "row", "data-definition": quantity, tabindex: 0 }, title),
      h("td", {}, estimator),
      h("td", { class: "number", title: intervalText(extent) }, numberText(extent)),
      h("td", {}, unit === "1" ? "" : unit),
    ),
  );
  const card = h(
    "section",
    { class: "card wide" },
    h("h3", {}, "Other measures"),
    h("table", {}, h("tbody", {}, ...rows)),
    ...missing.map((text) => h("p", { class: "note" }, text)),
  );
  return { card, chart: null, option: () => ({}) };
}
