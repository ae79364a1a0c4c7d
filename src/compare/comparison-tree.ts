import { agnes, type Cluster } from "ml-hclust";
import { smallestOf } from "../core/extremes.ts";
import type { ComparisonTree, DistanceId } from "./schema.ts";

/**
 * Samples joined by average linkage, the nearest first.
 *
 * @param places of the samples, ascending
 * @param distances shape (places, places), symmetric; what is below 0 counts as 0
 * @param samples how many samples there are in all: merges are numbered from there on
 * Cost: O(N^3).
 * Source: Sokal & Michener 1958, Univ. Kansas Sci. Bull. 38 (average linkage).
 */
export function comparisonTree(
  distance: DistanceId,
  places: readonly number[],
  distances: readonly (readonly number[])[],
  samples: number,
): ComparisonTree {
  const matrix = distances.map((row, i) => row.map((value, j) => (i === j ? 0 : Math.max(0, value))));
  const root = agnes(matrix, { method: "average", isDistanceMatrix: true });
  const merges: ComparisonTree["merges"] = [];
  const number = (cluster: Cluster): number => {
    if (cluster.isLeaf) return places[cluster.index]!;
    // The branch with the first leaf comes first, so that equal distances give equal trees.
    const [left, right] = [...cluster.children].sort((a, b) => firstLeaf(a) - firstLeaf(b));
    merges.push({ left: number(left!), right: number(right!), height: cluster.height, size: cluster.size });
    return samples + merges.length - 1;
  };
  number(root);
  return { distance, linkage: "average", order: leaves(merges, samples), merges };
}

const firstLeaf = (cluster: Cluster) => smallestOf(cluster.indices());

/** Leaves from the first to the last, as they are drawn. */
function leaves(merges: ComparisonTree["merges"], samples: number): number[] {
  const below = (node: number): number[] => {
    if (node < samples) return [node];
    const { left, right } = merges[node - samples]!;
    return [...below(left), ...below(right)];
  };
  return below(samples + merges.length - 1);
}
