import { baseOption } from "./axes.ts";
import type { DistanceMatrix } from "./distance-matrix.ts";
import { cellSeries } from "./heat-map-cells.ts";
import { colourScale, type HeatMapFrame, treeSeries } from "./heat-map-tree.ts";
import type { ChartOption } from "./kit.ts";
import { labelText } from "./text-size.ts";
import type { Theme } from "./theme.ts";

/** Largest type, and the smallest that can be read. */
const [largest, smallest] = [13, 6];

/**
 * Distances as colours. Both axes have the order of the tree, so that families are squares along the diagonal; the tree
 * stands beside them on the scale of the distances.
 */
export function distanceHeatMapOption(
  matrix: DistanceMatrix,
  unit: string,
  frame: HeatMapFrame,
  theme: Theme,
): ChartOption {
  const { names } = matrix;
  const count = Math.max(1, names.length);
  const room = Math.floor((0.8 * frame.side) / count);
  const fontSize = Math.max(smallest, Math.min(largest, room));
  const axis = {
    type: "category" as const,
    data: names.map((name) => labelText(name, fontSize)),
    axisTick: { show: false },
    axisLine: { show: false },
    // Below the smallest type only some of the names have room.
    axisLabel: {
      interval: room < smallest ? Math.ceil(smallest / Math.max(1, room)) : 0,
      fontSize,
      color: theme.ink,
    },
  };
  return {
    ...baseOption(theme),
    grid: { left: frame.left, top: frame.top, width: frame.side, height: frame.side },
    xAxis: { ...axis, position: "bottom", axisLabel: { ...axis.axisLabel, rotate: 90 } },
    yAxis: { ...axis, inverse: true },
    series: [
      cellSeries(matrix, theme),
      ...(names.length < 2
        ? []
        : [colourScale(matrix, unit, frame, theme), ...treeSeries(matrix, frame, theme)]),
    ],
  };
}
