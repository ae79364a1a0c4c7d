import { gunzipSync } from "node:zlib";
import type { Document } from "../../../core/documents.ts";
import { isContinuation } from "../../../encodings/utf8.ts";
import { totalBytes } from "../document-sums.ts";

/**
 * The text from the first occurrence of `from` up to, and without, the next occurrence of `to`, or to the end.
 *
 * @throws Error when `from` does not occur
 */
export function between(text: string, from: string, to: string): string {
  const start = text.indexOf(from);
  if (start < 0) throw new Error(`"${from}" does not occur`);
  const end = text.indexOf(to, start + from.length);
  return end < 0 ? text.slice(start) : text.slice(start, end);
}

/**
 * The text without the lines that match an expression. The text after the last newline is a line too: an expression that
 * matches the empty line drops the final newline.
 *
 * @throws SyntaxError when the expression is invalid
 */
export function dropLines(text: string, expression: string): string {
  const drop = new RegExp(expression);
  const lines = text.split("\n");
  return lines.filter((line) => !drop.test(line)).join("\n");
}

/** Items as text, one a line, with a final newline; no items give the empty text. */
export function linesOf(items: readonly string[]): string {
  return items.length === 0 ? "" : `${items.join("\n")}\n`;
}

/** No corpus is near this size; a file that inflates beyond it contradicts its manifest. */
const LARGEST_OUTPUT = 256 * 1024 * 1024;

/**
 * The inflated bytes of a gzip file.
 *
 * @throws Error when the data is damaged, truncated or inflates beyond 256 MiB
 */
export function gunzip(bytes: Uint8Array): Uint8Array {
  return gunzipSync(bytes, { maxOutputLength: LARGEST_OUTPUT });
}

/**
 * The strings of a JSON array joined without anything between them.
 *
 * @throws Error when the text is not a JSON array of strings
 */
export function jsonJoin(text: string): string {
  const value: unknown = JSON.parse(text);
  if (!Array.isArray(value) || !value.every((item) => typeof item === "string")) {
    throw new Error("not an array of strings");
  }
  return value.join("");
}

/**
 * All string values of a JSON text, depth first in the order of JavaScript's keys, one a line.
 *
 * @param min only strings of at least this many UTF-16 units
 * @throws SyntaxError when the text is not JSON
 */
export function jsonStrings(text: string, min = 0): string {
  const strings: string[] = [];
  collect(JSON.parse(text), min, strings);
  return linesOf(strings);
}

function collect(value: unknown, min: number, into: string[]): void {
  if (typeof value === "string") {
    if (value.length >= min) into.push(value);
  } else if (typeof value === "object" && value !== null) {
    for (const child of Object.values(value)) collect(child, min, into);
  }
}

/**
 * Group 1 of every match of an expression, one a line.
 *
 * @param squash whether white space inside a match is removed
 * @throws SyntaxError when the expression is invalid
 */
export function regexAll(text: string, expression: string, squash = false): string {
  const found: string[] = [];
  for (const match of text.matchAll(new RegExp(expression, "g"))) {
    const group = match[1] ?? "";
    found.push(squash ? group.replace(/\s+/g, "") : group);
  }
  return linesOf(found);
}

/** The items of a list written on one line, one a line. */
export function splitItems(text: string, separator: string): string {
  return linesOf(text.trim().split(separator));
}

/** The text without the escape sequences that colour it (CSI ... m). */
export function stripAnsi(text: string): string {
  return text.replace(/\x1b\[[0-9;]*m/g, "");
}

const NAMED: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00a0",
};

/**
 * The readable text of a simple HTML page: no head, no comments, no tags, entities decoded, lines trimmed, empty lines dropped.
 * Unknown entities stay.
 */
export function htmlText(html: string): string {
  const withoutTags = html
    .replace(/<head[\s>][\s\S]*?<\/head\s*>/gi, "")
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/<[^>]*>/g, "");
  const lines = withoutTags
    .replace(/&(?:#x([0-9a-f]+)|#([0-9]+)|([a-z]+));/gi, decodeEntity)
    .split("\n")
    .map((line) => line.trim());
  return linesOf(lines.filter((line) => line !== ""));
}

function decodeEntity(entity: string, hex?: string, decimal?: string, name?: string): string {
  if (name !== undefined) return Object.hasOwn(NAMED, name) ? (NAMED[name] ?? entity) : entity;
  const codePoint = hex === undefined ? Number.parseInt(decimal ?? "", 10) : Number.parseInt(hex, 16);
  const isCharacter = codePoint > 0 && codePoint <= 0x10ffff && !(codePoint >= 0xd800 && codePoint <= 0xdfff);
  return isCharacter ? String.fromCodePoint(codePoint) : entity;
}

/**
 * The first bytes of a corpus; shortens the document at the cut and drops those behind it.
 *
 * @param count in bytes, over all documents
 */
export function take(documents: readonly Document[], count: number): readonly Document[] {
  const taken: Document[] = [];
  let left = count;
  for (const { id, bytes } of documents) {
    if (left <= 0) break;
    taken.push({ id, bytes: bytes.subarray(0, left) });
    left -= bytes.length;
  }
  return taken;
}

/**
 * As `take`, but omits a UTF-8 character that the cut would split.
 *
 * @param count in bytes, over all documents
 */
export function takeUtf8(documents: readonly Document[], count: number): readonly Document[] {
  if (count >= totalBytes(documents)) return documents;
  // one byte more than requested shows whether the cut is inside a character
  const taken = take(documents, count + 1);
  const last = taken.at(-1);
  if (last === undefined) return taken;
  let end = last.bytes.length - 1;
  while (end > 0 && isContinuation(last.bytes[end])) end--;
  const rest = taken.slice(0, -1);
  return end === 0 ? rest : [...rest, { id: last.id, bytes: last.bytes.subarray(0, end) }];
}
