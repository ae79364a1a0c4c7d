import type { Cell } from "./csv-text.ts";

/** A result as one table for machines. */
export interface Rows {
  readonly columns: readonly string[];
  /** as many cells each as there are columns */
  readonly rows: readonly (readonly Cell[])[];
}
