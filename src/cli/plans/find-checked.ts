import { lstatSync, statSync } from "node:fs";
import { relative, resolve } from "node:path";
import { type AskedPaths, binaryInFolder, noReadableFiles } from "../../input/discover.ts";
import { compilePathGlob } from "../../input/glob.ts";
import { kindsOf } from "../../odd/kinds.ts";
import type { Io } from "../io.ts";
import { type CheckOptions, type CheckSetup, keyOfInput, keyOfPath, ofConfiguration } from "./check-setup.ts";
import { type FoundInputs, findInputs } from "./find-inputs.ts";

/**
 * The inputs of a check. A NUL byte, a link, a hard link or an ignore file takes no file out of a check unseen:
 *
 * - A binary file is taken if the baseline knows it, if a budget names its ending, or if most files of its ending are text.
 * - A file that the baseline knows is taken although it is ignored. It has failed if a link or a device is in its place.
 * - Two names of one file are two files.
 *
 * @param paths null: what the configuration names
 * @param known paths in the baseline
 * @param wanted which files of folders are looked at
 * @throws as `findInputs`
 */
export async function findChecked(
  paths: AskedPaths | null,
  known: ReadonlySet<string>,
  wanted: (name: string) => boolean,
  setup: CheckSetup,
  options: CheckOptions,
  io: Io,
): Promise<FoundInputs> {
  const asked = { ...(paths ?? ofConfiguration(setup)), everyName: true };
  const again = { ...asked, typed: asked.typed.filter((path) => path !== "-") };
  const key = (name: string) => keyOfPath(setup.folder, io.cwd, name);
  const first = await findInputs(asked, options, io, wanted);
  const found = [...first.found];
  const failed = [...first.failed];

  const binary = first.skipped.filter(({ reason }) => reason === binaryInFolder).map(({ input }) => input);
  const isText = moreOftenText(
    found.map(({ name }) => name),
    binary,
  );
  const hidden = new Set(
    binary.filter(
      (name) =>
        known.has(key(name)) || setup.budgets.some((one) => one.namesEnding(key(name))) || isText(name),
    ),
  );
  if (hidden.size > 0) {
    const second = await findInputs(again, { ...options, binary: true }, io, (name) => hidden.has(name));
    found.push(...second.found.filter(({ name }) => hidden.has(name)));
    failed.push(...second.failed.filter(({ input }) => hidden.has(input)));
  }

  const here = new Set(found.map(({ name, input }) => keyOfInput(setup.folder, io.cwd, name, input)));
  const seen = new Set([...first.skipped, ...failed].map(({ input }) => key(input)));
  const left = [...known].filter((path) => !here.has(path) && !seen.has(path));
  const isAsked = withinFolders([...again.typed, ...(again.listed ?? [])], options, io);
  const unseen = left
    .map((path) => resolve(setup.folder, path))
    .filter((path) => isAsked(path) && isFile(path));
  const listed = unseen.map((path) => relative(io.cwd, path));
  const third = await findInputs({ ...asked, typed: [], listed }, options, io);
  found.push(...third.found);
  failed.push(...third.failed);

  const skipped = [...first.skipped.filter(({ input }) => !hidden.has(input)), ...third.skipped];
  const isReplaced = ({ input, reason }: (typeof skipped)[number]) =>
    known.has(key(input)) && reason !== "empty file";
  failed.push(
    ...skipped
      .filter(isReplaced)
      .map(({ input, reason }) => ({ input, reason: `in the baseline, and not judged: ${reason}` })),
  );
  const isFolderOf = (name: string) => found.some(({ folder }) => folder === name);
  return {
    found,
    skipped: skipped.filter((one) => !isReplaced(one)),
    failed: failed.filter(({ input, reason }) => reason !== noReadableFiles || !isFolderOf(input)),
  };
}

/** Whether more files of the ending of a name are text than are binary. */
function moreOftenText(texts: readonly string[], binary: readonly string[]): (name: string) => boolean {
  const balance = new Map<string | undefined, number>();
  const add = (name: string, by: number) =>
    balance.set(endingOf(name), (balance.get(endingOf(name)) ?? 0) + by);
  for (const name of texts) add(name, 1);
  for (const name of binary) add(name, -1);
  return (name) => endingOf(name) !== undefined && balance.get(endingOf(name))! > 0;
}

const endingOf = (name: string) => kindsOf(name).at(-1);

/** Whether a path is below one of the folders that are asked for, and options do not leave it out. */
function withinFolders(
  paths: readonly string[],
  { include, exclude = [] }: CheckOptions,
  io: Io,
): (path: string) => boolean {
  const folders = paths.map((path) => resolve(io.cwd, path)).filter(isFolder);
  const included = include?.map((glob) => compilePathGlob(glob, { dot: false }));
  const excluded = exclude.map((glob) => compilePathGlob(glob.replace(/\/$/, "")));
  return (path) =>
    folders.some((folder) => {
      const inside = relative(folder, path).replaceAll("\\", "/");
      if (inside === "" || inside === ".." || inside.startsWith("../")) return false;
      const parts = inside.split("/");
      const above = parts.map((_, i) => parts.slice(0, i + 1).join("/"));
      return (
        (included?.some(({ matches }) => matches(inside)) ?? true) &&
        !excluded.some(({ matches }) => above.some(matches))
      );
    });
}

/** Whether a folder is at a path, by a link either. */
export function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** Whether a file, and no link, is at a path. */
function isFile(path: string): boolean {
  try {
    return lstatSync(path).isFile();
  } catch {
    return false;
  }
}
