import { bitsText, percentText, unbroken } from "../report/kit/figures.ts";
import type { Palette } from "../report/kit/palette.ts";
import { plainTable } from "../report/kit/plain-table.ts";
import type { View } from "../report/kit/renderer.ts";
import { textWidth } from "../report/kit/text-width.ts";

/** A table without the columns, the first of `spare` first, for which a terminal has no room. */
export function fittedTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  spare: readonly number[],
  view: View,
  palette: Palette,
): string {
  let table = "";
  for (let left = 0; left <= spare.length; left++) {
    const dropped = spare.slice(0, left);
    const keep = <T>(cells: readonly T[]) => cells.filter((_, column) => !dropped.includes(column));
    const kept = keep(head);
    table = plainTable(
      kept.map(palette.dim),
      rows.map(keep),
      kept.map((_, column) => column),
    );
    if (table.split("\n").every((line) => textWidth(line) <= view.width)) break;
  }
  return table;
}

export function signedPercent(share: number): string {
  const text = percentText(share);
  return text.startsWith("-") ? text : `+${text}`;
}

export function factorText(factor: number): string {
  return String(Number(factor.toFixed(3)));
}

export function dash({ ascii }: View): string {
  return ascii ? "-" : "–";
}

/** Bits in full where they are few enough to be read. */
export function amountText(bits: number): string {
  return bits < 1e7 ? bitsText(bits) : `${bitsText(bits / 1000)} k`;
}

/** Both ends to three or four digits: they are no surer. */
export function intervalText(lower: number, upper: number, view: View): string {
  const [unit, sign] = upper < 1e4 ? [1, ""] : upper < 1e7 ? [1e3, " k"] : [1e6, " M"];
  const decimals = unit > 1 && upper < 100 * unit ? 1 : 0;
  return unbroken(
    `${(lower / unit).toFixed(decimals)}${dash(view)}${(upper / unit).toFixed(decimals)}${sign}`,
  );
}
