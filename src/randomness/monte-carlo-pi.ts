/**
 * Four times the share of points inside the circle: six bytes a point, three for each coordinate.
 *
 * @param bytes shape (n,)
 * @param segmentEnds ascending, the last one n; no point crosses a segment end
 * @returns undefined with fewer than six bytes in every segment
 * Cost: O(n).
 * Source: Walker 2008, ent (the convention).
 */
export function monteCarloPi(
  bytes: ArrayLike<number>,
  segmentEnds: ArrayLike<number>,
): { readonly value: number; readonly points: number } | undefined {
  const radius = 0xff_ffff;
  let points = 0;
  let inside = 0;
  for (let s = 0, start = 0; s < segmentEnds.length; s++) {
    const end = segmentEnds[s]!;
    for (let i = start; i + 6 <= end; i += 6) {
      const x = (bytes[i]! * 256 + bytes[i + 1]!) * 256 + bytes[i + 2]!;
      const y = (bytes[i + 3]! * 256 + bytes[i + 4]!) * 256 + bytes[i + 5]!;
      points++;
      if (x * x + y * y <= radius * radius) inside++;
    }
    start = end;
  }
  return points === 0 ? undefined : { value: (4 * inside) / points, points };
}
