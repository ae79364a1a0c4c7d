import { expect, test } from "vitest";
import { decideRegime, type Evidence } from "../../../src/spectrum/decide-regime.ts";

const text: Evidence = {
  certified: true,
  beyondShuffles: true,
  randomness: { value: 0.35, upper: 0.36 },
  total: 0.4,
  height: { value: 3, lower: 2.5, upper: 3.5, extrapolated: false },
};

test.each<[string, Partial<Evidence>, string, string]>([
  ["clear of the arc", {}, "middle", "more to learn than in any mixture of pattern and noise"],
  [
    "below the arc",
    { height: { value: -2, lower: -3, upper: -1, extrapolated: false } },
    "mixture",
    "no more to learn than in a mixture of pattern and noise",
  ],
  [
    "a doubling above the arc, within the error",
    { height: { value: 1.2, lower: 0.9, upper: 1.5, extrapolated: false } },
    "undecided",
    "not clear of one doubling above the mixture arc",
  ],
  [
    "clear of an extended arc",
    { height: { value: 4, lower: 2, upper: 6, extrapolated: true } },
    "middle",
    "more to learn than in any mixture of pattern and noise, by an arc extended beyond what was measured",
  ],
  [
    "without an error",
    { height: { value: 5, lower: null, upper: null, extrapolated: false } },
    "undecided",
    "not clear of one doubling above the mixture arc",
  ],
  [
    "next to nothing left to chance",
    { randomness: { value: 0.001, upper: 0.0123 }, total: 0.049 },
    "order",
    "under 1.3 % of log2 A is random",
  ],
  [
    "nothing left to chance",
    { randomness: { value: 0, upper: 0 }, total: 0.01 },
    "order",
    "under 0.1 % of log2 A is random",
  ],
  [
    "little left to chance, but much to learn",
    { randomness: { value: 0.001, upper: 0.0123 }, total: 0.05 },
    "middle",
    "more to learn than in any mixture of pattern and noise",
  ],
  [
    "perhaps little left to chance",
    { randomness: { value: 0.019, upper: 0.02 }, total: 0.03 },
    "undecided",
    "perhaps order, but up to 2 % of log2 A may be random",
  ],
  [
    "little left to chance, within the error",
    { randomness: { value: 0.011, upper: 0.0234 }, total: 0.04 },
    "undecided",
    "perhaps order, but up to 2.4 % of log2 A may be random",
  ],
  [
    "like its shuffles",
    { certified: false, beyondShuffles: false },
    "noise",
    "no code saves on its order, and 19 shuffles look the same",
  ],
  [
    "unlike its shuffles, which no code shows",
    { certified: false },
    "undecided",
    "beyond its 19 shuffles, but no code saves on its order; needs a larger sample",
  ],
  [
    "too sparse for shuffles",
    { certified: false, beyondShuffles: null },
    "undecided",
    "no code saves on its order; too sparse to compare with shuffles",
  ],
])("%s", (_, difference, regime, because) => {
  expect(decideRegime({ ...text, ...difference })).toEqual({ regime, because });
});
