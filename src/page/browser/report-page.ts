import type { PageData } from "../page-data.ts";
import { pointsOfRows, readRows } from "../page-rows.ts";
import { detailView } from "./detail-view.ts";
import { mapView } from "./map-view.ts";
import { budgetView, curvesView, planeView } from "./overview-views.ts";
import { sampleTable } from "./sample-table.ts";
import { createStore, type Look, type Store, systemLook } from "./store.ts";
import { type TableState, wholeTable } from "./table-rows.ts";
import { tableView } from "./table-view.ts";

/** The page of a report. */
export function reportPage({
  rows: stored,
  details,
  families,
  border,
  plane,
  first,
}: PageData): Store<Look & TableState> {
  const rows = readRows(stored);
  const map = { points: pointsOfRows(rows), families, border, missing: [] };
  const store = createStore({
    ...systemLook(),
    ...wholeTable,
    chosen: first,
  } as Look & TableState);
  mapView(map, rows, store);
  curvesView(rows, details, store);
  budgetView(rows, store);
  tableView(sampleTable(rows), store);
  detailView(rows, details, store);
  planeView(plane, store);
  return store;
}
