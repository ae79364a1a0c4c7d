import type { Sample } from "../core/report.ts";

/** Samples that still get a letter of their own on the map. */
export const lettersAvailable = 26;

/** Rows a table shows when there are more samples than letters. */
export const rowsBeyondLetters = 20;

/**
 * The mark of each sample in table, map and verdicts: a capital letter, or a small one for a sample that is not
 * ranked; none beyond the rows of the table when there are more samples than letters.
 *
 * @throws never
 */
export function sampleMarks(samples: readonly Sample[]): string[] {
  const letters = samples.length > lettersAvailable ? rowsBeyondLetters : lettersAvailable;
  return samples.map((sample, i) => (i < letters ? String.fromCharCode((sample.ranked ? 65 : 97) + i) : ""));
}

/** Half the width of a coordinate's interval; null when it has none. */
export function halfWidthOf(coordinate: {
  interval: { lower: number; upper: number } | null;
}): number | null {
  return coordinate.interval === null ? null : (coordinate.interval.upper - coordinate.interval.lower) / 2;
}
