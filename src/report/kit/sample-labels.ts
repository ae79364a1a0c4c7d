import { grouped } from "../../core/collections.ts";
import type { Sample } from "../../results/report.ts";

/** Samples that still get a letter of their own on the map. */
export const lettersAvailable = 26;

/** Rows a table shows when there are more samples than letters. */
export const rowsBeyondLetters = 20;

/**
 * The mark of a sample in table, map and verdicts: a capital letter, or a small one for a sample that is not ranked; none beyond
 * the rows of the table when there are more samples than letters.
 */
export function markOf({ ranked }: Pick<Sample, "ranked">, place: number, count: number): string {
  return count <= lettersAvailable ? String.fromCharCode((ranked ? 65 : 97) + place) : "";
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

/** References of a family in its order; null for those that belong to none. */
export type FamilyGroup = readonly [Sample["family"], ...Sample[]];

/** References by family, families as they first occur. */
export function groupFamilies(references: readonly Sample[]): FamilyGroup[] {
  const position = ({ family }: Sample) => family?.position ?? 0;
  return Array.from(grouped(references, ({ family }) => family?.id).values(), (members) => [
    members[0]!.family,
    ...members.sort((a, b) => position(a) - position(b)),
  ]);
}
