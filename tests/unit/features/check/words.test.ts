import { expect, test } from "vitest";
import type { Check } from "../../../../src/features/check/schema.ts";
import { messageOf, sentenceOf, whereOf } from "../../../../src/features/check/words.ts";

/** A number against limits. */
const limited = (change: Partial<Check>, value = 2): Check => ({
  rule: "budget",
  input: "a.ts",
  quantity: "entropyRate",
  estimator: "observer",
  unit: "bit/symbol",
  at: null,
  why: null,
  reason: null,
  line: null,
  status: "failed",
  measured: { value, interval: null },
  expected: { min: null, max: 1 },
  ...change,
});

test.each([
  [limited({}), "entropyRate 2 bit/symbol is above 1"],
  [limited({ unit: "1" }), "entropyRate 2 is above 1"],
  [limited({ unit: null }), "entropyRate 2 is above 1"],
  [limited({ at: 3 }), "entropyRate(3) 2 bit/symbol is above 1"],
  [limited({ status: "undecided" }), "entropyRate 2 bit/symbol is above 1, by less than its error"],
  [limited({ expected: { min: 3, max: null } }), "entropyRate 2 bit/symbol is below 3"],
  [limited({ status: "passed" }, 1), "entropyRate 1 bit/symbol is at most 1"],
  [limited({ status: "passed", expected: { min: 2, max: null } }), "entropyRate 2 bit/symbol is at least 2"],
  [
    limited({ status: "passed", expected: { min: 1, max: 2 } }),
    "entropyRate 2 bit/symbol is between 1 and 2",
  ],
  [limited({ measured: null, reason: "too short" }), "entropyRate is undefined: too short"],
])("what was found and what was expected", (check, sentence) => {
  expect(sentenceOf(check)).toBe(sentence);
  expect(messageOf(check)).toBe(sentence);
  expect(messageOf({ ...check, why: "keys" })).toBe(`${sentence}. keys`);
});

const odd = (p: number, change: Partial<Check> = {}) =>
  limited({ rule: "odd", at: 256, odd: { firstLine: 3, lastLine: 9, p, kind: ".js", among: 50 }, ...change });

test.each([
  [9e-7, "p < 1e-6"],
  [1e-6, "p = 1e-6"],
  [0.0009, "p = 9e-4"],
  [0.001, "p = 0.001000"],
])("how often chance does as much: %f", (p, words) => {
  expect(sentenceOf(odd(p))).toBe(
    `lines 3 to 9 are unlike the other .js files: 2 bit/symbol over 256 bytes, where up to 1 is usual, ${words}`,
  );
});

test("what is odd: a line, a word, all files, shares, and what is usual", () => {
  const line = odd(0.5, { odd: { firstLine: 3, lastLine: 3, p: 0.5, kind: null, among: 50 }, at: null });
  expect(sentenceOf(line)).toMatch(/^line 3 is unlike the other files: 2 bit\/symbol in one word, /);
  expect(sentenceOf(odd(0.5, { status: "passed" }))).toMatch(/ is usual among the other \.js files, p = /);
  const words = odd(0.5, { quantity: "newWords", unit: "1", measured: { value: 0.25, interval: null } });
  expect(sentenceOf(words)).toContain("25 % of its words are in no other file, where up to 100 % is usual");
});

test("where", () => {
  const where = { firstLine: 1, lastLine: 2, bytes: 300, rate: 7.5, kind: "copy" } as const;
  expect(whereOf(limited({}))).toBeNull();
  expect(whereOf(limited({ where }))).toBe("lines 1 to 2 are copied: 7.500 bit/byte over 300 bytes");
  expect(whereOf(limited({ where: { ...where, rate: null } }))).toBe("lines 1 to 2 are copied: 300 bytes");
});
