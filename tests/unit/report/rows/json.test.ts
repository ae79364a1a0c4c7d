import { expect, test } from "vitest";
import { renderJson, renderNdjson } from "../../../../src/report/rows/json.ts";
import type { Sample } from "../../../../src/results/report.ts";
import { verdictSentence } from "../../../../src/spectrum/verdict-sentence.ts";
import { everyVerdict, reportOf, sampleAt, view } from "../hand-made.ts";

const hard = reportOf([sampleAt('"\\\n\u2028\ud800 {', [0.5, null], "short", "undecided")], {
  errors: [{ input: "\n[\n", reason: '"' }],
});

/** A program gets the sentence, too, after the name. */
const withSentence = ({ name, ...rest }: Sample) =>
  rest.spectrum === null
    ? { name, ...rest }
    : { name, sentence: verdictSentence(rest, rest.spectrum), ...rest };

test.each([
  ["every verdict", everyVerdict],
  ["nothing", reportOf([])],
  ["names that could break it", hard],
])("the pieces of a report are its JSON: %s", (_, report) => {
  const samples = report.samples.map(withSentence);
  const whole = { ...report, samples, references: report.references.map(withSentence) };
  expect([...renderJson(report, view)].join("")).toBe(`${JSON.stringify(whole, null, 2)}\n`);
});

test("one line a sample, and one for the rest", () => {
  const text = [...renderNdjson(hard, view)].join("");
  const lines = text.split("\n").slice(0, -1);
  expect(lines.map((line) => JSON.parse(line).type)).toEqual(["sample", "error", "report"]);
  const { type: _, ...sample } = JSON.parse(lines[0]!);
  expect(sample).toEqual(JSON.parse(JSON.stringify(withSentence(hard.samples[0]!))));
});
