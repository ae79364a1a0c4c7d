import { expect, test } from "vitest";
import { cutMiddle, graphemes } from "../../../../src/report/kit/text-width.ts";

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
const segmented = (text: string) => Array.from(segmenter.segment(text), ({ segment }) => segment);

test("what is split without a segmenter is what a segmenter splits", () => {
  const ranges = [
    [0x20, 0x7e],
    [0xa0, 0x2ff],
    [0x2010, 0x2027],
    [0x2190, 0x25ff],
  ] as const;
  const letters = ranges.flatMap(([from, to]) =>
    Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i)),
  );
  // Each beside its neighbours, and beside others by steps that reach all ranges.
  for (const step of [1, 97, 331, 701]) {
    const text = letters.map((_, i) => letters[(i * step) % letters.length]).join("");
    expect(graphemes(text)).toEqual(segmented(text));
  }
  for (const text of ["e\u0301a", "\u{1f468}\u200d\u{1f469}", "a\r\nb", "\u231a\ufe0f", "\u1100\u1161"])
    expect(graphemes(text)).toEqual(segmented(text));
});

test("the middle is cut, a third of the rest is before it", () => {
  const width = (text: string) => [...text].length;
  expect(cutMiddle("abcdefghij", 10, width)).toBe("abcdefghij");
  expect(cutMiddle("abcdefghij", 7, width)).toBe("ab…ghij");
  expect(cutMiddle("abcdefghij", 7, width, "..")).toBe("a..ghij");
});
