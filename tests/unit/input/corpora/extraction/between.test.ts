import { expect, test } from "vitest";
import { between } from "../../../../../src/input/corpora/extraction/steps.ts";

test("keeps the start mark and leaves out the end mark", () => {
  expect(between("head START body END tail END", "START", "END")).toBe("START body ");
});

test("runs to the end when the end mark does not follow", () => {
  expect(between("END START body", "START", "END")).toBe("START body");
});

test("does not take the start mark for the end mark", () => {
  expect(between("a*b*c", "*", "*")).toBe("*b");
});

test("refuses a text without the start mark", () => {
  expect(() => between("body", "START", "END")).toThrow('"START" does not occur');
});
