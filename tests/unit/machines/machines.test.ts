// @module-tag thorough
import { describe, expect, it } from "vitest";
import type { Machine } from "../../../src/core/source.ts";
import { blockEntropies } from "../../../src/machines/block-entropies.ts";
import { createMachine } from "../../../src/machines/create-machine.ts";
import { lumpStates } from "../../../src/machines/lump-states.ts";
import { machineTruth } from "../../../src/machines/machine-truth.ts";
import { processBounds } from "../../../src/machines/process-bounds.ts";
import { replacementChannel } from "../../../src/machines/replacement-channel.ts";
import { symbolLaw } from "../../../src/machines/symbol-law.ts";
import { isUnifilar, unifilarEntropyRate } from "../../../src/machines/unifilar-entropy-rate.ts";
import { lawEntropy } from "../../../src/statistics/entropy.ts";
import { wordProbability, words } from "../sources/support.ts";
import { machineOf } from "./machine-of.ts";

const evenProcess = machineOf(2, 2, [
  [0, 0, 0, 0.5],
  [0, 1, 1, 0.5],
  [1, 1, 0, 1],
]);
const renewal = machineOf(2, 2, [
  [0, 1, 0, 0.5],
  [0, 1, 1, 0.5],
  [1, 1, 1, 0.5],
  [1, 0, 0, 0.5],
]);
const noisyEven = replacementChannel(evenProcess, 0.1) as Machine;

/** H(k) by writing out every word. */
function bruteForceEntropy(machine: Machine, k: number): number {
  let sum = 0;
  for (const word of words(machine.alphabetSize, k)) {
    const p = wordProbability(machine, word);
    if (p > 0) sum -= p * Math.log2(p);
  }
  return sum;
}

describe("createMachine", () => {
  it("adds up parallel edges and drops impossible ones", () => {
    const machine = machineOf(2, 1, [
      [0, 1, 0, 0.25],
      [0, 0, 0, 0.5],
      [0, 1, 0, 0.25],
    ]);
    expect([...machine.symbol]).toEqual([0, 1]);
    expect([...machine.probability]).toEqual([0.5, 0.5]);
    expect(
      machineOf(2, 1, [
        [0, 0, 0, 1],
        [0, 1, 0, 0],
      ]).symbol.length,
    ).toBe(1);
  });

  it("gives nothing where two processes hide in one graph", () => {
    const edges = [0, 1].map((state) => ({ from: state, to: state, symbol: state, probability: 1 }));
    expect(createMachine(2, 2, edges)).toBeUndefined();
    expect(createMachine(2, 2, edges, { start: Float64Array.of(0, 1) })?.stationary).toEqual(
      Float64Array.of(0, 1),
    );
  });
});

describe("blockEntropies", () => {
  it.each([
    ["the even process", evenProcess],
    ["a machine that is not unifilar", renewal],
    ["a noisy one", noisyEven],
  ])("equals the sum over all words for %s", (_, machine) => {
    const entropies = blockEntropies(machine, 10);
    for (let k = 1; k <= 10; k++) expect(entropies[k - 1]).toBeCloseTo(bruteForceEntropy(machine, k), 11);
  });
});

describe("lumpStates", () => {
  /** Two copies of each state of the even process, and one that is never entered. */
  const doubled = machineOf(2, 5, [
    [0, 0, 2, 0.5],
    [0, 1, 1, 0.25],
    [0, 1, 3, 0.25],
    [2, 0, 0, 0.5],
    [2, 1, 3, 0.5],
    [1, 1, 2, 1],
    [3, 1, 0, 1],
    [4, 0, 0, 1],
  ]);

  it("finds the minimal machine", () => {
    const lumped = lumpStates(doubled);
    expect(lumped.states).toBe(2);
    expect(isUnifilar(doubled)).toBe(false);
    expect(isUnifilar(lumped)).toBe(true);
    expect(lawEntropy(lumped.stationary)).toBeCloseTo(0.9182958340544896, 12);
    expect(unifilarEntropyRate(lumped)).toBeCloseTo(2 / 3, 12);
  });

  it("keeps the process", () => {
    const lumped = lumpStates(doubled);
    for (const word of words(2, 6)) {
      expect(wordProbability(lumped, word)).toBeCloseTo(wordProbability(doubled, word), 13);
    }
  });

  it("leaves a minimal machine alone", () => {
    expect(lumpStates(evenProcess).states).toBe(2);
    expect(lumpStates(noisyEven).states).toBe(2);
  });
});

