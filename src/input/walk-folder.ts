import { isUtf8 } from "node:buffer";
import { type Dirent, opendirSync, readdirSync } from "node:fs";
import { resolve } from "node:path";
import { compileGlob, compilePathGlob, type Glob } from "./glob.ts";
import {
  type IgnoreRules,
  ignoreFileNames,
  isIgnored,
  rulesAround,
  type UnreadIgnoreFile,
  withIgnoreFiles,
} from "./ignore-files.ts";
import { isThere } from "./paths.ts";
import { describeSystemFault } from "./system-fault.ts";

/** Which files of a folder are taken; patterns as in .gitignore: one without a slash matches at any depth. */
export interface WalkOptions {
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  /** selects files by their path; all by default */
  readonly only?: (path: string) => boolean;
  /** whether to take binary files of folders too */
  readonly binary?: boolean;
}

/** A path in a folder that could be an input. */
export interface WalkedEntry {
  /** relative to the folder, with slashes */
  readonly path: string;
  /** for a name that is not UTF-8: the bytes of the whole path */
  readonly bytes?: Buffer;
  /** null, or why the entry cannot be read */
  readonly fault: string | null;
}

/** Rules that decide about an entry by its path. */
interface Rules {
  readonly wanted: Glob;
  /** whether a file, or a folder with all below it, is left out */
  readonly leaves: (path: string) => boolean;
  /** whether to search folders called node_modules */
  readonly modules: boolean;
  readonly ignoreFiles: boolean;
  readonly unread: (file: UnreadIgnoreFile) => void;
}

/**
 * Lists everything in a folder and below that is not a folder, except dot files, `node_modules` and what .gitignore (up to the
 * root of the repository) and .mesoscopeignore exclude. Links are listed and never followed.
 *
 * @param unread gets ignore files that cannot be read; they are skipped
 * @returns by path in code-unit order; a folder that cannot be listed is an entry with the fault, the folder itself as ""
 * @throws RangeError for a pattern that is longer than any path
 * Cost: one folder at a time in memory.
 */
export function walkFolder(
  folder: string,
  { include, exclude }: WalkOptions = {},
  unread: (file: UnreadIgnoreFile) => void = () => {},
): Generator<WalkedEntry> {
  const excluding = (exclude ?? []).map((pattern) => compilePathGlob(pattern.replace(/\/$/, "")));
  const rules: Rules = {
    wanted: include === undefined ? everything : anyOf(include),
    leaves: (path) => excluding.some(({ matches }) => matches(path)),
    modules: false,
    ignoreFiles: true,
    unread,
  };
  return entriesOf(folder, "", rulesAround(folder, unread), rules);
}

/**
 * Lists the files that match a glob below a folder, by path in code-unit order. Ignore files do not count.
 *
 * @param pattern relative to the folder
 * @throws RangeError for a pattern that is longer than any path
 */
export function walkGlob(folder: string, pattern: string): Generator<WalkedEntry> {
  const rules: Rules = {
    wanted: compileGlob(pattern, { dot: false }),
    leaves: () => false,
    modules: pattern.includes("node_modules"),
    ignoreFiles: false,
    unread: () => {},
  };
  return entriesOf(folder, "", null, rules);
}

/** Only a pattern with a leading dot matches a name with a leading dot. */
const everything: Glob = {
  matches: (path) => !hidden.test(path),
  reaches: (folder) => !hidden.test(folder),
};
const hidden = /(^|\/)\.[^/]*\/?$/;

function anyOf(patterns: readonly string[]): Glob {
  const globs = patterns.map((pattern) => compilePathGlob(pattern, { dot: false }));
  return {
    matches: (path) => globs.some(({ matches }) => matches(path)),
    reaches: (folder) => globs.some(({ reaches }) => reaches(folder)),
  };
}

/** The replacement that decoding puts for bytes that are not UTF-8. */
const replacement = "\ufffd";

