import { expect, test } from "vitest";
import { sampleOrder } from "../../../src/page/sample-views.ts";
import { reportOf, sampleAt } from "../report/hand-made.ts";

const report = reportOf([
  sampleAt("b", [0.5, null], [2, null], "structure", { size: 10 }),
  sampleAt("none", "short", "short", "undecided", { size: null, n: 4 }),
  sampleAt("a", [0.9, null], "not beyond", "noise", { size: 30 }),
  sampleAt("B", [0.1, null], [1, null], "structure", { size: 20 }),
  sampleAt("b", [0.5, null], [2, null], "structure", { size: 10, n: 7 }),
]);

test.each([
  ["input", ["b", "none", "a", "B", "b"]],
  ["name", ["B", "a", "b", "b", "none"]],
  ["randomness", ["B", "b", "b", "a", "none"]],
  ["structure", ["B", "b", "b", "none", "a"]],
  ["growth", ["B", "b", "b", "none", "a"]],
  ["size", ["none", "b", "b", "B", "a"]],
] as const)("by %s: ascending, those without last, equal ones as given", (key, names) => {
  const sorted = sampleOrder().arrange(report, { sort: key });
  expect([...sorted.samples].map(({ name }) => name)).toEqual(names);
  const equal = [...sorted.samples].filter(({ name }) => name === "b");
  expect(equal.map(({ n }) => n)).toEqual([100_000, 7]);
  expect(report.samples[0]!.name).toBe("b");
});

test("backwards: descending, those without last, equal ones as given; the first ones alone", () => {
  const names = (options: object) =>
    [...sampleOrder().arrange(report, options).samples].map(({ name, n }) => `${name} ${n}`);
  expect(names({ sort: "randomness", reverse: true })).toEqual([
    "a 100000",
    "b 100000",
    "b 7",
    "B 100000",
    "none 4",
  ]);
  expect(names({ reverse: true, top: 2 })).toEqual(["b 7", "B 100000"]);
  expect(names({ top: 99 })).toHaveLength(5);
  expect(() => names({ sort: "weight" })).toThrow(/^--sort takes input, name, /);
});
