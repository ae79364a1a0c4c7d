import { describe, expect, it } from "vitest";
import type { Machine } from "../../../src/core/source.ts";
import { around, countedBeliefs } from "../../../src/machines/counted-beliefs.ts";
import { createMachine, type Edge } from "../../../src/machines/create-machine.ts";
import { binaryEntropy } from "../../../src/statistics/entropy.ts";

/**
 * A chain of two states that flips with probability f. What is entered is seen with probability 1 - eps, as one of
 * `names` symbols of state 0 or the one of state 1; else one of two symbols that say nothing is seen, the first with probability q.
 */
function erasedChain(f: number, eps: number, q: number, names: readonly number[]) {
  const edges: Edge[] = [];
  for (const from of [0, 1])
    for (const to of [0, 1]) {
      const move = from === to ? 1 - f : f;
      const seen = to === 0 ? names : [1];
      seen.forEach((share, i) => {
        const symbol = to === 0 ? i : names.length;
        edges.push({ from, to, symbol, probability: move * (1 - eps) * share });
      });
      [q, 1 - q].forEach((share, i) => {
        if (share > 0)
          edges.push({ from, to, symbol: names.length + 1 + i, probability: move * eps * share });
      });
    }
  const machine = createMachine(names.length + 3, 2, edges) as Machine;
  const resets = new Map<number, Float64Array>();
  names.forEach((_, i) => {
    resets.set(i, Float64Array.of(1, 0));
  });
  resets.set(names.length, Float64Array.of(0, 1));
  return { machine, resets };
}

/** Means over the number k of erasures since a state was seen, which is geometric. */
function overAges(eps: number, value: (k: number) => number): number {
  let sum = 0;
  for (let k = 0, mass = 1 - eps; mass > 1e-20; k++, mass *= eps) sum += mass * value(k);
  return sum;
}

describe("beliefs after k erasures", () => {
  it.each([
    [0.3, 0.3, 1],
    [0.3, 0.3, 0.25],
    [0.15, 0.4, 0.5],
    [0.8, 0.2, 0.9],
  ])("flips %f, erased %f, of two kinds %f", (f, eps, q) => {
    const { machine, resets } = erasedChain(f, eps, q, [1]);
    const found = countedBeliefs(machine, resets);
    const doubt = (k: number) => binaryEntropy((1 - (1 - 2 * f) ** k) / 2);
    // Words of equally many erasures lead to one belief, whatever their kinds; words tell the kinds apart.
    const beliefs = 1 + binaryEntropy(eps) / (1 - eps);
    expect(found.beliefEntropy.lower).toBeCloseTo(beliefs, 9);
    expect(found.beliefEntropy.upper).toBeCloseTo(beliefs + (eps / (1 - eps)) * binaryEntropy(q), 9);
    const states = overAges(eps, doubt);
    expect(found.stateEntropy.lower).toBeCloseTo(states, 11);
    expect(found.stateEntropy.upper).toBeCloseTo(states, 11);
    const rate = binaryEntropy(eps) + eps * binaryEntropy(q) + (1 - eps) * overAges(eps, (k) => doubt(k + 1));
    expect(found.entropyRate.lower).toBeCloseTo(rate, 11);
    expect(found.entropyRate.upper).toBeCloseTo(rate, 11);
    expect(found.entropyRate.lower).toBeLessThanOrEqual(found.entropyRate.upper);
  });

  it("two symbols of one state are one belief and two words", () => {
    const { machine, resets } = erasedChain(0.3, 0.3, 1, [0.25, 0.75]);
    const { beliefEntropy } = countedBeliefs(machine, resets);
    const beliefs = 1 + binaryEntropy(0.3) / 0.7;
    expect(beliefEntropy.lower).toBeCloseTo(beliefs, 9);
    expect(beliefEntropy.upper).toBeCloseTo(beliefs + binaryEntropy(0.25) / 2, 9);
  });

  it("what is not listed is allowed for", () => {
    const eps = 0.9999;
    const f = 1e-6;
    const { machine, resets } = erasedChain(f, eps, 1, [1]);
    const { beliefEntropy, stateEntropy, entropyRate } = countedBeliefs(machine, resets);
    // Two beliefs an age, 50 000 in all: those of 24 999 ages are listed, and the next ones no more.
    const ages = 24_999;
    const rest = eps ** ages;
    expect(stateEntropy.upper - stateEntropy.lower).toBeCloseTo(rest, 11);
    expect(entropyRate.upper - entropyRate.lower).toBeCloseTo(rest * Math.log2(machine.alphabetSize), 11);
    let words = 0;
    let listed = 0;
    for (let k = 0; k < ages; k++) {
      const mass = ((1 - eps) * eps ** k) / 2;
      words -= 2 * mass * Math.log2(mass);
      listed += 2 * mass * binaryEntropy((1 - (1 - 2 * f) ** k) / 2);
    }
    expect(stateEntropy.lower).toBeCloseTo(listed, 11);
    // A half is seen after 6 932 steps, .9999^6931.1 = 1/2; the two resets are one bit.
    const length = ages + 4 * 6932;
    const most = rest * (Math.log2(Math.E * (length + 1)) + 1 - Math.log2(rest));
    expect(beliefEntropy.upper).toBeCloseTo(words + most, 9);
    const truth = 1 + binaryEntropy(eps) / (1 - eps);
    expect(beliefEntropy.lower).toBeLessThan(truth);
    expect(beliefEntropy.upper).toBeGreaterThan(truth);
  });

  it("a word that never ends is not bounded", () => {
    const { machine, resets } = erasedChain(0.3, 1 - 1e-9, 1, [1]);
    expect(countedBeliefs(machine, resets).beliefEntropy.upper).toBe(Number.POSITIVE_INFINITY);
  });
});

