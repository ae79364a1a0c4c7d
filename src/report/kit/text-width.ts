import { stripVTControlCharacters } from "node:util";
import { eastAsianWidth } from "get-east-asian-width";

/**
 * Latin letters, Greek, Cyrillic, dashes, blanks between digits, arrows, mathematics, boxes and Braille: one column each, none
 * combines.
 */
const narrow = /^[ -~\u00a0-¬®-˿Ͱ-ϿЀ-҂‐-‧\u202f-‿←-⇿∀-⋿␀-␦─-◼⠀-⣿]*$/;

/**
 * Columns of a text in a terminal: two for wide letters and emoji, none for combining and invisible characters.
 *
 * Cost: O(length).
 */
export function textWidth(text: string): number {
  if (narrow.test(text)) return text.length;
  return graphemes(stripVTControlCharacters(text)).reduce(
    (width, grapheme) => width + graphemeWidth(grapheme),
    0,
  );
}

/** The width at which terminals draw a grapheme. Character classes are slow to build, so they are built on first use. */
function graphemeWidth(grapheme: string): number {
  const emoji =
    /^(?:\p{Regional_Indicator}{2}|[\d#*]\ufe0f?\u20e3|\p{Emoji_Presentation}(?!\ufe0e)|\p{Emoji}(?:\ufe0f|\p{Emoji_Modifier})|\p{Extended_Pictographic}\u200d\p{Extended_Pictographic})/u;
  const invisible =
    /[\p{Default_Ignorable_Code_Point}\p{Control}\p{Format}\p{Nonspacing_Mark}\p{Enclosing_Mark}\p{Surrogate}]/u;
  /** Halfwidth signs beside the letter they belong to do take a column. */
  const beside = /[\p{Spacing_Mark}\uff00-\uffef]/u;
  if (emoji.test(grapheme)) return /^\p{Regional_Indicator}$/u.test(grapheme) ? 1 : 2;
  let width = 0;
  for (const character of grapheme) {
    if (invisible.test(character)) continue;
    if (width === 0 || beside.test(character)) width += eastAsianWidth(character.codePointAt(0)!);
  }
  return width;
}

/**
 * Cuts the middle of a text to a number of columns, since names differ at both ends.
 *
 * @param columns at least 3
 */
export function fitWidth(text: string, columns: number, ellipsis = "…"): string {
  return cutMiddle(text, columns, textWidth, ellipsis);
}

/** Pads on the right to a number of columns. */
export function padEndTo(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - textWidth(text)));
}

/** Pads on the left to a number of columns. */
export function padStartTo(text: string, columns: number): string {
  return " ".repeat(Math.max(0, columns - textWidth(text))) + text;
}

/**
 * Wraps a text at blanks so that each line fits; a single word that does not fit has a line to itself.
 *
 * @param columns at least 1
 * @param indent of the lines after the first
 * @returns at least one line
 */
export function wrapText(text: string, columns: number, indent = ""): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1)!;
    if (line === "") lines[lines.length - 1] = word;
    else if (textWidth(line) + 1 + textWidth(word) <= columns) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(indent + word);
  }
  return lines;
}

/** Columns that a table or chart needs for a good layout. */
const fairWidth = 60;

/**
 * A text for a terminal that is too narrow for its tables: breaks long lines at blanks, and limits their indent to a quarter of
 * the width. Other terminals and pipes get the text unchanged.
 *
 * @param width columns of the terminal
 * @param whole whether the output is not a terminal
 * Cost: O(length).
 */
export function foldForNarrow(
  text: string,
  { width, whole }: { readonly width: number; readonly whole: boolean },
): string {
  if (whole || width >= fairWidth) return text;
  return text
    .split("\n")
    .flatMap((line) => (textWidth(line) <= width ? [line] : foldLine(line, width)))
    .join("\n");
}

function foldLine(line: string, columns: number): string[] {
  const words = line.trimStart();
  const indent = Math.min(line.length - words.length, Math.floor(columns / 4));
  return wrapText(words.replaceAll(/ +/g, " "), columns - indent).map((part) => " ".repeat(indent) + part);
}

let segmenter: Intl.Segmenter | undefined;

/** Letters, dashes, arrows and digits that never join: making a segmenter takes ten milliseconds. */
const separate = /^[ -~\u00a0-\u02ff\u2010-\u2027\u2190-\u25ff]*$/;

/** Splits a text into graphemes. */
export function graphemes(text: string): string[] {
  if (separate.test(text)) return [...text];
  segmenter ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/**
 * Cuts the middle of a text until it fits, since names differ at both ends.
 *
 * @param room in units of `width`; at least three letters wide
 * @param width of a text
 */
export function cutMiddle(
  text: string,
  room: number,
  width: (text: string) => number,
  ellipsis = "…",
): string {
  if (width(text) <= room) return text;
  const parts = graphemes(text);
  const left = room - width(ellipsis);
  const headRoom = Math.floor(left / 3);
  let head = "";
  let tail = "";
  let at = 0;
  while (at < parts.length && width(head + parts[at]) <= headRoom) head += parts[at++];
  for (let i = parts.length - 1; i >= at && width(parts[i] + tail) + width(head) <= left; i--) {
    tail = parts[i] + tail;
  }
  return head + ellipsis + tail;
}

/**
 * Names cut to a number of columns: first their common beginning, which distinguishes nothing, then the middle.
 *
 * @param columns at least 3
 * Cost: O(names).
 */
export function cutNames(names: readonly string[], columns: number, ellipsis: string): string[] {
  return names.map(nameCutter(names, columns, ellipsis));
}

/** A function that cuts each of some names. */
export function nameCutter(
  names: readonly string[],
  columns: number,
  ellipsis: string,
): (name: string) => string {
  const folder = sharedFolder(names);
  return (name) => {
    if (textWidth(name) <= columns) return name;
    const shortened = folder === "" ? name : `${ellipsis}/${name.slice(folder.length)}`;
    return fitWidth(shortened, columns, ellipsis);
  };
}

/** The folder in which all names begin, with its slash; empty for fewer than two names, and where there is none. */
function sharedFolder(names: readonly string[]): string {
  const [first] = names;
  if (first === undefined || names.length < 2) return "";
  let folder = first.slice(0, first.lastIndexOf("/") + 1);
  // Each round removes at least a slash, also of "/" alone.
  for (const name of names)
    while (!name.startsWith(folder)) folder = folder.slice(0, folder.slice(0, -1).lastIndexOf("/") + 1);
  return folder;
}
