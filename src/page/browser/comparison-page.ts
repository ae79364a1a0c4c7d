import type { EChartsType } from "echarts/core";
import { distanceHeatMapOption, type PairVerdict } from "../../report/charts/distance-heat-map.ts";
import { estimateWidth, labelText } from "../../report/charts/text-size.ts";
import type { ComparisonPageData, PageCross } from "../page-shapes.ts";
import { chartView, fitHeight } from "./chart-view.ts";
import { byId, figureOf, h, nameOf, tableParts } from "./dom.ts";
import { columnText, intervalText, numberText } from "./numbers.ts";
import { matrixOf, type PairRow, pairRowModel, pairRowsOf } from "./pair-rows.ts";
import { createStore, type Look, type Store, systemLook, themeOf } from "./store.ts";
import { type TableState, wholeTable } from "./table-rows.ts";
import { type Table, tableView } from "./table-view.ts";

const verdictWords: Readonly<Record<PairVerdict, string>> = {
  differ: "differ",
  "as-halves": "perhaps as halves do",
  "within-error": "less than the error",
};

/** Colours of verdicts. */
const verdictLook: Readonly<Record<PairVerdict, string>> = {
  differ: "settled",
  "as-halves": "open",
  "within-error": "open",
};

/** Keys of the definitions of the distances, by their titles. */
function distanceKey(title: string): string {
  if (title.startsWith("Jensen")) return "jsd";
  return title.startsWith("Normalized compression") ? "ncd" : "code";
}

