/** Share of new k-grams in one part of a sequence. */
interface NoveltyPoint {
  /** where the part ends, in symbols from the start */
  readonly x: number;
  readonly value: number;
}

/**
 * Share of the k-grams that begin nowhere earlier, in equal parts along a sequence.
 *
 * @param factors longest previous factors, shape (n,)
 * @param segmentEnds ascending, the last one n; no k-gram crosses a segment end
 * @param k at least 1
 * @param parts how many; those in which no k-gram begins are left out
 * Cost: O(n).
 */
export function noveltyCurve(
  factors: ArrayLike<number>,
  segmentEnds: ArrayLike<number>,
  k: number,
  parts: number,
): NoveltyPoint[] {
  const n = factors.length;
  const grams = new Float64Array(parts);
  const fresh = new Float64Array(parts);
  for (let s = 0, i = 0; s < segmentEnds.length; s++) {
    for (; i + k <= segmentEnds[s]!; i++) {
      const part = Math.floor((i * parts) / n);
      grams[part]!++;
      if (factors[i]! < k) fresh[part]!++;
    }
    i = segmentEnds[s]!;
  }
  const points: NoveltyPoint[] = [];
  for (let part = 0; part < parts; part++) {
    if (grams[part]! === 0) continue;
    points.push({ x: Math.ceil(((part + 1) * n) / parts), value: fresh[part]! / grams[part]! });
  }
  return points;
}
