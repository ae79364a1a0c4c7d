/**
 * The largest of any number of values: as arguments of a function some hundred thousand have no room.
 *
 * @param atLeast what is returned where no value is larger
 */
export function largestOf(values: Iterable<number>, atLeast: number = Number.NEGATIVE_INFINITY): number {
  let most = atLeast;
  for (const value of values) most = Math.max(most, value);
  return most;
}

/** The smallest of any number of values. */
export function smallestOf(values: Iterable<number>): number {
  let least = Number.POSITIVE_INFINITY;
  for (const value of values) least = Math.min(least, value);
  return least;
}
