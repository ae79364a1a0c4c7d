import { paragraph, percentText, printed, unbroken } from "../report/kit/figures.ts";
import { escapeForTerminal, formatColumn, formatCount } from "../report/kit/format.ts";
import { type Palette, paletteFor } from "../report/kit/palette.ts";
import { plainTable } from "../report/kit/plain-table.ts";
import type { View } from "../report/kit/renderer.ts";
import { fitWidth, textWidth } from "../report/kit/text-width.ts";
import { amountText, dash, factorText, fittedTable, intervalText, signedPercent } from "./forecast-tables.ts";
import { partGrades, partSections } from "./render-parts.ts";
import type { Exponent, Forecast, ForecastExponents, ForecastGrade, ForecastOutcome } from "./schema.ts";

type Expectation = ForecastOutcome["expectations"][number];
type GradedPoint = Extract<ForecastGrade["points"][number], { status: "ok" }>;

/**
 * A forecast, and its grade where the rest was read, for a person.
 *
 * @returns text that ends in a line feed; equal forecasts and views give equal text
 */
export function renderForecast(forecast: Forecast, view: View): string {
  const palette = paletteFor(view.color);
  const { outcome, exponents, grade } = forecast;
  const sections = [paragraph(openingOf(forecast), view), headSection(forecast, view, palette)];
  if (outcome.status === "ok") {
    sections.push(
      expectationSection(forecast, outcome, view, palette),
      remarkSection(forecast, outcome, view),
    );
    if (outcome.parts !== undefined) sections.push(...partSections(outcome.parts, forecast, view, palette));
    if (grade !== null) sections.push(gradeSection(grade, outcome, view, palette));
    if (grade?.parts?.length) sections.push(partGrades(grade.parts, view, palette));
  }
  if (exponents !== undefined) sections.push(exponentSection(exponents, view, palette));
  return `${printed(sections.join("\n\n"))}\n`;
}

/** What is forecast, in one sentence. */
function openingOf(forecast: Forecast): string {
  const { outcome } = forecast;
  if (outcome.status === "undefined") return "No forecast can be made of this sample.";
  const last = outcome.expectations.at(-1);
  if (last === undefined) return "Nothing was asked of this forecast.";
  const { value, lower95, upper95 } = last.loss;
  const symbol = symbolName(forecast);
  return `With ${factorText(last.factor)} times as much, a further ${symbol} costs ${value.toFixed(2)} bits (95 %: ${lower95.toFixed(2)} to ${upper95.toFixed(2)}); now it costs ${outcome.loss.value.toFixed(2)}.`;
}

function headSection({ name, sample, outcome, sha256 }: Forecast, view: View, palette: Palette): string {
  const from =
    sample.order === "in-order"
      ? `the first ${formatCount(sample.n)} symbols in file order`
      : sample.of === null
        ? `all ${formatCount(sample.n)} symbols, ${sample.blocks} blocks`
        : `${formatCount(sample.n)} of ${formatCount(sample.of)} symbols, ${sample.blocks} blocks from all over it`;
  const shown = escapeForTerminal(name, view.ascii);
  const lines =
    textWidth(`${shown}  ${from}`) <= view.width
      ? [`${palette.bold(shown)}  ${palette.dim(from)}`]
      : [palette.bold(fitWidth(shown, view.width)), palette.dim(from)];
  if (outcome.status === "undefined") lines.push(paragraph(`undefined: ${outcome.reason}`, view));
  else lines.push(palette.dim(`SHA-256 of this forecast ${sha256.slice(0, 16)}`));
  return lines.join("\n");
}

const symbolName = ({ options, provenance }: Forecast) =>
  options.encoding === "bytes" && provenance.kind !== "recipe" ? "byte" : "symbol";

