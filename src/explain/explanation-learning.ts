import {
  bar,
  columnText,
  coordinateText,
  figureText,
  paragraph,
  shareText,
  unbroken,
} from "../report/kit/figures.ts";
import { formatCount } from "../report/kit/format.ts";
import type { Palette } from "../report/kit/palette.ts";
import { plainTable } from "../report/kit/plain-table.ts";
import type { View } from "../report/kit/renderer.ts";
import { lineChart } from "../report/terminal/line-chart.ts";
import { leftMargin } from "../report/terminal/map-frame.ts";
import type { ReportedMeasurement, Spectrum } from "../results/report.ts";
import type { Explanation } from "./schema.ts";

type Series = Extract<ReportedMeasurement, { shape: "series" }>["value"];

const barColumns = 40;
const chartColumns = 60;
const chartRows = 8;
/** Longest words that a terminal shows; JSON has all. */
const shownOrders = 12;

/** The learning curve as bars, with what is read off it. */
export function learningSection({ sample }: Explanation, view: View, palette: Palette): string | undefined {
  const { spectrum, measurements } = sample;
  const curve = find(measurements, "learning-curve");
  if (spectrum === null || curve?.status !== "ok" || curve.shape !== "series") return undefined;
  const { points } = curve.value;
  const top = Math.max(Math.log2(Math.max(2, spectrum.alphabet)), ...points.map(({ value }) => value));
  const rows = points.map((point) => [formatCount(point.x), columnText(point, 3, view)]);
  const growth = find(measurements, "growth-exponent");
  const b =
    growth?.status === "ok" && growth.shape === "scalar"
      ? `G grows like m^b, b = ${figureText(growth, view)}`
      : `b: ${growth?.status === "undefined" ? growth.reason : "not measured"}`;
  const learned = [
    `S = ${coordinateText(spectrum.structure, view)}`,
    `G = ${coordinateText(spectrum.growth, view)}`,
    b,
  ];
  return [
    palette.bold("Learning curve") + palette.dim("  bits a symbol after m symbols in random order"),
    plainTable(["m", "l(m)"].map(palette.dim), rows, [0, 1]),
    ...learningChart(points, top, view, palette),
    palette.dim("small m are read once in each of the few orders, so their errors are wide"),
    paragraph(learned.join("; "), view),
    ...budgetLines(spectrum, view, palette),
  ].join("\n");
}

/** l(m) against log m, over its intervals; the top is log2 A. */
function learningChart(points: Series["points"], top: number, view: View, palette: Palette): string[] {
  const columns = Math.min(chartColumns, view.width - leftMargin);
  const longest = Math.log2(Math.max(2, points.at(-1)?.x ?? 2));
  const placed = points.map(({ x, value, interval }) => ({
    x: Math.log2(Math.max(1, x)) / longest,
    value,
    interval,
  }));
  const last = formatCount(points.at(-1)?.x ?? 0);
  const scale = " ".repeat(leftMargin) + "m = 1".padEnd(columns - last.length) + last;
  return [...lineChart(placed, { rows: chartRows, columns, top }, view, palette), palette.dim(scale)];
}

function budgetLines({ budget }: Spectrum, view: View, palette: Palette): string[] {
  if (budget === null) return [];
  const columns = Math.min(60, view.width - 2);
  const [random, learned, free] = view.ascii ? ["#", "=", "."] : ["█", "▒", "·"];
  const ofRandom = Math.round(budget.random * columns);
  const ofLearned = Math.round((budget.random + budget.learned) * columns) - ofRandom;
  const line =
    random!.repeat(ofRandom) + learned!.repeat(ofLearned) + free!.repeat(columns - ofRandom - ofLearned);
  const share = (part: keyof typeof budget.raw) =>
    shareText({ value: budget[part], interval: budget.intervals[part] }, view);
  const legend = [
    unbroken(`${random} random ${share("random")}`),
    unbroken(`  ${learned} learned ${share("learned")}`),
    unbroken(`  ${free} order ${share("free")}`),
  ];
  return [
    "",
    palette.bold("Budget") + palette.dim("  where log2 A goes"),
    line,
    paragraph(legend.join(" "), view),
  ];
}

/** Block entropies and their gains while words are covered. */
export function contextSection({ sample }: Explanation, view: View, palette: Palette): string | undefined {
  const gains = find(sample.measurements, "entropy-gains");
  const blocks = find(sample.measurements, "block-entropies");
  if (gains === undefined || blocks === undefined) return undefined;
  const title =
    palette.bold("Context curve") + palette.dim("  h(k): bits of a symbol after the k - 1 before it");
  if (gains.status === "undefined") return [title, paragraph(gains.reason, view)].join("\n");
  if (gains.shape !== "series" || blocks.status !== "ok" || blocks.shape !== "series") return undefined;
  const heights = blocks.value.points;
  const { points } = gains.value;
  const top = Math.max(Math.log2(Math.max(2, sample.alphabet.present)), points[0]?.value ?? 0);
  const rows = points
    .slice(0, shownOrders)
    .map(({ x, value }, i) => [
      String(x),
      (heights[i]?.value ?? 0).toFixed(3),
      value.toFixed(3),
      bar(value / top, barColumns, view.ascii),
    ]);
  const more = points.length > shownOrders ? [palette.dim(`and ${points.length - shownOrders} more`)] : [];
  const remark = palette.dim("longer words are too rare here to be measured; no intervals are known");
  return [
    title,
    plainTable(["k", "H(k)", "h(k)", ""].map(palette.dim), rows, [0, 1, 2]),
    ...more,
    remark,
  ].join("\n");
}

function find(measurements: readonly ReportedMeasurement[], id: string): ReportedMeasurement | undefined {
  return measurements.find(({ estimator }) => estimator === id);
}
