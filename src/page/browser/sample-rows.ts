import { type PageRow, rowNumbers } from "../page-rows.ts";
import type { RowModel } from "./table-rows.ts";

/** Samples are searched by name, filtered by verdict, and sorted by any of their numbers. */
export const sampleRows: RowModel<PageRow> = {
  textOf: ({ name }) => name,
  kindOf: ({ regime }) => regime,
  sortedBy: (row, key) => {
    if (key === "name") return row.name.toLowerCase();
    if (key === "regime" || key === "n" || key === "alphabet") return row[key];
    const named = rowNumbers.find((one) => one === key);
    return named === undefined ? null : (row[named]?.value ?? null);
  },
};
