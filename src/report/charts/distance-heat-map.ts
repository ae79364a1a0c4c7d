import type { Comparison } from "../../core/comparison-schema.ts";
import { baseOption } from "./axes.ts";
import type { ChartOption } from "./kit.ts";
import { labelText } from "./text-size.ts";
import type { Theme } from "./theme.ts";

/** Distances of every two samples, in the order in which they are drawn. */
export interface DistanceMatrix {
  /** places of the samples */
  readonly order: readonly number[];
  readonly names: readonly string[];
  /** shape (order, order), 0 on the diagonal */
  readonly values: readonly (readonly number[])[];
}

/**
 * The first of the distances asked for, as a matrix in the order of the tree.
 *
 * @throws never
 */
export function distanceMatrixOf({ pairs, samples, tree, options }: Comparison): DistanceMatrix {
  const compared = [...samples.keys()].filter((i) => samples[i]!.compared);
  const order = tree?.order ?? (pairs.length === 0 ? [] : compared);
  const at = new Map(order.map((sample, i) => [sample, i]));
  const values = order.map(() => order.map(() => 0));
  for (const { a, b, divergence, compression, observer } of pairs) {
    const distance = { jsd: divergence.value, ncd: compression?.distance, code: observer?.distance };
    const value = Math.max(0, distance[options.distances[0]!]!);
    const [i, j] = [at.get(a)!, at.get(b)!];
    values[i]![j] = value;
    values[j]![i] = value;
  }
  return { order, names: order.map((i) => samples[i]!.name), values };
}

/** Largest type, and the smallest that can be read. */
const [largest, smallest] = [13, 6];

/**
 * Distances as colours: alike is dark. Both axes have the order of the tree, so that families are squares along the diagonal.
 *
 * @param side pixels of the square
 * @throws never
 */
export function distanceHeatMapOption(
  { names, values }: DistanceMatrix,
  unit: string,
  side: number,
  theme: Theme,
): ChartOption {
  const fontSize = Math.max(
    smallest,
    Math.min(largest, Math.floor((0.8 * side) / Math.max(1, names.length))),
  );
  const most = Math.max(0, ...values.flat());
  const axis = {
    type: "category" as const,
    data: names.map((name) => labelText(name, fontSize)),
    axisTick: { show: false },
    axisLine: { show: false },
    axisLabel: { interval: 0, fontSize, color: theme.ink },
  };
  return {
    ...baseOption(theme),
    xAxis: { ...axis, position: "bottom", axisLabel: { ...axis.axisLabel, rotate: 90 } },
    yAxis: { ...axis, inverse: true },
    visualMap: {
      type: "continuous",
      min: 0,
      max: most > 0 ? most : 1,
      calculable: false,
      orient: "vertical",
      right: 14,
      top: "middle",
      itemHeight: 260,
      text: [`${most.toFixed(3)} ${unit}`.trim(), "0"],
      textStyle: { color: theme.ink },
      // One hue from dark to light, which prints in grey too.
      inRange: { color: ["#08306b", "#2171b5", "#6baed6", "#c6dbef", "#f7fbff"] },
    },
    series: [
      {
        type: "heatmap",
        data: values.flatMap((row, i) => row.map((value, j) => [j, i, value])),
        itemStyle: { borderColor: theme.paper, borderWidth: names.length > 40 ? 0.5 : 1 },
      },
    ],
  };
}
