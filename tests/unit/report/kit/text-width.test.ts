import fc from "fast-check";
import stringWidth from "string-width";
import { expect, test } from "vitest";
import {
  fitWidth,
  padEndTo,
  padStartTo,
  textWidth,
  wrapText,
} from "../../../../src/report/kit/text-width.ts";

test.each([
  ["", 0],
  ["abc", 3],
  ["漢字", 4],
  ["한국어", 6],
  ["e\u0301", 1],
  ["😀", 2],
  ["👩‍👩‍👧‍👦", 2],
  ["👍🏽", 2],
  ["🇪🇺", 2],
  ["ｶﾅ", 2],
])("%s takes %d columns", (text, columns) => {
  expect(textWidth(text)).toBe(columns);
});

/** Characters of the planes of letters and of the block of emoji that take another width than the library says. @param step in large blocks of one script */
function differing(step: number): string[] {
  const differ: string[] = [];
  for (let code = 0; code < 0x1_fc00; code += code > 0x3400 && code < 0xd700 ? step : 1) {
    if (code >= 0x1_1000 && code < 0x1_f000) code = 0x1_f000;
    const character = String.fromCodePoint(code);
    if (textWidth(character) !== stringWidth(character)) differ.push(code.toString(16));
  }
  return differ;
}

test("characters take what the library says that is too slow to load", () =>
  expect(differing(31)).toEqual([]));
test("and so does every one of them", { tags: ["slow"] }, () => expect(differing(1)).toEqual([]));

test.each([
  ...["❤️", "❤‍🔥", "☺︎", "😀︎", "🇩🇪", "🇩", "1️⃣", "1⃣", "☝🏽", "⌚", "🏴‍☠️", "🏳️‍🌈", "👨🏽‍🚀", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"],
  ...[
    "हिन्दी",
    "தமிழ்",
    "ไทยภาษา",
    "العربية",
    "각",
    "ｱﾞ",
    "\u200bx",
    "\ud800",
    "\u001b[31mred\u001b[0m",
    "a\tb",
  ],
])("so does %j", (text) => {
  expect(textWidth(text)).toBe(stringWidth(text));
});

test("the middle goes, two thirds of what is left is the end", () => {
  expect(fitWidth("short", 5)).toBe("short");
  expect(fitWidth("abcdefghijklmnop", 10)).toBe("abc…klmnop");
  expect(fitWidth("abcdefghijklmnop", 10, "~")).toBe("abc~klmnop");
  expect(fitWidth("漢字漢字漢字", 8)).toBe("漢…漢字");
  expect(fitWidth("漢字漢字漢字", 3)).toBe("…字");
});

test("no character is torn apart", () => {
  expect(fitWidth("👍🏽👍🏽👍🏽👍🏽", 7)).toBe("👍🏽…👍🏽👍🏽");
  expect(fitWidth("e\u0301".repeat(9), 4)).toBe("e\u0301…e\u0301e\u0301");
});

test("padding counts columns", () => {
  expect(padEndTo("漢", 4)).toBe("漢  ");
  expect(padStartTo("漢", 4)).toBe("  漢");
  expect([padEndTo("abc", 2), padStartTo("abc", 2)]).toEqual(["abc", "abc"]);
});

test("text is broken at blanks", () => {
  expect(wrapText("one two three four", 9)).toEqual(["one two", "three", "four"]);
  expect(wrapText("one", 1)).toEqual(["one"]);
  expect(wrapText("", 10)).toEqual([""]);
  expect(wrapText("漢字 漢字 漢字", 9)).toEqual(["漢字 漢字", "漢字"]);
});

test("whatever the text: it fits, its ends stay, nothing is lost by wrapping", () => {
  const words = fc.string({ unit: "grapheme", maxLength: 60 });
  fc.assert(
    fc.property(words, fc.integer({ min: 3, max: 40 }), (text, columns) => {
      expect(textWidth(fitWidth(text, columns))).toBeLessThanOrEqual(columns);
      if (textWidth(text) <= columns) expect(fitWidth(text, columns)).toBe(text);
    }),
    { seed: 1 },
  );
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[a-z]{1,8}$/)),
      fc.integer({ min: 8, max: 40 }),
      (list, columns) => {
        const lines = wrapText(list.join(" "), columns);
        expect(lines.join(" ")).toBe(list.join(" "));
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns);
      },
    ),
    { seed: 1 },
  );
});