function expectationSection(
  forecast: Forecast,
  { loss, codeLength, expectations }: ForecastOutcome,
  view: View,
  palette: Palette,
): string {
  const rows = expectations.map((one) => [
    `${factorText(one.factor)}x`,
    formatCount(one.symbols),
    amountText(one.codeLength.value),
    amountText(one.excess.value),
    intervalText(one.excess.lower80, one.excess.upper80, view),
    intervalText(one.excess.lower95, one.excess.upper95, view),
    one.loss.value.toFixed(3),
    `${one.loss.lower95.toFixed(3)}${dash(view)}${one.loss.upper95.toFixed(3)}`,
  ]);
  const now = [
    ...["1x", formatCount(forecast.sample.n), amountText(codeLength), "", "", "", loss.value.toFixed(3)],
    `${loss.lower95.toFixed(3)}${dash(view)}${loss.upper95.toFixed(3)}`,
  ];
  const head = ["", "symbols", "in all", "more", "80 %", "95 %", "l", "95 %"];
  return [
    palette.bold("Forecast") +
      palette.dim("  bits that more of it costs; l: what a further symbol costs there"),
    fittedTable(head, [now, ...rows], [leastNeeded.inAll, leastNeeded.narrowInterval], view, palette),
  ].join("\n");
}

/** Columns that are left out first where a table is too wide: the one can be told from the others, the other lies within its neighbour. */
const leastNeeded = { inAll: 2, narrowInterval: 4 };

/** A limit below this share of the loss says nothing. */
const nowhere = 1 / 4;

function remarkSection(forecast: Forecast, outcome: ForecastOutcome, view: View): string {
  const { doubling, law, duplicates, drift, loss, expectations } = outcome;
  const symbol = symbolName(forecast);
  const half = (doubling.upper95 - doubling.lower95) / 2;
  const plusMinus = view.ascii ? "+-" : "±";
  const lines = [
    `Another doubling buys ${unbroken(formatColumn(doubling.value, half, 4, plusMinus))} bits/${symbol}.`,
  ];
  const last = expectations.at(-1);
  if (last !== undefined) {
    lines.push(
      `From here to ${factorText(last.factor)}x the loss falls from ${loss.value.toFixed(3)} to ${last.loss.value.toFixed(3)} bits/${symbol}.`,
    );
  }
  const { limit } = outcome;
  lines.push(
    limit.lower95 < nowhere * loss.value
      ? "No limit can be estimated: losses still fall too fast."
      : `Losses end between ${limit.lower95.toFixed(3)} and ${limit.upper95.toFixed(3)} bits/${symbol}, an upper bound of h.`,
  );
  lines.push(
    `Law: l falls by ${percentText(1 - Math.exp(Math.LN2 * law.slope))} a doubling within the sample; how that goes on was learned from ${law.texts} other texts of ${law.packages} packages.`,
  );
  if (duplicates.flagged) {
    lines.push(
      `Near-duplicates: ${percentText(duplicates.share)} of long windows also occur in another block, so intervals are wider.`,
    );
  }
  if (drift.named) {
    const size = `r = ${drift.correlation.toFixed(2)}, p = ${drift.pValue.toFixed(3)}`;
    lines.push(
      forecast.sample.of === null
        ? `Order matters: neighbouring blocks cost alike (${size}); what comes next may differ from what was read.`
        : `Order matters: neighbouring blocks cost alike (${size}); the forecast is for blocks in random order.`,
    );
  }
  if (outcome.jump !== null) {
    const { symbols, drop, bits, expert, pValue } = outcome.jump;
    lines.push(
      `A jump: in file order, losses fall by ${drop.toFixed(3)} bits/${symbol} at once after some ${unbroken(formatCount(symbols))} symbols, which saved ${amountText(bits)} bits (p = ${pValue.toFixed(3)}; ${expert}). Another may come, or none: intervals are wider for it.`,
    );
  }
  const far = expectations.filter(({ graded }) => !graded).map(({ factor }) => `${factorText(factor)}x`);
  if (far.length > 0) lines.push(`No forecast as far as ${far.join(", ")} was ever graded.`);
  return lines.map((line) => paragraph(line, view)).join("\n");
}

