import type { Sample } from "../../results/report.ts";

/** Samples that still get a letter of their own on the map. */
export const lettersAvailable = 26;

/** Rows a table shows when there are more samples than letters. */
export const rowsBeyondLetters = 20;

/**
 * The mark of each sample in table, map and verdicts: a capital letter, or a small one for a sample that is not
 * ranked; none beyond the rows of the table when there are more samples than letters.
 */
export function sampleMarks(samples: readonly Sample[]): string[] {
  return samples.map((sample, i) => markOf(sample, i, samples.length));
}

/** The mark of one of them. */
export function markOf({ ranked }: Pick<Sample, "ranked">, place: number, count: number): string {
  const letters = count > lettersAvailable ? rowsBeyondLetters : lettersAvailable;
  return place < letters ? String.fromCharCode((ranked ? 65 : 97) + place) : "";
}

/**
 * What may stand behind ±: the distance to the farther end of an interval, since the nearer one would claim more than is
 * known. Null without an interval.
 */
export function errorOf({
  value,
  interval,
}: {
  value: number;
  interval: { lower: number; upper: number } | null;
}): number | null {
  return interval === null ? null : Math.max(interval.upper - value, value - interval.lower);
}
