import { readdir } from "node:fs/promises";
import { type CorpusUnavailable, unavailable } from "./corpus-unavailable.ts";
import { faultOf } from "./fault-of.ts";
import type { CorpusManifest } from "./manifest.ts";
import { readManifest, readUdhrTable, udhrManifest } from "./read-manifest.ts";

/** Everything that can be named after `--corpora`. */
export interface CorpusCatalogue {
  /** every manifest and the featured texts of the declaration, sorted by id */
  readonly manifests: readonly CorpusManifest[];
  /** ids of all texts of the declaration, featured or not, sorted */
  readonly udhrIds: readonly string[];
  /** manifests that cannot be used */
  readonly problems: readonly CorpusUnavailable[];
}

/**
 * Reads all manifests.
 *
 * @param folder of the manifests
 * @returns a folder that cannot be read gives an empty catalogue with one problem
 */
export async function readCatalogue(folder: string): Promise<CorpusCatalogue> {
  const manifests: CorpusManifest[] = [];
  const problems: CorpusUnavailable[] = [];
  let names: string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    const reason = `the manifests of the corpora cannot be read: ${faultOf(error)}`;
    return { manifests, udhrIds: [], problems: [unavailable("corpora", "missing", reason)] };
  }
  for (const name of names) {
    if (!name.endsWith(".json") || name === "udhr.json") continue;
    const read = await readManifest(name.slice(0, -".json".length), folder);
    if (read.status === "ok") manifests.push(read.manifest);
    else problems.push(read);
  }
  const udhr = await readUdhrTable(folder);
  if (udhr.status !== "ok") problems.push(udhr);
  else
    for (const code of udhr.table.featured) {
      const read = udhrManifest(udhr.table, `udhr:${code}`);
      if (read.status === "ok") manifests.push(read.manifest);
      else problems.push(read);
    }
  manifests.sort((a, b) => (a.id < b.id ? -1 : 1));
  problems.sort((a, b) => (a.id < b.id ? -1 : 1));
  const udhrIds = udhr.status === "ok" ? Object.keys(udhr.table.texts).map((code) => `udhr:${code}`) : [];
  return { manifests, udhrIds: udhrIds.sort(), problems };
}
