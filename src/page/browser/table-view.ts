import { byId, h } from "./dom.ts";
import type { Look, Store } from "./store.ts";
import { type RowModel, type TableState, tableRows } from "./table-rows.ts";

export interface Column<Row> {
  readonly key: string;
  readonly head: string;
  /** tooltip of the column head */
  readonly definition?: string;
  readonly numeric: boolean;
  readonly cell: (row: Row) => HTMLElement | string;
}

/** A table of rows of one kind. */
export interface Table<Row> extends RowModel<Row> {
  /** title for screen readers */
  readonly title: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  /** kinds in the order of their buttons; kinds without rows have none */
  readonly kinds: readonly { readonly id: string; readonly words: string; readonly look: string }[];
  /** what is searched, as in `name` */
  readonly wordsOf: string;
  readonly isPale: (row: Row) => boolean;
}

const rowsOfPage = 25;
const rowsOfPrint = 500;

/** The table: a click on a head sorts, one on a row selects; arrows move from row to row. */
export function tableView<Row extends { readonly row: number }>(
  table: Table<Row>,
  store: Store<Look & TableState>,
): void {
  const { rows, columns, title } = table;
  const body = h("tbody");
  const heads = columns.map((column) => head(column, store));
  const element = h(
    "table",
    { "aria-label": title, "aria-rowcount": rows.length },
    h("thead", {}, h("tr", {}, ...heads)),
    body,
  );
  const position = h("span", { "aria-live": "polite" });
  const before = h("button", { type: "button", click: () => turn(-1) }, "‹ previous");
  const after = h("button", { type: "button", click: () => turn(1) }, "next ›");
  byId("table").append(element);
  byId("pager").append(before, position, after);
  controls(table, store);

  let found: Row[] = [];
  let page = 0;
  const size = () => (store.state.printing ? rowsOfPrint : rowsOfPage);
  const turn = (by: number) => {
    page = Math.min(Math.max(0, page + by), Math.max(0, Math.ceil(found.length / size()) - 1));
    show();
  };
  const show = () => {
    const start = page * size();
    const shown = found.slice(start, start + size());
    body.replaceChildren(...shown.map((row) => rowElement(row, table, choose)));
    const end = start + shown.length;
    position.textContent =
      found.length === 0 ? "no row fits" : `${start + 1}–${end} of ${found.length.toLocaleString("en")}`;
    before.disabled = page === 0;
    after.disabled = end >= found.length;
    mark(body, store.state);
  };
  const find = () => {
    const { sort } = store.state;
    found = tableRows(rows, table, store.state);
    page = 0;
    for (const [i, { key }] of columns.entries()) {
      const order = sort.key !== key ? "none" : sort.descending ? "descending" : "ascending";
      heads[i]!.setAttribute("aria-sort", order);
    }
  };
  // Rows are rebuilt: the keyboard focus stays on the selected one.
  const choose = (row: number) => {
    store.change({ chosen: row });
    body.querySelector<HTMLElement>(`[data-row="${row}"]`)?.focus();
  };
  const follow = () => {
    const at = found.findIndex(({ row }) => row === store.state.chosen);
    if (at >= 0) page = Math.floor(at / size());
  };
  store.listen(["words", "kinds", "sort", "printing"], () => {
    find();
    show();
  });
  store.listen(["chosen"], () => {
    follow();
    show();
  });
  body.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: rowsOfPage, PageUp: -rowsOfPage }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const at = found.findIndex(({ row }) => row === store.state.chosen);
    const next = found[Math.min(found.length - 1, Math.max(0, at + step))];
    if (next === undefined) return;
    choose(next.row);
  });
  find();
  follow();
  show();
}

function head<Row>(
  { key, head: text, definition, numeric }: Column<Row>,
  store: Store<Look & TableState>,
): HTMLElement {
  const sort = () => {
    const { sort: now } = store.state;
    // Numbers sort in descending order first, names in ascending order.
    const descending = now.key === key ? !now.descending : numeric;
    store.change({ sort: { key, descending } });
  };
  const button = h("button", { type: "button", "data-definition": definition, click: sort }, text);
  return h("th", { scope: "col", class: numeric ? "number" : "" }, button);
}

function rowElement<Row extends { readonly row: number }>(
  row: Row,
  { columns, isPale }: Table<Row>,
  choose: (row: number) => void,
): HTMLElement {
  const look = isPale(row) ? "unranked" : "";
  return h(
    "tr",
    { "data-row": row.row, tabindex: -1, class: look, click: () => choose(row.row) },
    ...columns.map(({ numeric, cell }) => h("td", { class: numeric ? "number" : "" }, cell(row))),
  );
}

/** Marks the selected row, which is the tab stop; without one it is the first row. */
function mark(body: HTMLElement, { chosen }: TableState): void {
  const rows = [...body.querySelectorAll<HTMLElement>("tr")];
  const own = rows.find((row) => row.dataset["row"] === String(chosen));
  for (const row of rows) {
    row.setAttribute("aria-selected", String(row === own));
    row.tabIndex = row === (own ?? rows[0]) ? 0 : -1;
  }
}

/** Words and kinds that filter the table. */
function controls<Row>({ rows, kinds, kindOf, wordsOf }: Table<Row>, store: Store<Look & TableState>): void {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const input = h("input", {
    type: "search",
    id: "words",
    placeholder: `filter by ${wordsOf}`,
    "aria-label": `filter by ${wordsOf}`,
    input: () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => store.change({ words: input.value }), rows.length > 1000 ? 120 : 0);
    },
  });
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(kindOf(row), (counts.get(kindOf(row)) ?? 0) + 1);
  const buttons = kinds
    .filter(({ id }) => counts.has(id))
    .map(({ id, words, look }) => {
      const toggle = () => {
        const now = new Set(store.state.kinds);
        if (!now.delete(id)) now.add(id);
        button.setAttribute("aria-pressed", String(now.has(id)));
        store.change({ kinds: now });
      };
      const button = h(
        "button",
        { type: "button", class: `chip ${look}`, "aria-pressed": "false", click: toggle },
        `${words} ${counts.get(id)!.toLocaleString("en")}`,
      );
      return button;
    });
  byId("filters").append(input, ...buttons);
}
