import { isUtf8 } from "node:buffer";
import { firstThree, grouped } from "../../core/collections.ts";
import { binaryProbeLength, looksBinary } from "../../input/looks-binary.ts";
import { grassbergerEntropy } from "../../statistics/entropy.ts";
import { keysIn } from "../odd/keys.ts";
import { lineAt } from "../odd/surprise.ts";
import type { RepositoryFile } from "./judge-files.ts";
import type { Check } from "./schema.ts";
import { foreignBinary } from "./setup.ts";

/** Bit/symbol: a blob in base64 has 6; text and code in ASCII rarely have more than 5.5. */
export const mostEntropy = 5.75;
/** Shorter files have too few symbols. */
export const leastSymbols = 1000;
/** Share of bytes beyond ASCII from which the limit does not hold: Chinese has up to 6.1 bit/symbol. */
const mostlyNonAscii = 0.25;
export const whyEntropy = "base64 has 6 bits per symbol, text and code have fewer";

/** Files have at least this many lines of their own, or indented ones, to be compared. */
const leastLines = 10;
/** Share of its lines that a near copy has in common with another file. */
const leastAlike = 0.8;
/** Lines in more files are common. */
const mostOwners = 8;
/** Share of indented lines that begin alike in a file, and share of the other files that may begin so. */
const mostly = 0.9;
const fewAlike = 0.05;
const marker = /^(?:<{7}|={7}|>{7})(?=[ \r]|$)/gm;

/** What files have that needs no model of the others. */
export interface Signs {
  /** a failed check for each binary file that looks out of place, and for each file with more keys than were accepted */
  readonly checks: readonly Check[];
  /** near copies, merge conflicts, and another indentation */
  readonly notes: readonly string[];
}

/**
 * Finds signs in new and changed files.
 *
 * @param isFresh whether a file of `files` is new or changed; all others are compared with these
 * @param accepted number of keys that a file had when it was accepted
 * Cost: O(bytes) of the fresh files, and of the lines of all where one is fresh.
 */
export function signsOf(
  files: readonly RepositoryFile[],
  isFresh: (file: RepositoryFile) => boolean,
  accepted: (path: string) => number,
): Signs {
  const fresh = files.filter(isFresh);
  if (fresh.length === 0) return { checks: [], notes: [] };
  const isBinary = ({ bytes }: RepositoryFile) => looksBinary(bytes.subarray(0, binaryProbeLength));
  const names = (of: readonly RepositoryFile[]) => of.map(({ name }) => name);
  const texts = files.filter((file) => !isBinary(file));
  const reasonAgainst = foreignBinary(names(texts), names(files.filter(isBinary)));
  const checks = fresh.flatMap((file) => {
    if (!isBinary(file)) return keyCheck(file, accepted(file.name));
    const reason = reasonAgainst(file.name);
    return reason === null ? [] : [failed(file, "binary", `is binary, but ${reason}`)];
  });
  const freshTexts = fresh.filter((file) => !isBinary(file));
  const note = (what: string, found: readonly string[]) =>
    found.length === 0 ? [] : [`${what}: ${firstThree(found)}`];
  return {
    checks,
    notes: [
      ...note("merge conflicts", freshTexts.flatMap(conflictIn)),
      ...note("nearly copies of another file", nearCopies(texts, freshTexts)),
      ...note("indented unlike the others of their kind", otherIndentation(texts, freshTexts)),
    ],
  };
}

/** Checks files against a limit of the entropy of their symbols, for want of enough other files. */
export function checkByEntropy(files: readonly RepositoryFile[]): { checks: Check[]; notes: string[] } {
  const isForeign = ({ bytes }: RepositoryFile) =>
    bytes.reduce((sum, byte) => sum + (byte >> 7), 0) > mostlyNonAscii * bytes.length && isUtf8(bytes);
  const short = files.filter(({ bytes }) => bytes.length < leastSymbols);
  const long = files.filter(({ bytes }) => bytes.length >= leastSymbols);
  const foreign = long.filter(isForeign);
  const note = (why: string, some: readonly RepositoryFile[]) =>
    some.length === 0 ? [] : [`not judged, ${why}: ${firstThree(some.map(({ input }) => input))}`];
  return {
    checks: long
      .filter((file) => !foreign.includes(file))
      .map(({ input, bytes }): Check => {
        const value = symbolEntropy(bytes);
        const status = value > mostEntropy ? "failed" : "passed";
        return {
          ...{ input, rule: "sign", quantity: "symbolEntropy", estimator: "grassberger", at: null, status },
          ...{ unit: "bit/symbol", measured: { value, interval: null }, reason: null, line: null },
          ...{ expected: { min: null, max: mostEntropy }, why: status === "failed" ? whyEntropy : null },
        };
      }),
    notes: [
      ...note(`shorter than ${leastSymbols} bytes`, short),
      ...note("much of it is not ASCII", foreign),
    ],
  };
}

