import { largestOf } from "../../core/collections.ts";
import type { Layout } from "./layout.ts";
import { cutNames, textWidth } from "./text-width.ts";

/** Rows of a table with one name. */
export interface NamedRows {
  /** text before the name, such as its letter on the map; on all or on none */
  readonly mark?: string;
  /** without control characters */
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
}

/** A table right of a column of names. */
export interface NamedTable {
  readonly blocks: readonly NamedRows[];
  readonly head: readonly string[];
  /** columns of `head` that are right-aligned */
  readonly right: readonly number[];
  /** what the names identify; samples by default */
  readonly names?: string;
}

/** Columns between columns, and indent of rows below a name. */
const gap = 2;
/** A name cut to fewer columns cannot be distinguished from its neighbours. */
const leastName = 16;

/**
 * A table whose rows have names. Names have a column of their own where enough width is left for them; else each has a line
 * above its rows.
 *
 * @param narrow the same table in a given number of columns, for a terminal that is too narrow for all of it
 * @param mostName most columns of the names beside their rows
 */
export function namedTable(
  table: NamedTable,
  narrow: (columns: number) => NamedTable,
  mostName: number,
  layout: Layout,
): string {
  const { blocks, names = "sample" } = table;
  const marks = blocks.some(({ mark }) => mark !== undefined) ? 1 + gap : 0;
  const longest = largestOf(
    blocks.map(({ name }) => textWidth(name)),
    names.length,
  );
  const room = Math.min(longest, mostName, layout.view.width - marks - gap - tableWidth(table));
  return room >= Math.min(longest, mostName, leastName)
    ? withNameColumn(table, room, layout)
    : withNameLines(narrow(layout.view.width - gap), layout.view.width - marks, layout);
}

/** Columns of the table without its names. */
export function tableWidth({ head, blocks }: NamedTable): number {
  const rows = [head, ...blocks.flatMap((block) => block.rows)];
  const widths = head.map((_, column) =>
    rows.reduce((most, cells) => Math.max(most, textWidth(cells[column] ?? "")), 0),
  );
  return widths.reduce((sum, width) => sum + width, gap * (head.length - 1));
}

function withNameColumn(
  { blocks, head, right, names = "sample" }: NamedTable,
  columns: number,
  layout: Layout,
): string {
  const marked = blocks.some(({ mark }) => mark !== undefined);
  const lead = (mark: string, name: string) => (marked ? [mark, name] : [name]);
  const shown = cutTo(columns, blocks, layout);
  const body = blocks.flatMap(({ mark = "", rows }, b) =>
    rows.map((cells, i) => [...(i === 0 ? lead(mark, shown[b]!) : lead("", "")), ...cells]),
  );
  return layout.table(
    [...lead("", names), ...head],
    body,
    right.map((column) => column + lead("", "").length),
  );
}

function withNameLines({ blocks, head, right }: NamedTable, columns: number, layout: Layout): string {
  const indent = " ".repeat(gap);
  const body = blocks.flatMap(({ rows }) => rows);
  const [first, ...lines] = layout
    .table(head, body, right)
    .split("\n")
    .map((line) => indent + line);
  let at = 0;
  const shown = cutTo(columns, blocks, layout);
  const named = blocks.flatMap(({ mark, rows }, b) => {
    const heading = shown[b]!;
    const own = lines.slice(at, at + rows.length);
    at += rows.length;
    return [mark === undefined ? heading : mark + indent + heading, ...own];
  });
  return [first, ...named].join("\n");
}

function cutTo(columns: number, blocks: readonly NamedRows[], { view }: Layout): string[] {
  const names = blocks.map(({ name }) => name);
  return cutNames(names, Math.max(3, columns), view.ascii ? "~" : "…");
}
