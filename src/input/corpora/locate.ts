import { join } from "node:path";
import { readRegularJson, smallFiles } from "../open-regular.ts";
import { type CorpusUnavailable, installHint, unavailable } from "./corpus-unavailable.ts";
import type { CorpusManifest } from "./manifest.ts";

type Location = { readonly status: "ok"; readonly folder: string } | CorpusUnavailable;

/**
 * The folder of a corpus's package. The `node_modules` folders are looked into directly, because `require.resolve`
 * refuses files that a package's `exports` does not list.
 *
 * @param packages `node_modules` folders; the first with the manifest's version wins
 */
export async function locatePackage(
  manifest: CorpusManifest,
  packages: readonly string[],
): Promise<Location> {
  const { package: name, version } = manifest.source;
  const others = new Set<string>();
  for (const root of packages) {
    const folder = join(root, name);
    const found = await versionOf(folder);
    if (found === version) return { status: "ok", folder };
    if (found !== undefined) others.add(found);
  }
  if (others.size === 0) {
    const reason = `the package ${name}@${version} is not installed: ${installHint}`;
    return unavailable(manifest.id, "missing", reason);
  }
  const reason = `the package ${name} is installed as ${[...others].join(", ")}, the manifest needs ${version}`;
  return unavailable(manifest.id, "mismatch", reason);
}

async function versionOf(folder: string): Promise<string | undefined> {
  try {
    const { version } = readRegularJson(join(folder, "package.json"), smallFiles.manifest) as {
      readonly version?: unknown;
    };
    return typeof version === "string" ? version : undefined;
  } catch {
    return undefined;
  }
}
