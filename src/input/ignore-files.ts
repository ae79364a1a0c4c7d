import { dirname, join, relative, resolve } from "node:path";
import { InputError } from "../core/errors.ts";
import { compileGlob } from "./glob.ts";
import { readRegularText, smallFiles } from "./open-regular.ts";
import { isThere } from "./paths.ts";

/** Ignore files of a folder; the later ones take precedence. */
export const ignoreFileNames = [".gitignore", ".mesoscopeignore"] as const;

/** One line of an ignore file. */
interface Rule {
  /** whether it re-includes what an earlier rule left out */
  readonly negated: boolean;
  readonly foldersOnly: boolean;
  /** whether it matches the name alone, at any depth */
  readonly byName: boolean;
  matches(text: string): boolean;
}

/** The rules of one folder and of its parents. */
export interface IgnoreRules {
  readonly around: IgnoreRules | null;
  /** relative to the folder that is walked, with a slash at its end; "" for that folder itself */
  readonly prefix: string;
  /** prefix that makes a path of the walk relative to this folder: for parents of the walked folder */
  readonly above: string;
  readonly rules: readonly Rule[];
}

/** An ignore file that is skipped, and why. */
export interface UnreadIgnoreFile {
  readonly path: string;
  readonly reason: string;
}

/**
 * Parses an ignore file as git does. A pattern longer than any path matches nothing.
 *
 * Source: gitignore(5).
 */
export function parseIgnoreFile(text: string): Rule[] {
  const rules: Rule[] = [];
  for (const raw of text.split("\n")) {
    const rule = ruleOf(raw.endsWith("\r") ? raw.slice(0, -1) : raw);
    if (rule !== null) rules.push(rule);
  }
  return rules;
}

function ruleOf(raw: string): Rule | null {
  let line = withoutTrailingBlanks(raw);
  if (line === "" || line.startsWith("#")) return null;
  const negated = line.startsWith("!");
  if (negated) line = line.slice(1);
  const foldersOnly = line.endsWith("/");
  if (foldersOnly) line = line.slice(0, -1);
  const byName = !line.includes("/");
  if (line.startsWith("/")) line = line.slice(1);
  if (line === "") return null;
  try {
    return { negated, foldersOnly, byName, ...compileGlob(line, { braces: false }) };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Trailing blanks count only after a backslash. */
function withoutTrailingBlanks(line: string): string {
  let end = line.length;
  while (end > 0 && line[end - 1] === " " && line[end - 2] !== "\\") end--;
  return line.slice(0, end);
}

/** Whether a path of the walk is ignored. The innermost folder with a matching rule decides, by its last one. */
export function isIgnored(rules: IgnoreRules | null, path: string, isFolder: boolean): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1);
  for (let at = rules; at !== null; at = at.around) {
    const own = at.above === "" ? path.slice(at.prefix.length) : at.above + path;
    for (let i = at.rules.length - 1; i >= 0; i--) {
      const rule = at.rules[i]!;
      if (rule.foldersOnly && !isFolder) continue;
      if (rule.matches(rule.byName ? name : own)) return !rule.negated;
    }
  }
  return false;
}

/**
 * Adds the rules of a folder to those of its parents.
 *
 * @param names of the ignore files there
 * @param unread gets those that cannot be read; they are skipped
 */
export function withIgnoreFiles(
  around: IgnoreRules | null,
  place: Pick<IgnoreRules, "prefix" | "above">,
  folder: string,
  names: readonly string[],
  unread: (file: UnreadIgnoreFile) => void,
): IgnoreRules | null {
  const rules: Rule[] = [];
  for (const name of names) {
    const path = join(folder, name);
    try {
      for (const rule of parseIgnoreFile(readRegularText(path, smallFiles.ignoreFile, true)))
        rules.push(rule);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      unread({ path, reason: error.message });
    }
  }
  return rules.length === 0 ? around : { around, ...place, rules };
}

/**
 * The rules of the parents of a folder, up to the root of its repository.
 *
 * @returns null outside of a repository
 */
export function rulesAround(folder: string, unread: (file: UnreadIgnoreFile) => void): IgnoreRules | null {
  const start = resolve(folder);
  const chain: string[] = [];
  for (let at = start; ; at = dirname(at)) {
    if (isThere(join(at, ".git"))) break;
    if (dirname(at) === at) return null;
    chain.push(dirname(at));
  }
  let rules: IgnoreRules | null = null;
  for (const at of chain.toReversed()) {
    const above = `${relative(at, start).replaceAll("\\", "/")}/`;
    const names = [".gitignore"].filter((name) => isThere(join(at, name)));
    rules = withIgnoreFiles(rules, { prefix: "", above }, at, names, unread);
  }
  return rules;
}
