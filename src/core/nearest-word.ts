import { distance } from "fastest-levenshtein";

/**
 * The known word that a mistyped one is most likely meant for: at most a third of its letters differ.
 *
 * @returns undefined when none is near
 * @throws never
 * Cost: one edit distance a known word.
 */
export function nearestWord(word: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of known) {
    const steps = distance(word, candidate);
    if (steps < bestDistance) [best, bestDistance] = [candidate, steps];
  }
  return best;
}
