import { largestOf } from "../../core/collections.ts";
import type { Report, Sample } from "../../results/report.ts";
import { type Extent, intervalExtent } from "../kit/format.ts";
import { axis, baseOption, fontSize } from "./axes.ts";
import { barData, errorBars } from "./error-bars.ts";
import type { ChartOption } from "./kit.ts";
import { type MapFrame, type MapWindow, plotBox, toPixels } from "./map-frame.ts";
import { labelSeries, type PlacedLabel, placePointLabels } from "./point-labels.ts";
import { crosses, dottedLine, legendOf } from "./series.ts";
import { labelText, shortNames } from "./text-size.ts";
import type { Theme } from "./theme.ts";

/** A source of known entropy rate and excess entropy, and estimates from a sample of it. */
export interface PlanePoint {
  readonly name: string;
  readonly truth: { readonly h: number; readonly E: number };
  readonly estimate: { readonly h: Extent; readonly E: Extent } | null;
  /** why there is no estimate; null where there is one */
  readonly missing: string | null;
}

/** Sources with exact truths of both quantities and requested estimates of them. */
export function exactPlaneOf({ samples, references }: Report): PlanePoint[] {
  return [...samples, ...references].flatMap((sample) => {
    const { entropyRate, excessEntropy } = sample.truth ?? {};
    if (entropyRate?.status !== "exact" || excessEntropy?.status !== "exact") return [];
    const truth = { h: entropyRate.value, E: excessEntropy.value };
    if (!sample.measurements.some(({ estimator }) => estimator === "excess-entropy")) return [];
    const [h, E] = [estimateOf(sample, "block-gain"), estimateOf(sample, "excess-entropy")];
    const missing = typeof E === "string" ? E : typeof h === "string" ? h : null;
    const estimate = typeof h === "string" || typeof E === "string" ? null : { h, E };
    return [{ name: sample.name, truth, estimate, missing }];
  });
}

/** @returns the reason where there is no number */
function estimateOf({ measurements }: Sample, estimator: "block-gain" | "excess-entropy"): Extent | string {
  const found = measurements.find((one) => one.estimator === estimator);
  if (found === undefined) return `${estimator} was not measured`;
  if (found.status === "undefined") return found.reason;
  if (found.shape !== "scalar") return `${estimator} gave no number`;
  return intervalExtent(found);
}

/** Room beside the axes, pixels. */
export const planeMargin = { left: 60, top: 40, right: 30, bottom: 54 };

const truthName = "exact";
const estimateName = "h(L) and E(L) of the sample, 95 % intervals";

/** The plane of entropy rate and excess entropy: truths as crosses, estimates with intervals, and a line between the two. */
export function exactPlaneOption(points: readonly PlanePoint[], theme: Theme, frame: MapFrame): ChartOption {
  const estimated = points.flatMap(({ name, truth, estimate }) =>
    estimate === null ? [] : [{ name, truth, estimate }],
  );
  const [color = theme.ink] = theme.series;
  const window = {
    x: around(points.map(({ truth, estimate }) => Math.max(truth.h, estimate?.h.ends?.[1] ?? 0))),
    y: around(points.map(({ truth, estimate }) => Math.max(truth.E, estimate?.E.ends?.[1] ?? 0))),
  };
  return {
    ...baseOption(theme),
    grid: frame.margin,
    legend: legendOf(theme, { data: [truthName, estimateName], top: frame.margin.top - 36 }),
    xAxis: axis(theme, { name: "entropy rate h, bit/symbol", ...ends(window.x) }),
    yAxis: axis(theme, { name: "excess entropy E, bit", gap: 36, ...ends(window.y) }),
    series: [
      {
        ...crosses(theme.ink),
        name: truthName,
        symbolSize: 9,
        z: 5,
        data: points.map(({ name, truth }) => ({ name, value: [truth.h, truth.E] })),
      },
      errorBars(
        "intervals",
        color,
        estimated.map(({ estimate }) => barData(estimate.h, estimate.E)),
      ),
      {
        type: "scatter",
        name: estimateName,
        symbolSize: 7,
        itemStyle: { color },
        z: 4,
        data: estimated.map(({ name, estimate }) => ({ name, value: [estimate.h.value, estimate.E.value] })),
      },
      ...estimated.map(({ truth, estimate }) =>
        dottedLine(theme.muted, [truth.h, truth.E], [estimate.h.value, estimate.E.value]),
      ),
      labelSeries(labelsOf(points, window, frame), theme),
    ],
  };
}

/** Names beside the truths, clear of estimates and of the lines to them. */
function labelsOf(points: readonly PlanePoint[], window: MapWindow, frame: MapFrame): PlacedLabel[] {
  const pixels = toPixels(frame, window);
  const short = shortNames(points.map(({ name }) => name));
  const wanted = points.map(({ name, truth }) => ({
    text: labelText(short.get(name)!, fontSize),
    x: truth.h,
    y: truth.E,
    look: "other" as const,
  }));
  const places = points.map(({ truth, estimate }) => ({
    exact: pixels(truth.h, truth.E),
    estimated: pixels(estimate?.h.value ?? truth.h, estimate?.E.value ?? truth.E),
  }));
  return placePointLabels(wanted, pixels, plotBox(frame), {
    points: places.flatMap(({ exact, estimated }) => [exact, estimated]),
    boxes: [],
    lines: places.map(({ exact, estimated }) => [...exact, ...estimated] as const),
  });
}

/** From slightly below 0 to slightly above the largest value. */
function around(values: readonly number[]): readonly [number, number] {
  const most = largestOf(values, 1);
  return [-0.04 * most, 1.06 * most];
}

const ends = ([min, max]: readonly [number, number]) => ({ min, max, padded: true });
