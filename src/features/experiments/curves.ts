import type { SweepRow } from "./schema.ts";

/** Rows of one estimator on one source, lengths ascending. */
export type Curve = readonly SweepRow[];

/** The curves of rows whose order is that of a sweep. */
export function curvesOf(rows: readonly SweepRow[], lengths: readonly number[]): Curve[] {
  const { length } = lengths;
  return Array.from({ length: rows.length / length }, (_, i) => rows.slice(i * length, (i + 1) * length));
}

/** An estimator, and what it estimates if that has another name. */
export const namedTitle = (estimator: string, title: string): string =>
  estimator === title ? title : `${estimator}: ${title}`;
