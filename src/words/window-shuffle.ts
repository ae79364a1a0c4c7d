import type { Symbols } from "../core/sequence.ts";
import type { UniformInteger } from "../math/sampling.ts";

/**
 * A copy in which the symbols of each window stand in uniformly random order: what is farther apart than a window keeps
 * its order, what is nearer loses it.
 *
 * @param segmentEnds ends of the segments, ascending, the last one n; windows start anew in each
 * @param window symbols, at least 1
 * @param uniformInteger source of randomness
 * @returns shape (n,), the same symbols in each window
 * @throws RangeError when n exceeds what the platform can allocate
 * Cost: O(n).
 */
export function windowShuffled<T extends Symbols>(
  symbols: T,
  segmentEnds: readonly number[],
  window: number,
  uniformInteger: UniformInteger,
): T {
  const copy = symbols.slice() as T;
  let segmentStart = 0;
  for (const segmentEnd of segmentEnds) {
    for (let start = segmentStart; start < segmentEnd; start += window) {
      const end = Math.min(segmentEnd, start + window);
      for (let i = end - 1; i > start; i--) {
        const j = start + uniformInteger(i - start + 1);
        const kept = copy[i]!;
        copy[i] = copy[j]!;
        copy[j] = kept;
      }
    }
    segmentStart = segmentEnd;
  }
  return copy;
}
