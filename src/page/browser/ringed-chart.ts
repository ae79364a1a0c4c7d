import type { EChartsType } from "echarts/core";
import type { ChartOption } from "../../report/charts/kit.ts";
import { type ChartView, chartView } from "./chart-view.ts";
import { h } from "./dom.ts";
import type { Look, Store } from "./store.ts";
import type { TableState } from "./table-rows.ts";

/**
 * A chart with a ring around the chosen row. The ring is an element above the chart, so that of thousands of marks none is
 * drawn anew when another is chosen.
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
  store.listen((_, changed) => {
    if (changed("chosen")) place(view.chart);
  });
  return view;
}
