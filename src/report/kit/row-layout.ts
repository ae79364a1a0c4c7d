import { largestOf } from "../../core/collections.ts";
import type { Layout } from "./layout.ts";
import { cutNames, padEndTo, padStartTo, textWidth } from "./text-width.ts";

/** Columns of a table whose rows come one after the other: their widths are set in advance. */
export interface RowColumns {
  /** without control characters, in the order of the rows */
  readonly names: readonly string[];
  /** most columns of the names beside their rows */
  readonly mostName: number;
  /** whether each row begins with a mark, such as its letter on the map */
  readonly marked: boolean;
  readonly head: readonly string[];
  /** widths of usual cells; a longer one shifts the rest of its line */
  readonly widths: readonly number[];
  /** columns that are right-aligned */
  readonly right: readonly number[];
  /** columns that are cut where a terminal is too narrow, the first one first; else columns are omitted from the right */
  readonly yielding?: readonly number[];
}

/** How the rows of a table are written. */
export interface RowLayout {
  readonly head: string;
  /** @param rows cells of each, as many as there are columns */
  block(place: number, mark: string, rows: readonly (readonly string[])[]): string;
}

/** Columns between columns, and indent of rows below a name. */
const gap = 2;
/** A name cut to fewer columns cannot be distinguished from its neighbours. */
const leastName = 16;
/** Columns that a cut column keeps. */
const leastWidth = 6;

/**
 * The layout of a table: names have a column of their own where enough width is left for them, else each has a line above its
 * rows; columns without room on a terminal are omitted from the right. Outside a terminal, names are never cut.
 */
export function layOutRows(columns: RowColumns, layout: Layout): RowLayout {
  const { names, mostName, marked, head, widths, right } = columns;
  const wide = widths.map((width, i) => Math.max(width, textWidth(head[i]!)));
  const widthOf = (count: number) =>
    wide.slice(0, count).reduce((sum, width) => sum + width, gap * (count - 1));
  const marks = marked ? 1 + gap : 0;
  const longest = largestOf(names.map(textWidth), "sample".length);
  const most = layout.view.whole ? longest : Math.min(longest, mostName);
  const room = Math.min(most, layout.view.width - marks - gap - widthOf(head.length));
  const isBeside = room >= Math.min(most, layout.view.whole ? most : leastName);
  let count = head.length;
  if (!isBeside) {
    for (const i of columns.yielding ?? [])
      wide[i] = Math.max(
        leastWidth,
        Math.min(wide[i]!, wide[i]! - (gap + widthOf(count) - layout.view.width)),
      );
    while (count > 1 && gap + widthOf(count) > layout.view.width) count--;
  }
  const ellipsis = layout.view.ascii ? "~" : "…";
  const fitted = (cell: string, i: number) =>
    !isBeside && columns.yielding?.includes(i) === true ? layout.cut(cell, wide[i]!) : cell;
  const line = (cells: readonly string[]) =>
    cells
      .slice(0, count)
      .map((cell, i) =>
        right.includes(i) ? padStartTo(fitted(cell, i), wide[i]!) : padEndTo(fitted(cell, i), wide[i]!),
      )
      .join(" ".repeat(gap))
      .trimEnd();
  const shown = layout.view.whole
    ? names
    : cutNames(names, Math.max(3, isBeside ? room : layout.view.width - marks), ellipsis);
  const lead = (mark: string, name: string) =>
    (marked ? padEndTo(mark, 1 + gap) : "") + (isBeside ? padEndTo(name, room) + " ".repeat(gap) : "");
  const indent = " ".repeat(gap);
  return {
    head: isBeside
      ? lead("", layout.dim("sample")) + line(head.map(layout.dim))
      : indent + line(head.map(layout.dim)),
    block(place, mark, rows) {
      const name = shown[place] ?? "";
      if (isBeside)
        return rows.map((cells, i) => (i === 0 ? lead(mark, name) : lead("", "")) + line(cells)).join("\n");
      const heading = marked ? padEndTo(mark, 1 + gap) + name : name;
      return [heading, ...rows.map((cells) => indent + line(cells))].join("\n");
    },
  };
}
