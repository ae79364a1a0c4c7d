import { expect, test } from "vitest";
import { RecipeError } from "../../../../../src/core/errors.ts";
import { parseFilter } from "../../../../../src/features/score/stream/filter.ts";

const columns = ["against", "repeated", "bytes", "kept.url", "id"];
const row: Record<string, number | string | null> = {
  against: 2,
  repeated: 0.25,
  bytes: 1000,
  "kept.url": "http://a",
  id: null,
};
const passes = (text: string) => parseFilter(text, columns)((column) => row[column] ?? null);

test.each([
  ["against < 2.4 && repeated < .3", true],
  ["against<2&&repeated<.3", false],
  ["against <= 2", true],
  ["!(against > 1)", false],
  ["against > 3 || bytes == 1e3", true],
  ["against > 3 || bytes > 1 && repeated > .5", false],
  ["(against > 3 || bytes > 1) && repeated < .5", true],
  ["against - 2 * repeated == 1.5", true],
  ["against - 1 - 1 == 0", true],
  ["bytes / 10 / 10 == 10", true],
  ["-against < -1", true],
  ['kept.url == "http://a"', true],
  ["kept.url != 'http://b'", true],
  ['kept.url < "i"', true],
  ["kept.url == 3", false],
  ["kept.url < 3", false],
  // What is not known is neither more nor less, nor different.
  ["id == id", false],
  ["id != 'x'", false],
  // Its negation is not known either, unless another value decides.
  ["!(id == 'x')", false],
  ["!(id == 'x') || bytes > 1", true],
  ["!(id == 'x' || bytes > 1)", false],
  ["!(id == 'x' && bytes > 1)", false],
  ["!(id == 'x' && bytes < 1)", true],
  ["!!(id == 'x')", false],
  ["bytes / 0 > 1e9", true],
])("%s is %s", (text, expected) => {
  expect(passes(text)).toBe(expected);
});

test.each([
  ["", 0, "ends too early"],
  ["   ", 0, "ends too early"],
  ["against <", 9, "ends too early"],
  ["against", 0, "expected a comparison"],
  ["agianst < 2", 0, 'no column "agianst"'],
  ["against < 2 &&", 14, "ends too early"],
  ["against < 2 & repeated < 1", 12, "syntax error"],
  ["against < 2 repeated", 12, "unexpected here"],
  ["(against < 2", 12, 'expected ")"'],
  ["against < 2)", 11, "unexpected here"],
  ["1 < against < 3", 12, "unexpected here"],
  ["against && repeated < 1", 0, "expected a comparison"],
  ["(against < 2) + 1 > 0", 0, "expected a number"],
  ['kept.url == "open', 12, "syntax error"],
  ["against < 2.4.5", 13, "unexpected here"],
  ["a\u0000b < 1", 1, "syntax error"],
  ["__proto__ < 1", 0, "no column"],
  [`${"(".repeat(5000)}against`, 100, "too many parentheses"],
  [`${"!".repeat(5000)}against`, 100, "too many signs"],
  ["against < 2 || ".repeat(1000), 10_000, "too long"],
])("%s is refused at its character", (text, position, reason) => {
  let error: unknown;
  try {
    parseFilter(text, columns);
  } catch (caught) {
    error = caught;
  }
  expect(error).toBeInstanceOf(RecipeError);
  expect([(error as RecipeError).position, (error as RecipeError).detail]).toEqual([
    position,
    expect.stringContaining(reason),
  ]);
});
