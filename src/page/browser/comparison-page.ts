import type { ComparisonPageData } from "../page-shapes.ts";
import { byId, h } from "./dom.ts";
import { type MatrixState, matrixView } from "./matrix-view.ts";
import { pairDetail } from "./pair-detail.ts";
import { pairRowsOf } from "./pair-rows.ts";
import { pairTable } from "./pair-table.ts";
import { createStore, type Store, systemLook } from "./store.ts";
import { wholeTable } from "./table-rows.ts";
import { tableView } from "./table-view.ts";

/** The page of a comparison. */
export function comparisonPage(data: ComparisonPageData): Store<MatrixState> {
  const rows = pairRowsOf(data);
  const chosen = rows.length > 0 ? 0 : null;
  const store = createStore<MatrixState>({ ...systemLook(), ...wholeTable, chosen, distance: 0 });
  distanceSwitch(data, store);
  if (rows.length === 0)
    byId("matrix").replaceWith(h("p", { class: "none" }, "Fewer than two samples are long enough."));
  else matrixView(data, rows, store);
  tableView(pairTable(rows, data), store);
  pairDetail(data, rows, store);
  return store;
}

/** Which of several distances is drawn. */
function distanceSwitch({ distances }: ComparisonPageData, store: Store<MatrixState>): void {
  const title = byId("distance-title");
  const buttons = distances.map(({ title: words }, i) =>
    h("button", { type: "button", class: "chip", click: () => store.change({ distance: i }) }, words),
  );
  if (distances.length > 1) byId("distances").append(...buttons);
  const apply = () => {
    title.textContent = distances[store.state.distance]?.title ?? "";
    for (const [i, button] of buttons.entries()) {
      button.setAttribute("aria-pressed", String(i === store.state.distance));
    }
  };
  store.listen(apply);
  apply();
}
