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
/** In the order of the estimators; null: it was not tried. */
type Biases = readonly (number | null)[];

const zipf = Array.from({ length: types }, (_, r) => 1 / (r + 1));
const even = new Array<number>(types).fill(1);

type Case = [law: string, weights: readonly number[], entropy: number, n: number, biases: Biases];
const cases: Case[] = [
  ["Zipf", zipf, 7.489045874988724, 100, [-2.05, -1.6, -1.09, -0.99, -0.57, -0.67, -0.05, 0]],
  ["Zipf", zipf, 7.489045874988724, 1000, [-0.6, -0.36, -0.16, -0.07, -0.07, -0.05, 0.37, -0.38]],
  ["Zipf", zipf, 7.489045874988724, 10_000, [-0.08, -0.01, 0, 0.06, 0, 0.04, 0.05, -0.07]],
  ["even", even, Math.log2(types), 300, [-2.01, -1.39, -0.64, 0.1, 0.03, -0.1, null, 0]],
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
  for (const [i, [name, entropyOf]] of Object.entries(estimators).entries()) {
    const bias = biases[i]!;
    if (bias === null) continue;
    const errors = samples.map((counts) => entropyOf(counts) - entropy);
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
