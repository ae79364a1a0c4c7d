import { expect, it } from "vitest";
import { readLens } from "../../../../src/features/lens/read-lens.ts";
import { lensRows, renderLens } from "../../../../src/features/lens/show.ts";

const view = { width: 40, color: false, ascii: false, map: false, hints: false, whole: true };
const lens = (bytes: Uint8Array, size = bytes.length) =>
  readLens(
    { name: "x", bytes, size, version: "0" },
    { kind: "losses", name: "l", costs: (of) => Float32Array.from(of, (_, i) => (i === 2 ? Number.NaN : i)) },
  );
const shown = (bytes: Uint8Array, size?: number) =>
  [...renderLens({ ...lens(bytes, size), showsText: true }, view)].join("");

it("says that only the beginning was read, where it was", () => {
  expect(shown(Buffer.from("abc"), 99)).toContain("The first 3 of 99 bytes were read");
  expect(shown(Buffer.from("abc"))).not.toContain("were read");
});

it("marks each character by the step of its cost, one mark a column", () => {
  // 0 and 1 bits, nothing known, 3 bits, 4 and 5 of one character, and the blank of a tab as far as the next stop.
  const rows = shown(Buffer.from("abcdä\tx")).split("\n");
  const at = rows.findIndex((row) => row.startsWith("1 "));
  expect(rows.slice(at, at + 2)).toEqual(["1 abcdä   x", "   1?386666"]);
});

it("breaks lines that are wider than the view", () => {
  const rows = shown(Buffer.from("x".repeat(90))).split("\n");
  expect(rows.filter((row) => /^(1| ) x+$/.test(row)).map((row) => row.length)).toEqual([39, 39, 18]);
});

it("has a row a span for programs", () => {
  const { columns, rows } = lensRows(lens(Buffer.from("abc")));
  expect(rows).toHaveLength(1);
  expect(rows[0]).toHaveLength(columns.length);
});
