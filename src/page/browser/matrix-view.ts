import type { EChartsType } from "echarts/core";
import { distanceHeatMapOption } from "../../report/charts/distance-heat-map.ts";
import { estimateWidth, labelText } from "../../report/charts/text-size.ts";
import type { ComparisonPageData } from "../page-shapes.ts";
import { chartView } from "./chart-view.ts";
import { byId, h, nameOf } from "./dom.ts";
import { matrixOf, type PairRow } from "./pair-rows.ts";
import { verdictWords } from "./pair-table.ts";
import { type Look, type Store, themeOf } from "./store.ts";
import type { TableState } from "./table-rows.ts";

/** What the page of a comparison has chosen beside a row. */
export interface MatrixState extends Look, TableState {
  /** which of the distances is drawn */
  readonly distance: number;
}

const [labelSize, top, treeWidth, gap, edge] = [13, 40, 130, 16, 14];
/** Pixels of a cell at most. */
const largestCell = 64;

/** The matrix as colours, the tree beside it: a click chooses a pair, arrows go from cell to cell. */
export function matrixView(
  data: ComparisonPageData,
  rows: readonly PairRow[],
  store: Store<MatrixState>,
): void {
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
  const grow = () => {
    element.style.height = `${top + sideOf(element.clientWidth) + margin}px`;
  };
  grow();
  store.listen((_, changed) => {
    if (changed("printing", "distance")) grow();
  });
  new ResizeObserver(grow).observe(element);

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
  store.listen((_, changed) => {
    if (changed("chosen")) frame(chart);
  });

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
    // The diagonal has no pairs: it is stepped over.
    do next = [next[0] + step[0]!, next[1] + step[1]!];
    while (next[0] === next[1]);
    const pair = pairAt(...next);
    if (pair === undefined) return;
    cell = next;
    store.change({ chosen: pair.row });
  });
}

/** Cells are not marks of the chart but one picture: what lies below the pointer is worked out. */
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
