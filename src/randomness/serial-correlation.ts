/**
 * Correlation of each number with the next. Of one segment the last number is followed by the first, as in ent; several are not joined.
 *
 * @param values shape (n,)
 * @param segmentEnds ascending, the last one n
 * @returns undefined when all numbers are equal or no segment has two of them; in [-1, 1] for one segment
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
  let pairs = 0;
  let squares = 0;
  for (let s = 0, start = 0; s < segmentEnds.length; s++) {
    const end = segmentEnds[s]!;
    for (let i = start; i < end; i++) {
      const deviation = values[i]! - mean;
      squares += deviation * deviation;
      if (i + 1 === end) continue;
      products += deviation * (values[i + 1]! - mean);
      pairs++;
    }
    start = end;
  }
  const [first, last] = [segmentEnds[0]!, n - 1];
  if (first === n && n > 1) {
    products += (values[last]! - mean) * (values[0]! - mean);
    pairs++;
  }
  return squares > 0 && pairs > 0 ? (products / squares) * (n / pairs) : undefined;
}
