import type { ComparisonPageData, PageCross } from "../page-shapes.ts";
import { byId, h, nameOf } from "./dom.ts";
import type { MatrixState } from "./matrix-view.ts";
import { columnText, intervalText, numberText } from "./numbers.ts";
import type { PairRow } from "./pair-rows.ts";
import { distanceKey, verdictLook, verdictWords } from "./pair-table.ts";
import type { Store } from "./store.ts";

/** All that is known of the chosen pair. */
export function pairDetail(
  data: ComparisonPageData,
  rows: readonly PairRow[],
  store: Store<MatrixState>,
): void {
  const element = byId("detail");
  const show = () => {
    const row = rows[store.state.chosen ?? -1];
    if (row === undefined)
      element.replaceChildren(h("p", { class: "none" }, "No two samples could be compared."));
    else
      element.replaceChildren(
        ...heading(row),
        figures(row, data),
        ...codes(row, data),
        ...neighbours(row, data),
      );
  };
  store.listen((_, changed) => {
    if (changed("chosen")) show();
  });
  show();

  function heading({ names, verdict, detail }: PairRow): HTMLElement[] {
    const because = detail === undefined ? "" : `: ${data.sentences[detail.because]}`;
    return [
      h("h2", {}, nameOf(names[0]), " and ", nameOf(names[1])),
      h("p", {}, h("b", { class: verdictLook[verdict] }, verdictWords[verdict]), because),
    ];
  }
}

function figures({ a, b, distances, detail }: PairRow, data: ComparisonPageData): HTMLElement {
  const one = (key: string, title: string, value: string, hint = "", unit = "") =>
    h(
      "div",
      { class: "figure" },
      h("dt", { "data-definition": key, tabindex: 0 }, title),
      h("dd", { title: hint }, value, unit !== "" && h("small", {}, ` ${unit}`)),
    );
  const halves = [a, b].map((sample) => {
    const { name, halves: own } = data.samples[sample]!;
    return one("halves", `halves of ${name}`, numberText(own), own === null ? "" : intervalText(own), "bit");
  });
  const shown = data.distances.map(({ title, unit }, i) => {
    const key = distanceKey(title);
    const words = { jsd: "divergence", ncd: "by compression", code: "by the observer" }[key]!;
    if (key !== "jsd" || detail === undefined) return one(key, words, distances[i]!.toFixed(3), "", unit);
    return one(key, words, numberText(detail.divergence), intervalText(detail.divergence), unit);
  });
  if (detail === undefined) {
    const note = "More of this pair had no room on the page: compare the two alone.";
    return h("div", {}, h("dl", { class: "figures" }, ...shown, ...halves), h("p", { class: "note" }, note));
  }
  const { beyond, p, chance } = detail;
  return h(
    "dl",
    { class: "figures" },
    ...shown,
    one("beyond", "beyond halves", numberText(beyond), intervalText(beyond), "bit"),
    one("p", "exchange of blocks, p", p.toFixed(3)),
    one("jsd", "chance removed", chance.toFixed(4), "", "bit"),
    ...halves,
  );
}

function codes({ detail }: PairRow, { samples, learner }: ComparisonPageData): HTMLElement[] {
  if (detail === undefined) return [];
  return [
    ...codeTable(detail.cross, "Code lengths, bit/symbol", samples),
    ...codeTable(detail.priced ?? [], `Code lengths of ${learner}, bit/symbol`, samples),
  ];
}

function codeTable(
  cross: readonly PageCross[],
  title: string,
  samples: ComparisonPageData["samples"],
): HTMLElement[] {
  if (cross.length === 0) return [];
  const heads = ["coded", "by itself", "by the other", "more"];
  return [
    h("h3", { "data-definition": "cross", tabindex: 0 }, title),
    h(
      "table",
      {},
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          ...heads.map((head, i) => h("th", { scope: "col", class: i > 0 ? "number plain" : "plain" }, head)),
        ),
      ),
      h(
        "tbody",
        {},
        ...cross.map(({ coded, own, rate, excess }) =>
          h(
            "tr",
            {},
            h("th", { scope: "row" }, nameOf(samples[coded]!.name)),
            ...[own, rate, excess].map((extent) => h("td", { class: "number" }, columnText(extent, 3))),
          ),
        ),
      ),
    ),
  ];
}

/** What lies nearest to either. */
function neighbours({ a, b }: PairRow, { samples }: ComparisonPageData): HTMLElement[] {
  return [a, b].flatMap((sample) => {
    const { name, nearest } = samples[sample]!;
    if (nearest === null) return [];
    const [other, distance] = nearest;
    return [
      h(
        "p",
        { class: "note" },
        "Nearest to ",
        nameOf(name),
        " is ",
        nameOf(samples[other]!.name),
        `, at ${distance.toFixed(3)}.`,
      ),
    ];
  });
}
