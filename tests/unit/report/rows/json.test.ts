import { expect, test } from "vitest";
import { renderJson, renderNdjson } from "../../../../src/report/rows/json.ts";
import { everyVerdict, reportOf, sampleAt, view } from "../hand-made.ts";

const hard = reportOf([sampleAt('"\\\n\u2028\ud800 {', [0.5, null], "short", "undecided")], {
  errors: [{ input: "\n[\n", reason: '"' }],
});

test.each([
  ["every verdict", everyVerdict],
  ["nothing", reportOf([])],
  ["names that could break it", hard],
])("the pieces of a report are its JSON: %s", (_, report) => {
  expect([...renderJson(report, view)].join("")).toBe(`${JSON.stringify(report, null, 2)}\n`);
});

test("one line a sample, and one for the rest", () => {
  const text = [...renderNdjson(hard, view)].join("");
  const lines = text.split("\n").slice(0, -1);
  expect(lines.map((line) => JSON.parse(line).type)).toEqual(["sample", "error", "report"]);
  const { type: _, ...sample } = JSON.parse(lines[0]!);
  expect(sample).toEqual(JSON.parse(JSON.stringify(hard.samples[0])));
});
