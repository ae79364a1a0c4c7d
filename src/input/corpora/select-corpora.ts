import { distance } from "fastest-levenshtein";
import type { CorpusCatalogue } from "./catalogue.ts";

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
  // a third of the letters wrong is a typing error, more is another word
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
