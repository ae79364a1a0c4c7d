import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { distance } from "fastest-levenshtein";
import { findNodeAtLocation, getNodeValue, type Node, parseTree } from "jsonc-parser";
import type * as z from "zod";
import { InputError, UsageError } from "../../core/errors.ts";
import { JsonFault, parseJson } from "../../core/json.ts";
import { currentName } from "../../core/other-names.ts";
import { readRegularText, smallFiles } from "../../input/open-regular.ts";
import { isThere, leadsOut } from "../../input/paths.ts";
import { type Config, configSchema, innermost } from "./config-schema.ts";

/** File name of the configuration. */
export const configName = "mesoscope.config.json";

type JsonPath = readonly (string | number)[];

/** A configuration and its path. */
export interface LoadedConfig {
  readonly config: Config;
  /** absolute */
  readonly path: string;
  /** the base of its paths and globs */
  readonly folder: string;
  /** line of an entry, from 1 */
  lineOf(at: JsonPath): number;
  /** an error that names the line of an entry */
  wrong(at: JsonPath, reason: string): UsageError;
}

/**
 * The configuration of a folder: the nearest one upwards.
 *
 * @param folder absolute
 * @returns null where there is none
 * @throws UsageError that names line and column
 */
export function findConfig(folder: string): LoadedConfig | null {
  for (let at = folder; ; at = dirname(at)) {
    const path = join(at, configName);
    if (isThere(path)) {
      const shown = relative(folder, path) || configName;
      // A committed link must not choose which file of the machine is read, or its folder.
      if (leadsOut(at, path))
        throw new UsageError(`${shown}: this link leads out of its folder; name the file with --config`);
      return readConfig(path, shown);
    }
    if (dirname(at) === at) return null;
  }
}

/**
 * Reads a configuration: JSON without comments, a strict schema, and no path that leaves its folder.
 *
 * @param shown its name in messages
 * @throws UsageError that names line and column
 */
export function readConfig(path: string, shown: string): LoadedConfig {
  const text = readOwnText(path, shown, "configuration");
  const position = positionsIn(text);
  const errorAt = (offset: number, reason: string) => {
    const { line, column } = position(offset);
    return new UsageError(`${shown}:${line}:${column}: ${reason}`);
  };
  const tree = parsed(text, errorAt);
  for (const budget of findNodeAtLocation(tree, ["budgets"])?.children ?? []) {
    if (budget.type === "object") renameKeys(budget, errorAt);
  }
  const offsetOf = (at: JsonPath) => nodeAt(tree, at).offset;
  const result = configSchema.safeParse(getNodeValue(tree));
  if (!result.success) {
    const [first, ...others] = result.error.issues
      .map(wordingOf)
      .sort((a, b) => offsetOf(a.at) - offsetOf(b.at));
    const more =
      others.length === 0
        ? ""
        : `; ${others.length} more ${others.length === 1 ? "entry is" : "entries are"} wrong`;
    throw errorAt(offsetOf(first!.at), `${first!.reason}${more}`);
  }
  const folder = dirname(resolve(path));
  const loaded: LoadedConfig = {
    config: result.data,
    path: resolve(path),
    folder,
    lineOf: (at) => position(offsetOf(at)).line,
    wrong: (at, reason) => errorAt(offsetOf(at), reason),
  };
  for (const [i, own] of (result.data.paths ?? []).entries()) requireInside(loaded, own, ["paths", i]);
  if (result.data.baseline !== undefined) requireInside(loaded, result.data.baseline, ["baseline"]);
  return loaded;
}

/** Gives keys their current names, in place. @throws what `errorAt` gives where two keys then have one name */
function renameKeys(object: Node, errorAt: (offset: number, reason: string) => UsageError): void {
  const keys = (object.children ?? []).map(({ children }) => children![0]!);
  for (const key of keys) {
    const name = currentName(key.value);
    if (name === key.value) continue;
    if (keys.some(({ value }) => value === name))
      throw errorAt(key.offset, `ambiguous: "${key.value}" is "${name}", which occurs too`);
    Object.assign(key, { value: name });
  }
}

