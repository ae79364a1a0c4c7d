import { expect, test } from "vitest";
import { dropLines } from "../../../../../src/input/corpora/extraction/steps.ts";

test("drops whole lines and nothing else", () => {
  expect(dropLines("one\n%\ntwo %\n%\nthree\n", "^%$")).toBe("one\ntwo %\nthree\n");
});

test("an expression that matches the empty line takes the final newline along", () => {
  expect(dropLines("[Event]\n\n1. e4 e5\n\n[Event]\n\n1. d4\n", "^\\[|^\\s*$")).toBe("1. e4 e5\n1. d4");
});

test("leaves a text without such lines as it is", () => {
  expect(dropLines("a\r\nb", "x")).toBe("a\r\nb");
});
