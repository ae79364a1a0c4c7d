import { type BigIntStats, statSync } from "node:fs";
import { resolve } from "node:path";
import { UsageError } from "../core/errors.ts";
import type { Io } from "./io.ts";
import type { SharedOptions } from "./options.ts";

interface Output {
  readonly output?: SharedOptions["output"] | undefined;
  readonly force?: SharedOptions["force"] | undefined;
}

/**
 * Refuses an output that is one of the input files, under any path.
 *
 * @returns a function that throws UsageError naming the output for such a file
 * Cost: one `stat` a file where the output already exists, else one in all.
 */
export function overwriteGuard(
  io: Io,
  { output, force }: Output,
  what = "an input",
): (file: string | Buffer) => void {
  const target = output === undefined || force === true ? undefined : statOf(resolve(io.cwd, output));
  if (target?.isFile() !== true) return () => {};
  return (file) => {
    const own = statOf(typeof file === "string" ? resolve(io.cwd, file) : file);
    if (own?.dev === target.dev && own.ino === target.ino)
      throw new UsageError(`${output} is ${what}: -o would overwrite it; --force does`);
  };
}

/** The same for a known list of files. @throws UsageError that names the output */
export function requireNoOverwrite(
  io: Io,
  output: Output,
  files: Iterable<string | Buffer>,
  what?: string,
): void {
  const guard = overwriteGuard(io, output, what);
  for (const file of files) guard(file);
}

/** Options that name an input file. */
const readOptions = ["filesFrom", "config", "from", "grade", "baseline", "by", "losses"] as const;
/** An option that names several, separated by commas. */
const modelsOption = "against";
/** A file, where the shell reads standard input from one. */
const standardInput = "/dev/stdin";

/** The files that the words of a command line name: paths, files after options, and texts in recipes. */
export function* namedFiles(
  paths: readonly string[],
  options: Readonly<Record<string, unknown>>,
  written: ReadonlySet<string> = new Set(),
): Generator<string> {
  const words = [...paths, ...[options["recipe"] ?? []].flat().map(String)];
  for (const word of words) {
    yield word;
    for (const [, path] of word.matchAll(/\bfile\(\s*(?:path\s*=\s*)?["']?([^"'),]+)/g)) yield path!.trim();
  }
  for (const name of readOptions) {
    const value = options[name];
    if (typeof value === "string" && !written.has(name)) yield value;
  }
  const models = options[modelsOption];
  if (typeof models === "string") yield* models.split(",");
  yield standardInput;
}

function statOf(path: string | Buffer): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true });
  } catch {
    return undefined;
  }
}
