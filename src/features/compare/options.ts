import { UsageError } from "../../core/errors.ts";
import { type Comparison, type DistanceId, distanceId } from "./schema.ts";

/** Longest k-grams that can be compared. */
const longestOrder = 64;
/** With more inputs, expensive distances are computed only on request. */
const mostInFull = 4;
/** Number of pairs whose k-grams are compared faster than threads start. */
const fewPairs = 30;

/**
 * @param order length of the k-grams
 * @param shown the order as given, for the message
 * @throws UsageError for an invalid order
 */
export function requireOrder(order: number, option: string, shown: string): number {
  if (Number.isInteger(order) && order >= 1 && order <= longestOrder) return order;
  throw new UsageError(`${option} takes a length from 1 to ${longestOrder}, not "${shown}"`);
}

/**
 * The distances of each pair.
 *
 * @param named undefined: all for few inputs, the cheap one for many
 * @returns without repeats; the first one orders the samples
 * @throws UsageError for an unknown distance
 */
export function chooseDistances(named: readonly string[] | "all" | undefined, inputs: number): DistanceId[] {
  const all = distanceId.options;
  if (named === "all" || (named === undefined && inputs <= mostInFull)) return [...all];
  const chosen = named ?? ["jsd"];
  if (!Array.isArray(chosen)) throw new UsageError(`distances takes "all" or an array of names`);
  const unknown = chosen.find((name) => !distanceId.safeParse(name).success);
  if (unknown !== undefined) {
    throw new UsageError(`no distance "${unknown}": there are ${all.join(", ")} and all`);
  }
  return [...new Set(chosen as DistanceId[])];
}

/** @throws UsageError where a mixture does not give a share of each source */
export function requireShares(mixtures: unknown, sources: number): void {
  const isShare = (share: unknown) =>
    typeof share === "number" && share >= 0 && share < Number.POSITIVE_INFINITY;
  const isMixture = (shares: unknown) =>
    Array.isArray(shares) &&
    shares.length === sources &&
    shares.every(isShare) &&
    shares.some((share) => share > 0);
  if (!Array.isArray(mixtures) || !mixtures.every(isMixture))
    throw new UsageError(
      `a mixture is an array with a share of each of the ${sources} sources, not all of them 0`,
    );
}

/** Samples that were not compared, and why, a line for each. @param names by default their own */
export function uncomparedLines(
  samples: Comparison["samples"],
  names: readonly string[] = samples.map(({ name }) => name),
): string[] {
  return samples.flatMap(({ notComparedBecause }, i) =>
    notComparedBecause === null ? [] : [`${names[i]!}: ${notComparedBecause}`],
  );
}

/** Whether a comparison is faster than the start of threads. */
export function isQuickComparison(distances: readonly DistanceId[], inputs: number): boolean {
  const cheap = distances.length === 1 && distances[0] === "jsd";
  return cheap && (inputs * (inputs - 1)) / 2 < fewPairs;
}
