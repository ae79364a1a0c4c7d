import { describe, expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import {
  type PredictionScore,
  predictByContexts,
  predictByDictionary,
  predictByLags,
  predictByWindows,
  predictionMinEntropy,
} from "../../../src/statistics/predictors.ts";
import { type Answers, naiveContexts, naiveDictionary, naiveLags, naiveWindows } from "./naive-predictors.ts";

const runs = (answers: boolean[]) => answers.map(Number).join("").split("0");

const scoreOf = (answers: Answers) => ({
  predictions: answers.flat().length,
  correct: answers.flat().filter(Boolean).length,
  longestRun: Math.max(0, ...answers.flatMap(runs).map(({ length }) => length)),
  segments: answers
    .map(({ length }) => length)
    .filter((length) => length > 0)
    .sort((a, b) => a - b),
});

const plain = ({ predictions, correct, longestRun, segments = new Map() }: PredictionScore) => ({
  predictions,
  correct,
  longestRun,
  segments: [...segments]
    .sort(([a], [b]) => a - b)
    .flatMap(([length, count]) => new Array<number>(count).fill(length)),
});

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

/** Ends of segments of random lengths up to `longest`; 0: a single one. */
function endsOf(n: number, longest: number): number[] {
  if (longest === 0) return [n];
  const random = Random.fromSeed(longest);
  const ends: number[] = [];
  for (let at = 0; at < n; ends.push(at)) at = Math.min(n, at + 1 + random.below(longest));
  return ends;
}

describe.each([
  [2, 1],
  [3, 2],
  [10, 3],
  [256, 4],
])("of %d symbols", (alphabetSize, seed) => {
  const symbols = patchwork(1000, alphabetSize, seed);

  describe.each([0, 1, 2, 5, 40, 700])("in segments of up to %d symbols", (longest) => {
    const ends = endsOf(symbols.length, longest);
    const list = ends.map((end, s) => Array.from(symbols.subarray(ends[s - 1] ?? 0, end)));

    test("windows", () => {
      const windows = [7, 20, 63, 200];
      expect(plain(predictByWindows(symbols, ends, alphabetSize, windows))).toEqual(
        scoreOf(naiveWindows(list, windows)),
      );
    });
    test("lags", () => {
      expect(plain(predictByLags(symbols, ends))).toEqual(scoreOf(naiveLags(list, 128)));
    });
    test("contexts", () => {
      expect(plain(predictByContexts(symbols, ends))).toEqual(scoreOf(naiveContexts(list, 16)));
    });
    test("dictionary", () => {
      expect(plain(predictByDictionary(symbols, ends))).toEqual(scoreOf(naiveDictionary(list, 16)));
    });
    test.each([1, 2, 10, 100, 333])("tables that are full after %d entries", (most) => {
      expect(plain(predictByContexts(symbols, ends, 5, most))).toEqual(scoreOf(naiveContexts(list, 5, most)));
      expect(plain(predictByDictionary(symbols, ends, 5, most))).toEqual(
        scoreOf(naiveDictionary(list, 5, most)),
      );
    });
  });
});

test("the usual windows are 63, 255, 1023 and 4095 symbols", () => {
  const symbols = patchwork(6000, 4, 5);
  const whole = [6000];
  expect(plain(predictByWindows(symbols, whole, 4))).toEqual(
    plain(predictByWindows(symbols, whole, 4, [63, 255, 1023, 4095])),
  );
  expect(predictByWindows(symbols, whole, 4).predictions).toBe(6000 - 63);
});

test("a period is learned, and then never missed", () => {
  const symbols = Uint8Array.from({ length: 5000 }, (_, i) => [0, 1, 1, 2, 0, 3][i % 6]!);
  const whole = [5000];
  const missed = ({ predictions, correct }: PredictionScore) => predictions - correct;
  expect(missed(predictByLags(symbols, whole))).toBeLessThan(10);
  expect(missed(predictByContexts(symbols, whole))).toBeLessThan(12);
  // The dictionary believes the context it has seen most often, be it too short.
  expect(
    missed(
      predictByDictionary(
        symbols.map((_, i) => i % 4),
        whole,
      ),
    ),
  ).toBeLessThan(6);
  expect(predictionMinEntropy(predictByContexts(symbols, whole), 4)).toBeLessThan(0.01);
});

test("too short to ask anything", () => {
  for (const symbols of [new Uint8Array(0), new Uint8Array(1)]) {
    const whole = [symbols.length];
    expect(predictByLags(symbols, whole).predictions).toBe(0);
    expect(predictByContexts(symbols, whole).predictions).toBe(0);
    expect(predictByDictionary(symbols, whole).predictions).toBe(0);
    expect(predictByWindows(symbols, whole, 2).predictions).toBe(0);
    expect(predictionMinEntropy(predictByLags(symbols, whole), 2)).toBeUndefined();
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
    const bits = predictionMinEntropy({ predictions: 1000, correct: 600, longestRun: 8 }, 2);
    expect(bits).toBeCloseTo(-Math.log2(0.6 + 2.5758293035489004 * Math.sqrt(0.24 / 999)), 12);
  });
  test("by the longest run: a longer one is seen in one of a hundred sequences", () => {
    const bits = predictionMinEntropy({ predictions: 1000, correct: 300, longestRun: 20 }, 4);
    expect(chanceOfNoRun(2 ** -bits!, 21, 1000)).toBeCloseTo(0.99, 4);
    expect(2 ** -bits!).toBeGreaterThan(0.5);
  });
  test("nothing was right: the upper end is that of no success", () => {
    expect(predictionMinEntropy({ predictions: 100, correct: 0, longestRun: 0 }, 256)).toBeCloseTo(
      -Math.log2(1 - 0.01 ** (1 / 100)),
      12,
    );
  });
  test("runs of a segment end with it: its length decides how long a run is by chance", () => {
    const segments = new Map([[20, 500]]);
    const bits = predictionMinEntropy({ predictions: 10_000, correct: 3000, longestRun: 12, segments }, 4)!;
    expect(chanceOfNoRun(2 ** -bits, 13, 20) ** 500).toBeCloseTo(0.99, 3);
    // As one sequence there are more places where a run of 13 fits, and a smaller share is enough for it.
    expect(bits).toBeLessThan(
      predictionMinEntropy({ predictions: 10_000, correct: 3000, longestRun: 12 }, 4)!,
    );
  });
  test("never more than a guess by chance, never less than 0", () => {
    expect(predictionMinEntropy({ predictions: 100_000, correct: 10, longestRun: 1 }, 2)).toBe(1);
    expect(predictionMinEntropy({ predictions: 1000, correct: 1000, longestRun: 1000 }, 2)).toBe(0);
  });
});
