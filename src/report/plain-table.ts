import Table from "cli-table3";

/** A table without borders: columns two blanks apart. */
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
  table.push(...body.map((row) => [...row]));
  return table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}
