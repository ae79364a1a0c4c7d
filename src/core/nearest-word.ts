import { distance } from "fastest-levenshtein";

/**
 * The known word that a mistyped or abbreviated one is most likely meant for: at most a third of its letters differ, or it is
 * made of the first letters and the numbers of its parts, as `lz78` of `lempel-ziv-78`.
 *
 * @returns undefined when none is near
 * @throws never
 * Cost: one edit distance a known word.
 */
export function nearestWord(word: string, words: Iterable<string>): string | undefined {
  const known = [...words];
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of known) {
    const steps = distance(word, candidate);
    if (steps < bestDistance) [best, bestDistance] = [candidate, steps];
  }
  return best ?? known.find((candidate) => initialsOf(candidate) === word.toLowerCase());
}

const initialsOf = (word: string): string =>
  word
    .split("-")
    .map((part) => (/^\d/.test(part) ? part : part.slice(0, 1)))
    .join("");
