import { CustomChart, LineChart, ScatterChart } from "echarts/charts";
import {
  DataZoomInsideComponent,
  GridComponent,
  LegendComponent,
  TooltipComponent,
} from "echarts/components";
import { type EChartsCoreOption, use } from "echarts/core";

/** A picture as an option of ECharts. */
export type ChartOption = EChartsCoreOption;

/** Registers the parts of ECharts that the pictures use. */
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
