import { CustomChart, LineChart, ScatterChart } from "echarts/charts";
import {
  DataZoomInsideComponent,
  GridComponent,
  LegendComponent,
  TooltipComponent,
} from "echarts/components";
import { type EChartsCoreOption, use } from "echarts/core";

/** A picture as values that ECharts draws. */
export type ChartOption = EChartsCoreOption;

/** Tells ECharts of all that the pictures use and nothing else. */
export function registerCharts(): void {
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
