import stringWidth from "string-width";
import { expect, test } from "vitest";
import { renderTerminal } from "../../../../src/report/terminal/terminal.ts";
import type { Family, Sample } from "../../../../src/results/report.ts";
import { everyVerdict, reportOf, sampleAt, view } from "../hand-made.ts";

const landmarks: Omit<Family, "position"> = {
  id: "landmarks",
  title: "known",
  kind: "landmarks",
  parameter: null,
  value: null,
  corpus: null,
};
const road = (position: number, value: number | null): Family => ({
  id: "noise",
  title: "a text under noise",
  kind: "road",
  position,
  parameter: "eps",
  value,
  corpus: "book",
});
const truth = {
  entropyRate: { status: "exact", value: 2 / 3, digits: 12, route: "by hand", unit: "bit/symbol" },
} as const;
const references: Sample[] = [
  sampleAt("golden mean", [0.667, 0.003], [0.25, 0.01], "pattern", {
    family: { ...landmarks, position: 0 },
    truth,
  }),
  sampleAt("step b", [0.75, 0.01], [2, 0.1], "pattern", { family: road(1, 0.5) }),
  sampleAt("step a", [0.5, 0.01], [4, 0.1], "pattern", { family: road(0, 0.05) }),
  sampleAt("step c", "short", "short", "undecided", { family: road(2, 1) }),
];

test("landmarks are next to their truth, roads in their order", () => {
  const text = renderTerminal(reportOf([], { references }), { ...view, map: false });
  expect(text).toBe("");
  const withOne = reportOf([sampleAt("a", [0.5, 0.01], [3, 0.1], "structure")], { references });
  expect(renderTerminal(withOne, { ...view, map: false })).not.toContain("golden mean");
  const blocks = renderTerminal(withOne, { ...view, map: false, all: true }).split("\n\n");
  expect(blocks[2]!.split("\n")).toEqual([
    "generator    h, exact           l(M)  G  bit",
    "golden mean     0.667  0.667 ± 0.003  12 ± 1",
  ]);
  expect(blocks[3]!.trimEnd().split("\n")).toEqual([
    "roads, from text or pattern down to noise",
    "a text under noise",
    "  eps 0.05 0.5 1",
    "  x 0.50 0.75 -",
    "  G kbit 1.0 0.2 -",
  ]);
});

const hostile = [
  '<script>alert(1)</script> & "quotes" | pipes',
  "\u001b[31mred\u0007\u202egpj.exe\r\n",
  "long".repeat(75),
  `\u05e9\u05dc\u05d5\u05dd ${"\u05e2\u05d1\u05e8\u05d9\u05ea".repeat(20)} \u0645\u0631\u062d\u0628\u0627`,
  "\u6f22\u5b57".repeat(30),
  "\u{1f469}\u200d\u{1f469}\u200d\u{1f467}\u{1f44d}\u{1f3fd}".repeat(9),
];
const few = hostile.map((name, i) => sampleAt(name, [0.1 * (i + 1), 0.02], [i, 0.3], "structure"));
const many = Array.from({ length: 1000 }, (_, i) =>
  sampleAt(`${hostile[i % hostile.length]} ${i}`, [(i % 101) / 100, 0.02], [i % 10, 0.3], "structure"),
);
const undefinedOnes = hostile.map((name) => sampleAt(name, "too short", "too short", "undecided"));

test.each<[string, Sample[]]>([
  ["one sample", few.slice(0, 1)],
  ["names of every kind", few],
  ["all samples undefined", undefinedOnes],
  ["1 000 samples", many],
])("%s: no line is wider than the terminal, nothing steers it", (_, samples) => {
  const report = reportOf(samples, { references, border: everyVerdict.border });
  for (const width of samples.length > 100 ? [40, 120] : [40, 60, 80, 120, 200]) {
    for (const ascii of [false, true]) {
      const text = renderTerminal(report, { ...view, width, ascii, hints: true });
      expect(text.split("\n").filter((line) => stringWidth(line) > width)).toEqual([]);
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
      if (ascii) expect(text).toMatch(/^[\n -~]*$/);
    }
  }
  expect(renderTerminal(report, { ...view, all: true })).toContain("golden mean");
});

test("many samples are summed up; with all of them wanted, each has a row", () => {
  const text = renderTerminal(reportOf(many, { references }), view);
  expect(text).toMatch(/^All 1000 files are structure\.\n/);
  expect(text.split("\n").filter((line) => /^[A-Z] {2}/.test(line))).toEqual([]);
  // It fits a screen; the map is drawn where it is asked for, without letters that no row explains.
  expect(text.trimEnd().split("\n").length).toBeLessThanOrEqual(40);
  const asked = renderTerminal(reportOf(many, { references }), { ...view, mapRequested: true });
  const map = asked.split("\n").filter((line) => /^.{5}[┤│]/.test(line));
  expect(map).toHaveLength(25);
  expect(map.map((line) => line.slice(6)).join("")).not.toMatch(/(?<![a-zA-Z]|step )[a-tA-T](?![a-zA-Z -])/);
  expect(map.join("")).toMatch(/\d|\+/);
  const whole = renderTerminal(reportOf(many.slice(0, 30)), { ...view, all: true, map: false });
  expect(whole.match(/100 k/g)).toHaveLength(30);
});
