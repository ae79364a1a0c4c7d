import { describe, expect, it, test } from "vitest";
import { SuffixStructures } from "../../../src/words/suffix-structures.ts";
import { naiveWordCounts, periodic, type Sample, textLike, thueMorse } from "./inputs.ts";

function structuresOf(sample: Sample, orders: number): SuffixStructures {
  return new SuffixStructures(sample.symbols, sample.segmentEnds, sample.alphabetSize, { orders });
}

function textOf(...segments: readonly string[]): Sample {
  const ends: number[] = [];
  for (const segment of segments) ends.push((ends.at(-1) ?? 0) + segment.length);
  const symbols = new Uint8Array(Buffer.from(segments.join("")));
  return { name: segments.join(), symbols, segmentEnds: ends, alphabetSize: 256 };
}

/** How many words occur how often, least often first. */
function naiveSpectrum(sample: Sample, order: number) {
  const multiplicities = new Map<number, number>();
  let tokens = 0;
  for (const count of naiveWordCounts(sample, order).values()) {
    multiplicities.set(count, (multiplicities.get(count) ?? 0) + 1);
    tokens += count;
  }
  const rows = [...multiplicities].sort((a, b) => a[0] - b[0]);
  return {
    frequencies: Float64Array.from(rows, ([count]) => count),
    multiplicities: Float64Array.from(rows, ([, types]) => types),
    tokens,
    types: rows.reduce((sum, [, types]) => sum + types, 0),
  };
}

describe("banana", () => {
  // a, ana, anana, banana, na, nana.
  const banana = structuresOf(textOf("banana"), 9);

  it("has its suffixes in order, what they share, and what was there before", () => {
    expect([...banana.suffixes()]).toEqual([5, 3, 1, 0, 4, 2]);
    expect([...banana.prefixes()]).toEqual([0, 3, 2, 1, 0, 0]);
    expect([...banana.factors()]).toEqual([0, 0, 0, 3, 2, 1]);
    expect([banana.longestRepeat, banana.orders]).toEqual([3, 6]);
    expect(SuffixStructures.areAtHand()).toBe(true);
  });

  it("sums one more than each factor over the logarithm of what came before", () => {
    const lengths = [1, 1, 4, 3, 2];
    const logarithms = [1, Math.log2(3), 2, Math.log2(5), Math.log2(6)];
    const { ratios, inverses } = banana.matchSums();
    expect(ratios).toBeCloseTo(
      lengths.reduce((sum, length, i) => sum + length / logarithms[i]!, 0),
      13,
    );
    expect(inverses).toBeCloseTo(
      lengths.reduce((sum, length, i) => sum + logarithms[i]! / length, 0),
      13,
    );
  });

  it("has an n twice, an a three times and a b once", () => {
    const { frequencies, multiplicities, tokens, types } = banana.spectrum(1);
    expect([[...frequencies], [...multiplicities], tokens, types]).toEqual([[1, 2, 3], [1, 1, 1], 6, 3]);
    expect(banana.spectrum(1)).toBe(banana.spectrum(1));
  });

  it("has ba once, an and na twice: 1/5 log2 5 + 4/5 log2 5/2 bits", () => {
    const block = banana.block(2);
    expect(block).toMatchObject({
      order: 2,
      words: 5,
      distinct: 3,
      singletons: 1,
      doubletons: 2,
      tripletons: 0,
    });
    expect(block.plugIn).toBeCloseTo(Math.log2(5) - 0.8, 14);
    expect(block.coverage).toBeCloseTo(0.8, 15);
  });

  it("has no word longer than itself, nor than was asked for", () => {
    const none = {
      frequencies: new Float64Array(0),
      multiplicities: new Float64Array(0),
      tokens: 0,
      types: 0,
    };
    expect(banana.spectrum(6)).toEqual(naiveSpectrum(textOf("banana"), 6));
    expect(banana.spectrum(7)).toEqual(none);
    const two = structuresOf(textOf("banana"), 2);
    expect([two.orders, two.spectrum(3)]).toEqual([2, none]);
    expect(two.spectrum(2)).toEqual(naiveSpectrum(textOf("banana"), 2));
  });
});

