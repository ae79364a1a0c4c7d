/**
 * Correlation of each number with the next; the last of a segment is followed by its first.
 *
 * @param values shape (n,)
 * @param segmentEnds ascending, the last one n
 * @returns in [-1, 1]; undefined when all numbers are equal
 * @throws never
 * Cost: O(n).
 * Source: Knuth 1997, The Art of Computer Programming 2, 3.3.2 K.
 */
export function serialCorrelation(
  values: ArrayLike<number>,
  segmentEnds: ArrayLike<number>,
): number | undefined {
  const n = values.length;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += values[i]!;
  mean /= n;
  let products = 0;
  let squares = 0;
  for (let s = 0, start = 0; s < segmentEnds.length; s++) {
    const end = segmentEnds[s]!;
    for (let i = start; i < end; i++) {
      const deviation = values[i]! - mean;
      squares += deviation * deviation;
      products += deviation * (values[i + 1 < end ? i + 1 : start]! - mean);
    }
    start = end;
  }
  return squares > 0 ? products / squares : undefined;
}
