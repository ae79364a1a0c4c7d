import { grouped } from "../../core/collections.ts";
import { bitsText, percentText, unbroken } from "../../report/kit/figures.ts";
import { formatColumn, formatCount } from "../../report/kit/format.ts";
import { type Layout, layoutFor } from "../../report/kit/layout.ts";
import type { View } from "../../report/kit/renderer.ts";
import { type Rows, rowsOf } from "../../report/kit/rows.ts";
import { fitWidth, textWidth } from "../../report/kit/text-width.ts";
import type {
  Exponent,
  Forecast,
  ForecastExponents,
  ForecastGrade,
  ForecastOutcome,
  ForecastPart,
} from "./schema.ts";

type Expectation = ForecastOutcome["expectations"][number];
type GradedPoint = Extract<ForecastGrade["points"][number], { status: "ok" }>;

/**
 * A forecast, and its grade where the rest was read, for a person.
 *
 * @returns text that ends in a line feed; equal forecasts and views give equal text
 */
export function renderForecast(forecast: Forecast, view: View): string {
  const layout = layoutFor(view);
  const { outcome, exponents, grade } = forecast;
  const sections = [layout.paragraph(openingOf(forecast)), headSection(forecast, layout)];
  if (outcome.status === "ok") {
    sections.push(expectationSection(forecast, outcome, layout), remarkSection(forecast, outcome, layout));
    if (outcome.parts !== undefined) sections.push(...partSections(outcome.parts, forecast, layout));
    if (grade !== null) sections.push(gradeSection(grade, outcome, layout));
    if (grade?.parts?.length) sections.push(partGrades(grade.parts, layout));
  }
  if (exponents !== undefined) sections.push(exponentSection(exponents, layout));
  return layout.text(sections);
}

/** The forecast in one sentence. */
function openingOf(forecast: Forecast): string {
  const { outcome } = forecast;
  if (outcome.status === "undefined") return "This sample cannot be forecast.";
  const last = outcome.expectations.at(-1);
  if (last === undefined) return "This forecast has no multiples of the sample.";
  const { value, lower95, upper95 } = last.loss;
  const symbol = symbolName(forecast);
  return `With ${factorText(last.factor)} times as much data, the next ${symbol} costs ${value.toFixed(2)} bits (95 %: ${lower95.toFixed(2)} to ${upper95.toFixed(2)}); now it costs ${outcome.loss.value.toFixed(2)}.`;
}

function headSection({ name, sample, outcome, sha256 }: Forecast, layout: Layout): string {
  const from =
    sample.order === "in-order"
      ? `the first ${formatCount(sample.n)} symbols in file order`
      : sample.of === null
        ? `all ${formatCount(sample.n)} symbols, ${sample.blocks} blocks`
        : `${formatCount(sample.n)} of ${formatCount(sample.of)} symbols, ${sample.blocks} blocks from the whole input`;
  const shown = layout.escape(name);
  const lines =
    textWidth(`${shown}  ${from}`) <= layout.view.width
      ? [`${layout.bold(shown)}  ${layout.dim(from)}`]
      : [layout.bold(fitWidth(shown, layout.view.width)), layout.dim(from)];
  if (outcome.status === "undefined") lines.push(layout.paragraph(`undefined: ${outcome.reason}`));
  else lines.push(layout.dim(`SHA-256 of this forecast ${sha256.slice(0, 16)}`));
  return lines.join("\n");
}

const symbolName = ({ options, provenance }: Forecast) =>
  options.encoding === "bytes" && provenance.kind !== "recipe" ? "byte" : "symbol";

function expectationSection(
  forecast: Forecast,
  { loss, codeLength, expectations }: ForecastOutcome,
  layout: Layout,
): string {
  const rows = expectations.map((one) => [
    `${factorText(one.factor)}x`,
    formatCount(one.symbols),
    amountText(one.codeLength.value),
    amountText(one.excess.value),
    intervalText(one.excess.lower80, one.excess.upper80, layout),
    intervalText(one.excess.lower95, one.excess.upper95, layout),
    one.loss.value.toFixed(3),
    rangeText(one.loss, layout),
  ]);
  const now = [
    ...["1x", formatCount(forecast.sample.n), amountText(codeLength), "", "", "", loss.value.toFixed(3)],
    rangeText(loss, layout),
  ];
  const head = ["", "symbols", "total", "more", "80 %", "95 %", "l", "95 %"];
  return [
    layout.title("Forecast", "cost of more data, bit; l: cost of the next symbol there"),
    fittedTable(head, [now, ...rows], [leastNeeded.inAll, leastNeeded.narrowInterval], layout),
  ].join("\n");
}

