import type { SweepMark, SweepPanel, SweepTruth } from "../../report/charts/sweep-chart.ts";
import { labelAt } from "../../report/charts/sweep-chart.ts";
import type { RowModel } from "./table-rows.ts";

/** One estimator on one recipe at one size. */
export interface SweepRow {
  readonly row: number;
  readonly panel: SweepPanel;
  readonly x: number;
  readonly n: number;
  /** null where no run gave a number */
  readonly mark: SweepMark | null;
  /** why there is no number */
  readonly reason: string | null;
  readonly truth: SweepTruth | undefined;
}

/** All points of all panels, in the order of their indices. */
export function sweepRowsOf(panels: readonly SweepPanel[]): SweepRow[] {
  return panels
    .flatMap((panel) => {
      const truths = new Map(panel.truths.map((truth) => [truth.x, truth]));
      const marks = panel.lines.flatMap((line) =>
        line.marks.map((mark) => ({ row: mark.row, x: mark.x, n: mark.n, mark, reason: null })),
      );
      const missing = panel.missing.map(({ row, x, n, reason }) => ({ row, x, n, mark: null, reason }));
      return [...marks, ...missing].map((own) => ({ ...own, panel, truth: truths.get(own.x) }));
    })
    .sort((a, b) => a.row - b.row);
}

/** The value of the parameter at a point; empty where the axis is the number of symbols. */
export function parameterAt({ panel, x }: SweepRow): string {
  return panel.recipes.length === 1 ? "" : labelAt(panel.axis, x);
}

/** The kind of a sweep's point, as on the filter button of the table. */
export function kindOf({ mark }: SweepRow): string {
  if (mark === null) return "undefined";
  return mark.convergence?.verdict ?? "smaller";
}

/** Points are searched by estimator and values, filtered by verdict, and sorted by any of their numbers. */
export const sweepRowModel: RowModel<SweepRow> = {
  textOf: (row) => `${row.panel.title} ${row.panel.fixed} ${row.panel.axis.name}=${parameterAt(row)}`,
  kindOf,
  sortedBy: (row, key) => {
    switch (key) {
      case "estimator":
        return row.panel.title;
      case "fixed":
        return row.panel.fixed;
      case "value":
        return row.x;
      case "n":
        return row.n;
      case "truth":
        return row.truth?.lower ?? null;
      case "mean":
        return row.mark?.mean ?? null;
      case "spread":
        return row.mark?.deviation ?? null;
      case "runs":
        return row.mark?.runs ?? 0;
      default:
        return kindOf(row);
    }
  },
};
