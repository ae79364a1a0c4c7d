/** Symbols that are rarer than this count in proportion, or than the share that each has where there are more of them. */
const rare = 1 / 1000;

/**
 * A, as far as the sample does not decide it by chance: symbols that are rarer than one in a thousand count as much less
 * as they are rarer. Of n draws from a law with a long tail some hundred symbols more or less are seen once.
 *
 * @param counts of symbols, zeros allowed
 * @returns at most the symbols that occur, at least 2 where there are as many
 * Cost: O(A).
 */
export function effectiveAlphabet(counts: ArrayLike<number>): number {
  let [total, present] = [0, 0];
  for (let a = 0; a < counts.length; a++) {
    total += counts[a]!;
    if (counts[a]! > 0) present++;
  }
  if (total === 0) return 0;
  const enough = Math.min(rare, 1 / present) * total;
  let size = 0;
  for (let a = 0; a < counts.length; a++) size += Math.min(1, counts[a]! / enough);
  return Math.max(Math.min(present, 2), size);
}