/** All pairs of a comparison as a table. */
function pairTable(rows: readonly PairRow[], { distances }: ComparisonPageData): Table<PairRow> {
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

/** The state of a comparison's page beside the selected row. */
interface MatrixState extends Look, TableState {
  /** index of the distance that is drawn */
  readonly distance: number;
}

const [labelSize, top, treeWidth, gap, edge] = [13, 40, 130, 16, 14];
/** Largest size of a cell in pixels. */
const largestCell = 64;

/** The matrix as colours, with the tree beside it: a click selects a pair, arrows move from cell to cell. */
function matrixView(data: ComparisonPageData, rows: readonly PairRow[], store: Store<MatrixState>): void {
  const element = byId("matrix");
  const count = data.order.length;
  const byPlaces = new Map(rows.map((row) => [`${row.a} ${row.b}`, row]));
  const pairAt = (row: number, column: number) => {
    const [i, j] = [data.order[row] ?? -1, data.order[column] ?? -1];
    return byPlaces.get(i < j ? `${i} ${j}` : `${j} ${i}`);
  };
  const labels = data.samples.map(({ name }) => estimateWidth(labelText(name, labelSize), labelSize));
  const margin = Math.ceil(Math.max(60, ...labels)) + 16;
  const tree = () => (store.state.distance === 0 && data.tree !== null ? treeWidth + gap : 90);
  const sideOf = (width: number) =>
    Math.max(120, Math.min(width - margin - tree() - edge, Math.max(2, count) * largestCell));
  fitHeight(element, store, ["distance"], (width) => top + sideOf(width) + margin);

  const frames = [0, 1].map(() => h("div", { class: "cell-frame", hidden: true }));
  const frame = (chart: EChartsType) => {
    const row = rows[store.state.chosen ?? -1];
    const places = row === undefined ? [] : [data.order.indexOf(row.a), data.order.indexOf(row.b)];
    const size = sideOf(element.clientWidth) / count;
    for (const [i, box] of frames.entries()) {
      box.hidden = row === undefined;
      if (row === undefined) continue;
      const cell = i === 0 ? places : [...places].reverse();
      const [x = 0, y = 0] = chart.convertToPixel({ gridIndex: 0 }, cell) as number[];
      box.style.left = `${x - size / 2}px`;
      box.style.top = `${y - size / 2}px`;
      box.style.width = `${size}px`;
      box.style.height = `${size}px`;
    }
  };
  const { chart } = chartView(
    element,
    store,
    ["distance"],
    ({ width }) => {
      const { distance } = store.state;
      const place = { left: margin, top, side: sideOf(width), tree: tree() - gap };
      return distanceHeatMapOption(
        matrixOf(data, rows, distance),
        data.distances[distance]?.unit ?? "",
        place,
        themeOf(store.state),
      );
    },
    frame,
  );
  element.append(...frames);
  store.listen(["chosen"], () => frame(chart));

  const cellAt = (x: number, y: number) => {
    if (!chart.containPixel({ gridIndex: 0 }, [x, y])) return undefined;
    const [column, row] = chart.convertFromPixel({ gridIndex: 0 }, [x, y]) as number[];
    return pairAt(row!, column!);
  };
  pointing(chart, cellAt, store);
  let cell: [row: number, column: number] = [0, Math.min(1, count - 1)];
  element.addEventListener("keydown", (event) => {
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    if (step === undefined || count < 2) return;
    event.preventDefault();
    const chosen = rows[store.state.chosen ?? -1];
    if (chosen !== undefined && pairAt(...cell) !== chosen) {
      cell = [data.order.indexOf(chosen.a), data.order.indexOf(chosen.b)];
    }
    let next = cell;
    // The diagonal has no pairs and is skipped.
    do next = [next[0] + step[0]!, next[1] + step[1]!];
    while (next[0] === next[1]);
    const pair = pairAt(...next);
    if (pair === undefined) return;
    cell = next;
    store.change({ chosen: pair.row });
  });
}

/** Cells are one picture, not marks of the chart: computes the cell under the pointer. */
function pointing(
  chart: EChartsType,
  cellAt: (x: number, y: number) => PairRow | undefined,
  store: Store<MatrixState>,
): void {
  const box = h("div", { class: "tip cell-tip", hidden: true });
  chart.getDom().append(box);
  const zr = chart.getZr();
  zr.on("click", ({ offsetX, offsetY }) => {
    const pair = cellAt(offsetX, offsetY);
    if (pair !== undefined) store.change({ chosen: pair.row });
  });
  zr.on("mousemove", ({ offsetX, offsetY }) => {
    const pair = cellAt(offsetX, offsetY);
    box.hidden = pair === undefined;
    if (pair === undefined) return;
    const { names, distances, verdict } = pair;
    box.replaceChildren(
      h("b", {}, nameOf(names[0])),
      " and ",
      h("b", {}, nameOf(names[1])),
      h("div", {}, `${distances[store.state.distance]!.toFixed(3)}, ${verdictWords[verdict]}`),
    );
    const room = chart.getWidth() - box.offsetWidth - 4;
    box.style.left = `${Math.max(0, Math.min(offsetX + 14, room))}px`;
    box.style.top = `${offsetY + 18}px`;
  });
  zr.on("globalout", () => {
    box.hidden = true;
  });
}

/** The details of the selected pair. */
function pairDetail(data: ComparisonPageData, rows: readonly PairRow[], store: Store<MatrixState>): void {
  const element = byId("detail");
  const show = () => {
    const row = rows[store.state.chosen ?? -1];
    if (row === undefined)
      element.replaceChildren(h("p", { class: "none" }, "No two samples could be compared."));
    else
      element.replaceChildren(
        ...heading(row),
        figures(row, data),
        ...codes(row, data),
        ...neighbours(row, data),
      );
  };
  store.listen(["chosen"], show);
  show();

  function heading({ names, verdict, detail }: PairRow): HTMLElement[] {
    const because = detail === undefined ? "" : `: ${data.sentences[detail.because]}`;
    return [
      h("h2", {}, nameOf(names[0]), " and ", nameOf(names[1])),
      h("p", {}, h("b", { class: verdictLook[verdict] }, verdictWords[verdict]), because),
    ];
  }
}

function figures({ a, b, distances, detail }: PairRow, data: ComparisonPageData): HTMLElement {
  const halves = [a, b].map((sample) => {
    const { name, halves: own } = data.samples[sample]!;
    return figureOf(
      "halves",
      `halves of ${name}`,
      numberText(own),
      own === null ? "" : intervalText(own),
      "bit",
    );
  });
  const shown = data.distances.map(({ title, unit }, i) => {
    const key = distanceKey(title);
    const words = { jsd: "divergence", ncd: "by compression", code: "by the observer" }[key]!;
    if (key !== "jsd" || detail === undefined)
      return figureOf(key, words, distances[i]!.toFixed(3), "", unit);
    return figureOf(key, words, numberText(detail.divergence), intervalText(detail.divergence), unit);
  });
  if (detail === undefined) {
    const note = "Details of this pair do not fit on the page: compare only these two.";
    return h("div", {}, h("dl", { class: "figures" }, ...shown, ...halves), h("p", { class: "note" }, note));
  }
  const { beyond, p, chance } = detail;
  return h(
    "dl",
    { class: "figures" },
    ...shown,
    figureOf("beyond", "beyond halves", numberText(beyond), intervalText(beyond), "bit"),
    figureOf("p", "exchange of blocks, p", p.toFixed(3)),
    figureOf("jsd", "chance removed", chance.toFixed(4), "", "bit"),
    ...halves,
  );
}

function codes({ detail }: PairRow, { samples, learner }: ComparisonPageData): HTMLElement[] {
  if (detail === undefined) return [];
  return [
    ...codeTable(detail.cross, "Code lengths, bit/symbol", samples),
    ...codeTable(detail.priced ?? [], `Code lengths of ${learner}, bit/symbol`, samples),
  ];
}

function codeTable(
  cross: readonly PageCross[],
  title: string,
  samples: ComparisonPageData["samples"],
): HTMLElement[] {
  if (cross.length === 0) return [];
  const rows = cross.map(({ coded, own, rate, excess }) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, nameOf(samples[coded]!.name)),
      ...[own, rate, excess].map((extent) => h("td", { class: "number" }, columnText(extent, 3))),
    ),
  );
  const heads = ["coded", "by itself", "by the other", "more"];
  return [
    h("h3", { "data-definition": "cross", tabindex: 0 }, title),
    h("div", { class: "scroll" }, h("table", {}, ...tableParts(heads, (column) => column > 0, rows))),
  ];
}

