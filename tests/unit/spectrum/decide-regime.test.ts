import { expect, test } from "vitest";
import { decideRegime, type Evidence } from "../../../src/spectrum/decide-regime.ts";

const structured: Evidence = {
  order: 2, randomness: 0.6, randomnessHalf: 0.01, excess: 0.25, excessHalf: 0.02, beyondShuffles: true, hintBeyond: true,
}; // biome-ignore format: one row

test.each<[string, Partial<Evidence>, string, string]>([
  [
    "above every shuffle and its error",
    {},
    "structured",
    "excess entropy of words of 2 above every shuffle and its error",
  ],
  [
    "next to nothing left to chance",
    { randomness: 0.01, randomnessHalf: 0.009 },
    "order",
    "words of 2 leave under 0.02 of log2 A to chance",
  ],
  [
    "at the edge of order",
    { randomness: 0.0111, randomnessHalf: 0.009 },
    "structured",
    "excess entropy of words of 2 above every shuffle and its error",
  ],
  [
    "no error, no order",
    { randomness: 0, randomnessHalf: null },
    "structured",
    "excess entropy of words of 2 above every shuffle and its error",
  ],
  [
    "above its shuffles, within its error",
    { excessHalf: 0.25 },
    "undecided",
    "above its shuffles, but within the error",
  ],
  [
    "above its shuffles, without an error",
    { excessHalf: null },
    "undecided",
    "above its shuffles, but within the error",
  ],
  [
    "like its shuffles",
    { beyondShuffles: false, hintBeyond: false },
    "noise",
    "words of 2 and 3 are like those of its shuffles",
  ],
  [
    "like its shuffles up to L, not beyond",
    { beyondShuffles: false },
    "undecided",
    "may hold order; needs a larger sample",
  ],
])("%s", (_, difference, regime, because) => {
  expect(decideRegime({ ...structured, ...difference })).toEqual({ regime, because });
});
