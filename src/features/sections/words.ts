import { replaceUnseen } from "../../core/unseen.ts";
import { percentText } from "../../report/kit/figures.ts";
import type { Change } from "../../sections/find-changes.ts";
import type { FoundSection } from "./schema.ts";

/** Kinds that the sentence names, and the least share of one. */
const mostNamed = 3;
const leastShare = 0.05;
const percent = 100;

/** What an input is made of, for a person; begins as it continues after the name of the input. */
export function sentenceOf(size: number, format: string | null, sections: readonly FoundSection[]): string {
  if (size === 0) return "empty";
  const [first] = sections;
  const begins = format === null ? "" : `${format}, a compressed format. `;
  if (sections.length === 1) return `${begins}1 section: ${first!.what}.`;
  const shares = new Map<string, number>();
  for (const { what, size: bytes } of sections) shares.set(what, (shares.get(what) ?? 0) + bytes / size);
  if (shares.size === 1) {
    const bits = sections
      .map(({ symbolEntropy }) => symbolEntropy.toFixed(1))
      .sort((a, b) => Number(a) - Number(b));
    const [least, most] = [bits[0]!, bits.at(-1)!];
    const of = least === most ? `${least} bits` : `${least} to ${most} bits`;
    return `${begins}${sections.length} sections, all ${first!.what}, of ${of} a byte by their counts.`;
  }
  const named = [...shares]
    .filter(([, share]) => share >= leastShare)
    .sort(([, a], [, b]) => b - a)
    .slice(0, mostNamed)
    .map(([what, share], i) => `${Math.round(percent * share)} %${i === 0 ? " of it" : ""} is ${what}`);
  return `${begins}${sections.length} sections. ${named.join("; ")}.`;
}

/** Letters of sections in the strip and the table; later ones have their numbers. */
const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** The name of a section by its number from 1. */
export const labelOf = (index: number): string => letters[index - 1] ?? String(index);

/** Characters of a value that is shown. */
const shownCharacters = 40;

/** What a change is, for a person. */
export function changeText({ kind, column, before, after, shares }: Change): string {
  const shown = (values: readonly string[]) => {
    const seen = values.filter((value) => value.trim() !== "");
    return seen.length === 0 ? "empty" : `\`${seen.map(shortened).join(", ")}\``;
  };
  const linesOf = (value: string) =>
    value.trim() === "" ? "empty lines" : `lines such as ${shown([value])}`;
  const name = column === null ? "" : `column ${column + 1}`;
  const [first] = after;
  if (shares !== null) {
    const [inside, outside] = shares.map(percentText);
    const of = `${inside} of the lines, in ${outside} elsewhere`;
    return column === null
      ? `${linesOf(first!)} are ${of.replace(" in", "")}`
      : `${name} is ${shown([first!])} in ${of}`;
  }
  if (column === null)
    return `${linesOf(first!)} ${kind === "break" ? "follow" : "between"} ${linesOf(before[0]!)}`;
  if (kind === "burst" && after.length === 1) return `${name} is ${shown(after)} instead of ${shown(before)}`;
  return `${name} changes from ${shown(before)} to ${shown(after)}`;
}

const shortened = (text: string) => {
  const seen = replaceUnseen(text, () => "?");
  return seen.length > shownCharacters ? `${seen.slice(0, shownCharacters)}...` : seen;
};
