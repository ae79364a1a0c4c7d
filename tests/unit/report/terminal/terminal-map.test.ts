import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { layoutFor } from "../../../../src/report/kit/layout.ts";
import type { View } from "../../../../src/report/kit/renderer.ts";
import { textWidth } from "../../../../src/report/kit/text-width.ts";
import { spectrumMapOf } from "../../../../src/report/map-model.ts";
import { renderTerminal } from "../../../../src/report/terminal/terminal.ts";
import { drawTerminalMap } from "../../../../src/report/terminal/terminal-map.ts";
import type { Sample } from "../../../../src/results/report.ts";
import { everyVerdict, reportOf, sampleAt, view, withTail } from "../hand-made.ts";

const draw = (report: typeof everyVerdict, difference: Partial<View> = {}) =>
  drawTerminalMap(spectrumMapOf(report), layoutFor({ ...view, ...difference, color: false }));
const golden = (name: string) => readFileSync(new URL(`../../../golden/${name}`, import.meta.url), "utf8");

// To change the look, look at the new picture first: it is what a person sees.
test("the whole view, against the pictures in tests/golden", async () => {
  expect(renderTerminal(everyVerdict, { ...view, hints: true })).toBe(golden("terminal.txt"));
  expect(renderTerminal(everyVerdict, { ...view, hints: true, ascii: true })).toBe(
    golden("terminal-ascii.txt"),
  );
});

/** Row (0 the top, y = 4) and column (0 at x = 0) of a mark; 17 rows, 72 columns. */
function place(lines: readonly string[], mark: string): [number, number] | undefined {
  for (const [row, line] of lines.slice(1, 18).entries()) {
    const column = line.slice(6).indexOf(mark);
    if (column >= 0) return [row, column];
  }
  return undefined;
}

test.each<[number, number, number, number]>([
  [0, 0, 16, 0],
  [1, 0, 16, 71],
  [0.5, 2, 8, 36],
  [0.25, 4, 0, 18],
  [1, 4, 0, 71],
  [0.75, 1, 12, 53],
])("x = %d, y = %d lies in row %d, column %d", (x, e, row, column) => {
  const corner = sampleAt("corner", [0, null], [4, null], "order");
  const lines = draw(reportOf([sampleAt("one", [x, null], [e, null], "structure"), corner]));
  expect(place(lines, "A")).toEqual([row, column]);
  // 300 bits are 2.51 doublings of 64 above 0, of 4 at the top.
  expect(lines[7]).toMatch(/^ {2}300┤/);
  expect(lines[17]).toMatch(/^ {4}0┤/);
});

test("errors are lines to both sides, cut at the frame", () => {
  const lines = draw(reportOf([sampleAt("one", [0.5, 2 / 71], [0.5, 2 / 16], "structure")]));
  const column = lines.slice(1, 18).map((line) => line[6 + 36]);
  expect(column.slice(6, 11)).toEqual(["⡆", "⡇", "A", "⡇", "⠃"]);
  expect([column[5], column[11]]).toEqual([undefined, undefined]);
  expect(lines[9]!.slice(6 + 33, 6 + 40)).toBe(" ⠒⠒A⠒⠂");
  const wide = draw(reportOf([sampleAt("one", [0.5, 3], [0, 9], "structure")]));
  expect(Math.max(...wide.map((line) => line.length))).toBe(78);
});

test.each([0.9, 1.5, 3, 5, 7, 9, 11, 15, 19, 23, 31, 50, 900])(
  "the axis up to y = %d has round labels in bits that fit",
  (e) => {
    const lines = draw(reportOf([sampleAt("one", [0.5, null], [e, null], "structure")])).slice(1, 18);
    const labels = lines.filter((line) => line[5] === "┤").map((line) => line.slice(0, 5).trim());
    expect(lines.every((line) => "┤│".includes(line[5]!))).toBe(true);
    expect(labels.at(-1)).toBe("0");
    for (const label of labels) expect(label).toMatch(/^(0|[13]00|[13]0?0? [kMGT])$/);
    expect(new Set(labels).size).toBe(labels.length);
    if (e > 2 && e < 40) expect(labels.length).toBeGreaterThanOrEqual(3);
  },
);

test("samples in one place are side by side, each once", () => {
  const samples = Array.from({ length: 9 }, (_, i) =>
    sampleAt(`s${i}`, [0.5, null], [0.5, null], "structure"),
  );
  const drawn = draw(reportOf(samples)).slice(1, 18).join("");
  for (const mark of "ABCDEFGHI") expect(drawn.split(mark)).toHaveLength(2);
});

test("more than 26 samples have no letters, which no row would explain: all are counted in their cells", () => {
  const at = (x: number, count: number, y = 0.5) =>
    Array.from({ length: count }, () => sampleAt("s", [x, null], [y, null], "structure"));
  const lines = draw(
    reportOf([
      ...at(0.1, 10, 0.1),
      ...at(0.2, 10, 0.1),
      ...at(0.25, 9),
      ...at(0.5, 12),
      ...at(0.75, 1),
      ...at(0, 5),
    ]),
  );
  expect(lines[9]!.slice(6)).toBe(`5${" ".repeat(17)}9${" ".repeat(17)}+${" ".repeat(16)}1`);
  // Ten are a plus; the only capitals are those of the axes.
  expect(lines.join("").match(/\+/g)).toHaveLength(3);
  expect(lines.slice(1, 18).join("")).not.toMatch(/[A-Z]/);
});

