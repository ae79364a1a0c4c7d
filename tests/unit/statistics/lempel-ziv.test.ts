import { describe, expect, test } from "vitest";
import { lempelZiv76, lempelZiv78 } from "../../../src/statistics/lempel-ziv.ts";
import { periodic, type Sample, samples } from "./inputs.ts";

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));

/** Segments as strings of one code unit a symbol (symbols renamed). */
function segmentTexts(sample: Sample): string[] {
  const names = new Map<number, string>();
  const text = Array.from(sample.symbols, (x) => {
    if (!names.has(x)) names.set(x, String.fromCharCode(names.size + 1));
    return names.get(x)!;
  }).join("");
  return sample.segmentEnds.map((end, s) => text.slice(sample.segmentEnds[s - 1] ?? 0, end));
}

/** By the definition: extend while the word occurs at an earlier start, in this segment (overlapping) or a previous one. */
function naive76(sample: Sample): { phrases: number; incomplete: number } {
  const texts = segmentTexts(sample);
  let phrases = 0;
  let incomplete = 0;
  texts.forEach((text, s) => {
    for (let i = 0; i < text.length; ) {
      let length = 1;
      const known = (): boolean =>
        texts.slice(0, s).some((earlier) => earlier.includes(text.slice(i, i + length))) ||
        text.slice(0, i + length - 1).includes(text.slice(i, i + length));
      while (i + length <= text.length && known()) length++;
      if (i + length > text.length) incomplete++;
      phrases++;
      i += length;
    }
  });
  return { phrases, incomplete };
}

function naive78(sample: Sample): { phrases: number; incomplete: number } {
  const dictionary = new Set<string>();
  let incomplete = 0;
  for (const text of segmentTexts(sample)) {
    let phrase = "";
    for (const symbol of text) {
      phrase += symbol;
      if (dictionary.has(phrase)) continue;
      dictionary.add(phrase);
      phrase = "";
    }
    if (phrase !== "") incomplete++;
  }
  return { phrases: dictionary.size + incomplete, incomplete };
}

describe.each(samples())("$name", (sample) => {
  test("LZ76 and LZ78 equal their definitions", () => {
    expect(lempelZiv76(sample.symbols, sample.segmentEnds, sample.alphabetSize)).toEqual(naive76(sample));
    expect(lempelZiv78(sample.symbols, sample.segmentEnds)).toEqual(naive78(sample));
  });
});

test("the history is kept across a segment end, matches are not", () => {
  // ban | a | na: b, a, n, then a copy cut short; "na" has not occurred inside one segment.
  expect(lempelZiv76(bytes("banana"), [3, 4, 6], 256)).toEqual({ phrases: 5, incomplete: 1 });
  // ban | an | ana: the second copies "an"; the third is "an" plus a new symbol, although "ana" spans a boundary.
  expect(lempelZiv76(bytes("bananana"), [3, 5, 8], 256)).toEqual({ phrases: 5, incomplete: 1 });
});

test("a constant has 2 components and about sqrt(2 n) phrases", () => {
  const symbols = new Uint8Array(5050);
  expect(lempelZiv76(symbols, [5050], 1)).toEqual({ phrases: 2, incomplete: 1 });
  // 1 + 2 + ... + 100 = 5050.
  expect(lempelZiv78(symbols, [5050])).toEqual({ phrases: 100, incomplete: 0 });
  expect(lempelZiv78(symbols.subarray(0, 5049), [5049])).toEqual({ phrases: 100, incomplete: 1 });
});

test("a million symbols of period 7", () => {
  // 0, 01, 011, 100, and then a copy to the end.
  expect(lempelZiv76(periodic("0010111", 1_000_000), [1_000_000], 2)).toEqual({ phrases: 5, incomplete: 1 });
});
