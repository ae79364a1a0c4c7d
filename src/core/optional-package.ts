import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { messageOf } from "./errors.ts";

/** A package that may be absent: its exports and version, or one line on what to do. */
export type OptionalPackage<Exports> =
  | {
      readonly present: true;
      readonly exports: Exports;
      readonly version: string;
      /** The content of one of its files. @throws Error when it has no such file */
      file(path: string): Promise<Uint8Array>;
    }
  | AbsentPackage;

interface AbsentPackage {
  readonly present: false;
  readonly reason: string;
}

let known: NodeJS.Require | undefined;

/** Made on first use: most runs need no such package. */
function loader(): NodeJS.Require {
  known ??= createRequire(import.meta.url);
  return known;
}

/** Loads a package that may not be installed. */
export async function optionalPackage<Exports>(name: string): Promise<OptionalPackage<Exports>> {
  const entry = entryOf(name);
  if (entry === undefined) return absent(name);
  try {
    // A variable name, so that neither compiler nor bundler tries to resolve it.
    return presentPackage(name, entry, (await import(name)) as Exports);
  } catch (error) {
    return broken(name, error);
  }
}

/**
 * Loads parts of a CommonJS package that may not be installed, synchronously.
 *
 * @param paths of the parts, such as `name/part`; all are loaded or none
 * @returns exports: shape (parts,)
 */
export function optionalParts<Exports extends readonly unknown[]>(
  name: string,
  paths: { readonly [Part in keyof Exports]: string },
): OptionalPackage<Exports> {
  const entry = entryOf(name);
  if (entry === undefined) return absent(name);
  try {
    const exports = paths.map((path) => loader()(path)) as unknown as Exports;
    return presentPackage(name, entry, exports);
  } catch (error) {
    return broken(name, error);
  }
}

/** What to do where a package is missing, or null where it is there; does not load it. */
export function whyAbsent(name: string): string | null {
  return entryOf(name) === undefined ? absent(name).reason : null;
}

function entryOf(name: string): string | undefined {
  try {
    return loader().resolve(name);
  } catch {
    return undefined;
  }
}

const presentPackage = <Exports>(
  name: string,
  entry: string,
  exports: Exports,
): OptionalPackage<Exports> => ({
  present: true,
  exports,
  version: versionAt(entry, name),
  file: async (path) => readFile(loader().resolve(`${name}/${path}`)),
});

const absent = (name: string): AbsentPackage => ({ present: false, reason: `not installed: npm i ${name}` });

function broken(name: string, error: unknown): AbsentPackage {
  const [line] = messageOf(error).split("\n");
  return { present: false, reason: `${name} does not work on this platform: ${line}` };
}

/** The version in the package.json above a file of the package. */
function versionAt(file: string, name: string): string {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    try {
      const found = loader()(join(folder, "package.json")) as { name?: string; version?: string };
      if (found.name === name && found.version !== undefined) return found.version;
    } catch {
      // This folder has no package.json.
    }
  }
  throw new Error("its version is not stated");
}