describe("replacementChannel", () => {
  it("mixes each word with its noise", () => {
    const eps = 0.1;
    for (const word of words(2, 4)) {
      let expected = 0;
      for (const source of words(2, 4)) {
        const channel = source.reduce((p, x, i) => p * (x === word[i] ? 1 - eps / 2 : eps / 2), 1);
        expected += channel * wordProbability(evenProcess, source);
      }
      expect(wordProbability(noisyEven, word)).toBeCloseTo(expected, 13);
    }
    expect([...symbolLaw(noisyEven)].reduce((a, b) => a + b)).toBeCloseTo(1, 13);
  });
});

describe("processBounds", () => {
  const exact = { entropyRate: 0.6778671810520431, excessEntropy: 0.14723194168092424 };

  it("closes in on the simple nonunifilar source", () => {
    const { entropyRate, excessEntropy } = processBounds(renewal);
    expect(entropyRate.upper - entropyRate.lower).toBeLessThan(1e-10);
    expect(entropyRate.lower).toBeCloseTo(exact.entropyRate, 9);
    expect(excessEntropy.upper - excessEntropy.lower).toBeLessThan(1e-8);
    expect(excessEntropy.lower).toBeCloseTo(exact.excessEntropy, 8);
  });

  it.each([2, 3, 8, 64, 512])(
    "still brackets the truth when only %i beliefs are kept",
    { tags: ["slow"] },
    (beliefs) => {
      const full = processBounds(noisyEven);
      const { entropyRate, excessEntropy } = processBounds(noisyEven, { depth: 60, beliefs, work: 1e7 });
      expect(entropyRate.lower).toBeLessThanOrEqual(full.entropyRate.upper);
      expect(entropyRate.upper).toBeGreaterThanOrEqual(full.entropyRate.lower);
      expect(excessEntropy.lower).toBeLessThanOrEqual(full.excessEntropy.upper);
      expect(excessEntropy.upper).toBeGreaterThanOrEqual(full.excessEntropy.lower);
      expect(entropyRate.upper - entropyRate.lower).toBeGreaterThan(
        full.entropyRate.upper - full.entropyRate.lower,
      );
    },
  );

  it("brackets the truth at every depth", () => {
    for (let depth = 1; depth < 20; depth++) {
      const { entropyRate, excessEntropy } = processBounds(renewal, { depth, beliefs: 4096, work: 1e7 });
      expect(entropyRate.lower).toBeLessThan(exact.entropyRate);
      expect(entropyRate.upper).toBeGreaterThan(exact.entropyRate);
      expect(excessEntropy.lower).toBeLessThan(exact.excessEntropy);
      expect(excessEntropy.upper).toBeGreaterThan(exact.excessEntropy);
    }
  });
});

describe("machineTruth", () => {
  it("knows independent draws, however they are written", () => {
    const twoStates = machineOf(2, 2, [
      [0, 0, 1, 0.5],
      [0, 1, 0, 0.5],
      [1, 0, 0, 0.5],
      [1, 1, 1, 0.5],
    ]);
    const truth = machineTruth(twoStates);
    expect(truth.entropyRate).toMatchObject({ status: "exact", value: 1 });
    expect(truth.excessEntropy).toMatchObject({ status: "exact", value: 0 });
    expect(truth.statisticalComplexity).toMatchObject({ status: "exact", value: 0 });
  });

  it("states E of the even process to twelve digits without its closed form", () => {
    const truth = machineTruth(evenProcess).excessEntropy;
    if (truth?.status !== "exact") throw new Error("expected a value");
    expect(truth.digits).toBeGreaterThanOrEqual(11);
    expect(truth.value).toBeCloseTo(0.9182958340544896, 11);
  });
});
