import { agnes, type Cluster } from "ml-hclust";
import { smallestOf } from "../../core/collections.ts";
import type { ComparisonTree, DistanceId } from "./schema.ts";

/**
 * Samples joined by average linkage, the nearest first.
 *
 * @param places indices of the samples, ascending
 * @param distances shape (places, places), symmetric; values below 0 count as 0
 * @param samples number of all samples: merges are numbered from there on
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

/** Leaves in drawing order. */
function leaves(merges: ComparisonTree["merges"], samples: number): number[] {
  const below = (node: number): number[] => {
    if (node < samples) return [node];
    const { left, right } = merges[node - samples]!;
    return [...below(left), ...below(right)];
  };
  return below(samples + merges.length - 1);
}

/** Characters of a tree. */
const unicode = { line: "─", down: "┐", through: "│", join: "┴", root: "┘" };
const ascii = { line: "-", down: "+", through: "|", join: "+", root: "+" };

interface Node {
  readonly row: number;
  readonly column: number;
}

/**
 * A tree from the leaves on the left to the root on the right, one line per leaf in the order of the tree. The position of a
 * join gives the distance, on a scale that ends at the root.
 *
 * @param samples number at which merges begin
 * @param columns of the tree, at least 2 + the number of merges on the longest path, so that every join has its own column
 * @returns shape (leaves,)
 */
export function dendrogram(
  { order, merges }: ComparisonTree,
  samples: number,
  columns: number,
  inAscii: boolean,
): string[] {
  const sign = inAscii ? ascii : unicode;
  const highest = merges.at(-1)?.height ?? 0;
  const nodes = new Map<number, Node>(order.map((leaf, row) => [leaf, { row, column: 0 }]));
  const grid: string[][] = order.map(() => []);
  for (const [i, { left, right, height }] of merges.entries()) {
    const [above, below] = [nodes.get(left)!, nodes.get(right)!];
    const wanted = highest > 0 ? Math.round((height / highest) * (columns - 1)) : 0;
    const column = Math.max(wanted, above.column + 1, below.column + 1);
    drawLine(grid[above.row]!, above.column, column, sign.line);
    drawLine(grid[below.row]!, below.column, column, sign.line);
    for (let row = above.row + 1; row < below.row; row++) setSign(grid[row]!, column, sign.through);
    setSign(grid[above.row]!, column, sign.down);
    setSign(grid[below.row]!, column, i === merges.length - 1 ? sign.root : sign.join);
    nodes.set(samples + i, { row: below.row, column });
  }
  return grid.map((row) => row.join(""));
}

function drawLine(row: string[], from: number, to: number, line: string): void {
  for (let column = from; column < to; column++) if (row[column] === undefined) setSign(row, column, line);
}

function setSign(row: string[], column: number, sign: string): void {
  while (row.length < column) row.push(" ");
  row[column] = sign;
}
