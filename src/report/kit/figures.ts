import { grouped } from "../../core/collections.ts";
import { symbolsOf } from "../../core/encoding.ts";
import { mapped } from "../../core/measurement.ts";
import type { Certificate, Coordinate, Figure, Sample } from "../../results/report.ts";
import { formatColumn, formatWithError } from "./format.ts";
import type { View } from "./renderer.ts";
import { wrapText } from "./text-width.ts";

/** Samples up to which each has its own letter on the map. */
export const lettersAvailable = 26;

/** Rows of a table when there are more samples than letters. */
export const rowsBeyondLetters = 20;

/**
 * The mark of a sample in table, map and verdicts: a capital letter, or a small one for a sample that is not ranked;
 * none beyond the rows of the table when there are more samples than letters.
 */
export function markOf({ ranked }: Pick<Sample, "ranked">, place: number, count: number): string {
  return count <= lettersAvailable ? String.fromCharCode((ranked ? 65 : 97) + place) : "";
}

/**
 * The number after ±: the distance to the farther end of an interval, since the nearer one would claim too much. Null without
 * an interval.
 */
export function errorOf({
  value,
  interval,
}: {
  value: number;
  interval: { lower: number; upper: number } | null;
}): number | null {
  return interval === null ? null : Math.max(interval.upper - value, value - interval.lower);
}

/** References of a family in its order; a null family for those without one. */
export type FamilyGroup = readonly [Sample["family"], ...Sample[]];

/** Groups references by family, in the order of first occurrence. */
export function groupFamilies(references: readonly Sample[]): FamilyGroup[] {
  const position = ({ family }: Sample) => family?.position ?? 0;
  return Array.from(grouped(references, ({ family }) => family?.id).values(), (members) => [
    members[0]!.family,
    ...members.sort((a, b) => position(a) - position(b)),
  ]);
}

/** Length, alphabet and sampled share of an input. */
export function whatItIs({ n, size, encoding, alphabet, blocks, provenance }: Sample): string {
  const unit = provenance.kind === "recipe" ? "symbols" : symbolsOf[encoding.id];
  const declared = alphabet.declared === null ? "" : ` of ${alphabet.declared}`;
  const parts = [`${bitsText(n)} ${unit}, ${bitsText(alphabet.present)}${declared} different`];
  const measured = blocks.reduce((sum, { length }) => sum + length, 0);
  if (size !== null && measured < size) {
    const pieces = blocks.length === 1 ? "one block" : `${blocks.length} blocks`;
    parts.push(`${bitsText(measured)} of ${bitsText(size)} bytes, in ${pieces}`);
  }
  if (encoding.charset !== null) parts.push(encoding.charset);
  return parts.join("; ");
}

const hypotheses: Readonly<Record<Certificate["against"], string>> = {
  uniform: "equally likely symbols",
  exchangeable: "the same symbols in random order",
};

/** A certificate as a sentence. */
export function certificateText({ against, savedBits, symbols }: Certificate): string {
  const of = `${hypotheses[against]} (${bitsText(symbols)} coded)`;
  if (savedBits <= 0) return `A fixed code saves nothing compared to ${of}.`;
  // Rounds down: a bound must stay a bound.
  const saved =
    savedBits < 100 ? (Math.floor(savedBits * 10) / 10).toFixed(1) : String(Math.floor(savedBits));
  return `A fixed code saves ${groupDigits(saved)} bits compared to ${of}: p <= 2^-${saved}.`;
}

/** A space at which no line may be broken. */
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

/** Text that must stay on one line, such as a number and its error. */
export function unbroken(text: string): string {
  return groupDigits(text).replaceAll(" ", digitGap);
}

/** Capitalises the first letter. */
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

/** A number and its unit, or the reason why there is none. */
export function coordinateText(coordinate: Coordinate, view: View): string {
  if (coordinate.status !== "ok") return "-";
  return `${figureText(coordinate, view)}${coordinate.unit === "1" ? "" : ` ${coordinate.unit}`}`;
}

export function percentText(share: number): string {
  return `${(100 * share).toFixed(1).replace(/^-0\.0$/, "0.0")} %`;
}

/** A share in per cent with its error, for a line with several of them. */
export function shareText(share: Pick<Figure, "value" | "interval">, view: View): string {
  const percent = mapped(share, (one) => 100 * one);
  return `${columnText(percent, 1, view)}${digitGap}%`;
}

/** A horizontal bar. */
export function bar(share: number, columns: number, ascii: boolean): string {
  const clamped = Math.min(1, Math.max(0, share));
  if (ascii) return "#".repeat(Math.round(clamped * columns));
  const eighths = Math.round(clamped * columns * 8);
  return "█".repeat(eighths >> 3) + ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths & 7]!;
}

/** A number in thousands of its unit. */
export function inThousands(figure: Figure): Figure {
  return { ...figure, ...mapped(figure, (value) => value / 1000) };
}

/** Wraps sentences to the width; indents the lines after the first. */
export function paragraph(text: string, view: View, indent = 0): string {
  const columns = Math.min(view.width, 100) - indent;
  return wrapText(text, columns).join(`\n${" ".repeat(indent)}`);
}

/** Wraps printed lines to the width. */
export function wrapPrinted(text: string, columns: number): string[] {
  return wrapText(text, columns).map(printed);
}

/** Lines as they are printed. */
export function printed(text: string): string {
  return text.replaceAll(digitGap, " ");
}
