import Table from "cli-table3";

/** Rows drawn as one row of multi-line cells: a cell takes much longer than a line in it. */
const rowsTogether = 16;

/**
 * A table without borders: columns two blanks apart.
 *
 * @param body cells of one line each, as many in all rows
 */
export function plainTable(
  head: readonly string[],
  body: readonly (readonly string[])[],
  rightAligned: readonly number[],
): string {
  const gap = { left: "", "left-mid": "", mid: "", "mid-mid": "", right: "", "right-mid": "", middle: "  " };
  const edges = {
    top: "",
    "top-mid": "",
    "top-left": "",
    "top-right": "",
    bottom: "",
    "bottom-mid": "",
    "bottom-left": "",
    "bottom-right": "",
  };
  const table = new Table({
    head: [...head],
    chars: { ...gap, ...edges },
    colAligns: head.map((_, i) => (rightAligned.includes(i) ? "right" : "left")),
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
  });
  for (let i = 0; i < body.length; i += rowsTogether) {
    const rows = body.slice(i, i + rowsTogether);
    table.push(rows[0]!.map((_, column) => rows.map((row) => row[column]).join("\n")));
  }
  return table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}
