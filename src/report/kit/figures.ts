import type { Coordinate } from "../../results/report.ts";
import { type Figure, figure } from "../../results/report.ts";
import { formatColumn, formatWithError } from "./format.ts";
import type { View } from "./renderer.ts";
import { errorOf } from "./sample-labels.ts";
import { wrapText } from "./text-width.ts";

/** Stands where no line may be broken. */
const digitGap = "\u00a0";

/**
 * Digits before the decimal point in groups of three: `12 034`.
 *
 * @param text with numbers in it
 */
export function groupDigits(text: string): string {
  return text.replaceAll(/(?<![\d.])\d{5,}/g, (digits) => digits.replace(/\B(?=(\d{3})+$)/g, digitGap));
}

/** A number with its error where it has one, without its unit. */
export function figureText(figure: Pick<Figure, "value" | "interval">, view: View): string {
  return unbroken(formatWithError(figure.value, errorOf(figure), view.ascii ? "+-" : "±"));
}

/** As `figureText`, at a fixed number of decimals, for columns that are compared by eye. */
export function columnText(figure: Pick<Figure, "value" | "interval">, decimals: number, view: View): string {
  return unbroken(formatColumn(figure.value, errorOf(figure), decimals, view.ascii ? "+-" : "±"));
}

/** What stays on one line, such as a number and its error. */
export function unbroken(text: string): string {
  return groupDigits(text).replaceAll(" ", digitGap);
}

/** With a capital letter, as a sentence begins. */
export function capitalized(text: string): string {
  return text.replace(/^[a-z]/, (letter) => letter.toUpperCase());
}

/** a, b and c */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** A whole number of bits. */
export function bitsText(bits: number): string {
  return groupDigits(bits.toFixed(0).replace(/^-0$/, "0"));
}

/** A number and its unit; what has none says why. */
export function coordinateText(coordinate: Coordinate, view: View): string {
  if (coordinate.status !== "ok") return "-";
  return `${figureText(coordinate, view)}${coordinate.unit === "1" ? "" : ` ${coordinate.unit}`}`;
}

/** A share in per cent. */
export function percentText(share: number): string {
  return `${(100 * share).toFixed(1).replace(/^-0\.0$/, "0.0")} %`;
}

/** A share in per cent with its error, for a line that is filled with several. */
export function shareText({ value, interval }: Pick<Figure, "value" | "interval">, view: View): string {
  const ends = interval && { ...interval, lower: 100 * interval.lower, upper: 100 * interval.upper };
  return `${columnText({ value: 100 * value, interval: ends }, 1, view)}${digitGap}%`;
}

/** A horizontal bar. */
export function bar(share: number, columns: number, ascii: boolean): string {
  const clamped = Math.min(1, Math.max(0, share));
  if (ascii) return "#".repeat(Math.round(clamped * columns));
  const eighths = Math.round(clamped * columns * 8);
  return "█".repeat(eighths >> 3) + ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths & 7]!;
}

/** A figure in thousands of its unit. */
export function inThousands({ value, unit, interval }: Figure): Figure {
  const ends = interval && { ...interval, lower: interval.lower / 1000, upper: interval.upper / 1000 };
  return figure(value / 1000, unit, ends);
}

/** A sentence or more on lines that fit; the lines after the first are indented. */
export function paragraph(text: string, view: View, indent = 0): string {
  const columns = Math.min(view.width, 100) - indent;
  return wrapText(text, columns).join(`\n${" ".repeat(indent)}`);
}

/** Lines that fit, as they are printed. */
export function wrapPrinted(text: string, columns: number): string[] {
  return wrapText(text, columns).map(printed);
}

/** Lines as they are printed. */
export function printed(text: string): string {
  return text.replaceAll(digitGap, " ");
}