it("one belief after another, none of which comes back, is told apart by its words alone", () => {
  // 1 is a reset; zeros since count the age of the simple nonunifilar source with p = q = 1/2.
  const machine = createMachine(2, 2, [
    { from: 0, to: 0, symbol: 0, probability: 0.5 },
    { from: 0, to: 1, symbol: 0, probability: 0.5 },
    { from: 1, to: 1, symbol: 0, probability: 0.5 },
    { from: 1, to: 0, symbol: 1, probability: 0.5 },
  ]) as Machine;
  const found = countedBeliefs(machine, new Map([[1, Float64Array.of(1, 0)]]));
  // Age n has mass (n + 1) 2^-n / 4, state 1 the share n/(n + 1), and the next symbol is 1 in half of that.
  let ages = 0;
  let states = 0;
  let rate = 0;
  for (let n = 0; n < 120; n++) {
    const mass = ((n + 1) * 2 ** -n) / 4;
    ages -= mass * Math.log2(mass);
    states += mass * binaryEntropy(n / (n + 1));
    rate += mass * binaryEntropy(n / (n + 1) / 2);
  }
  for (const [{ lower, upper }, truth] of [
    [found.beliefEntropy, ages],
    [found.stateEntropy, states],
    [found.entropyRate, rate],
  ] as const) {
    expect(lower).toBeCloseTo(truth, 11);
    expect(upper).toBeCloseTo(truth, 11);
    expect(upper).toBeGreaterThan(lower);
  }
});

it("beliefs that come back are counted once", () => {
  // The golden mean, written with a state in doubt after each 1: the doubt is always the same.
  const machine = createMachine(2, 2, [
    { from: 0, to: 0, symbol: 1, probability: 0.5 },
    { from: 0, to: 1, symbol: 1, probability: 0.5 },
    { from: 1, to: 0, symbol: 0, probability: 1 },
  ]) as Machine;
  const { beliefEntropy, entropyRate } = countedBeliefs(machine, new Map([[0, Float64Array.of(1, 0)]]));
  expect(beliefEntropy.lower).toBeCloseTo(binaryEntropy(1 / 3), 11);
  expect(entropyRate.lower).toBeCloseTo(2 / 3, 11);
});

it("room for rounding is 2e-14 of the value and one, and no entropy is negative", () => {
  expect(around(3)).toEqual({ lower: 3 - 8e-14, upper: 3 + 8e-14 });
  expect(around(0, 1)).toEqual({ lower: 0, upper: 1 + 2e-14 });
});