test("nothing placed, or too narrow, draws nothing", () => {
  expect(draw(reportOf([sampleAt("one", "short", "short", "undecided")]))).toEqual([]);
  expect(draw(everyVerdict, { width: 37 })).toEqual([]);
  expect(draw(everyVerdict, { width: 38 })).not.toEqual([]);
  expect(draw(everyVerdict, { width: 1000 }).every((line) => line.length <= 100)).toBe(true);
});

test("a tail is a line from where half of the data put a sample to its mark, and has a name below", () => {
  const corner = sampleAt("corner", [1, null], [4, null], "order");
  const sample = sampleAt("one", [0.5, null], [4, null], "structure");
  const name = "tail: from half of the data to all of it";
  for (const ascii of [false, true]) {
    const bare = draw(reportOf([sample, corner]), { ascii });
    expect(bare.join("\n")).not.toContain(name);
    const lines = draw(reportOf([withTail(sample, 0.25, 4), corner]), { ascii });
    expect(lines.at(-1)).toContain(`; ${name}`);
    // From column 18 to the mark in column 36 of the top row, and nowhere else.
    const line = ascii ? "'".repeat(18) : "⠒".repeat(18);
    expect(bare[1]!.slice(6, 6 + 36).trim()).toBe("");
    expect(lines[1]!.slice(6 + 18, 6 + 36)).toMatch(ascii ? line : /^[⠀-⣿]{18}$/);
    expect(lines[1]!.slice(6, 6 + 18).trim()).toBe("");
    expect(
      lines
        .slice(2, 18)
        .map((one) => one.slice(6).trim())
        .join(""),
    ).toBe("");
  }
  // Upwards: a line in each row between half the height and the top.
  const risen = draw(reportOf([withTail(sample, 0.5, 2), corner])).slice(1, 18);
  expect(risen.map((one) => /[⠀-⣿]/.test(one.slice(6)))).toEqual(
    Array.from({ length: 17 }, (_, row) => row >= 1 && row <= 8),
  );
});

test("the border is drawn under everything else", () => {
  const samples = [
    sampleAt("one", [0.5, null], [2, null], "pattern"),
    sampleAt("two", [0, null], [4, null], "order"),
  ];
  const bits = 64 * (2 ** 2 - 1);
  const lines = draw(
    reportOf(samples, { border: { n: 1, bits, openBits: bits, least: bits, extrapolated: false } }),
  ).slice(1, 18);
  expect(lines[8]!.slice(6)).toMatch(/^[⠀-⣿]{36}A[⠀-⣿]{35}$/);
  expect(lines.join("\n")).toContain("middle regime");
  expect(lines.join("\n")).toMatch(/ pattern$/m);
});

/** A member of a road, at a place. */
function member(position: number, x: number, y: number, corpus: string | null = null) {
  const family = {
    id: "road",
    title: "a road",
    kind: "road",
    parameter: "eps",
    position,
    value: x,
    corpus,
  } as const;
  return sampleAt(`step ${position}`, [x, null], [y, null], "pattern", { family });
}

test("a road is dots between its members in their order, and bears one name", () => {
  const references = [member(2, 1, 0), member(0, 0, 4), member(1, 0.5, 4)];
  const lines = draw(reportOf([], { references }));
  // A map with roads is 25 rows high. The first half is level in the top row, the second falls to the corner.
  expect(lines[1]!.slice(6)).toMatch(/^∘[⠀-⣿ ]+∘step 1$/);
  expect(lines[25]).toMatch(/ 0┤ {69,}[⠀-⣿ ]*∘$/);
  expect(lines.join("\n").match(/step/g)).toHaveLength(1);
  expect(lines[13]!.slice(6 + 50, 6 + 58)).toMatch(/[⠀-⣿]/);
  expect(lines[13]!.slice(6, 6 + 50).trim()).toBe("");
});

test("a road departs from the row of its corpus", () => {
  const provenance = { kind: "corpus", corpus: "book", package: "p", version: "1" } as const;
  const at = (samples: Sample[], corpus: string | null) =>
    draw(reportOf(samples, { references: [member(0, 1, 4, corpus)] }))[1]!.slice(6 + 20, 6 + 50);
  const book = sampleAt("book", [0, null], [4, null], "structure", { provenance });
  expect(at([book], "book")).toMatch(/[⠀-⣿]/);
  expect(at([book], "another").trim()).toBe("");
  expect(at([book], null).trim()).toBe("");
});

test.each([40, 60, 80, 120, 200])("%i columns hold the map and its words", (width) => {
  const report = {
    ...everyVerdict,
    references: [...everyVerdict.references, member(0, 0.4, 3), member(1, 1, 0)],
  };
  for (const ascii of [false, true]) {
    const lines = draw(report, { width, ascii });
    expect(lines.length).toBeGreaterThan(26);
    expect(lines.filter((line) => textWidth(line) > width)).toEqual([]);
    if (ascii) expect(lines.join("")).toMatch(/^[ -~]*$/);
  }
});

test("what lies above and below the border is named where there is room", () => {
  const lines = draw(everyVerdict);
  const row = (name: string) => lines.findIndex((line) => line.includes(name));
  expect(row("middle regime")).toBeLessThan(row("  pattern "));
  expect(row("middle regime")).toBeGreaterThan(0);
});