/**
 * Columns that are omitted first where a table is too wide: the former follows from the others, the latter is within its
 * neighbour.
 */
const leastNeeded = { inAll: 2, narrowInterval: 4 };

/** A limit below this share of the loss is useless. */
const leastUsefulLimit = 1 / 4;

function remarkSection(forecast: Forecast, outcome: ForecastOutcome, layout: Layout): string {
  const { doubling, law, duplicates, drift, loss, expectations } = outcome;
  const symbol = symbolName(forecast);
  const half = (doubling.upper95 - doubling.lower95) / 2;
  const lines = [
    `The next doubling lowers the loss by ${unbroken(formatColumn(doubling.value, half, 4, layout.plusMinus))} bit/${symbol}${doubling.lower95 > 0 || doubling.upper95 < 0 ? "" : ": no significant change"}.`,
  ];
  const last = expectations.at(-1);
  if (last !== undefined) {
    lines.push(
      `From 1x to ${factorText(last.factor)}x the loss falls from ${loss.value.toFixed(3)} to ${last.loss.value.toFixed(3)} bit/${symbol}.`,
    );
  }
  const { limit } = outcome;
  lines.push(
    limit.lower95 < leastUsefulLimit * loss.value
      ? "The limit cannot be estimated, because losses still fall too fast."
      : `The limit of the loss is between ${limit.lower95.toFixed(3)} and ${limit.upper95.toFixed(3)} bit/${symbol}, an upper bound of h.`,
  );
  lines.push(
    `Law: l falls by ${percentText(1 - Math.exp(Math.LN2 * law.slope))} per doubling within the sample; ${forecast.sample.order === "in-order" ? "the forecast is a geometric mean of the power law, f1 and the last rate. Its error" : "its continuation"} was learned from ${law.texts} other texts of ${law.packages} packages.`,
  );
  if (duplicates.flagged) {
    lines.push(
      `Near-duplicates: ${percentText(duplicates.share)} of long windows also occur in another block. This widens the intervals.`,
    );
  }
  if (drift.named) {
    const size = `r = ${drift.correlation.toFixed(2)}, p = ${drift.pValue.toFixed(3)}`;
    lines.push(
      forecast.sample.of === null
        ? `Order matters: neighbouring blocks have similar costs (${size}). The data that follows may differ from the sample.`
        : `Order matters: neighbouring blocks have similar costs (${size}). The forecast is for blocks in random order.`,
    );
  }
  if (outcome.jump !== null) {
    const { symbols, drop, bits, expert, pValue } = outcome.jump;
    lines.push(
      `Jump: in file order, the loss falls suddenly by ${drop.toFixed(3)} bit/${symbol} after about ${unbroken(formatCount(symbols))} symbols, which saves ${amountText(bits)} bits (p = ${pValue.toFixed(3)}; ${expert}). Further jumps are possible. This widens the intervals.`,
    );
  }
  const far = expectations.filter(({ graded }) => !graded).map(({ factor }) => `${factorText(factor)}x`);
  if (far.length > 0) lines.push(`Forecasts as far as ${far.join(", ")} have never been graded.`);
  return lines.map((line) => layout.paragraph(line)).join("\n");
}

function gradeSection(grade: ForecastGrade, outcome: ForecastOutcome, layout: Layout): string {
  const reached = grade.points.filter((point) => point.status === "ok");
  const missed = grade.points.flatMap((point) => (point.status === "undefined" ? [point] : []));
  const lines = [layout.title("Grade", `cost of the further data, on ${formatCount(grade.n)} symbols`)];
  if (reached.length > 0) {
    const expected = new Map<number, Expectation>(outcome.expectations.map((one) => [one.factor, one]));
    const names = reached[0]!.baselines.map(({ id }) => id);
    const head = ["", "forecast", "actual", "error", "floor", "80 %", "95 %", "Winkler", ...names];
    const rows = reached.map((point) => gradeRow(point, expected.get(point.factor)!));
    const own = rows.map((row) => row.slice(0, 8));
    lines.push(fittedTable(head.slice(0, 8), own, [], layout));
    lines.push("", layout.title("Simple laws", "their error, and (skill of the forecast)"));
    const beside = rows.map((row) => [row[0]!, ...row.slice(8)]);
    lines.push(fittedTable(["", ...names], beside, weakestFirst, layout));
  }
  for (const { factor, reason } of missed) lines.push(layout.paragraph(`${factorText(factor)}x: ${reason}`));
  return lines.join("\n");
}

