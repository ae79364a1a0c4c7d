import { describe, expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { predictByContexts } from "../../../src/min-entropy/context-predictor.ts";
import { predictByDictionary } from "../../../src/min-entropy/dictionary-predictor.ts";
import { predictByLags } from "../../../src/min-entropy/lag-predictor.ts";
import {
  type PredictionScore,
  predictionMinEntropy,
} from "../../../src/min-entropy/prediction-min-entropy.ts";
import { predictByWindows } from "../../../src/min-entropy/window-predictor.ts";
import { type Answers, naiveContexts, naiveDictionary, naiveLags, naiveWindows } from "./naive-predictors.ts";

const scoreOf = (answers: Answers): PredictionScore => ({
  asked: answers.length,
  right: answers.filter(Boolean).length,
  longestRun: Math.max(
    0,
    ...answers
      .map(Number)
      .join("")
      .split("0")
      .map(({ length }) => length),
  ),
});

const plain = ({ asked, right, longestRun }: PredictionScore) => ({ asked, right, longestRun });

/** Words of earlier symbols and fresh ones by turns. */
function patchwork(n: number, alphabetSize: number, seed: number): Uint8Array {
  const random = Random.fromSeed(seed);
  const symbols = new Uint8Array(n);
  for (let at = 0; at < n; ) {
    const length = 1 + random.below(20);
    const from = at > 30 && random.uniform() < 0.6 ? random.below(at - 20) : -1;
    for (let i = 0; i < length && at < n; i++, at++)
      symbols[at] = from < 0 ? random.below(alphabetSize) : symbols[from + i]!;
  }
  return symbols;
}

describe.each([
  [2, 1],
  [3, 2],
  [10, 3],
  [256, 4],
])("of %d symbols", (alphabetSize, seed) => {
  const symbols = patchwork(1500, alphabetSize, seed);
  const list = Array.from(symbols);

  test("windows", () => {
    const windows = [7, 20, 63, 200];
    expect(plain(predictByWindows(symbols, alphabetSize, windows))).toEqual(
      scoreOf(naiveWindows(list, windows)),
    );
  });
  test("lags", () => {
    expect(plain(predictByLags(symbols))).toEqual(scoreOf(naiveLags(list, 128)));
  });
  test("contexts", () => {
    expect(plain(predictByContexts(symbols))).toEqual(scoreOf(naiveContexts(list, 16)));
  });
  test("dictionary", () => {
    expect(plain(predictByDictionary(symbols))).toEqual(scoreOf(naiveDictionary(list, 16)));
  });
  test.each([1, 2, 10, 100, 333])("tables that are full after %d entries", (most) => {
    expect(plain(predictByContexts(symbols, 5, most))).toEqual(scoreOf(naiveContexts(list, 5, most)));
    expect(plain(predictByDictionary(symbols, 5, most))).toEqual(scoreOf(naiveDictionary(list, 5, most)));
  });
});

test("the usual windows are 63, 255, 1023 and 4095 symbols", () => {
  const symbols = patchwork(6000, 4, 5);
  expect(plain(predictByWindows(symbols, 4))).toEqual(
    plain(predictByWindows(symbols, 4, [63, 255, 1023, 4095])),
  );
  expect(predictByWindows(symbols, 4).asked).toBe(6000 - 63);
});

test("a period is learned, and then never missed", () => {
  const symbols = Uint8Array.from({ length: 5000 }, (_, i) => [0, 1, 1, 2, 0, 3][i % 6]!);
  const missed = ({ asked, right }: PredictionScore) => asked - right;
  expect(missed(predictByLags(symbols))).toBeLessThan(10);
  expect(missed(predictByContexts(symbols))).toBeLessThan(12);
  // The dictionary believes the context it has seen most often, be it too short.
  expect(missed(predictByDictionary(symbols.map((_, i) => i % 4)))).toBeLessThan(6);
  expect(predictionMinEntropy(predictByContexts(symbols), 4)).toBeLessThan(0.01);
});

test("too short to ask anything", () => {
  for (const symbols of [new Uint8Array(0), new Uint8Array(1)]) {
    expect(predictByLags(symbols).asked).toBe(0);
    expect(predictByContexts(symbols).asked).toBe(0);
    expect(predictByDictionary(symbols).asked).toBe(0);
    expect(predictByWindows(symbols, 2).asked).toBe(0);
  }
});

/** Chance that no run of r successes of probability p comes in N trials, by the state of the run. */
function chanceOfNoRun(p: number, r: number, trials: number): number {
  let state = [1, ...Array.from({ length: r - 1 }, () => 0)];
  for (let i = 0; i < trials; i++) {
    const fail = state.reduce((sum, mass) => sum + mass, 0) * (1 - p);
    state = [fail, ...state.slice(0, -1).map((mass) => mass * p)];
  }
  return state.reduce((sum, mass) => sum + mass, 0);
}

describe("min-entropy of a score", () => {
  test("by the share of right answers", () => {
    const bits = predictionMinEntropy({ asked: 1000, right: 600, longestRun: 8 }, 2);
    expect(bits).toBeCloseTo(-Math.log2(0.6 + 2.5758293035489004 * Math.sqrt(0.24 / 999)), 12);
  });
  test("by the longest run: a longer one is seen in one of a hundred sequences", () => {
    const bits = predictionMinEntropy({ asked: 1000, right: 300, longestRun: 20 }, 4);
    expect(chanceOfNoRun(2 ** -bits, 21, 1000)).toBeCloseTo(0.99, 4);
    expect(2 ** -bits).toBeGreaterThan(0.5);
  });
  test("nothing was right: the upper end is that of no success", () => {
    expect(predictionMinEntropy({ asked: 100, right: 0, longestRun: 0 }, 256)).toBeCloseTo(
      -Math.log2(1 - 0.01 ** (1 / 100)),
      12,
    );
  });
  test("never more than a guess by chance, never less than 0", () => {
    expect(predictionMinEntropy({ asked: 100_000, right: 10, longestRun: 1 }, 2)).toBe(1);
    expect(predictionMinEntropy({ asked: 1000, right: 1000, longestRun: 1000 }, 2)).toBe(0);
  });
});
