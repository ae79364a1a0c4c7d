import { expect, test } from "vitest";
import { decideRegime, type Evidence } from "../../../src/spectrum/decide-regime.ts";

const text: Evidence = {
  certified: true,
  finding: undefined,
  level: 0.05,
  randomness: { value: 0.35, upper: 0.36 },
  total: 0.4,
  structure: { value: 20_000, halfWidth: 1000 },
  border: 4500,
  textual: 4500,
};

test.each<[string, Partial<Evidence>, string, string]>([
  [
    "clear of the border",
    {},
    "structure",
    "at least 19 kbit of structure, noise with a pattern has up to 4.5 kbit",
  ],
  [
    "below the border",
    { structure: { value: 320, halfWidth: 14 } },
    "pattern",
    "at most 330 bit of structure, noise with a pattern has up to 4.5 kbit",
  ],
  [
    "below the border, where a text might be, too",
    { structure: { value: 2000, halfWidth: 500 }, textual: 1100 },
    "undecided",
    "1.5 kbit to 2.5 kbit of structure, noise with a pattern has up to 4.5 kbit",
  ],
  [
    "less than nothing",
    { structure: { value: -320, halfWidth: 14 } },
    "pattern",
    "at most 0 bit of structure, noise with a pattern has up to 4.5 kbit",
  ],
  [
    "above the border, within the error",
    { structure: { value: 5000, halfWidth: 600 } },
    "undecided",
    "4.4 kbit to 5.6 kbit of structure, noise with a pattern has up to 4.5 kbit",
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
    "structure",
    "at least 19 kbit of structure, noise with a pattern has up to 4.5 kbit",
  ],
  [
    "little left to chance and little to learn, in a text so short that it takes a share",
    { randomness: { value: 0.003, upper: 0.006 }, total: 0.12, structure: { value: 40, halfWidth: 50 } },
    "undecided",
    "perhaps order: once it is learned, up to 0.6 % of log2 A is random",
  ],
  [
    "perhaps little left to chance",
    { randomness: { value: 0.019, upper: 0.02 }, total: 0.03 },
    "undecided",
    "perhaps order, but up to 2 % of log2 A may be random",
  ],
  [
    "no code, and no test",
    { certified: false },
    "noise",
    "no code saves more on its order than chance may, and no test finds order at level 0.05 for all together",
  ],
  [
    "no code, but a period",
    { certified: false, finding: { because: "symbols agree at lag 77", kind: "pattern" } },
    "pattern",
    "no code saves more on its order than chance may, but symbols agree at lag 77",
  ],
  [
    "no code, but a test",
    { certified: false, finding: { because: "a linear register of 32 bits makes it", kind: "other" } },
    "undecided",
    "no code saves more on its order than chance may, but a linear register of 32 bits makes it",
  ],
  [
    "no code, and too little for tests",
    { certified: false, finding: { because: "too sparse to compare with shuffles", kind: "too-little" } },
    "undecided",
    "no code saves more on its order than chance may; too sparse to compare with shuffles",
  ],
])("%s", (_, difference, regime, because) => {
  expect(decideRegime({ ...text, ...difference })).toEqual({ regime, because });
});
