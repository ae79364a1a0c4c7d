import type { Forecast, ForecastGrade, ForecastPart } from "../core/forecast-schema.ts";
import { paragraph, percentText, unbroken } from "./explanation-format.ts";
import { dash, factorText, fittedTable, signedPercent } from "./forecast-tables.ts";
import { formatCount } from "./format.ts";
import type { Palette } from "./palette.ts";
import type { View } from "./renderer.ts";

/** Parts that are told of: those with a place. */
const present = ({ share }: ForecastPart) => share > 0;

/** Columns of the largest sizes are kept where a terminal is narrow. */
const smallestFirst = [2, 3, 4];

/**
 * What places of each kind cost while the sample was read, and what they will cost.
 *
 * @param parts of the forecast
 * @throws never
 */
export function partSections(
  parts: readonly ForecastPart[],
  { options, sample }: Pick<Forecast, "options" | "sample">,
  view: View,
  palette: Palette,
): string[] {
  const shown = parts.filter(present);
  const known = shown.some(({ exact }) => exact !== null);
  const sizes = shown[0]?.curve.map(({ symbols }) => formatCount(Math.round(symbols))) ?? [];
  const learned = [
    palette.bold("Parts") + palette.dim("  bits a symbol of each cost while so much of the sample was read"),
    fittedTable(
      ["", "share", ...sizes, ...(known ? ["exact"] : [])],
      shown.map(({ name, share, curve, exact }) => [
        name,
        percentText(share),
        ...curve.map(({ loss }) => (loss === null ? "" : loss.toFixed(3))),
        ...(known ? [exact === null ? "" : exact.toFixed(3)] : []),
      ]),
      smallestFirst,
      view,
      palette,
    ),
  ];
  const forecast = shown.filter(({ outcome }) => outcome.status === "ok");
  const head = ["", "1x", ...options.factors.flatMap((factor) => [`${factorText(factor)}x`, "95 %"])];
  const expected = forecast.map(({ name, outcome }) => {
    if (outcome.status !== "ok") return [name];
    return [
      name,
      outcome.loss.value.toFixed(3),
      ...outcome.expectations.flatMap(({ loss }) => [
        loss.value.toFixed(3),
        unbroken(`${loss.lower95.toFixed(3)}${dash(view)}${loss.upper95.toFixed(3)}`),
      ]),
    ];
  });
  const narrow = options.factors.map((_, f) => 3 + 2 * f).slice(0, -1);
  const lines = [
    palette.bold("Forecast of the parts") +
      palette.dim(`  bits a further symbol of each costs at so many times ${formatCount(sample.n)}`),
    fittedTable(head, expected, narrow, view, palette),
  ];
  for (const { name, outcome } of shown) {
    if (outcome.status !== "ok") lines.push(paragraph(`${name}: ${outcome.reason}`, view));
  }
  return [learned.join("\n"), lines.join("\n")];
}

/**
 * Errors of the forecasts of parts, and whether their intervals held.
 *
 * @throws never
 */
export function partGrades(parts: NonNullable<ForecastGrade["parts"]>, view: View, palette: Palette): string {
  const reached = (parts[0]?.points ?? []).filter(({ status }) => status === "ok");
  const head = ["", ...reached.flatMap(({ factor }) => [`${factorText(factor)}x`, "80 %", "95 %"])];
  const rows = parts.map(({ name, points }) => [
    name,
    ...points.flatMap((point) =>
      point.status === "ok"
        ? [signedPercent(point.error), point.within80 ? "hit" : "miss", point.within95 ? "hit" : "miss"]
        : [],
    ),
  ]);
  const narrow = reached.map((_, f) => 2 + 3 * f);
  return [
    palette.bold("Grade of the parts") + palette.dim("  error of the bits more that each took"),
    fittedTable(head, rows, narrow, view, palette),
  ].join("\n");
}