/** Columns of simple laws in the order in which a narrow terminal omits them. */
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

/** How fast a learner can learn a sample, from its exponents. */
function exponentSection(
  { covariance, context, scaling, hilberg, horizon }: ForecastExponents,
  layout: Layout,
): string {
  const { dash } = layout;
  const power = (name: string, what: string, exponent: Exponent) => ({
    ...{ name, what, exponent },
    cells:
      exponent.status === "ok"
        ? [exponent.value.toFixed(3), rangeText(exponent, layout), `${exponent.from}${dash}${exponent.to}`]
        : ["undefined", "", ""],
  });
  const rows = [
    power("beta", "covariance of symbols, by distance", covariance.exponent),
    power("gamma", "loss saved by context, by its length", context.exponent),
    power("alpha", "gamma / (2 beta): loss, by data", scaling),
    power("Hilberg", "information shared by blocks, at most", hilberg),
    {
      ...{ name: "horizon", what: "reach of memory, in symbols", exponent: horizon },
      cells: horizon.status === "ok" ? [horizon.value.toFixed(0), "none", ""] : ["undefined", "", ""],
    },
  ];
  const reasons = rows.flatMap(({ name, exponent }) =>
    exponent.status === "undefined" ? [layout.paragraph(`${name}: ${exponent.reason}`)] : [],
  );
  return [
    layout.title("Exponents", "how fast a learner can learn the sample"),
    layout.table(
      ["", "", "value", "95 %", "fitted over"],
      rows.map(({ name, what, cells }) => [name, what, ...cells]),
      [2, 3, 4],
    ),
    ...reasons,
  ].join("\n");
}

/** Parts that are listed: those that occur. */
const present = ({ share }: ForecastPart) => share > 0;

/** A narrow terminal keeps the columns of the largest sizes. */
const smallestFirst = [2, 3, 4];

/**
 * Past and expected costs at positions of each kind.
 *
 * @param parts of the forecast
 */
function partSections(
  parts: readonly ForecastPart[],
  { options, sample }: Pick<Forecast, "options" | "sample">,
  layout: Layout,
): string[] {
  const shown = parts.filter(present);
  const known = shown.some(({ exact }) => exact !== null);
  const sizes = shown[0]?.curve.map(({ symbols }) => formatCount(Math.round(symbols))) ?? [];
  const learned = [
    layout.title("Parts", "bit/symbol of each, by symbols of the sample that were read"),
    fittedTable(
      ["", "share", ...sizes, ...(known ? ["exact"] : [])],
      shown.map(({ name, share, curve, exact }) => [
        name,
        percentText(share),
        ...curve.map(({ loss }) => (loss === null ? "" : loss.toFixed(3))),
        ...(known ? [exact === null ? "" : exact.toFixed(3)] : []),
      ]),
      smallestFirst,
      layout,
    ),
  ];
  const forecast = shown.filter(({ outcome }) => outcome.status === "ok");
  const head = ["", "1x", ...options.factors.flatMap((factor) => [`${factorText(factor)}x`, "95 %"])];
  const expected = forecast.map(({ name, outcome }) => {
    if (outcome.status !== "ok") return [name];
    const cells = options.factors.flatMap((factor) => {
      const loss = outcome.expectations.find((one) => one.factor === factor)?.loss;
      if (loss === undefined) return ["undefined", ""];
      return [loss.value.toFixed(3), unbroken(rangeText(loss, layout))];
    });
    return [name, outcome.loss.value.toFixed(3), ...cells];
  });
  const narrow = options.factors.map((_, f) => 3 + 2 * f).slice(0, -1);
  const lines = [
    layout.title(
      "Forecast of the parts",
      `bits per next symbol of each, at multiples of ${formatCount(sample.n)}`,
    ),
    ...(expected.length > 0 ? [fittedTable(head, expected, narrow, layout)] : []),
    ...[...grouped(shown, ({ outcome }) => reasonOf(outcome))].flatMap(([reason, parts]) =>
      reason === undefined
        ? []
        : [layout.paragraph(`${parts.map(({ name }) => name).join(", ")}: ${reason}`)],
    ),
  ];
  return [learned.join("\n"), lines.join("\n")];
}

