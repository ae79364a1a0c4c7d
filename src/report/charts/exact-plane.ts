import type { Report, Sample } from "../../core/report.ts";
import { axis, baseOption } from "./axes.ts";
import { barData, errorBars } from "./error-bars.ts";
import type { ChartOption } from "./kit.ts";
import type { Extent } from "./spectrum-points.ts";
import { labelText } from "./text-size.ts";
import type { Theme } from "./theme.ts";

/** A source of known entropy rate and excess entropy, and what was estimated from a sample of it. */
export interface PlanePoint {
  readonly name: string;
  readonly truth: { readonly h: number; readonly E: number };
  readonly estimate: { readonly h: Extent; readonly E: Extent } | null;
}

/** Sources with exact truths of both quantities, their estimates beside them. @throws never */
export function exactPlaneOf({ samples, references }: Report): PlanePoint[] {
  return [...samples, ...references].flatMap((sample) => {
    const { entropyRate: h, excessEntropy: E } = sample.truth ?? {};
    if (h?.status !== "exact" || E?.status !== "exact") return [];
    const [estimated, E1] = [extentOf(sample, "entropyRate"), extentOf(sample, "excessEntropy")];
    const estimate = estimated === null || E1 === null ? null : { h: estimated, E: E1 };
    return [{ name: sample.name, truth: { h: h.value, E: E.value }, estimate }];
  });
}

function extentOf({ measurements }: Sample, quantity: "entropyRate" | "excessEntropy"): Extent | null {
  const found = measurements.find((one) => one.quantity === quantity && one.status === "ok");
  if (found?.status !== "ok" || found.shape !== "scalar") return null;
  const { value, interval } = found;
  return { value, ends: interval === null ? null : [interval.lower, interval.upper] };
}

/** The plane of entropy rate and excess entropy: truths as crosses, estimates with intervals, a line between the two. @throws never */
export function exactPlaneOption(points: readonly PlanePoint[], theme: Theme): ChartOption {
  const estimated = points.flatMap(({ name, truth, estimate }) =>
    estimate === null ? [] : [{ name, truth, estimate }],
  );
  const [color = theme.ink] = theme.series;
  return {
    ...baseOption(theme),
    grid: { left: 60, right: 70, top: 40, bottom: 54 },
    legend: {
      data: ["exact", "estimated, 95 % interval"],
      top: 4,
      textStyle: { color: theme.ink },
      selectedMode: false,
    },
    xAxis: axis(theme, {
      name: "entropy rate h, bit/symbol",
      ...around(points.map(({ truth, estimate }) => Math.max(truth.h, estimate?.h.ends?.[1] ?? 0))),
    }),
    yAxis: axis(theme, {
      name: "excess entropy E, bit",
      gap: 36,
      ...around(points.map(({ truth, estimate }) => Math.max(truth.E, estimate?.E.ends?.[1] ?? 0))),
    }),
    series: [
      {
        type: "scatter",
        name: "exact",
        symbol: "path://M0 0L10 10M10 0L0 10",
        symbolSize: 9,
        itemStyle: { color: theme.ink, borderColor: theme.ink, borderWidth: 1.8 },
        z: 5,
        data: points.map(({ name, truth }) => ({
          name,
          value: [truth.h, truth.E],
          label: {
            show: true,
            formatter: () => labelText(name, 11),
            position: "right",
            color: theme.muted,
            fontSize: 11,
          },
        })),
        labelLayout: { hideOverlap: true },
      },
      errorBars(
        "intervals",
        color,
        estimated.map(({ estimate }) => barData(estimate.h, estimate.E)),
      ),
      {
        type: "scatter",
        name: "estimated, 95 % interval",
        symbolSize: 7,
        itemStyle: { color },
        z: 4,
        data: estimated.map(({ name, estimate }) => ({ name, value: [estimate.h.value, estimate.E.value] })),
      },
      ...estimated.map(({ truth, estimate }) => ({
        type: "line" as const,
        silent: true,
        symbol: "none",
        lineStyle: { color: theme.muted, width: 1, type: "dotted" as const },
        tooltip: { show: false },
        data: [
          [truth.h, truth.E],
          [estimate.h.value, estimate.E.value],
        ],
      })),
    ],
  };
}

/** From a little below 0 to a little above the largest value. */
function around(values: readonly number[]) {
  const most = Math.max(1, ...values);
  return { min: -0.04 * most, max: 1.06 * most, padded: true };
}
