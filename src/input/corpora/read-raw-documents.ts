import { readdir, readFile, realpath } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import type { Document } from "../../core/documents.ts";
import { type CorpusUnavailable, unavailable } from "./corpus-unavailable.ts";
import { faultOf } from "./fault-of.ts";
import type { CorpusManifest } from "./manifest.ts";

type RawDocuments = { readonly status: "ok"; readonly documents: readonly Document[] } | CorpusUnavailable;

/**
 * The files of a corpus as they stand in its package, sorted by path in UTF-16 code units. A link that leads out of
 * the package is refused.
 *
 * @param folder of the package
 * @param limit stop with a reason as soon as there are more bytes than this
 * Cost: O(bytes).
 */
export async function readRawDocuments(
  { id, source }: Pick<CorpusManifest, "id" | "source">,
  folder: string,
  limit: number,
): Promise<RawDocuments> {
  const documents: Document[] = [];
  let total = 0;
  let path = source.package;
  try {
    const root = await realpath(folder);
    for (path of await pathsOf(source, root)) {
      const file = await realpath(join(root, ...path.split("/")));
      if (!file.startsWith(root + sep))
        return unavailable(id, "mismatch", `${path} leads out of its package`);
      const bytes = await readFile(file);
      documents.push({ id: path, bytes });
      total += bytes.length;
      if (total > limit) return unavailable(id, "mismatch", `more than the expected ${limit} bytes`);
    }
  } catch (error) {
    const fault = faultOf(error);
    if (fault !== "ENOENT") return unavailable(id, "mismatch", `${path} cannot be read: ${fault}`);
    return unavailable(id, "missing", `${path} is not in ${source.package}@${source.version}`);
  }
  return { status: "ok", documents };
}

async function pathsOf(source: CorpusManifest["source"], root: string): Promise<readonly string[]> {
  if ("path" in source) return [source.path];
  const pattern = new RegExp(source.match);
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((path) => pattern.test(path))
    .sort();
}
