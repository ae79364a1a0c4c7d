import { expect, test } from "vitest";
import { errorLine } from "../../../../src/report/kit/format.ts";
import { textWidth } from "../../../../src/report/kit/text-width.ts";

test.each([
  ["nothing", ""],
  ["a sentence", "a.txt: no such file"],
  ["2 MB of letters", "x".repeat(2_000_000)],
  ["2 MB of controls", "\u001b[2J".repeat(500_000)],
  ["2 MB of accents", `a${"\u0301".repeat(1_000_000)}`],
  ["wide letters", "漢".repeat(100_000)],
  ["halves of surrogates", "\ud83d".repeat(100_000)],
  ["emoji", "👩‍👩‍👧".repeat(100_000)],
])("%s is one line that a terminal shows, at once", (_, text) => {
  const started = performance.now();
  const line = errorLine(text);
  expect(performance.now() - started).toBeLessThan(5000);
  expect(line).not.toMatch(/[\p{Cc}\p{Cs}]/u);
  expect(textWidth(line)).toBeLessThanOrEqual(300);
  expect(line.length).toBeLessThan(7000);
  if (text.length < 300) expect(line).toBe(text);
});

test("both ends of what is cut are there", () => {
  expect(errorLine(`begin ${"x".repeat(5000)} end`)).toMatch(/^begin x+…x+ end$/);
});
