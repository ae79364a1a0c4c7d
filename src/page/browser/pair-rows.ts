import type { DistanceMatrix, PairVerdict } from "../../report/charts/distance-heat-map.ts";
import { type ComparisonPageData, distanceSteps, type PagePair, verdictLetters } from "../page-shapes.ts";
import type { RowModel } from "./table-rows.ts";

/** A pair of samples. */
export interface PairRow {
  readonly row: number;
  readonly a: number;
  readonly b: number;
  readonly names: readonly [string, string];
  readonly distances: readonly number[];
  readonly verdict: PairVerdict;
  /** undefined where there was no room */
  readonly detail: PagePair | undefined;
}

/** All pairs in the form that the page uses. */
export function pairRowsOf({ samples, distances, verdicts, pairs }: ComparisonPageData): PairRow[] {
  const rows: PairRow[] = [];
  for (const [a, { name }] of samples.entries()) {
    for (let b = a + 1; b < samples.length && rows.length < verdicts.length; b++) {
      const row = rows.length;
      rows.push({
        ...{ row, a, b },
        names: [name, samples[b]!.name],
        distances: distances.map(({ steps }) => steps[row]! / distanceSteps),
        verdict: verdictLetters[verdicts[row]!]!,
        detail: pairs[row],
      });
    }
  }
  return rows;
}

/** The matrix of one distance, with the tree if it was made from that distance. */
export function matrixOf(
  { samples, order, tree }: ComparisonPageData,
  rows: readonly PairRow[],
  which: number,
): DistanceMatrix {
  const at = new Map(order.map((sample, place) => [sample, place]));
  const values = order.map(() => order.map(() => 0));
  const verdicts = order.map(() => order.map((): PairVerdict => "within-error"));
  for (const { a, b, distances, verdict } of rows) {
    const [i, j] = [at.get(a)!, at.get(b)!];
    values[i]![j] = values[j]![i] = distances[which]!;
    verdicts[i]![j] = verdicts[j]![i] = verdict;
  }
  const names = order.map((sample) => samples[sample]!.name);
  return { order, names, values, verdicts, tree: which === 0 ? tree : null };
}

/** Pairs are searched by either name, filtered by verdict, and sorted by any of their numbers. */
export const pairRowModel: RowModel<PairRow> = {
  textOf: ({ names }) => names.join(" "),
  kindOf: ({ verdict }) => verdict,
  sortedBy: ({ names, distances, verdict, detail }, key) => {
    if (key === "a") return names[0].toLowerCase();
    if (key === "b") return names[1].toLowerCase();
    if (key === "verdict") return verdict;
    if (key === "p") return detail?.p ?? null;
    if (key === "beyond") return detail?.beyond.value ?? null;
    return distances[Number(key)] ?? null;
  },
};
