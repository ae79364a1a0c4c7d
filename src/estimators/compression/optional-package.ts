import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { messageOf } from "../../core/errors.ts";

/** A package that may be absent: what it exports and its version, or one line on what to do. */
export type OptionalPackage<Exports> =
  | { readonly present: true; readonly exports: Exports; readonly version: string }
  | { readonly present: false; readonly reason: string };

const require = createRequire(import.meta.url);

/**
 * Loads a package that the platform may lack.
 *
 * @throws never
 */
export async function optionalPackage<Exports>(name: string): Promise<OptionalPackage<Exports>> {
  let entry: string;
  try {
    entry = require.resolve(name);
  } catch {
    return { present: false, reason: `not installed: npm i ${name}` };
  }
  try {
    // The name is no literal, so that neither compiler nor bundler looks for what may not be there.
    return { present: true, exports: (await import(name)) as Exports, version: versionAt(entry, name) };
  } catch (error) {
    const [line] = messageOf(error).split("\n");
    return { present: false, reason: `${name} does not work on this platform: ${line}` };
  }
}

/** The version in the package.json above a file of the package. */
function versionAt(file: string, name: string): string {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    try {
      const found = require(join(folder, "package.json")) as { name?: string; version?: string };
      if (found.name === name && found.version !== undefined) return found.version;
    } catch {
      // no package.json here
    }
  }
  throw new Error("its version is not stated");
}