function reasonOf(outcome: ForecastPart["outcome"]): string | undefined {
  if (outcome.status !== "ok") return outcome.reason;
  if (outcome.untold === undefined) return undefined;
  const far = outcome.untold.map(({ factor }) => `${factorText(factor)}x`).join(", ");
  return `undefined at ${far}: ${outcome.untold[0]!.reason}`;
}

/** Errors of the forecasts of parts, and whether their intervals covered. */
function partGrades(parts: NonNullable<ForecastGrade["parts"]>, layout: Layout): string {
  const points = parts.flatMap((part) => part.points.filter(({ status }) => status === "ok"));
  const reached = [...new Set(points.map(({ factor }) => factor))].sort((a, b) => a - b);
  const head = ["", ...reached.flatMap((factor) => [`${factorText(factor)}x`, "80 %", "95 %"])];
  const rows = parts.map(({ name, points }) => [
    name,
    ...reached.flatMap((factor) => {
      const point = points.find((one) => one.factor === factor);
      if (point?.status !== "ok") return ["", "", ""];
      return [signedPercent(point.error), point.within80 ? "hit" : "miss", point.within95 ? "hit" : "miss"];
    }),
  ]);
  const narrow = reached.map((_, f) => 2 + 3 * f);
  return [
    layout.title("Grade of the parts", "error of the cost of further data, by part"),
    fittedTable(head, rows, narrow, layout),
  ].join("\n");
}

const columns = [
  ...["name", "part", "quantity", "factor", "symbols", "status", "value", "lower80", "upper80"],
  ...["lower95", "upper95", "unit", "reason"],
];

/** One row per quantity at a multiple of the sample, of the whole and of its parts. */
export function forecastRows({ name, outcome }: Forecast): Rows {
  const rowsIn = (
    part: string | null,
    { status, ...found }: Forecast["outcome"] | ForecastPart["outcome"],
  ) => {
    const about = { name, part };
    const absent = (one: object) => ({ ...about, status: "undefined", ...one });
    if ("reason" in found) return [absent(found)];
    return [
      ...found.expectations.flatMap(({ factor, symbols, codeLength, loss }) => {
        const point = { ...about, factor, symbols, status };
        return [
          { ...point, quantity: "codeLength", ...codeLength, unit: "bit" },
          { ...point, quantity: "loss", ...loss, unit: "bit/symbol" },
        ];
      }),
      ...("untold" in found ? (found.untold ?? []).map(absent) : []),
    ];
  };
  const parts = outcome.status === "ok" ? (outcome.parts ?? []) : [];
  return rowsOf(columns, [
    ...rowsIn(null, outcome),
    ...parts.flatMap((part) => rowsIn(part.name, part.outcome)),
  ]);
}

/** A table without the columns that a terminal has no room for, omitting the first of `spare` first; names are on the left. */
function fittedTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  spare: readonly number[],
  layout: Layout,
): string {
  const named = rows.every(([first = ""]) => /^\p{L}/u.test(first));
  let table = "";
  for (let left = 0; left <= spare.length; left++) {
    const dropped = spare.slice(0, left);
    const keep = <T>(cells: readonly T[]) => cells.filter((_, column) => !dropped.includes(column));
    const kept = keep(head);
    table = layout.table(kept, rows.map(keep), Array.from(kept.keys()).slice(named ? 1 : 0));
    if (table.split("\n").every((line) => textWidth(line) <= layout.view.width)) break;
  }
  return table;
}

function signedPercent(share: number): string {
  const text = percentText(share);
  return text.startsWith("-") ? text : `+${text}`;
}

function factorText(factor: number): string {
  return String(Number(factor.toFixed(3)));
}

/** All digits of the bits where they are few. */
function amountText(bits: number): string {
  return bits < 1e7 ? bitsText(bits) : `${bitsText(bits / 1000)} k`;
}

function rangeText({ lower95, upper95 }: { lower95: number; upper95: number }, { dash }: Layout): string {
  return `${lower95.toFixed(3)}${dash}${upper95.toFixed(3)}`;
}

/** Both ends to three or four digits, which is their precision. */
function intervalText(lower: number, upper: number, { dash }: Layout): string {
  const [unit, sign] = upper < 1e4 ? [1, ""] : upper < 1e7 ? [1e3, " k"] : [1e6, " M"];
  const decimals = unit > 1 && upper < 100 * unit ? 1 : 0;
  return unbroken(`${(lower / unit).toFixed(decimals)}${dash}${(upper / unit).toFixed(decimals)}${sign}`);
}
