import { regimes } from "../charts/theme.ts";
import { formatCount } from "../format.ts";
import type { PageRow } from "../page-rows.ts";
import { byId, h, nameOf } from "./dom.ts";
import { columnText } from "./numbers.ts";
import type { State, Store } from "./store.ts";
import { type SortKey, tableRows } from "./table-rows.ts";

interface Column {
  readonly key: SortKey;
  readonly head: string;
  /** what a reader who points at the head is told */
  readonly definition?: string;
  readonly numeric: boolean;
  readonly cell: (row: PageRow) => HTMLElement | string;
}

const columns: readonly Column[] = [
  { key: "name", head: "sample", numeric: false, cell: ({ name }) => nameOf(name) },
  { key: "regime", head: "verdict", numeric: false, cell: verdictCell },
  { key: "x", head: "x", definition: "x", numeric: true, cell: ({ x }) => columnText(x, 3) },
  { key: "y", head: "y", definition: "y", numeric: true, cell: ({ y }) => columnText(y, 2) },
  {
    key: "height",
    head: "height",
    definition: "height",
    numeric: true,
    cell: (row) => columnText(row.height, 2),
  },
  {
    key: "rate",
    head: "l(M) bit/symbol",
    definition: "rate",
    numeric: true,
    cell: ({ rate }) => columnText(rate, 3),
  },
  { key: "S", head: "S kbit", definition: "S", numeric: true, cell: ({ S }) => columnText(S, 1, 1000) },
  { key: "dS", head: "ΔS kbit", definition: "dS", numeric: true, cell: ({ dS }) => columnText(dS, 1, 1000) },
  { key: "n", head: "n", numeric: true, cell: ({ n }) => formatCount(n) },
  { key: "alphabet", head: "A", numeric: true, cell: ({ alphabet }) => String(alphabet) },
];

const rowsOfPage = 25;
const rowsOfPrint = 500;

/** The table: a click on a head sorts, one on a row chooses; arrows go from row to row. */
export function tableView(rows: readonly PageRow[], store: Store): void {
  const body = h("tbody");
  const heads = columns.map((column) => head(column, store));
  const table = h(
    "table",
    { "aria-label": "Samples", "aria-rowcount": rows.length },
    h("thead", {}, h("tr", {}, ...heads)),
    body,
  );
  const position = h("span", { "aria-live": "polite" });
  const before = h("button", { type: "button", click: () => turn(-1) }, "‹ previous");
  const after = h("button", { type: "button", click: () => turn(1) }, "next ›");
  byId("table").append(table);
  byId("pager").append(before, position, after);
  controls(rows, store);

  let found: PageRow[] = [];
  let page = 0;
  const size = () => (store.state.printing ? rowsOfPrint : rowsOfPage);
  const turn = (by: number) => {
    page = Math.min(Math.max(0, page + by), Math.max(0, Math.ceil(found.length / size()) - 1));
    show();
  };
  const show = () => {
    const start = page * size();
    const shown = found.slice(start, start + size());
    body.replaceChildren(...shown.map((row) => rowElement(row, store)));
    const end = start + shown.length;
    position.textContent =
      found.length === 0 ? "no sample fits" : `${start + 1}–${end} of ${found.length.toLocaleString("en")}`;
    before.disabled = page === 0;
    after.disabled = end >= found.length;
    mark(body, store.state);
  };
  const find = () => {
    found = tableRows(rows, store.state, store.state.sort);
    page = 0;
    for (const [i, { key }] of columns.entries()) {
      const { sort } = store.state;
      heads[i]!.setAttribute(
        "aria-sort",
        sort.key !== key ? "none" : sort.descending ? "descending" : "ascending",
      );
    }
  };
  const follow = () => {
    const at = found.findIndex(({ row }) => row === store.state.chosen);
    if (at >= 0) page = Math.floor(at / size());
  };
  store.listen((_, changed) => {
    if (["words", "regimes", "sort", "printing"].some((key) => changed.has(key as keyof State))) find();
    else if (changed.has("chosen")) follow();
    show();
  });
  body.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: rowsOfPage, PageUp: -rowsOfPage }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const at = found.findIndex(({ row }) => row === store.state.chosen);
    const next = found[Math.min(found.length - 1, Math.max(0, at + step))];
    if (next === undefined) return;
    store.change({ chosen: next.row });
    body.querySelector<HTMLElement>(`[data-row="${next.row}"]`)?.focus();
  });
  find();
  follow();
  show();
}

function head({ key, head: text, definition, numeric }: Column, store: Store): HTMLElement {
  const sort = () => {
    const { sort: now } = store.state;
    // Numbers are asked for the largest first, names for the first.
    const descending = now.key === key ? !now.descending : numeric;
    store.change({ sort: { key, descending } });
  };
  const button = h("button", { type: "button", "data-definition": definition, click: sort }, text);
  return h("th", { scope: "col", class: numeric ? "number" : "" }, button);
}

function verdictCell({ regime, because }: PageRow): HTMLElement {
  return h("span", { class: `regime ${regime}`, title: because }, regime);
}

function rowElement(row: PageRow, store: Store): HTMLElement {
  const choose = () => store.change({ chosen: row.row });
  return h(
    "tr",
    { "data-row": row.row, tabindex: -1, class: row.ranked ? "" : "unranked", click: choose },
    ...columns.map(({ numeric, cell }) => h("td", { class: numeric ? "number" : "" }, cell(row))),
  );
}

/** The chosen row is marked, and is the one that the keyboard reaches; without one it is the first. */
function mark(body: HTMLElement, { chosen }: State): void {
  const rows = [...body.querySelectorAll<HTMLElement>("tr")];
  const own = rows.find((row) => row.dataset["row"] === String(chosen));
  for (const row of rows) {
    row.setAttribute("aria-selected", String(row === own));
    row.tabIndex = row === (own ?? rows[0]) ? 0 : -1;
  }
}

/** Words and verdicts that filter the table. */
function controls(rows: readonly PageRow[], store: Store): void {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const input = h("input", {
    type: "search",
    id: "words",
    placeholder: "filter by name",
    "aria-label": "filter by name",
    input: () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => store.change({ words: input.value }), rows.length > 1000 ? 120 : 0);
    },
  });
  const present = regimes.filter((regime) => rows.some((row) => row.regime === regime));
  const buttons = present.map((regime) => {
    const count = rows.filter((row) => row.regime === regime).length;
    const toggle = () => {
      const now = new Set(store.state.regimes);
      if (!now.delete(regime)) now.add(regime);
      button.setAttribute("aria-pressed", String(now.has(regime)));
      store.change({ regimes: now });
    };
    const button = h(
      "button",
      { type: "button", class: `chip regime ${regime}`, "aria-pressed": "false", click: toggle },
      `${regime} ${count.toLocaleString("en")}`,
    );
    return button;
  });
  byId("filters").append(input, ...buttons);
}
