import { expect, test } from "vitest";
import { linesOf } from "../../../../../src/input/corpora/extraction/steps.ts";

test("ends every line, also the last", () => {
  expect(linesOf(["a", "", "b"])).toBe("a\n\nb\n");
  expect(linesOf([""])).toBe("\n");
  expect(linesOf([])).toBe("");
});
