import type { Sample } from "../core/report.ts";

/** Samples that still get a letter of their own on the map. */
export const lettersAvailable = 26;

/** Rows a table shows when there are more samples than letters. */
export const rowsBeyondLetters = 20;

/**
 * The mark of each sample in table, map and verdicts: a capital letter, or a small one for a sample that is not
 * ranked; none at all when there are more samples than letters.
 *
 * @throws never
 */
export function sampleMarks(samples: readonly Sample[]): string[] {
  if (samples.length > lettersAvailable) return samples.map(() => "");
  return samples.map((sample, i) => String.fromCharCode((sample.ranked ? 65 : 97) + i));
}

/** Half the width of a coordinate's interval; null when it has none. */
export function halfWidthOf(coordinate: {
  interval: { lower: number; upper: number } | null;
}): number | null {
  return coordinate.interval === null ? null : (coordinate.interval.upper - coordinate.interval.lower) / 2;
}