/** @throws UsageError when the file cannot be read */
export function readOwnText(path: string, shown: string, kind: "configuration" | "baseline"): string {
  try {
    return readRegularText(path, smallFiles[kind]);
  } catch (error) {
    throw error instanceof InputError ? new UsageError(`${shown}: ${error.message}`) : error;
  }
}

/** Converts offsets to line and column, from 1; called for each entry. */
function positionsIn(text: string): (offset: number) => { readonly line: number; readonly column: number } {
  const starts = [0];
  for (let feed = text.indexOf("\n"); feed >= 0; feed = text.indexOf("\n", feed + 1)) starts.push(feed + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - starts[low]! + 1 };
  };
}

function parsed(text: string, errorAt: (offset: number, reason: string) => UsageError): Node {
  try {
    parseJson(text);
  } catch (error) {
    throw error instanceof JsonFault ? errorAt(error.at, error.message) : error;
  }
  return parseTree(text)!;
}

/** The node of an entry, or of the nearest one around it. */
function nodeAt(tree: Node, at: JsonPath): Node {
  for (let length = at.length; length > 0; length--) {
    const node = findNodeAtLocation(tree, at.slice(0, length));
    if (node !== undefined) return node.parent?.type === "property" ? node.parent : node;
  }
  return tree;
}

function wordingOf(found: z.core.$ZodIssue): { at: JsonPath; reason: string } {
  const issue = innermost(found);
  const at = issue.path.map((part) => (typeof part === "number" ? part : String(part)));
  if (issue.code === "unrecognized_keys") {
    const key = issue.keys[0]!;
    const near = nearest(key, keysOfSchema(at));
    const hint = near === undefined ? "" : `. Did you mean "${near}"?`;
    const shown = key.length <= longestShown ? key : `${key.slice(0, longestShown)}…`;
    return { at: [...at, key], reason: `${inBrackets(at)}"${shown}" is not known${hint}` };
  }
  const message = issue.message.replace(/^Invalid (input|option): /, "");
  return { at, reason: `${inBrackets(at)}${message}` };
}

function inBrackets(at: JsonPath): string {
  const text = at.reduce<string>(
    (path, part) => `${path}${typeof part === "number" ? `[${part}]` : `.${part}`}`,
    "",
  );
  return text === "" ? "" : `${text.replace(/^\./, "")}: `;
}

const budgetKeys = () => Object.keys(configSchema.shape.budgets.unwrap().element.shape);

function keysOfSchema(at: JsonPath): readonly string[] {
  if (at.length === 0) return Object.keys(configSchema.shape);
  if (at[0] !== "budgets") return [];
  return at.length === 2 ? budgetKeys() : ["min", "max", "estimator", "at"];
}

/** Characters of a key in a message. */
const longestShown = 60;
/** Largest distance of a word that counts as a typing error. */
const mostDistance = 3;

function nearest(word: string, known: readonly string[]): string | undefined {
  if (word.length > longestShown) return undefined;
  const distances = known.map((one) => ({ one, far: distance(word, one) })).sort((a, b) => a.far - b.far);
  return distances[0] !== undefined && distances[0].far <= mostDistance ? distances[0].one : undefined;
}

/** A configuration may be a stranger's: its paths must not leave its folder. */
function requireInside(loaded: LoadedConfig, path: string, at: JsonPath): void {
  const from = relative(loaded.folder, resolve(loaded.folder, path));
  const away = isAbsolute(path) || isAbsolute(from) || from.split(/[\\/]/)[0] === "..";
  if (away || leadsOut(loaded.folder, path)) {
    throw loaded.wrong(at, `"${path}" leads out of the folder of the configuration`);
  }
}
