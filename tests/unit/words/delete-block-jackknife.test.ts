import { describe, expect, test } from "vitest";
import { grassbergerEntropy } from "../../../src/entropy/grassberger-entropy.ts";
import { deleteBlockJackknife } from "../../../src/words/delete-block-jackknife.ts";
import { goldenMean, type Sample, samples } from "./inputs.ts";

/** H(k) of the words that do not start in [from, to). */
function entropyWithout(sample: Sample, order: number, from: number, to: number): number {
  if (order === 0) return 0;
  const counts = new Map<string, number>();
  let begin = 0;
  for (const end of sample.segmentEnds) {
    for (let i = begin; i + order <= end; i++) {
      if (i >= from && i < to) continue;
      const word = sample.symbols.subarray(i, i + order).join(" ");
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
    begin = end;
  }
  return grassbergerEntropy([...counts.values()]);
}

function bruteForce(sample: Sample, order: number, blocks: number) {
  const n = sample.symbols.length;
  const at = (from: number, to: number): { h: number; e: number } => {
    const longer = entropyWithout(sample, order, from, to);
    const h = longer - entropyWithout(sample, order - 1, from, to);
    return { h, e: longer - order * h };
  };
  const replicates = Array.from({ length: blocks }, (_, b) =>
    at(Math.floor((b * n) / blocks), Math.floor(((b + 1) * n) / blocks)),
  );
  const error = (values: number[]): number => {
    const mean = values.reduce((a, b) => a + b) / blocks;
    return Math.sqrt(((blocks - 1) / blocks) * values.reduce((a, v) => a + (v - mean) ** 2, 0));
  };
  const all = at(0, 0);
  return { ...all, seOfE: error(replicates.map((r) => r.e)), seOfH: error(replicates.map((r) => r.h)) };
}

describe.each(samples().filter(({ symbols }) => symbols.length >= 300))("$name", (sample) => {
  test.each([1, 2, 3])("order %i equals recomputing every replicate", (order) => {
    const { symbols, segmentEnds, alphabetSize } = sample;
    const result = deleteBlockJackknife(symbols, segmentEnds, alphabetSize, order, 10);
    const expected = bruteForce(sample, order, 10);
    expect(result?.excessEntropy.estimate).toBeCloseTo(expected.e, 11);
    expect(result?.entropyGain.estimate).toBeCloseTo(expected.h, 11);
    expect(result?.excessEntropy.standardError).toBeCloseTo(expected.seOfE, 10);
    expect(result?.entropyGain.standardError).toBeCloseTo(expected.seOfH, 10);
    expect(result?.degreesOfFreedom).toBe(9);
  });
});

test("standard errors agree with the spread over 200 independent runs", () => {
  const runs = Array.from({ length: 200 }, (_, seed) =>
    deleteBlockJackknife(goldenMean(5000, seed + 1), [5000], 2, 3),
  );
  for (const key of ["excessEntropy", "entropyGain"] as const) {
    const estimates = runs.map((run) => run![key].estimate);
    const mean = estimates.reduce((a, b) => a + b) / 200;
    const spread = Math.sqrt(estimates.reduce((a, v) => a + (v - mean) ** 2, 0) / 199);
    const claimed = Math.sqrt(runs.reduce((a, run) => a + run![key].standardError ** 2, 0) / 200);
    // The spread of 200 runs is itself known to 5 %, the claimed one to about 1 %.
    expect(Math.abs(claimed / spread - 1)).toBeLessThan(0.2);
  }
});

test("too few words for the blocks: undefined", () => {
  expect(deleteBlockJackknife(Uint8Array.of(0, 1, 0), [3], 2, 1, 20)).toBeUndefined();
  expect(deleteBlockJackknife(new Uint8Array(21), [21], 1, 3, 20)).toBeUndefined();
});
