import { HeatmapChart } from "echarts/charts";
import { VisualMapContinuousComponent } from "echarts/components";
import { use } from "echarts/core";
import type { Comparison, DistanceId } from "../core/comparison-schema.ts";
import { distanceHeatMapOption, distanceMatrixOf } from "./charts/distance-heat-map.ts";
import { svgOf } from "./charts/svg.ts";
import { estimateWidth, labelText } from "./charts/text-size.ts";
import { lightTheme } from "./charts/theme.ts";
import { groupDigits, printed } from "./explanation-format.ts";

const titles: Readonly<Record<DistanceId, readonly [title: string, unit: string]>> = {
  jsd: ["Jensen-Shannon divergence", "bit"],
  ncd: ["Normalized compression distance", ""],
  code: ["Normalized distance by the observer's code length", ""],
};

/** Pixels of a cell, of the square, and beside it. */
const cell = { least: 9, most: 56 };
const side = { least: 260, most: 1000 };
const [labelSize, top, right] = [13, 84, 150];

/**
 * Distances of every two samples as one picture that needs nothing else.
 *
 * @returns SVG; equal comparisons give equal bytes
 * @throws never
 */
export function renderComparisonSvg(comparison: Comparison): string {
  const matrix = distanceMatrixOf(comparison);
  const { design, options } = comparison;
  const [title, unit] = titles[options.distances[0]!];
  const count = matrix.names.length;
  const wanted = Math.min(side.most, Math.max(side.least, count * cell.most));
  const square = Math.max(wanted, count * cell.least);
  const labels = Math.max(
    60,
    ...matrix.names.map((name) => estimateWidth(labelText(name, labelSize), labelSize)),
  );
  const margin = Math.ceil(labels) + 22;
  const size = { width: margin + square + right, height: top + square + margin };
  const about =
    design === null
      ? "fewer than two samples are long enough"
      : printed(
          groupDigits(
            `${count} samples, ${design.n} symbols of each, ${design.order}-grams; in the order of the tree`,
          ),
        );
  const option = {
    ...distanceHeatMapOption(matrix, unit, square, lightTheme),
    grid: { left: margin, top, width: square, height: square },
    title: {
      text: title,
      subtext: about,
      left: 20,
      top: 14,
      textStyle: { fontSize: 20, fontWeight: 600, color: lightTheme.ink },
      subtextStyle: { fontSize: 13, color: lightTheme.muted },
    },
  };
  use([HeatmapChart, VisualMapContinuousComponent]);
  return svgOf(option, size, { title, text: description(comparison) });
}

/** What the picture shows, in words. */
function description({ samples, pairs }: Comparison): string {
  const nearest = samples.flatMap(({ name, nearest }) =>
    nearest === null
      ? []
      : [`${name}: nearest ${samples[nearest.sample]!.name} at ${nearest.distance.toFixed(3)}`],
  );
  const more = nearest.length > 50 ? `; and ${nearest.length - 50} more` : "";
  return `Distances of ${pairs.length} pairs. ${nearest.slice(0, 50).join("; ")}${more}.`;
}
