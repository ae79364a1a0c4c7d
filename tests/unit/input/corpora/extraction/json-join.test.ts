import { expect, test } from "vitest";
import { jsonJoin } from "../../../../../src/input/corpora/extraction/steps.ts";

test("joins without anything between", () => {
  expect(jsonJoin('["a","","b\\n"]')).toBe("ab\n");
});

test("refuses everything but an array of strings", () => {
  expect(() => jsonJoin('["a",1]')).toThrow("not an array of strings");
  expect(() => jsonJoin('{"a":"b"}')).toThrow("not an array of strings");
  expect(() => jsonJoin("[")).toThrow(SyntaxError);
});
