/**
 * Length of the longest match starting at i that also starts elsewhere, before or after i.
 *
 * @param suffixes suffix array, shape (n,)
 * @param prefixes by position, what each suffix shares with the one before it in the suffix array, shape (n,)
 * @returns shape (n,), by position, in symbols
 * @throws RangeError when the platform cannot allocate it
 * Cost: O(n).
 * Source: Manber & Myers 1993, SIAM J. Comput. 22 (neighbours in the suffix array share most).
 */
export function repeatLengths(suffixes: Int32Array, prefixes: Int32Array): Int32Array {
  const n = suffixes.length;
  const lengths = new Int32Array(n);
  for (let r = 0, shared = 0; r < n; r++) {
    const next = r + 1 < n ? prefixes[suffixes[r + 1]!]! : 0;
    lengths[suffixes[r]!] = Math.max(shared, next);
    shared = next;
  }
  return lengths;
}

/**
 * Number of symbols that lie in a repeat of at least `least` symbols.
 *
 * @param lengths shape (n,): length of the repeat that starts at each position
 * @param least at least 1
 * Cost: O(n).
 */
export function symbolsInRepeats(lengths: ArrayLike<number>, least: number): number {
  let covered = 0;
  for (let i = 0, end = 0; i < lengths.length; i++) {
    if (lengths[i]! >= least) end = Math.max(end, i + lengths[i]!);
    if (i < end) covered++;
  }
  return covered;
}
