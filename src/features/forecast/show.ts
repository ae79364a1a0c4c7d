import { bitsText, percentText, unbroken } from "../../report/kit/figures.ts";
import { formatCount } from "../../report/kit/format.ts";
import { type Layout, layoutFor } from "../../report/kit/layout.ts";
import type { View } from "../../report/kit/renderer.ts";
import { type Rows, rowsOf } from "../../report/kit/rows.ts";
import { fitWidth } from "../../report/kit/text-width.ts";
import type { Expected, Forecast, ForecastGrade, ForecastOutcome } from "./schema.ts";

export function renderForecast(forecast: Forecast, view: View): string {
  const layout = layoutFor(view);
  const { outcome, grade } = forecast;
  const head = headSection(forecast, layout);
  if (outcome.status === "undefined") {
    const reason = layout.paragraph(`undefined: ${outcome.reason}`);
    return layout.text([layout.paragraph("This sample cannot be forecast."), `${head}\n${reason}`]);
  }
  return layout.text([
    layout.paragraph(openingOf(forecast, outcome)),
    `${head}\n${layout.dim(`SHA-256 of this forecast ${forecast.sha256.slice(0, 16)}`)}`,
    expectationSection(forecast, outcome, layout),
    remarkSection(forecast, outcome, layout),
    ...(grade === null ? [] : [gradeSection(grade, outcome, layout)]),
  ]);
}

function openingOf({ options, provenance }: Forecast, { loss, expectations }: ForecastOutcome): string {
  const last = expectations.at(-1);
  if (last === undefined) return "This forecast has no multiples of the sample.";
  const { value, lower95, upper95 } = last.loss;
  const symbol = options.encoding === "bytes" && provenance.kind !== "recipe" ? "byte" : "symbol";
  return `With ${factorText(last)} times as much data, the next ${symbol} costs ${value.toFixed(2)} bits (95 %: ${lower95.toFixed(2)} to ${upper95.toFixed(2)}); now it costs ${loss.value.toFixed(2)}.`;
}

function headSection({ name, sample }: Forecast, layout: Layout): string {
  const { n, of, order, blocks } = sample;
  const from =
    order === "in-order"
      ? `the first ${formatCount(n)} symbols in file order`
      : of === null
        ? `all ${formatCount(n)} symbols, ${blocks} blocks`
        : `${formatCount(n)} of ${formatCount(of)} symbols, ${blocks} blocks from the whole input`;
  return `${layout.bold(fitWidth(layout.escape(name), layout.view.width))}\n${layout.dim(from)}`;
}

function expectationSection({ sample }: Forecast, outcome: ForecastOutcome, layout: Layout): string {
  const lossCells = ({ value, lower95, upper95 }: Expected["loss"]) => [
    value.toFixed(3),
    `${lower95.toFixed(3)}${layout.dash}${upper95.toFixed(3)}`,
  ];
  const rows = outcome.expectations.map((one) => [
    ...[`${factorText(one)}x`, formatCount(one.symbols), amountText(one.codeLength.value)],
    ...[amountText(one.excess.value), intervalText(one.excess, layout), ...lossCells(one.loss)],
  ]);
  const now = ["1x", formatCount(sample.n), amountText(outcome.codeLength), "", ""];
  const head = ["", "symbols", "total", "more", "95 %", "l", "95 %"];
  return [
    layout.title("Forecast", "cost of more data, bit; l: cost of the next symbol there"),
    layout.table(head, [[...now, ...lossCells(outcome.loss)], ...rows], Array.from(head.keys())),
  ].join("\n");
}

function remarkSection({ sample }: Forecast, { law, expectations }: ForecastOutcome, layout: Layout): string {
  const copies = `, wider because ${percentText(law.duplicated)} of the long windows of the last half of the sample are copies`;
  const far = expectations.filter(({ graded }) => !graded).map((one) => `${factorText(one)}x`);
  const lines = [
    law.id === "f1"
      ? `Law: f1, whose limit is ${law.limit.toFixed(3)} bit/symbol.`
      : `Law: the cost grows like n^${law.exponent.toFixed(3)}.`,
    `Intervals: errors of such forecasts of ${law.texts} texts${sample.order === "in-order" ? " in file order" : ""}${law.duplicated > 0 ? copies : ""}.`,
    ...(far.length > 0 ? [`Forecasts as far as ${far.join(", ")} have never been graded.`] : []),
  ];
  return lines.map((line) => layout.paragraph(line)).join("\n");
}

function gradeSection(grade: ForecastGrade, { expectations }: ForecastOutcome, layout: Layout): string {
  const rows: string[][] = [];
  const missing: string[] = [];
  for (const [p, point] of grade.points.entries()) {
    const factor = `${factorText(point)}x`;
    if (point.status === "undefined") missing.push(layout.paragraph(`${factor}: ${point.reason}`));
    else
      rows.push([
        ...[factor, amountText(expectations[p]!.excess.value), amountText(point.excess)],
        ...[signedPercent(point), point.within80 ? "hit" : "miss", point.within95 ? "hit" : "miss"],
        ...point.baselines.slice(1).map(signedPercent),
      ]);
  }
  const head = ["", "forecast", "actual", "error", "80 %", "95 %", "power law", "f1"];
  return [
    layout.title("Grade", `cost of further data, on ${formatCount(grade.n)} symbols; errors of simple laws`),
    ...(rows.length > 0 ? [layout.table(head, rows, Array.from(head.keys()))] : []),
    ...missing,
  ].join("\n");
}

const columns = "name quantity factor symbols status value lower80 upper80 lower95 upper95 unit reason".split(
  " ",
);

export function forecastRows({ name, outcome }: Forecast): Rows {
  if (outcome.status === "undefined") return rowsOf(columns, [{ name, ...outcome }]);
  return rowsOf(
    columns,
    outcome.expectations.flatMap(({ factor, symbols, codeLength, loss }) => {
      const point = { name, factor, symbols, status: outcome.status };
      return [
        { ...point, quantity: "codeLength", ...codeLength, unit: "bit" },
        { ...point, quantity: "loss", ...loss, unit: "bit/symbol" },
      ];
    }),
  );
}

const signedPercent = ({ error }: { readonly error: number }) => percentText(error).replace(/^(?!-)/, "+");

const factorText = ({ factor }: { readonly factor: number }) => String(Number(factor.toFixed(3)));

/** All digits of the bits where they are few. */
const amountText = (bits: number) => (bits < 1e7 ? bitsText(bits) : `${bitsText(bits / 1000)} k`);

/** Both ends to three or four digits, which is their precision. */
function intervalText({ lower95, upper95 }: Expected["excess"], { dash }: Layout): string {
  const large = upper95 < 1e10 ? ([1e6, " M"] as const) : ([1e9, " G"] as const);
  const [unit, sign] = upper95 < 1e4 ? [1, ""] : upper95 < 1e7 ? [1e3, " k"] : large;
  const decimals = unit > 1 && upper95 < 100 * unit ? 1 : 0;
  return unbroken(`${(lower95 / unit).toFixed(decimals)}${dash}${(upper95 / unit).toFixed(decimals)}${sign}`);
}
