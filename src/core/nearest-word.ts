import { distance } from "fastest-levenshtein";

/**
 * The known word that a mistyped or abbreviated one is most likely meant for: at most a third of its letters differ, or it is
 * one part of it, or made of the first letters and the numbers of its parts, as `lz78` of `lempel-ziv-78`.
 *
 * @returns undefined when none is near
 * Cost: one edit distance a known word.
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
