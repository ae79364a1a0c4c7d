import { placeText } from "../../encodings/text-lines.ts";
import type { LensPlace, LensSpan } from "../../results/lens-schema.ts";
import type { LensPageData } from "../page-shapes.ts";
import { stepsOfBit, unknownCost } from "../page-shapes.ts";
import { byId, decoded, h, tableParts } from "./dom.ts";
import { type LensState, LensView } from "./lens-view.ts";
import { createStore, type Store, systemLook } from "./store.ts";

/** The page of a lens: only the visible rows are in the document. */
export function lensPage(data: LensPageData): Store<LensState> {
  const store = createStore<LensState>({ ...systemLook(), chosen: null });
  const costs = decoded(data.costs);
  const costOf = (at: number) => (costs[at] === unknownCost ? Number.NaN : costs[at]! / stepsOfBit);
  const view = new LensView({ ...data, bytes: decoded(data.bytes), costOf }, store);
  spanTable(data.spans, (offset) => view.show(offset));
  return store;
}

/** The spans except the rest; their positions are buttons that go there. */
function spanTable(spans: readonly LensSpan[], go: (offset: number) => void): void {
  const shown = spans.filter(({ kind }) => kind !== "like the rest");
  const table = byId("lens-spans");
  if (shown.length === 0) {
    table.replaceWith(h("p", { class: "none" }, "It is all of one kind."));
    return;
  }
  const button = (place: LensPlace) =>
    h("button", { type: "button", click: () => go(place.offset) }, placeText(place));
  const heads = ["kind", "from", "bytes", "bit/byte", "p", "copied from"];
  const isNumber = (column: number) => column >= 2 && column <= 4;
  const rows = shown.slice(0, mostListed).map(({ kind, start, bytes, rate, p, copyOf }) => {
    const cells = [
      kind,
      button(start),
      String(bytes),
      rate === null ? "" : rate.toFixed(2),
      p === null ? "" : p < 1e-9 ? "<1e-9" : p.toPrecision(2),
      copyOf && button(copyOf),
    ];
    return h("tr", {}, ...cells.map((cell, i) => h("td", isNumber(i) ? { class: "number" } : {}, cell)));
  });
  table.append(...tableParts(heads, isNumber, rows));
  if (shown.length > mostListed)
    table.after(h("p", { class: "note" }, `and ${shown.length - mostListed} more; -f csv lists them all`));
}

/** Rows of the list of spans. */
const mostListed = 1000;
