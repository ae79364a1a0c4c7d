import { paragraph, percentText, unbroken } from "../report/kit/figures.ts";
import { formatCount } from "../report/kit/format.ts";
import type { Palette } from "../report/kit/palette.ts";
import type { View } from "../report/kit/renderer.ts";
import { dash, factorText, fittedTable, signedPercent } from "./forecast-tables.ts";
import type { Forecast, ForecastGrade, ForecastPart } from "./schema.ts";

/** Parts that are listed: those with a position. */
const present = ({ share }: ForecastPart) => share > 0;

/** Columns of the largest sizes are kept where a terminal is narrow. */
const smallestFirst = [2, 3, 4];

/**
 * What places of each kind cost while the sample was read, and what they will cost.
 *
 * @param parts of the forecast
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
    const cells = options.factors.flatMap((factor) => {
      const loss = outcome.expectations.find((one) => one.factor === factor)?.loss;
      if (loss === undefined) return ["undefined", ""];
      const interval = `${loss.lower95.toFixed(3)}${dash(view)}${loss.upper95.toFixed(3)}`;
      return [loss.value.toFixed(3), unbroken(interval)];
    });
    return [name, outcome.loss.value.toFixed(3), ...cells];
  });
  const narrow = options.factors.map((_, f) => 3 + 2 * f).slice(0, -1);
  const lines = [
    palette.bold("Forecast of the parts") +
      palette.dim(`  bits a further symbol of each costs at so many times ${formatCount(sample.n)}`),
    ...(expected.length > 0 ? [fittedTable(head, expected, narrow, view, palette)] : []),
    ...[...reasonsOf(shown)].map(([reason, names]) => paragraph(`${names.join(", ")}: ${reason}`, view)),
  ];
  return [learned.join("\n"), lines.join("\n")];
}

/** Why parts are undefined, and which are. */
function reasonsOf(parts: readonly ForecastPart[]): Map<string, string[]> {
  const reasons = new Map<string, string[]>();
  for (const { name, outcome } of parts) {
    const reason = reasonOf(outcome);
    if (reason !== undefined) reasons.set(reason, [...(reasons.get(reason) ?? []), name]);
  }
  return reasons;
}

function reasonOf(outcome: ForecastPart["outcome"]): string | undefined {
  if (outcome.status !== "ok") return outcome.reason;
  if (outcome.untold === undefined) return undefined;
  const far = outcome.untold.map(({ factor }) => `${factorText(factor)}x`).join(", ");
  return `undefined at ${far}: ${outcome.untold[0]!.reason}`;
}

/** Errors of the forecasts of parts, and whether their intervals held. */
export function partGrades(parts: NonNullable<ForecastGrade["parts"]>, view: View, palette: Palette): string {
  const reached = [...new Set(parts.flatMap(({ points }) => points.flatMap(reachedFactor)))];
  reached.sort((a, b) => a - b);
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
    palette.bold("Grade of the parts") + palette.dim("  error of the bits more that each took"),
    fittedTable(head, rows, narrow, view, palette),
  ].join("\n");
}

function reachedFactor(point: ForecastGrade["points"][number]): number[] {
  return point.status === "ok" ? [point.factor] : [];
}
