import { type EChartsType, graphic } from "echarts/core";
import type { ChartOption } from "../charts/kit.ts";
import { type ChartView, chartView } from "./chart-view.ts";
import { type Look, type Store, themeOf } from "./store.ts";
import type { TableState } from "./table-rows.ts";

const radius = 10;

/**
 * A chart with a ring around the chosen row. The ring is on a layer of its own, so that of thousands of marks none is drawn
 * anew when another is chosen.
 *
 * @param places of the rows on the axes
 */
export function ringedChart(
  element: HTMLElement,
  store: Store<Look & TableState>,
  places: ReadonlyMap<number | null, readonly [x: number, y: number]>,
  option: (size: { width: number; height: number }) => ChartOption,
): ChartView {
  const ring = new graphic.Circle({
    shape: { cx: 0, cy: 0, r: radius },
    zlevel: 1,
    silent: true,
    invisible: true,
  });
  const place = (chart: EChartsType) => {
    const at = store.state.chosen === null ? undefined : places.get(store.state.chosen);
    const [cx = 0, cy = 0] =
      at === undefined ? [] : (chart.convertToPixel({ gridIndex: 0 }, [...at]) as number[]);
    const isInside = at !== undefined && chart.containPixel({ gridIndex: 0 }, [cx, cy]);
    const style = { fill: "none", stroke: themeOf(store.state).highlight, lineWidth: 2.2 };
    ring.attr({ shape: { cx, cy }, style, invisible: !isInside });
  };
  const view = chartView(element, store, [], option, place);
  // The types of the two contradict each other in what may be undefined.
  view.chart.getZr().add(ring as never);
  store.listen((_, changed) => {
    if (changed("chosen")) place(view.chart);
  });
  return view;
}
