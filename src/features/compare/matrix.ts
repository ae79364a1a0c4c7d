import type { DistanceMatrix, Join, MatrixTree, PairVerdict } from "../../report/charts/distance-heat-map.ts";
import type { Comparison, DistanceId } from "./schema.ts";

/** Titles and units of the distances. */
export const distanceTitles: Readonly<Record<DistanceId, readonly [title: string, unit: string]>> = {
  jsd: ["Jensen-Shannon divergence", "bit"],
  ncd: ["Normalized compression distance", ""],
  code: ["Normalized distance by the observer's code length", ""],
};

/** One of the distances of a pair; null if it was not requested. */
export function distanceOf(
  { divergence, compression, observer }: Comparison["pairs"][number],
  id: DistanceId,
): number | null {
  const value = { jsd: divergence.value, ncd: compression?.distance, code: observer?.distance }[id];
  return value === undefined ? null : Math.max(0, value);
}

/** The first requested distance, as a matrix in the order of the tree. */
export function distanceMatrixOf({ pairs, samples, tree, options }: Comparison): DistanceMatrix {
  const compared = [...samples.keys()].filter((i) => samples[i]!.compared);
  const order = tree?.order ?? (pairs.length === 0 ? [] : compared);
  const at = new Map(order.map((sample, i) => [sample, i]));
  const values = order.map(() => order.map(() => 0));
  const verdicts = order.map(() => order.map((): PairVerdict => "within-error"));
  for (const pair of pairs) {
    const [i, j] = [at.get(pair.a)!, at.get(pair.b)!];
    const value = distanceOf(pair, options.distances[0]!)!;
    values[i]![j] = value;
    values[j]![i] = value;
    verdicts[i]![j] = pair.verdict.id;
    verdicts[j]![i] = pair.verdict.id;
  }
  const names = order.map((i) => samples[i]!.name);
  return { order, names, values, verdicts, tree: tree && treeOf(tree, samples.length) };
}

/** A tree for drawing beside its leaves. @param samples number at which merges begin */
export function treeOf({ order, merges }: NonNullable<Comparison["tree"]>, samples: number): MatrixTree {
  const nodes = new Map(order.map((leaf, row) => [leaf, { row, height: 0 }]));
  const joins = merges.map(({ left, right, height }, i): Join => {
    const [above, below] = [nodes.get(left)!, nodes.get(right)!];
    nodes.set(samples + i, { row: (above.row + below.row) / 2, height });
    return { height, rows: [above.row, below.row], from: [above.height, below.height] };
  });
  return { joins, highest: Math.max(0, ...joins.map(({ height }) => height)) };
}
