import { expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import {
  nemenmanShafeeBialekEntropy,
  pitmanYorMixtureEntropy,
} from "../../../src/statistics/bayesian-entropy.ts";
import { type FrequencySpectrum, frequencySpectrum } from "../../../src/statistics/counts.ts";
import {
  chaoShenEntropy,
  chaoWangJostEntropy,
  grassbergerEntropy,
  jamesSteinEntropy,
  millerMadowEntropy,
  plugInEntropy,
} from "../../../src/statistics/entropy.ts";

/** Biases in bits that another implementation found in 40 runs each, on 1000 symbols. */
const types = 1000;
const estimators = {
  "plug-in": plugInEntropy,
  "Miller-Madow": millerMadowEntropy,
  "Grassberger 2003": grassbergerEntropy,
  "Chao-Shen": chaoShenEntropy,
  "Chao-Wang-Jost": chaoWangJostEntropy,
  NSB: (counts: FrequencySpectrum) => nemenmanShafeeBialekEntropy(counts, types),
  PYM: (counts: FrequencySpectrum) => pitmanYorMixtureEntropy(counts)!,
  "James-Stein": (counts: FrequencySpectrum) => jamesSteinEntropy(counts, types),
} as const;
type Biases = Partial<Record<keyof typeof estimators, number>>;

const zipf = Array.from({ length: types }, (_, r) => 1 / (r + 1));
const even = new Array<number>(types).fill(1);

type Case = [law: string, weights: readonly number[], entropy: number, n: number, biases: Biases];
const cases: Case[] = [
  [
    "Zipf",
    zipf,
    7.489045874988724,
    100,
    {
      "plug-in": -2.05,
      "Miller-Madow": -1.6,
      "Grassberger 2003": -1.09,
      "Chao-Shen": -0.99,
      "Chao-Wang-Jost": -0.57,
      NSB: -0.67,
      PYM: -0.05,
      "James-Stein": 0,
    },
  ],
  [
    "Zipf",
    zipf,
    7.489045874988724,
    1000,
    {
      "plug-in": -0.6,
      "Miller-Madow": -0.36,
      "Grassberger 2003": -0.16,
      "Chao-Shen": -0.07,
      "Chao-Wang-Jost": -0.07,
      NSB: -0.05,
      PYM: 0.37,
      "James-Stein": -0.38,
    },
  ],
  [
    "Zipf",
    zipf,
    7.489045874988724,
    10_000,
    {
      "plug-in": -0.08,
      "Miller-Madow": -0.01,
      "Grassberger 2003": 0,
      "Chao-Shen": 0.06,
      "Chao-Wang-Jost": 0,
      NSB: 0.04,
      PYM: 0.05,
      "James-Stein": -0.07,
    },
  ],
  [
    "even",
    even,
    Math.log2(types),
    300,
    {
      "plug-in": -2.01,
      "Miller-Madow": -1.39,
      "Grassberger 2003": -0.64,
      "Chao-Shen": 0.1,
      "Chao-Wang-Jost": 0.03,
      NSB: -0.1,
      "James-Stein": 0,
    },
  ],
];
/** One law of each kind; the others repeat it at other sizes. */
const usual = ([law, , , n]: Case) => law === "even" || n === 100;
test.each(cases.filter(usual))("%s law, %#", (...one) => expectBiases(one));
test.each(cases.filter((one) => !usual(one)))("%s law, too, %#", { tags: ["slow"] }, (...one) =>
  expectBiases(one),
);

function expectBiases([, law, entropy, n, biases]: Case): void {
  const runs = 40;
  const samples = Array.from({ length: runs }, (__, run) => frequencySpectrum(countsOf(law, n, 7000 + run)));
  for (const [name, bias] of Object.entries(biases) as [keyof Biases & string, number][]) {
    const errors = samples.map((counts) => estimators[name](counts) - entropy);
    const mean = errors.reduce((a, b) => a + b) / runs;
    const variance = errors.reduce((sum, error) => sum + (error - mean) * (error - mean), 0) / (runs - 1);
    // Both means have this variance over 40, which four standard errors of the difference allow for, and the last digit.
    expect(Math.abs(mean - bias), `${name}: ${mean}`).toBeLessThan(
      4 * Math.sqrt((2 * variance) / runs) + 0.005,
    );
  }
}

function countsOf(law: readonly number[], n: number, seed: number): Float64Array {
  const random = Random.fromSeed(seed);
  const cumulated = new Float64Array(law.length);
  law.forEach((p, i) => {
    cumulated[i] = (cumulated[i - 1] ?? 0) + p;
  });
  const counts = new Float64Array(law.length);
  for (let i = 0; i < n; i++) {
    const u = random.uniform() * cumulated.at(-1)!;
    let [low, high] = [0, law.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (cumulated[middle]! > u) high = middle;
      else low = middle + 1;
    }
    counts[low]!++;
  }
  return counts;
}
