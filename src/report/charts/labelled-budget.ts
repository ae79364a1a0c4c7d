import type { Report, Sample } from "../../results/report.ts";
import { fontSize } from "./axes.ts";
import {
  type BudgetPoint,
  budgetTernaryOption,
  tall,
  ternaryPlace,
  ternaryTop,
  ternaryWindow,
} from "./budget-ternary.ts";
import { segmentDrawer } from "./error-bars.ts";
import type { ChartOption } from "./kit.ts";
import { type MapFrame, toPixels } from "./map-frame.ts";
import { mostBars, mostLabels } from "./map-labels.ts";
import type { Segment } from "./place-labels.ts";
import { labelSeries, placePointLabels } from "./point-labels.ts";
import { crosses, drawing, legendOf } from "./series.ts";
import { labelText, shortNames } from "./text-size.ts";
import { regimes, type Theme } from "./theme.ts";

/**
 * A budget with its intervals, as two lines in the triangle: of the random and the learned share, each with the other fixed.
 */
export interface BudgetMark extends BudgetPoint {
  readonly bars: readonly Segment[];
  readonly isReference: boolean;
}

/** Budgets of samples, and of the landmarks among the references. */
export function budgetMarksOf({ samples, references }: Report): BudgetMark[] {
  const landmarks = references.filter(({ family }) => family === null || family.kind === "landmarks");
  return [
    ...samples.flatMap((sample, row) => markOf(sample, row, false)),
    ...landmarks.flatMap((sample, row) => markOf(sample, row, true)),
  ];
}

function markOf({ name, spectrum }: Sample, row: number, isReference: boolean): BudgetMark[] {
  if (spectrum === null || spectrum.budget === null) return [];
  const { random, learned, free, intervals } = spectrum.budget;
  const bar = (share: "random" | "learned"): Segment[] => {
    const interval = intervals[share];
    if (interval === null) return [];
    const at = (end: number) => ternaryPlace({ random, learned, [share]: end });
    return [[...at(interval.lower), ...at(interval.upper)]];
  };
  const bars = [...bar("random"), ...bar("learned")];
  return [{ name, row, regime: spectrum.verdict.regime, random, learned, free, bars, isReference }];
}

const landmarkName = "generators of known truth";

/** The triangle of budgets with names, intervals and generators, for a picture without tooltips. */
export function labelledBudgetOption(
  marks: readonly BudgetMark[],
  theme: Theme,
  frame: MapFrame,
): ChartOption {
  const own = marks.filter(({ isReference }) => !isReference);
  const landmarks = marks.filter(({ isReference }) => isReference);
  const { series, ...option } = budgetTernaryOption(own, theme, topOf(own)) as { series: object[] };
  const pixels = toPixels(frame, ternaryWindow(topOf(own)));
  const short = shortNames(marks.map(({ name }) => name));
  const bars = marks.length > mostBars ? [] : marks;
  const wanted = [...own.slice(0, mostLabels), ...landmarks].map((mark) => {
    const [x, y] = ternaryPlace(mark);
    const look = mark.isReference ? ("reference" as const) : ("other" as const);
    return { text: labelText(short.get(mark.name)!, fontSize), x, y, look };
  });
  // Names may be beside the triangle, but not below its foot, where the numbers are.
  const { width, margin, height } = frame;
  const box = { left: 8, right: width - 8, top: margin.top, bottom: height - margin.bottom + 4 };
  const labels = placePointLabels(wanted, pixels, box, {
    points: marks.map((mark) => pixels(...ternaryPlace(mark))),
    boxes: [],
    lines: bars.flatMap((mark) =>
      mark.bars.map(([x1, y1, x2, y2]): Segment => [...pixels(x1, y1), ...pixels(x2, y2)]),
    ),
  });
  return {
    ...option,
    grid: margin,
    legend: legendOf(theme, {
      data: [
        ...regimes.filter((regime) => own.some((mark) => mark.regime === regime)),
        ...(landmarks.length === 0 ? [] : [landmarkName]),
      ],
      top: height - 30,
    }),
    series: [
      ...series,
      ...regimes.map((regime) =>
        barSeries(
          regime,
          bars.filter((mark) => mark.regime === regime && !mark.isReference),
          theme.regimes[regime],
        ),
      ),
      barSeries(
        "generators",
        bars.filter(({ isReference }) => isReference),
        theme.road,
      ),
      {
        ...crosses(theme.road),
        name: landmarkName,
        symbolSize: 7,
        z: 3,
        data: landmarks.map((mark) => ({ name: mark.name, value: ternaryPlace(mark) })),
      },
      labelSeries(labels, theme),
    ],
  };
}

/** The cut of the triangle: above all intervals. */
function topOf(marks: readonly BudgetMark[]): number {
  return ternaryTop(marks.flatMap(({ learned, bars }) => [learned, ...bars.map(([, , , y2]) => y2 / tall)]));
}

function barSeries(name: string, marks: readonly BudgetMark[], color: string) {
  return drawing(`intervals: ${name}`, {
    data: marks.flatMap(({ bars }) => bars),
    clip: true,
    z: 3,
    renderItem: segmentDrawer({ stroke: color, lineWidth: 1.1, opacity: 0.6 }),
  });
}
