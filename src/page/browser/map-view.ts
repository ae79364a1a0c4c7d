import { type MapWindow, wholeMap } from "../../report/charts/map-frame.ts";
import { legendRoom } from "../../report/charts/map-legend.ts";
import { spectrumMapOption } from "../../report/charts/spectrum-map.ts";
import { bitsAt } from "../../report/kit/format.ts";
import type { SpectrumMap } from "../../report/map-model.ts";
import type { PageRow } from "../page-rows.ts";
import {
  type ChartEvent,
  type ChartView,
  choosesOnClick,
  fitHeight,
  ringedChart,
  rowOf,
  tip,
  tooltip,
} from "./chart-view.ts";
import { byId, h } from "./dom.ts";
import { columnText } from "./numbers.ts";
import { type Look, type Store, themeOf } from "./store.ts";
import type { TableState } from "./table-rows.ts";

/** Margins of the plot: on a telephone as small as the numbers allow. */
const sidesOf = (width: number) =>
  width < 480 ? { left: 44, top: 14, right: 10 } : { left: 62, top: 14, right: 76 };
const plotHeight = 540;

/** The map: wheel and drag zoom and pan, a click selects, arrows move between samples by randomness. */
export function mapView(map: SpectrumMap, rows: readonly PageRow[], store: Store<Look & TableState>): void {
  const element = byId("map");
  const whole = wholeMap(map);
  let window = whole;
  // The height below the axis is that of the legend at this width.
  fitHeight(element, store, [], (width) => sidesOf(width).top + plotHeight + legendRoom(map, width));
  const places = new Map(map.points.map(({ row, x, y }) => [row, [x.value, y.value] as const]));
  const { chart, draw } = ringedChart(element, store, places, (size) => ({
    ...spectrumMapOption(
      map,
      themeOf(store.state),
      { ...size, margin: { ...sidesOf(size.width), bottom: legendRoom(map, size.width) } },
      window,
    ),
    tooltip: tooltip((pointed) => describe(pointed, rows)),
    dataZoom: zoomOf(window, whole),
  }));
  choosesOnClick(chart, store);
  let waiting: ReturnType<typeof setTimeout> | undefined;
  chart.on("datazoom", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      window = windowOf(chart, whole);
      draw();
    }, 90);
  });
  const zoom = (factor: number) => {
    window = factor === 0 ? whole : scaled(window, factor, whole);
    draw();
  };
  byId("zoom-in").addEventListener("click", () => zoom(1 / 1.6));
  byId("zoom-out").addEventListener("click", () => zoom(1.6));
  byId("zoom-all").addEventListener("click", () => zoom(0));
  const byX = map.points
    .flatMap(({ row, x }) => (row === null ? [] : [{ row, x: x.value }]))
    .sort((a, b) => a.x - b.x || a.row - b.row)
    .map(({ row }) => row);
  element.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const factor = { "+": 1 / 1.6, "=": 1 / 1.6, "-": 1.6, "0": 0 }[event.key];
    if (factor !== undefined) zoom(factor);
    if (step !== undefined && byX.length > 0) {
      const at = byX.indexOf(store.state.chosen ?? -1);
      store.change({ chosen: byX[(at + step + byX.length) % byX.length] ?? null });
    }
    if (step !== undefined || factor !== undefined) event.preventDefault();
  });
}

/** The description of a mark. */
function describe(pointed: ChartEvent, rows: readonly PageRow[]): HTMLElement | string {
  const row = rowOf(pointed);
  const own = row === null ? undefined : rows[row];
  if (own === undefined) {
    if (!pointed.name || !Array.isArray(pointed.value)) return "";
    const [x, y] = pointed.value as number[];
    return tip(pointed.name, `${pointed.seriesName}`, `x ${x!.toFixed(3)}, G ${bitsAt(y!)} bit`);
  }
  return tip(
    own.name,
    h("div", { class: `regime ${own.regime}` }, own.regime),
    `x ${columnText(own.x, 3)}`,
    `G ${columnText(own.growth, 1, 1000)} kbit`,
    !own.ranked && "shorter than the others, not ranked",
  );
}

function zoomOf({ x, y }: MapWindow, whole: MapWindow) {
  const share = (at: number, [from, to]: readonly [number, number]) => (100 * (at - from)) / (to - from);
  const look = { type: "inside", filterMode: "none", zoomOnMouseWheel: "ctrl", moveOnMouseWheel: false };
  return [
    { ...look, xAxisIndex: 0, start: share(x[0], whole.x), end: share(x[1], whole.x) },
    { ...look, yAxisIndex: [0, 1], start: share(y[0], whole.y), end: share(y[1], whole.y) },
  ];
}

function windowOf(chart: ChartView["chart"], whole: MapWindow): MapWindow {
  const [x, y] = (chart.getOption()["dataZoom"] as { start: number; end: number }[]) ?? [];
  const part = (zoom: { start: number; end: number } | undefined, [from, to]: readonly [number, number]) =>
    [
      from + ((zoom?.start ?? 0) / 100) * (to - from),
      from + ((zoom?.end ?? 100) / 100) * (to - from),
    ] as const;
  return { x: part(x, whole.x), y: part(y, whole.y) };
}

/** A window with the same centre, clipped to the whole map. */
function scaled({ x, y }: MapWindow, factor: number, whole: MapWindow): MapWindow {
  const around = ([from, to]: readonly [number, number], [least, most]: readonly [number, number]) => {
    const [middle, half] = [(from + to) / 2, ((to - from) / 2) * factor];
    return [Math.max(least, middle - half), Math.min(most, middle + half)] as const;
  };
  return { x: around(x, whole.x), y: around(y, whole.y) };
}
