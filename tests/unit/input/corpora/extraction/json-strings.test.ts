import { expect, test } from "vitest";
import { jsonStrings } from "../../../../../src/input/corpora/extraction/steps.ts";

test("goes depth first in the order of JavaScript's keys", () => {
  // integer-like keys come first, in ascending order; keys, numbers, booleans and null are no text
  const text = '{"b":["x",{"c":"y"}],"10":"ten","2":"two","n":1,"t":true,"z":null,"a":"end"}';
  expect(jsonStrings(text)).toBe("two\nten\nx\ny\nend\n");
});

test("leaves out strings shorter than the minimum, counted in UTF-16 units", () => {
  expect(jsonStrings('["ab","abc","\\ud83d\\ude00a","\\u00e4"]', 3)).toBe("abc\n\u{1f600}a\n");
});

test("gives the empty text when there is no string", () => {
  expect(jsonStrings("[1,[2]]")).toBe("");
});

test("does not lose a key named __proto__", () => {
  expect(jsonStrings('{"__proto__":"kept"}')).toBe("kept\n");
});
