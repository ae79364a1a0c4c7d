import { expect, test } from "vitest";
import { regexAll } from "../../../../../src/input/corpora/extraction/steps.ts";

test("takes group 1 of every match", () => {
  expect(regexAll("v 1 | to be\nv 2 | to go | away\n", "\\| (.*)")).toBe("to be\nto go | away\n");
});

test("removes white space inside a match on request", () => {
  const text = '/translation="MKV\n   LL"\n/translation="A"';
  expect(regexAll(text, '/translation="([^"]*)"', true)).toBe("MKVLL\nA\n");
});

test("an unused group gives an empty line, no match the empty text", () => {
  expect(regexAll("ab", "a|(b)")).toBe("\nb\n");
  expect(regexAll("ab", "(c)")).toBe("");
});
