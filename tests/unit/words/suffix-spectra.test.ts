import { describe, expect, test } from "vitest";
import { frequencySpectrum } from "../../../src/entropy/frequency-spectrum.ts";
import { blockEntropyProfile } from "../../../src/words/block-entropy-profile.ts";
import { coveredBlocks } from "../../../src/words/covered-blocks.ts";
import { SuffixStructures } from "../../../src/words/suffix-structures.ts";
import { WordIds } from "../../../src/words/word-ids.ts";
import { goldenMean, periodic, type Sample, samples, textLike, thueMorse, uniformSymbols } from "./inputs.ts";

function structuresOf({ symbols, segmentEnds, alphabetSize }: Sample, orders: number): SuffixStructures {
  return new SuffixStructures(symbols, segmentEnds, alphabetSize, { orders });
}

/** The same spectra as counting gives, entry by entry, hence the same entropies to the last digit. */
function equalCounts(sample: Sample, orders: number): void {
  const structures = structuresOf(sample, orders);
  const counted = blockEntropyProfile(sample.symbols, sample.segmentEnds, sample.alphabetSize, orders, 0);
  expect(structures.orders).toBe(counted.length);
  counted.forEach((block, i) => {
    expect(structures.block(i + 1)).toEqual(block);
  });
}

describe("words counted by suffixes equal words counted by name, at every order", () => {
  test.each(samples())("$name", (sample) => {
    equalCounts(sample, 1);
    equalCounts(sample, 13);
    equalCounts(sample, 2000);
  });

  test.each<[string, Uint8Array, number]>([
    ["text-like", textLike(200_000, 60, 11), 60],
    ["bytes", uniformSymbols(200_000, 256, 3), 256],
    ["Thue-Morse", thueMorse(200_000), 2],
    ["golden mean", goldenMean(200_000, 4), 2],
    ["period 7", periodic("0010111", 200_000), 2],
    ["one symbol", new Uint8Array(200_000), 1],
  ])("%s, 200 000 symbols in 3 segments, 40 orders", { tags: ["slow"] }, (name, symbols, alphabetSize) => {
    equalCounts({ name, symbols, alphabetSize, segmentEnds: [70_001, 150_000, 200_000] }, 40);
  });

  test("spectra, with counts beyond the table", () => {
    const symbols = textLike(100_000, 12, 7);
    const structures = structuresOf({ name: "", symbols, segmentEnds: [100_000], alphabetSize: 12 }, 9);
    const words = WordIds.start(symbols, [100_000], 12);
    for (let order = 1; order <= 9; order++, words.extend()) {
      expect(structures.spectrum(order)).toEqual(frequencySpectrum(words.counts));
    }
  });

  test("the periodic word has more large counts than one call can hand over", () => {
    const symbols = periodic("001011101", 60_000).map((x, i) => (i % 1009 === 0 ? 1 - x : x));
    equalCounts({ name: "", symbols, segmentEnds: [60_000], alphabetSize: 2 }, 120);
  });
});

test("covered blocks are those of the counted words, from either route", () => {
  for (const sample of samples()) {
    for (const [maxOrder, floor] of [
      [3, 0],
      [12, 0.9],
      [300, 0.98],
      [9, 0],
    ] as const) {
      const { symbols, segmentEnds, alphabetSize } = sample;
      const counted = blockEntropyProfile(symbols, segmentEnds, alphabetSize, maxOrder, floor);
      expect(coveredBlocks(symbols, segmentEnds, alphabetSize, maxOrder, floor)).toEqual(counted);
    }
  }
});

test("the longest repeat of banana, and of nothing", () => {
  const banana = new Uint8Array(Buffer.from("banana"));
  expect(
    structuresOf({ name: "", symbols: banana, segmentEnds: [6], alphabetSize: 256 }, 4).longestRepeat,
  ).toBe(3);
  const empty = structuresOf({ name: "", symbols: new Uint8Array(0), segmentEnds: [], alphabetSize: 256 }, 4);
  expect([empty.longestRepeat, empty.orders, empty.factors().length, empty.suffixes().length]).toEqual([
    0, 0, 0, 0,
  ]);
  expect([empty.prefixes().length, empty.spectrum(1).types, empty.matchSums().ratios]).toEqual([0, 0, 0]);
});