/** Bits a symbol of the bytes of a file. */
export function symbolEntropy(bytes: Uint8Array): number {
  const counts = new Float64Array(256);
  for (const byte of bytes) counts[byte]!++;
  return grassbergerEntropy(counts.filter((count) => count > 0));
}

function failed({ input }: RepositoryFile, quantity: string, reason: string, lines?: Check["lines"]): Check {
  const about = { input, rule: "sign", quantity, estimator: "contents", at: null, unit: null } as const;
  const result = { status: "failed", measured: null, reason, expected: { min: null, max: null } } as const;
  return { ...about, ...result, why: null, line: null, ...(lines === undefined ? {} : { lines }) };
}

function keyCheck(file: RepositoryFile, accepted: number): Check[] {
  const keys = keysIn(file.bytes);
  if (keys.length <= accepted) return [];
  const longest = keys.reduce((most, key) => (key.length > most.length ? key : most));
  const line = lineAt(file.bytes, longest.at);
  const more = accepted === 0 ? "" : `; ${accepted} were accepted`;
  const what =
    keys.length === 1 ? "a word that looks like a key" : `${keys.length} words that look like keys`;
  const reason = `has ${what}${more}: line ${line}, ${longest.length} characters`;
  return [failed(file, "keys", reason, { firstLine: line, lastLine: line })];
}

const textOf = ({ bytes }: RepositoryFile) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");

/** The place of three markers in order. */
function conflictIn(file: RepositoryFile): string[] {
  let [start, seen] = [0, ""];
  for (const { 0: found, index } of textOf(file).matchAll(marker)) {
    if (found.startsWith("<")) start = index;
    seen = found.startsWith("<") ? "<" : seen + found[0];
    if (seen === "<=>") return [`${file.input}:${lineAt(file.bytes, start)}`];
  }
  return [];
}

/** Files most of whose lines are in one other file; of two that are new, the later one. */
function nearCopies(texts: readonly RepositoryFile[], fresh: readonly RepositoryFile[]): string[] {
  // A list of all lines takes much memory.
  if (texts.length < 2 || fresh.length === 0) return [];
  const owners = new Map<string, RepositoryFile[]>();
  const linesOf = (file: RepositoryFile) => new Set(textOf(file).match(/\S.{8,}\S/g));
  for (const file of texts)
    for (const line of linesOf(file)) {
      const known = owners.get(line);
      if (known === undefined) owners.set(line, [file]);
      else if (known.length <= mostOwners) known.push(file);
    }
  const isFresh = new Set(fresh);
  const places = new Map(texts.map((file, i) => [file, i]));
  return fresh.flatMap((file) => {
    const lines = [...linesOf(file)].map((line) => owners.get(line)!).filter((of) => of.length <= mostOwners);
    if (lines.length < leastLines) return [];
    const shared = grouped(lines.flat(), (one) => one);
    const earlier = [...shared]
      .filter(([one]) => one !== file && !(isFresh.has(one) && places.get(one)! > places.get(file)!))
      .reduce<[RepositoryFile, number] | null>(
        (most, [one, { length }]) => (length > (most?.[1] ?? 0) ? [one, length] : most),
        null,
      );
    return earlier !== null && earlier[1] >= leastAlike * lines.length
      ? [`${file.input} of ${earlier[0].input}`]
      : [];
  });
}

const endingOf = ({ name }: RepositoryFile) => /\.[^./]+$/.exec(name)?.[0];

/** Files indented with tabs where the others of their kind have blanks, and the reverse. */
function otherIndentation(texts: readonly RepositoryFile[], fresh: readonly RepositoryFile[]): string[] {
  const styles = new Map(texts.map((file) => [file, indentationOf(file)]));
  const counts = new Map<string, number>();
  const keyOf = (file: RepositoryFile, style: string) => `${style} ${endingOf(file)}`;
  for (const [file, style] of styles)
    if (style !== null)
      for (const key of [keyOf(file, style), keyOf(file, "any")]) counts.set(key, (counts.get(key) ?? 0) + 1);
  return fresh.flatMap((file) => {
    const style = styles.get(file) ?? null;
    if (style === null || style === "mixed" || endingOf(file) === undefined) return [];
    const others = counts.get(keyOf(file, "any"))! - 1;
    const alike = counts.get(keyOf(file, style))! - 1;
    return others >= leastLines && alike <= fewAlike * others ? [`${file.input} (${style})`] : [];
  });
}

/** What most indented lines begin with; null: too few. */
function indentationOf(file: RepositoryFile): "tabs" | "blanks" | "mixed" | null {
  const indented = textOf(file).match(/^[\t ]+(?=\S)/gm) ?? [];
  if (indented.length < leastLines) return null;
  const tabs = indented.filter((start) => start.startsWith("\t")).length / indented.length;
  return tabs >= mostly ? "tabs" : 1 - tabs >= mostly ? "blanks" : "mixed";
}
