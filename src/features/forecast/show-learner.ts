import { grouped } from "../../core/collections.ts";
import { percentText } from "../../report/kit/figures.ts";
import { formatCount } from "../../report/kit/format.ts";
import { type Layout, layoutFor } from "../../report/kit/layout.ts";
import type { View } from "../../report/kit/renderer.ts";
import { type Rows, rowsOf } from "../../report/kit/rows.ts";
import { fitWidth } from "../../report/kit/text-width.ts";
import type { LearnerForecast } from "./schema.ts";

/** The forecast at one multiple of the size. */
type Point = Extract<LearnerForecast["outcome"], { status: "ok" }>["points"][number];

/** Printed numbers, bit/symbol. */
const lossesOf = (points: readonly Point[]): number[] =>
  points.flatMap((point) => (point.status === "ok" ? Object.values(point.loss) : []));

/** Decimals with which the least of the numbers has two significant digits; no fewer than usual. */
function decimalsFor(numbers: readonly number[], usual: number): number {
  const least = Math.min(...numbers.filter((one) => one > 0));
  return Math.max(usual, Math.ceil(1 - Math.log10(least)));
}

const bitsWith = (decimals: number) => (bits: number) => bits.toFixed(decimals);

/** A line for each multiple. @param first the line before them */
function pointsTable(points: readonly Point[], layout: Layout, first: readonly string[]): string {
  const bits = bitsWith(decimalsFor(lossesOf(points), 3));
  const range = (lower: number, upper: number) => `${bits(lower)}${layout.dash}${bits(upper)}`;
  const rows = points.map((point) => {
    const begin = [`${point.factor}x`, formatCount(point.symbols)];
    if (point.status === "undefined") return [...begin, "-", "", "", ""];
    const { value, lower80, upper80, lower95, upper95 } = point.loss;
    const error = percentText(point.medianError);
    return [...begin, bits(value), range(lower80, upper80), range(lower95, upper95), error];
  });
  const head = ["", "learned", "bit/symbol", "80 %", "95 %", "usual error"];
  return layout.table(head, [first, ...rows], [0, 1, 2, 3, 4, 5]);
}

/** Reasons why some multiples have no forecast, a line for each. */
function withheldLines(points: readonly Point[]): string[] {
  const withheld = points.flatMap((point) => (point.status === "undefined" ? [point] : []));
  return Array.from(
    grouped(withheld, ({ reason }) => reason),
    ([reason, some]) => {
      const factors = some.map(({ factor }) => `${factor}x`);
      return `No forecast for ${factors.join(", ")}: ${reason}.`;
    },
  );
}

/**
 * The expected cost of more for a learner, for a person.
 *
 * @returns text that ends in a line feed; equal forecasts and views give equal text
 */
export function renderLearnerForecast(forecast: LearnerForecast, view: View): string {
  const { name, learner, learned, asked, curve, outcome } = forecast;
  const layout = layoutFor(view);
  const head = [
    layout.bold(fitWidth(layout.escape(name), view.width)),
    layout.dim(fitWidth(`learner: ${layout.escape(learner)}`, view.width)),
    layout.dim(`${formatCount(learned)} symbols learned, ${formatCount(asked.symbols)} held out`),
  ].join("\n");
  if (outcome.status === "undefined") {
    return layout.text([layout.paragraph(openingOf(forecast)), head, layout.paragraph(outcome.reason)]);
  }
  const { points } = outcome;
  const now = curve.at(-1)!.learner;
  const decimals = decimalsFor(lossesOf(points), 3);
  const ok = points.find(({ status }) => status === "ok");
  const remarks = withheldLines(points);
  if (ok?.status === "ok")
    remarks.unshift(
      `The forecast uses the losses at 1x and at half of it. It was learned from ${ok.examples} curves of small networks on texts of ${ok.groups} packages. Usual error: median when each package is forecast by the others. Intervals cover the choice of held-out blocks and the variation of such curves.`,
    );
  const first = ["1x", formatCount(learned), layout.column(now, decimals), "", "", "measured"];
  return layout.text([
    layout.paragraph(openingOf(forecast)),
    head,
    pointsTable(points, layout, first),
    remarks.map((line) => layout.paragraph(line)).join("\n"),
  ]);
}

function openingOf({ curve, outcome }: LearnerForecast): string {
  const last = outcome.status === "ok" ? outcome.points.findLast(({ status }) => status === "ok") : undefined;
  if (last?.status !== "ok") return "The loss of the learner on more data cannot be forecast.";
  const now = curve.at(-1)!.learner.value;
  const { value, lower95, upper95 } = last.loss;
  const bits = bitsWith(decimalsFor([now, value, lower95, upper95], 2));
  return `With ${last.factor} times as much data, the loss of the learner on held-out blocks will be ${bits(value)} bit/symbol (95 %: ${bits(lower95)} to ${bits(upper95)}); now it is ${bits(now)}.`;
}

const columns = [
  ...["name", "learner", "factor", "symbols", "status", "value", "lower80", "upper80", "lower95", "upper95"],
  ...["unit", "reason"],
];

/** A forecast as one table: a row for each multiple. */
export function learnerForecastRows({ name, learner, outcome }: LearnerForecast): Rows {
  const about = { name, learner, unit: "bit/symbol" };
  if (outcome.status === "undefined") return rowsOf(columns, [{ ...about, ...outcome }]);
  return rowsOf(
    columns,
    outcome.points.map((point) => ({ ...about, ...point, ...(point.status === "ok" ? point.loss : {}) })),
  );
}
