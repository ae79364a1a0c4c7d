import { readdir } from "node:fs/promises";
import { distance } from "fastest-levenshtein";
import { by } from "../../core/collections.ts";
import { type CorpusUnavailable, unavailable } from "./corpus-unavailable.ts";
import type { CorpusManifest } from "./manifest.ts";
import { faultOf, readManifest, readUdhrTable, udhrManifest } from "./read-manifest.ts";

/** Everything that can be named after `--corpora`. */
export interface CorpusCatalogue {
  /** every manifest and the featured texts of the declaration, sorted by id */
  readonly manifests: readonly CorpusManifest[];
  /** ids of all texts of the declaration, featured or not, sorted */
  readonly udhrIds: readonly string[];
  /** unusable manifests */
  readonly problems: readonly CorpusUnavailable[];
}

/**
 * Reads all manifests.
 *
 * @param folder of the manifests
 * @returns an empty catalogue with one problem if the folder cannot be read
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
  manifests.sort(by(({ id }) => id));
  problems.sort(by(({ id }) => id));
  const udhrIds = udhr.status === "ok" ? Object.keys(udhr.table.texts).map((code) => `udhr:${code}`) : [];
  return { manifests, udhrIds: udhrIds.sort(), problems };
}

type CorpusSelection =
  | { readonly status: "ok"; readonly ids: readonly string[] }
  | { readonly status: "error"; readonly reason: string };

/**
 * The corpora that a `--corpora` option names: `core`, `all`, ids, `udhr:<code>`, separated by commas.
 *
 * @returns ids in the order of the option, each once, or one line that says which name is wrong
 */
export function selectCorpora(expression: string, catalogue: CorpusCatalogue): CorpusSelection {
  const known = new Set([...catalogue.manifests.map(({ id }) => id), ...catalogue.udhrIds]);
  const selected = new Set<string>();
  for (const part of expression.split(",")) {
    const name = part.trim();
    if (name === "core" || name === "all") {
      for (const { id, tier } of catalogue.manifests) if (name === "all" || tier === "core") selected.add(id);
    } else if (known.has(name)) selected.add(name);
    else return { status: "error", reason: complaint(name, known) };
  }
  return { status: "ok", ids: [...selected] };
}

function complaint(name: string, known: ReadonlySet<string>): string {
  if (name === "") return 'an empty name among the corpora: write "core", "all" or ids separated by commas';
  if (name === "udhr" || name === "udhr:") {
    return `"${name}" is a collection: name one text of it, for example udhr:eng`;
  }
  const nearest = nearestId(name, ["core", "all", ...known]);
  const hint = nearest === undefined ? 'See "mesoscope corpora list".' : `Did you mean "${nearest}"?`;
  return `no corpus "${name}". ${hint}`;
}

function nearestId(name: string, candidates: readonly string[]): string | undefined {
  const started = candidates.find((candidate) => name.length >= 3 && candidate.startsWith(name));
  if (started !== undefined) return started;
  let nearest: string | undefined;
  // a third of the letters wrong is a typing error; more is another word
  let least = Math.max(2, Math.ceil(name.length / 3)) + 1;
  for (const candidate of candidates) {
    const edits = distance(name, candidate);
    if (edits < least) {
      nearest = candidate;
      least = edits;
    }
  }
  return nearest;
}