function* entriesOf(
  root: string,
  prefix: string,
  around: IgnoreRules | null,
  rules: Rules,
): Generator<WalkedEntry> {
  const folder = prefix === "" ? root : join(root, prefix.slice(0, -1));
  const names: (string | UndecodedName)[] = [];
  const ignoring: string[] = [];
  try {
    let complete = true;
    for (const entry of listed(folder)) {
      const { name } = entry;
      const isFolder = entry.isDirectory();
      if (isIgnoreFile(name) && !isFolder) ignoring.push(name);
      if (name === "node_modules" && isFolder && !rules.modules) continue;
      if (name.includes(replacement) && !isThere(join(folder, name))) complete = false;
      else names.push(isFolder ? `${name}/` : name);
    }
    if (!complete) for (const one of namesNotUtf8(folder)) names.push(one);
  } catch (error) {
    yield { path: prefix.slice(0, -1), fault: describeSystemFault(error) };
    return;
  }
  const own = rules.ignoreFiles ? rulesWithin(folder, prefix, around, ignoring, rules.unread) : around;
  names.sort((a, b) => -byCodeUnits(a, b));
  // Backwards, so that names can be freed while paths are made from them.
  for (let one = names.pop(); one !== undefined; one = names.pop()) {
    const name = textOf(one);
    const path = prefix === "" ? name : join(prefix.slice(0, -1), name);
    const isFolder = name.endsWith("/");
    const plain = isFolder ? path.slice(0, -1) : path;
    if (!(isFolder ? rules.wanted.reaches(path) : rules.wanted.matches(path))) continue;
    if (rules.leaves(plain) || isIgnored(own, plain, isFolder)) continue;
    if (typeof one !== "string")
      yield { path: plain, bytes: one.bytes, fault: isFolder ? "the name of the folder is not UTF-8" : null };
    else if (isFolder) yield* entriesOf(root, path, own, rules);
    else yield { path, fault: null };
  }
}

/** The name, with a slash after that of a folder, so that names sort as paths do. */
const textOf = (name: string | UndecodedName) => (typeof name === "string" ? name : name.text);

function rulesWithin(
  folder: string,
  prefix: string,
  around: IgnoreRules | null,
  ignoring: readonly string[],
  unread: (file: UnreadIgnoreFile) => void,
): IgnoreRules | null {
  const names = ignoreFileNames.filter((name) => ignoring.includes(name));
  return withIgnoreFiles(around, { prefix, above: "" }, folder, names, unread);
}

const isIgnoreFile = (name: string) => ignoreFileNames.some((one) => one === name);

/** Entries per read. */
const readAtOnce = 1024;

/** The entries of a folder, few of them in memory at once. */
function* listed(folder: string): Generator<Dirent> {
  const open = opendirSync(folder, { bufferSize: readAtOnce });
  try {
    for (let entry = open.readSync(); entry !== null; entry = open.readSync()) yield entry;
  } finally {
    open.closeSync();
  }
}

/** A name that is not UTF-8. */
interface UndecodedName {
  /** its text form, with a slash at the end of a folder */
  readonly text: string;
  /** bytes of the path */
  readonly bytes: Buffer;
}

function namesNotUtf8(folder: string): UndecodedName[] {
  const found: UndecodedName[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true, encoding: "buffer" })) {
    const name = entry.name as unknown as Buffer;
    if (isUtf8(name)) continue;
    const bytes = Buffer.concat([Buffer.from(`${resolve(folder)}/`), name]);
    found.push({ text: name.toString("utf8") + (entry.isDirectory() ? "/" : ""), bytes });
  }
  // Names are taken from the end; those with equal texts are in the order of their bytes.
  return found.sort((a, b) => Buffer.compare(b.bytes, a.bytes));
}

function byCodeUnits(a: string | UndecodedName, b: string | UndecodedName): number {
  const [first, second] = [textOf(a), textOf(b)];
  return first < second ? -1 : first > second ? 1 : 0;
}

/** A flat string: a million concatenated strings would take twice the memory. */
function join(folder: string, name: string): string {
  return [folder, name].join(folder.endsWith("/") ? "" : "/");
}