/** The nearest samples of either one. */
function neighbours({ a, b }: PairRow, { samples }: ComparisonPageData): HTMLElement[] {
  return [a, b].flatMap((sample) => {
    const { name, nearest } = samples[sample]!;
    if (nearest === null) return [];
    const [other, distance] = nearest;
    return [
      h(
        "p",
        { class: "note" },
        "Nearest to ",
        nameOf(name),
        " is ",
        nameOf(samples[other]!.name),
        `, at ${distance.toFixed(3)}.`,
      ),
    ];
  });
}

export function comparisonPage(data: ComparisonPageData): Store<MatrixState> {
  const rows = pairRowsOf(data);
  const chosen = rows.length > 0 ? 0 : null;
  const store = createStore<MatrixState>({ ...systemLook(), ...wholeTable, chosen, distance: 0 });
  distanceSwitch(data, store);
  if (rows.length === 0)
    byId("matrix").replaceWith(h("p", { class: "none" }, "Fewer than two samples are long enough."));
  else matrixView(data, rows, store);
  tableView(pairTable(rows, data), store);
  pairDetail(data, rows, store);
  return store;
}

/** Selects one of several distances. */
function distanceSwitch({ distances }: ComparisonPageData, store: Store<MatrixState>): void {
  const title = byId("distance-title");
  const buttons = distances.map(({ title: words }, i) =>
    h("button", { type: "button", class: "chip", click: () => store.change({ distance: i }) }, words),
  );
  if (distances.length > 1) byId("distances").append(...buttons);
  const apply = () => {
    title.textContent = distances[store.state.distance]?.title ?? "";
    for (const [i, button] of buttons.entries()) {
      button.setAttribute("aria-pressed", String(i === store.state.distance));
    }
  };
  store.listen(["distance"], apply);
  apply();
}
