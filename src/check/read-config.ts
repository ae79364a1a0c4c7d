import { closeSync, openSync, readFileSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { distance } from "fastest-levenshtein";
import {
  findNodeAtLocation,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from "jsonc-parser";
import type * as z from "zod";
import { UsageError } from "../core/errors.ts";
import { isThere } from "../input/is-there.ts";
import { describeSystemFault } from "../input/system-fault.ts";
import { type Config, configSchema } from "./config-schema.ts";

const configName = "mesoscope.config.json";
/** No configuration that a person writes is longer. */
const mostCharacters = 1_048_576;

type JsonPath = readonly (string | number)[];

/** A configuration and its path. */
export interface LoadedConfig {
  readonly config: Config;
  /** absolute */
  readonly path: string;
  /** what its paths and globs start from */
  readonly folder: string;
  /** line of an entry, from 1 on */
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
    if (isThere(path)) return readConfig(path, relative(folder, path) || configName);
    if (dirname(at) === at) return null;
  }
}

/**
 * Reads a configuration: JSON without comments, a strict schema, and no path that leads out of its folder.
 *
 * @param shown what it is called in messages
 * @throws UsageError that names line and column
 */
export function readConfig(path: string, shown: string): LoadedConfig {
  const text = textOf(path, shown);
  const position = (offset: number) => {
    const before = text.slice(0, offset).split("\n");
    return { line: before.length, column: before.at(-1)!.length + 1 };
  };
  const errorAt = (offset: number, reason: string) => {
    const { line, column } = position(offset);
    return new UsageError(`${shown}:${line}:${column}: ${reason}`);
  };
  const tree = parsed(text, errorAt);
  const offsetOf = (at: JsonPath) => nodeAt(tree, at).offset;
  const result = configSchema.safeParse(getNodeValue(tree));
  if (!result.success) {
    const [first, ...others] = result.error.issues
      .map((issue) => wordingOf(issue, tree))
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

function textOf(path: string, shown: string): string {
  let text: string;
  try {
    const file = openSync(path, "r");
    try {
      text = readFileSync(file, "utf8").replace(/^\ufeff/, "");
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw new UsageError(`${shown}: ${describeSystemFault(error)}`);
  }
  if (text.length > mostCharacters)
    throw new UsageError(`${shown}: longer than ${mostCharacters} characters`);
  return text;
}

function parsed(text: string, errorAt: (offset: number, reason: string) => UsageError): Node {
  const errors: ParseError[] = [];
  let tree: Node | undefined;
  try {
    tree = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
    if (tree !== undefined && errors.length === 0) requireUniqueKeys(tree, errorAt);
  } catch (error) {
    // The parser calls itself for each level.
    if (error instanceof RangeError) throw errorAt(0, "nested too deeply");
    throw error;
  }
  if (errors[0] !== undefined) throw errorAt(errors[0].offset, `not JSON: ${inWords(errors[0])}`);
  if (tree === undefined) throw errorAt(0, "not JSON: empty");
  return tree;
}

/** `CommaExpected` is `comma expected`. */
function inWords({ error }: ParseError): string {
  return printParseErrorCode(error)
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, " ")
    .toLowerCase();
}

function requireUniqueKeys(node: Node, errorAt: (offset: number, reason: string) => UsageError): void {
  const seen = new Set<string>();
  for (const child of node.children ?? []) {
    if (child.type === "property") {
      const key = child.children![0]!;
      if (seen.has(key.value)) throw errorAt(key.offset, `"${key.value}" is here twice`);
      seen.add(key.value);
    }
    requireUniqueKeys(child, errorAt);
  }
}

/** The node of an entry, or of the nearest one around it. */
function nodeAt(tree: Node, at: JsonPath): Node {
  for (let length = at.length; length > 0; length--) {
    const node = findNodeAtLocation(tree, at.slice(0, length));
    if (node !== undefined) return node.parent?.type === "property" ? node.parent : node;
  }
  return tree;
}

function wordingOf(issue: z.core.$ZodIssue, tree: Node): { at: JsonPath; reason: string } {
  const at = issue.path.map((part) => (typeof part === "number" ? part : String(part)));
  if (issue.code === "unrecognized_keys") {
    const key = issue.keys[0]!;
    const near = nearest(key, keysOfSchema(at));
    const hint = near === undefined ? "" : `. Did you mean "${near}"?`;
    return { at: [...at, key], reason: `${inBrackets(at)}"${key}" is not known${hint}` };
  }
  if (issue.code === "invalid_union") {
    const innermost = issue.errors.flat().sort((a, b) => b.path.length - a.path.length)[0];
    if (innermost !== undefined)
      return wordingOf({ ...innermost, path: [...issue.path, ...innermost.path] }, tree);
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

/** Words further away are no slip of the hand. */
const farthest = 3;

function nearest(word: string, known: readonly string[]): string | undefined {
  const distances = known.map((one) => ({ one, far: distance(word, one) })).sort((a, b) => a.far - b.far);
  return distances[0] !== undefined && distances[0].far <= farthest ? distances[0].one : undefined;
}

/** A configuration may be of a stranger: what it names must not reach beyond its folder. */
function requireInside(loaded: LoadedConfig, path: string, at: JsonPath): void {
  const from = relative(loaded.folder, resolve(loaded.folder, path));
  if (isAbsolute(path) || isAbsolute(from) || from.split(/[\\/]/)[0] === "..") {
    throw loaded.wrong(at, `"${path}" leads out of the folder of the configuration`);
  }
}
