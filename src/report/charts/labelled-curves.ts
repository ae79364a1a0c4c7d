import type { Report, Sample } from "../../results/report.ts";
import { baseOption, fontSize } from "./axes.ts";
import type { ChartOption } from "./kit.ts";
import { bandOf, curveAxes, curvePointsOf, type LearningCurve, lineOf } from "./learning-curves.ts";
import { type MapFrame, toPixels } from "./map-frame.ts";
import { spreadLabels } from "./place-labels.ts";
import { labelWidth } from "./point-labels.ts";
import { type DrawingApi, drawing } from "./series.ts";
import { labelText, shortNames } from "./text-size.ts";
import type { Theme } from "./theme.ts";

/** Curves with labels. */
export interface NamedCurves {
  readonly samples: readonly LearningCurve[];
  /** generated sequences of known truth, drawn in the background */
  readonly landmarks: readonly LearningCurve[];
  /** number of samples whose curve had no room */
  readonly leftOut: number;
  /** logarithm of the least m on the axis, 0 by default */
  readonly from?: number;
}

/** More curves than this cannot be labelled. */
const mostCurves = 40;

/** Curves of samples, and of the landmarks among the references. */
export function namedCurvesOf({ samples, references }: Report): NamedCurves {
  const landmarks = references.filter(({ family }) => family === null || family.kind === "landmarks");
  const curvesOf = (of: readonly Sample[], first: number) =>
    of.flatMap((sample, i): LearningCurve[] => {
      const points = curvePointsOf(sample);
      const regime = sample.spectrum?.verdict.regime ?? "undecided";
      return points.length < 2 ? [] : [{ name: sample.name, row: first + i, regime, points }];
    });
  const all = curvesOf(samples, 0);
  const shown = all.slice(0, mostCurves);
  const leftOut = all.length - shown.length;
  return { samples: shown, landmarks: curvesOf(landmarks, samples.length), leftOut };
}

/** With more curves than this, bands would hide each other. */
const mostBands = 8;

/** Learning curves with their names at their ends, for a picture without tooltips. */
export function labelledCurvesOption(
  { samples, landmarks, from }: NamedCurves,
  theme: Theme,
  frame: MapFrame,
): ChartOption {
  const all = [...samples, ...landmarks];
  const { highest, window, xAxis, yAxis } = curveAxes(all, theme, from);
  const colorOf = (i: number) => (i < samples.length ? theme.series[i % theme.series.length]! : theme.road);
  const bands = samples.length > mostBands ? [] : samples;
  return {
    ...baseOption(theme),
    grid: frame.margin,
    xAxis,
    yAxis,
    series: [
      ...landmarks.map((curve, i) => lineOf(curve, colorOf(samples.length + i), 0.8, false)),
      ...bands.flatMap((curve, i) => bandOf(curve, highest * 1.05, colorOf(i), 0.1)),
      // Colours repeat after seven curves; then lines are dashed.
      ...samples.map((curve, i) => {
        const { lineStyle, ...line } = lineOf(curve, colorOf(i), 1, samples.length <= mostBands);
        const type = i < theme.series.length ? "solid" : ("dashed" as const);
        return { ...line, lineStyle: { ...lineStyle, width: 2, type } };
      }),
      endLabels(all, samples.length, colorOf, theme, toPixels(frame, window), frame),
    ],
  };
}

/** Room for names beside the curves, pixels. */
export function endLabelRoom({ samples, landmarks }: NamedCurves): number {
  const names = [...samples, ...landmarks].map(({ name }) => labelText(name, fontSize));
  return lead + 10 + Math.max(40, ...names.map((text) => labelWidth(text, "other")));
}

/** From the end of a curve to its name, pixels. */
const lead = 26;

function endLabels(
  curves: readonly LearningCurve[],
  samples: number,
  colorOf: (i: number) => string,
  theme: Theme,
  pixels: ReturnType<typeof toPixels>,
  { width, height, margin }: MapFrame,
) {
  const short = shortNames(curves.map(({ name }) => name));
  const ends = curves.map(({ points }) => {
    const [m, rate] = points.at(-1)!;
    return [Math.log2(m), rate] as const;
  });
  const heights = spreadLabels(
    ends.map(([x, y]) => pixels(x, y)[1]),
    fontSize + 3,
    [margin.top, height - margin.bottom],
  );
  return drawing("names", {
    data: ends,
    z: 5,
    renderItem: ({ dataIndex }: { dataIndex: number }, api: DrawingApi) => {
      const [x1, y1] = api.coord([api.value(0), api.value(1)]) as [number, number];
      const [x2, y2] = [width - margin.right + lead, heights[dataIndex]!];
      const isLandmark = dataIndex >= samples;
      const color = colorOf(dataIndex);
      return {
        type: "group" as const,
        children: [
          {
            type: "line" as const,
            shape: { x1: x1 + 3, y1, x2: x2 - 4, y2 },
            style: { stroke: color, lineWidth: isLandmark ? 0.8 : 1.4, opacity: 0.8 },
          },
          {
            type: "text" as const,
            style: {
              text: labelText(short.get(curves[dataIndex]!.name)!, fontSize),
              x: x2,
              y: y2,
              font: `${isLandmark ? "italic 400" : "600"} ${fontSize}px ${theme.fontFamily}`,
              fill: isLandmark ? theme.muted : theme.ink,
              align: "left" as const,
              verticalAlign: "middle" as const,
            },
          },
        ],
      };
    },
  });
}
