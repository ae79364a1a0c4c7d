import { CustomChart, LineChart, ScatterChart } from "echarts/charts";
import {
  DataZoomInsideComponent,
  GridComponent,
  LegendComponent,
  TooltipComponent,
} from "echarts/components";
import { type EChartsCoreOption, use } from "echarts/core";
import LRU from "zrender/lib/core/LRU.js";

/** A picture as an option of ECharts. */
export type ChartOption = EChartsCoreOption;

/**
 * Registers the parts of ECharts that the pictures use. Its caches have labels as keys of plain objects, where a label
 * `__proto__` changes `Object.prototype`; here they get objects without a prototype.
 */
export function registerCharts(): void {
  Object.defineProperty(LRU.prototype, "_map", { set: withoutPrototype, configurable: true });
  use([
    CustomChart,
    LineChart,
    ScatterChart,
    DataZoomInsideComponent,
    GridComponent,
    LegendComponent,
    TooltipComponent,
  ]);
}

function withoutPrototype(this: object): void {
  Object.defineProperty(this, "_map", { value: Object.create(null), writable: true });
}
