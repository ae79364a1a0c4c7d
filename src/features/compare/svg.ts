import { largestOf } from "../../core/collections.ts";
import { type DistanceMatrix, distanceHeatMapOption } from "../../report/charts/distance-heat-map.ts";
import { titledSvg, titleRoom } from "../../report/charts/svg.ts";
import { estimateWidth, labelText } from "../../report/charts/text-size.ts";
import { lightTheme } from "../../report/charts/theme.ts";
import { groupDigits, printed } from "../../report/kit/figures.ts";
import { distanceMatrixOf, distanceTitles } from "./matrix.ts";
import type { Comparison } from "./schema.ts";

/** Pixels of a cell, of the square, and around it. */
const cell = { least: 9, most: 56 };
const side = { least: 260, most: 1000 };
const [labelSize, tree, edge] = [13, 170, 34];

/**
 * Distances of all pairs of samples as one self-contained picture.
 *
 * @returns SVG; equal comparisons give equal bytes
 */
export function renderComparisonSvg(comparison: Comparison): string {
  const matrix = distanceMatrixOf(comparison);
  const [title, unit] = distanceTitles[comparison.options.distances[0]!];
  const count = matrix.names.length;
  const wanted = Math.min(side.most, Math.max(side.least, count * cell.most));
  const square = Math.max(wanted, count * cell.least);
  const labels = matrix.names.map((name) => estimateWidth(labelText(name, labelSize), labelSize));
  const margin = Math.ceil(largestOf(labels, 60)) + 22;
  const size = { width: margin + square + 16 + tree + edge, height: titleRoom + 30 + square + margin };
  const frame = { left: margin, top: titleRoom + 20, side: square, tree };
  const option = distanceHeatMapOption(matrix, unit, frame, lightTheme);
  return titledSvg(option, size, {
    title,
    subtitle: subtitle(comparison, matrix),
    description: description(comparison),
  });
}

function subtitle({ design }: Comparison, { names, verdicts }: DistanceMatrix): string {
  if (design === null) return "fewer than two samples are long enough";
  const found = new Set(verdicts.flatMap((row, i) => row.filter((_, j) => j !== i)));
  return printed(
    groupDigits(
      [
        `${names.length} samples, ${design.n} symbols of each, ${design.order}-grams; in the order of the tree`,
        ...(found.has("within-error") ? ["≈ or a dot: differ by less than the error"] : []),
        ...(found.has("as-halves") ? ["~ or a ring: perhaps no more than halves do"] : []),
      ].join("  ·  "),
    ),
  );
}

function description({ samples, pairs }: Comparison): string {
  const nearest = samples.flatMap(({ name, nearest }) =>
    nearest === null
      ? []
      : [`${name}: nearest ${samples[nearest.sample]!.name} at ${nearest.distance.toFixed(3)}`],
  );
  const more = nearest.length > 50 ? `; and ${nearest.length - 50} more` : "";
  return `Distances of ${pairs.length} pairs. ${nearest.slice(0, 50).join("; ")}${more}.`;
}
