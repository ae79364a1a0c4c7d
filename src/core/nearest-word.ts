import { distance } from "fastest-levenshtein";

/**
 * Finds the known word that a mistyped or abbreviated one most likely means. At most a third of its letters may differ; or it
 * is one part of the known word, or consists of the first letters and the numbers of its parts, such as `lz78` for
 * `lempel-ziv-78`.
 *
 * @returns undefined when none is near
 * Cost: one edit distance per known word.
 */
export function nearestWord(word: string, words: Iterable<string>): string | undefined {
  const known = [...words];
  const meant = word.toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of known) {
    const steps = distance(meant, candidate.toLowerCase());
    if (steps < bestDistance) [best, bestDistance] = [candidate, steps];
  }
  const partsOf = (candidate: string) => candidate.toLowerCase().split("-");
  return (
    best ??
    known.find((candidate) => initialsOf(partsOf(candidate)) === meant.replaceAll("-", "")) ??
    known.find((candidate) => partsOf(candidate).includes(meant))
  );
}

const initialsOf = (parts: readonly string[]): string =>
  parts.map((part) => (/^\d/.test(part) ? part : part.slice(0, 1))).join("");