test("nothing has nothing", () => {
  const empty = structuresOf({ name: "", symbols: new Uint8Array(0), segmentEnds: [], alphabetSize: 2 }, 4);
  expect([empty.orders, empty.longestRepeat]).toEqual([0, 0]);
  for (const places of [empty.suffixes(), empty.prefixes(), empty.factors()])
    expect(places).toEqual(new Int32Array(0));
  expect(empty.matchSums()).toEqual({ ratios: 0, inverses: 0 });
  expect(empty.spectrum(1)).toEqual({
    frequencies: new Float64Array(0),
    multiplicities: new Float64Array(0),
    tokens: 0,
    types: 0,
  });
});

// Words that occur more often than tables have rows for, and words of many orders that do.
test.each<[string, Sample]>([
  ["segments of no, one and more symbols", textOf("abracadabra", "", "a", "cadabra", "abra", "ra")],
  ["one symbol only", { name: "", symbols: new Uint8Array(90), segmentEnds: [90], alphabetSize: 1 }],
  [
    "one symbol in two segments",
    { name: "", symbols: new Uint8Array(90), segmentEnds: [50, 90], alphabetSize: 1 },
  ],
  ["a period", { name: "", symbols: periodic("0010111", 210), segmentEnds: [210], alphabetSize: 2 }],
  ["a broken period", { name: "", symbols: periodic("01", 120), segmentEnds: [1, 61, 120], alphabetSize: 2 }],
  ["Thue-Morse", { name: "", symbols: thueMorse(256), segmentEnds: [100, 256], alphabetSize: 2 }],
  ["letters", { name: "", symbols: textLike(500, 27, 3), segmentEnds: [200, 500], alphabetSize: 27 }],
])("spectra are those of words counted one by one: %s", (_, sample) => {
  const all = structuresOf(sample, 1000);
  const longest = Math.max(...sample.segmentEnds.map((end, s) => end - (sample.segmentEnds[s - 1] ?? 0)));
  expect(all.orders).toBe(longest);
  for (const order of [1, 2, 3, 4, 5, 7, 11, 20, 33, 49, 50, 51, 59, 60, 61, 89, 90].filter(
    (k) => k <= longest,
  ))
    expect([order, all.spectrum(order)]).toEqual([order, naiveSpectrum(sample, order)]);
  for (const orders of [1, 3, 6]) {
    const few = structuresOf(sample, orders);
    expect(few.orders).toBe(Math.min(orders, longest));
    expect(few.spectrum(few.orders)).toEqual(naiveSpectrum(sample, few.orders));
  }
});

// Tables have rows for words that occur less often than 1024 times.
test.each<[string, Sample, readonly number[]]>([
  [
    "one symbol only",
    { name: "", symbols: new Uint8Array(2600), segmentEnds: [1200, 2600], alphabetSize: 1 },
    [1, 2, 89, 177, 178, 377, 378],
  ],
  [
    "more 0s than 1s",
    { name: "", symbols: periodic("00100", 5000), segmentEnds: [5000], alphabetSize: 2 },
    [1, 2, 3, 4, 5, 6, 50],
  ],
  [
    "more 1s than 0s, and a 2",
    {
      name: "",
      symbols: periodic("11011", 6000).fill(2, 3000, 3001),
      segmentEnds: [1, 6000],
      alphabetSize: 3,
    },
    [1, 2, 3, 4, 5, 6, 40, 85, 86, 87, 88, 89, 90],
  ],
])("so are those of words that occur very often: %s", (_, sample, orders) => {
  const all = structuresOf(sample, 400);
  for (const order of orders)
    expect([order, all.spectrum(order)]).toEqual([order, naiveSpectrum(sample, order)]);
});
