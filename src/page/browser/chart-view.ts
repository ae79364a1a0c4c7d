import { type EChartsType, init } from "echarts/core";
import type { ChartOption } from "../../report/charts/kit.ts";
import { h, nameOf } from "./dom.ts";
import type { Look, Store } from "./store.ts";
import type { TableState } from "./table-rows.ts";

/** The event of ECharts for a click or the mark under the pointer. */
export interface ChartEvent {
  readonly seriesId?: string;
  readonly seriesName?: string;
  readonly name?: string;
  readonly dataIndex?: number;
  readonly value?: unknown;
}

export interface ChartView {
  readonly chart: EChartsType;
  draw(): void;
}

/**
 * A chart in an element, redrawn when its size or its state changes.
 *
 * @param option the picture for the present state and size
 * @param drawn called after each drawing
 * @param depends keys of the state that change it
 */
export function chartView<State extends Look>(
  element: HTMLElement,
  store: Store<State>,
  depends: readonly (keyof State)[],
  option: (size: { width: number; height: number }) => ChartOption,
  drawn: (chart: EChartsType) => void = () => {},
): ChartView {
  const chart = init(element, null, { renderer: "canvas", devicePixelRatio: Math.max(2, devicePixelRatio) });
  let size = { width: 0, height: 0 };
  /** @returns whether the size of the element has changed */
  const fitted = () => {
    const { clientWidth: width, clientHeight: height } = element;
    if (width === size.width && height === size.height) return false;
    size = { width, height };
    // Avoids drawing the old picture again at the new size.
    chart.clear();
    chart.resize(size);
    return true;
  };
  const draw = () => {
    if (size.width === 0 || size.height === 0) return;
    chart.setOption(option(size), { notMerge: true });
    drawn(chart);
  };
  // Paper is narrower, and its width is not known before printing.
  store.listen(["printing"], fitted);
  store.listen(["dark", "printing", ...depends], draw);
  new ResizeObserver(() => {
    if (fitted()) draw();
  }).observe(element);
  if (store.state.printing) {
    fitted();
    draw();
  }
  return { chart, draw };
}

/** Gives an element a height that depends on its width, now and after each change of it or of these keys. */
export function fitHeight<State extends Look>(
  element: HTMLElement,
  store: Store<State>,
  depends: readonly (keyof State)[],
  heightOf: (width: number) => number,
): void {
  const grow = () => {
    element.style.height = `${heightOf(element.clientWidth)}px`;
  };
  grow();
  store.listen(["printing", ...depends], grow);
  new ResizeObserver(grow).observe(element);
}

/** The content of such a box: a name, and lines below it. */
export function tip(name: string, ...lines: readonly (string | HTMLElement | false)[]): HTMLElement {
  const shown = lines.map((line) => (typeof line === "string" ? h("div", {}, line) : line));
  return h("div", { class: "tip" }, h("b", {}, nameOf(name)), ...shown);
}

/** A box that follows the pointer, in the colours of the page. */
export function tooltip(content: (pointed: ChartEvent) => HTMLElement | string) {
  return {
    trigger: "item" as const,
    confine: true,
    className: "pointed",
    backgroundColor: "transparent",
    borderWidth: 0,
    padding: 0,
    extraCssText: "box-shadow:none",
    transitionDuration: 0,
    formatter: content,
  };
}

/** A click on a mark selects its row. */
export function choosesOnClick(chart: EChartsType, store: Store<Look & TableState>): void {
  chart.on("click", (pointed) => {
    const row = rowOf(pointed as ChartEvent);
    if (row !== null) store.change({ chosen: row });
  });
}

/** The row of a mark: the third number of its value. */
export function rowOf({ value }: ChartEvent): number | null {
  return Array.isArray(value) && typeof value[2] === "number" ? value[2] : null;
}

/**
 * A chart with a ring around the selected row. The ring is an element above the chart, so that selecting redraws none of
 * thousands of marks.
 *
 * @param places of the rows on the axes
 */
export function ringedChart(
  element: HTMLElement,
  store: Store<Look & TableState>,
  places: ReadonlyMap<number | null, readonly [x: number, y: number]>,
  option: (size: { width: number; height: number }) => ChartOption,
): ChartView {
  const ring = h("div", { class: "ring", hidden: true });
  const place = (chart: EChartsType) => {
    const at = store.state.chosen === null ? undefined : places.get(store.state.chosen);
    const [x = 0, y = 0] =
      at === undefined ? [] : (chart.convertToPixel({ gridIndex: 0 }, [...at]) as number[]);
    ring.hidden = at === undefined || !chart.containPixel({ gridIndex: 0 }, [x, y]);
    ring.style.left = `${x}px`;
    ring.style.top = `${y}px`;
  };
  const view = chartView(element, store, [], option, place);
  element.append(ring);
  store.listen(["chosen"], () => place(view.chart));
  return view;
}
