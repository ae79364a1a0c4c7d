import { paragraph } from "../report/kit/figures.ts";
import type { Palette } from "../report/kit/palette.ts";
import { plainTable } from "../report/kit/plain-table.ts";
import type { View } from "../report/kit/renderer.ts";
import { dash } from "./forecast-tables.ts";
import type { Exponent, ForecastExponents } from "./schema.ts";

/**
 * How fast a sample lets a learner learn, by figures of its own.
 *
 * @throws never
 */
export function exponentSection(
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
