import type { ChartOption } from "../../report/charts/kit.ts";
import { learningCurvesOption } from "../../report/charts/learning-curves.ts";
import { contextCurveOption, dotPlotOption, type NamedExtent } from "../../report/charts/sample-charts.ts";
import type { Theme } from "../../report/charts/theme.ts";
import type { PageDepth, PageDetail } from "../page-details.ts";
import type { PageRow, RowNumber } from "../page-rows.ts";
import { type ChartView, chartView } from "./chart-view.ts";
import { byId, figureOf, h, nameOf } from "./dom.ts";
import { intervalText, inUnit, numberText } from "./numbers.ts";
import { type Look, type Store, themeOf } from "./store.ts";
import type { TableState } from "./table-rows.ts";

/** A card with a picture or words. */
interface Section {
  readonly card: HTMLElement;
  readonly picture?: { readonly chart: HTMLElement; readonly option: (theme: Theme) => ChartOption };
}

/** A card with room for a chart. @param about its description @param height pixels */
export function chartCard(title: string, about: string, height: number) {
  const chart = h("div", {
    class: "chart",
    role: "img",
    "aria-label": `${title}: ${about}`,
    style: `height:${height}px`,
  });
  const card = h("section", { class: "card" }, h("h3", {}, title), h("p", { class: "note" }, about), chart);
  return { card, chart };
}

function picture(
  title: string,
  about: string,
  height: number,
  option: (theme: Theme) => ChartOption,
): Section {
  const { card, chart } = chartCard(title, about, height);
  return { card, picture: { chart, option } };
}

/** A picture of numbers in a column. */
function dots(title: string, about: string, axis: string, rows: readonly NamedExtent[]): Section {
  return picture(title, about, 60 + 26 * rows.length, (theme) => dotPlotOption(axis, rows, theme));
}

/** A card with a sentence. */
function words(title: string, text: string): Section {
  return { card: h("section", { class: "card" }, h("h3", {}, title), h("p", { class: "none" }, text)) };
}

/** The sections of a sample that was explained in depth. */
function depthSections({ waterfall, sections }: PageDepth): Section[] {
  const parts = dots(
    "What it is made of",
    "savings of nested codes",
    "saves, bit/symbol",
    waterfall.layers.map(([layer, extent]) => ({ name: layer, extent, own: false })),
  );
  parts.card.append(h("p", { class: "note" }, `The remainder: ${waterfall.remainder}`));
  if (sections === null) return [parts];
  const drawing = new DOMParser().parseFromString(sections, "image/svg+xml").documentElement;
  return [parts, { card: h("section", { class: "card wide" }, h("h3", {}, "Sections"), drawing) }];
}

/** The details of the selected sample. */
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
    charts = sections.flatMap(({ picture: own }) =>
      own === undefined
        ? []
        : [chartView(own.chart, onlyTheme(store), [], () => own.option(themeOf(store.state)))],
    );
  };
  store.listen(["chosen", "dark", "printing"], show);
  show();
}

/** The charts of a sample are rebuilt at any change, so they subscribe only to the theme. */
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
  ["exponent", "exponent of growth b", ""],
];

function heading(row: PageRow, detail: PageDetail | undefined): HTMLElement[] {
  const figures = coordinates.map(([key, title, unit]) => {
    const extent = row[key];
    const shown = extent === null ? null : inUnit(extent, unit);
    const label = shown === null ? "not measurable" : intervalText(shown);
    return figureOf(key, title, numberText(shown), label, unit);
  });
  return [
    h("h2", {}, nameOf(row.name)),
    ...(detail === undefined || detail.sentence === "" ? [] : [h("p", { class: "lead" }, detail.sentence)]),
    h("p", {}, h("span", { class: `regime ${row.regime}` }, row.regime), `: ${row.because}`),
    h(
      "p",
      { class: "note" },
      detail?.about ??
        "Details of this sample do not fit on the page: make a page of fewer samples, or run mesoscope explain.",
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
          "l(m) on held-out blocks after m symbols, with 95 % intervals",
          260,
          (theme) => learningCurvesOption(own, row.row, theme),
        ),
    typeof contexts === "string"
      ? words("Context curve", contexts)
      : picture("Context curve", "h(k): bits of a symbol given the k − 1 before it", 260, (theme) =>
          contextCurveOption(contexts, theme),
        ),
    typeof compressors === "string"
      ? words("Compressors", compressors)
      : dots(
          "Compressors",
          "code lengths of these symbols, with headers",
          "bit/symbol",
          compressors.map(([name, value]) => ({
            name,
            extent: { value, ends: null },
            own: name === "observer",
          })),
        ),
    ...(typeof depth === "string" ? [words("What it is made of", depth)] : depthSections(depth)),
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
    h("div", { class: "scroll" }, h("table", {}, h("tbody", {}, ...rows))),
    ...missing.map((text) => h("p", { class: "note" }, text)),
  );
  return { card };
}
