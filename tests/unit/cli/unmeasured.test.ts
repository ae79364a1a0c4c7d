import { expect, test } from "vitest";
import { foldMissing } from "../../../src/cli/unmeasured.ts";

const missing = (input: string) => ({
  input,
  reason: `the package ${input}@1.0.0 is not installed: run "mesoscope corpora install"`,
});
const other = { input: "gone.txt", reason: "no such file" };

test("several inputs that one remedy helps are one line, before the others", () => {
  const all = ["a", "b", "c", "d", "e"].map(missing);
  const reason = 'corpora are not installed: run "mesoscope corpora install"';
  expect(foldMissing([all[0]!, other, ...all.slice(1)])).toEqual([
    { input: "a, b, c and 2 more", reason },
    other,
  ]);
  expect(foldMissing(all.slice(0, 2))).toEqual([{ input: "a, b", reason }]);
});

test("one alone keeps its reason", () => {
  expect(foldMissing([other, missing("a")])).toEqual([other, missing("a")]);
  expect(foldMissing([])).toEqual([]);
});