function gradeSection(grade: ForecastGrade, outcome: ForecastOutcome, view: View, palette: Palette): string {
  const reached = grade.points.filter((point) => point.status === "ok");
  const missed = grade.points.flatMap((point) => (point.status === "undefined" ? [point] : []));
  const lines = [
    palette.bold("Grade") + palette.dim(`  of the bits more, on ${formatCount(grade.n)} symbols`),
  ];
  if (reached.length > 0) {
    const expected = new Map<number, Expectation>(outcome.expectations.map((one) => [one.factor, one]));
    const names = reached[0]!.baselines.map(({ id }) => id);
    const head = ["", "forecast", "paid", "error", "floor", "80 %", "95 %", "Winkler", ...names];
    const rows = reached.map((point) => gradeRow(point, expected.get(point.factor)!));
    const own = rows.map((row) => row.slice(0, 8));
    lines.push(fittedTable(head.slice(0, 8), own, [], view, palette));
    lines.push("", palette.bold("Beside") + palette.dim("  error of simple laws, and skill over them"));
    const beside = rows.map((row) => [row[0]!, ...row.slice(8)]);
    lines.push(fittedTable(["", ...names], beside, weakestFirst, view, palette));
  }
  for (const { factor, reason } of missed) lines.push(paragraph(`${factorText(factor)}x: ${reason}`, view));
  return lines.join("\n");
}

/** Columns of simple laws in the order in which a narrow terminal loses them. */
const weakestFirst = [1, 2];

function gradeRow(point: GradedPoint, expected: Expectation): string[] {
  return [
    `${factorText(point.factor)}x`,
    amountText(expected.excess.value),
    amountText(point.excess),
    signedPercent(point.error),
    percentText(expected.samplingFloor),
    point.within80 ? "hit" : "miss",
    point.within95 ? "hit" : "miss",
    percentText(point.winkler95),
    ...point.baselines.map(
      ({ error, skill }) => `${signedPercent(error)}${skill === null ? "" : ` (${skill.toFixed(2)})`}`,
    ),
  ];
}

/** How fast a sample lets a learner learn, by figures of its own. */
function exponentSection(
  { covariance, context, scaling, hilberg, horizon }: ForecastExponents,
  view: View,
  palette: Palette,
): string {
  const power = (name: string, what: string, exponent: Exponent) => ({
    ...{ name, what, exponent },
    cells:
      exponent.status === "ok"
        ? [
            exponent.value.toFixed(3),
            `${exponent.lower95.toFixed(3)}${dash(view)}${exponent.upper95.toFixed(3)}`,
            `${exponent.from}${dash(view)}${exponent.to}`,
          ]
        : ["undefined", "", ""],
  });
  const rows = [
    power("beta", "covariance of symbols, by distance", covariance.exponent),
    power("gamma", "what context is worth, by its length", context.exponent),
    power("alpha", "gamma / (2 beta): loss, by data", scaling),
    power("Hilberg", "what neighbouring blocks share, at most", hilberg),
    {
      ...{ name: "horizon", what: "reach of memory, in symbols", exponent: horizon },
      cells: horizon.status === "ok" ? [horizon.value.toFixed(0), "none", ""] : ["undefined", "", ""],
    },
  ];
  const reasons = rows.flatMap(({ name, exponent }) =>
    exponent.status === "undefined" ? [paragraph(`${name}: ${exponent.reason}`, view)] : [],
  );
  return [
    palette.bold("Exponents") + palette.dim("  of the sample: how fast it lets a learner learn"),
    plainTable(
      ["", "", "value", "95 %", "fitted over"].map(palette.dim),
      rows.map(({ name, what, cells }) => [name, what, ...cells]),
      [2, 3, 4],
    ),
    ...reasons,
  ].join("\n");
}
