import type * as z from "zod";
import { percentText } from "../report/kit/figures.ts";
import { formatCount } from "../report/kit/format.ts";
import type { Palette } from "../report/kit/palette.ts";
import { plainTable } from "../report/kit/plain-table.ts";
import type { View } from "../report/kit/renderer.ts";
import type { Rows } from "../report/kit/rows.ts";
import type { networkPointSchema } from "./network-forecast-schema.ts";

/** What is said of so many times as much. */
type Point = z.infer<typeof networkPointSchema>;

/** Numbers that are said, bit/symbol. */
export const lossesOf = (points: readonly Point[]): number[] =>
  points.flatMap((point) => (point.status === "ok" ? Object.values(point.loss) : []));

/** Decimals with which the least of the numbers has two figures that say something; no fewer than usual. */
export function decimalsFor(numbers: readonly number[], usual: number): number {
  const least = Math.min(...numbers.filter((one) => one > 0));
  return Math.max(usual, Math.ceil(1 - Math.log10(least)));
}

export const bitsWith = (decimals: number) => (bits: number) => bits.toFixed(decimals);

/** A line for each multiple. @param first lines before them */
export function pointsTable(
  points: readonly Point[],
  view: View,
  palette: Palette,
  first: readonly (readonly string[])[] = [],
): string {
  const dash = view.ascii ? "-" : "–";
  const bits = bitsWith(decimalsFor(lossesOf(points), 3));
  const range = (lower: number, upper: number) => `${bits(lower)}${dash}${bits(upper)}`;
  const rows = points.map((point) => {
    const begin = [`${point.factor}x`, formatCount(point.symbols)];
    if (point.status === "undefined") return [...begin, "-", "", "", ""];
    const { value, lower80, upper80, lower95, upper95 } = point.loss;
    const error = percentText(point.medianError);
    return [...begin, bits(value), range(lower80, upper80), range(lower95, upper95), error];
  });
  const head = ["", "learned", "bits a symbol", "80 %", "95 %", "usually off"].map(palette.dim);
  return plainTable(head, [...first, ...rows], [0, 1, 2, 3, 4, 5]);
}

/** Why nothing is said of some multiples, a line for each reason. */
export function withheldLines(points: readonly Point[]): string[] {
  const reasons = new Map<string, string[]>();
  for (const point of points)
    if (point.status === "undefined")
      reasons.set(point.reason, [...(reasons.get(point.reason) ?? []), `${point.factor}x`]);
  return Array.from(reasons, ([reason, factors]) => `Nothing is said of ${factors.join(", ")}: ${reason}.`);
}

type Outcome =
  | { readonly status: "ok"; readonly points: readonly Point[] }
  | { readonly status: "undefined"; readonly reason: string };

/** A forecast as one table: a row for each multiple. @param who heads the column of who pays */
export function pointRows(who: string, name: string, payer: string, outcome: Outcome): Rows {
  const columns = ["name", who, "factor", "symbols", "status", "value", "lower80", "upper80", "lower95", "upper95", "unit", "reason"]; // biome-ignore format: one line
  const none = [null, null, null, null, null];
  if (outcome.status === "undefined")
    return {
      columns,
      rows: [[name, payer, null, null, outcome.status, ...none, "bit/symbol", outcome.reason]],
    };
  return {
    columns,
    rows: outcome.points.map((point) => {
      const begin = [name, payer, point.factor, point.symbols, point.status];
      if (point.status === "undefined") return [...begin, ...none, "bit/symbol", point.reason];
      const { value, lower80, upper80, lower95, upper95 } = point.loss;
      return [...begin, value, lower80, upper80, lower95, upper95, "bit/symbol", null];
    }),
  };
}
