import { expect, test } from "vitest";
import { renderOf } from "../../../../src/report/formats.ts";
import {
  escapeForTerminal,
  formatColumn,
  formatCount,
  formatNumber,
  formatWithError,
  formatWithInterval,
  visibleLabel,
} from "../../../../src/report/kit/format.ts";

test.each([
  [2.914, 0.0512, "2.914 ± 0.051"],
  [2.914, 0.5, "2.91 ± 0.50"],
  [2.914, 3, "2.9 ± 3.0"],
  [1234.5, 56, "1235 ± 56"],
  [0.66671, 0.0000123, "0.6667 ± 0.0001"],
  [4.5, 0, "4.500 ± 0"],
  [-0.0001, 0.05, "0.000 ± 0.050"],
  [4.75488, null, "4.755"],
])("%d with error %d: %s", (value, half, text) => {
  expect(formatWithError(value, half)).toBe(text);
});

test.each([
  [2.914, 2.863, 2.965, "2.914 ± 0.051"],
  [2.914, 2.8634, 2.966, "2.914 ± 0.052"],
  [0.9981, 0.9931, 1, "0.9981 +0.0019 −0.0050"],
  [1, 0.9997, 1, "1.0000 +0.0000 −0.0003"],
  [2, 2, 2, "2.00 ± 0.00"],
  [5, 0, 900, "5 +895 −5"],
])("%d from %d to %d: %s", (value, lower, upper, text) => {
  expect(formatWithInterval(value, { lower, upper })).toBe(text);
  expect(formatWithInterval(value, { lower, upper }, "+-")).toBe(text.replace("±", "+-").replace("−", "-"));
  expect(formatWithInterval(value, null)).toBe(formatNumber(value));
});

test("a column keeps its decimals; an error below the last is shown as one unit of it", () => {
  expect(formatColumn(0.5, 0.0123, 3)).toBe("0.500 ± 0.012");
  expect(formatColumn(0.5, 0.00001, 3)).toBe("0.500 ± 0.001");
  expect(formatColumn(0, 0, 3)).toBe("0.000 ± 0.000");
  expect(formatColumn(1.005, null, 2)).toBe("1.00");
  expect(formatColumn(2, 1, 2, "+-")).toBe("2.00 +- 1.00");
});

test.each([
  [0, "0"],
  [-0, "0"],
  [3e-13, "0"],
  [12, "12"],
  [123_456_789, "123456789"],
  [1e15, "1.000e+15"],
  [Math.PI, "3.142"],
  [-Math.PI, "-3.142"],
  [31.41592, "31.42"],
  [31_415.92, "31416"],
  [0.000314159, "0.0003142"],
  [0.0000314159, "3.142e-5"],
  [12_345_678_901.5, "1.235e+10"],
])("%d as %s", (value, text) => {
  expect(formatNumber(value)).toBe(text);
});

test.each([
  [0, "0"],
  [999, "999"],
  [1000, "1 k"],
  [1200, "1.2 k"],
  [9949, "9.9 k"],
  [9951, "10 k"],
  [100_000, "100 k"],
  [999_499, "999 k"],
  [999_500, "1.0 M"],
  [1e9, "1 G"],
  [5e18, "5000 P"],
])("%d symbols as %s", (count, text) => {
  expect(formatCount(count)).toBe(text);
});

test("what a terminal would obey is written out, all else is left", () => {
  expect(escapeForTerminal("plain, ä, 漢字, 😀, e\u0301")).toBe("plain, ä, 漢字, 😀, e\u0301");
  expect(escapeForTerminal("a\tb\nc\rd")).toBe("a\\tb\\nc\\rd");
  expect(escapeForTerminal("\u0000\u001b[31m\u007f\u009b")).toBe("\\u{0}\\u{1b}[31m\\u{7f}\\u{9b}");
  expect(escapeForTerminal("\u202egpj\u2066\u200b\u2028\ufeff")).toBe(
    "\\u{202e}gpj\\u{2066}\\u{200b}\\u{2028}\\u{feff}",
  );
  expect(escapeForTerminal("\ud800x\udc00")).toBe("\\u{d800}x\\u{dc00}");
});

test("nothing passes that turns or hides a text, or is no character", () => {
  // By another way: Unicode's own properties, character by character.
  const hides = /^[\p{Cc}\p{Cs}\p{Bidi_Control}\p{Noncharacter_Code_Point}\p{Zl}\p{Zp}]$/u;
  const ignorable = /^\p{Default_Ignorable_Code_Point}$/u;
  // They belong to the character before them: accents of Arabic and Mongolian, forms of emoji, joiners of Indic scripts.
  const ranges = [
    [0x34f, 0x34f],
    [0x17b4, 0x17b5],
    [0x180b, 0x180f],
    [0xfe00, 0xfe0f],
    [0x1bca0, 0x1bca3],
    [0x1d173, 0x1d17a],
  ] as const;
  const isKept = (code: number) =>
    ranges.some(([first, last]) => code >= first && code <= last && code !== 0x180e);
  for (let code = 0; code <= 0x10ffff; code++) {
    const character = String.fromCodePoint(code);
    if (hides.test(character) || (ignorable.test(character) && !isKept(code)))
      expect(escapeForTerminal(`a${character}b`)).toMatch(/^a\\(u\{[0-9a-f]+\}|[nrt])b$/);
  }
});

test("for a terminal of ASCII everything beyond it is written out", () => {
  expect(escapeForTerminal("ä漢😀 ~", true)).toBe("\\u{e4}\\u{6f22}\\u{1f600} ~");
  for (let code = 0; code < 0x3000; code++) {
    expect(escapeForTerminal(String.fromCharCode(code), true)).toMatch(/^[ -~]+$/);
  }
});

test("blanks in n-grams are seen", () => {
  expect(visibleLabel("a b\n", false)).toBe("a␣b\\n");
  expect(visibleLabel("a bä", true)).toBe("a_b\\u{e4}");
});

test("JSON that a terminal shows holds nothing that it obeys, and is the same JSON", async () => {
  const result = { name: "\u007f\u009b31m\u202e\u2066 é\u001b \\" };
  const text = async (given: object) => JSON.stringify(given);
  const views = { json: text, ndjson: async (given: object) => [JSON.stringify(given)], sarif: text };
  for (const id of ["json", "ndjson", "sarif"] as const) {
    const shown = [...(await renderOf(id, views)!(result, {} as never))].join("");
    expect(JSON.parse(shown)).toEqual(result);
    expect(shown).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
  }
});
