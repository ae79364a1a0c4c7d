import { describe, expect, it } from "vitest";
import { Random } from "../../../src/core/random.ts";
import type { Machine } from "../../../src/core/source.ts";
import type { Truth } from "../../../src/core/truth.ts";
import { processBounds } from "../../../src/exact/block-entropies.ts";
import {
  createMachine,
  type Edge,
  isUnifilar,
  lumpStates,
  reversedMachine,
} from "../../../src/exact/machine.ts";
import { machineTruth } from "../../../src/exact/machine-truth.ts";
import { around, countableBeliefs, resetBeliefs } from "../../../src/exact/reset-beliefs.ts";
import { futuresDistinguishBeliefs, hasUncountableBeliefs } from "../../../src/exact/uncountable-beliefs.ts";
import { binaryEntropy } from "../../../src/statistics/entropy.ts";
import { bind, wordProbability, words } from "../sources/support.ts";

const machineOf = async (recipe: string): Promise<Machine> => (await bind(recipe)).machine?.() as Machine;

/** The third state is, now and ever after, as good as a toss between the first two. */
const mixture =
  "machine(edges=[[0,0,0,.5],[0,0,1,.2],[0,0,2,.1],[0,1,0,.2],[1,1,1,.6],[1,0,0,.3],[1,1,2,.1]," +
  "[2,0,0,.4],[2,0,1,.1],[2,0,2,.05],[2,1,0,.1],[2,1,1,.3],[2,1,2,.05]])";

const exactValue = (truth: Truth | undefined): number => {
  if (truth?.status !== "exact") throw new Error(`expected a value, got ${JSON.stringify(truth)}`);
  return truth.value;
};

describe("reversedMachine", () => {
  it.each(["even(p=0.3)", "nemo(p=0.3, q=0.6)", "rrxor(p=0.4)"])(
    "reads the words of %s backwards",
    async (recipe) => {
      const machine = await machineOf(recipe);
      const reversed = reversedMachine(machine);
      for (const word of words(2, 6)) {
        expect(wordProbability(reversed, [...word].reverse())).toBeCloseTo(
          wordProbability(machine, word),
          13,
        );
      }
    },
  );
});

describe("resetBeliefs", () => {
  it.each([
    [0.5, 0.5],
    [0.3, 0.8],
    [0.9, 0.2],
  ])("counts the ages of the simple nonunifilar source, p=%f q=%f", async (p, q) => {
    const source = await bind(`simple-nonunifilar(p=${p}, q=${q})`);
    // Sums over its intervals, which know nothing of beliefs.
    const { statisticalComplexity, entropyRate } = source.truth();
    const truth = machineTruth(source.machine?.() as Machine);
    expect(exactValue(truth.statisticalComplexity)).toBeCloseTo(exactValue(statisticalComplexity), 10);
    expect(exactValue(truth.entropyRate)).toBeCloseTo(exactValue(entropyRate), 11);
  });

  it.each([0.1, 0.5, 0.8])("bounds the memory of an erased chain, eps=%f", async (eps) => {
    const { beliefEntropy } = resetBeliefs(await machineOf(`erase(markov, eps=${eps})`)) ?? {};
    const memory = 1 + binaryEntropy(eps) / (1 - eps);
    expect(beliefEntropy?.upper).toBeCloseTo(memory, 9);
    expect(beliefEntropy?.lower).toBeLessThanOrEqual(memory);
  });

  it("finds the unifilar machine of a process that was written without one", async () => {
    // After a 1 the state is in doubt, but always in the same doubt: the golden mean process.
    const machine = await machineOf("machine(edges=[[0,1,0,0.5],[0,1,1,0.5],[1,0,0,1]])");
    expect(isUnifilar(lumpStates(machine))).toBe(false);
    const truth = machineTruth(machine);
    expect(exactValue(truth.entropyRate)).toBeCloseTo(2 / 3, 12);
    expect(exactValue(truth.excessEntropy)).toBeCloseTo(0.2516291673878229, 11);
    expect(exactValue(truth.statisticalComplexity)).toBeCloseTo(binaryEntropy(1 / 3), 12);
  });

  it("needs a reset", async () => {
    expect(resetBeliefs(await machineOf("mess3"))).toBeUndefined();
    expect(resetBeliefs(await machineOf("nemo"))).toBeUndefined();
  });

  it.each(["even(p=0.3)", "golden-mean(p=0.8)", "rrxor(p=0.3)", "markov(matrix=[[.7,.3],[.2,.8]])"])(
    "and read backwards gives E of %s as the sum of gains does",
    async (recipe) => {
      const machine = lumpStates(await machineOf(recipe));
      const { lower, upper } = processBounds(machine).excessEntropy;
      const value = exactValue(machineTruth(machine).excessEntropy);
      expect(value).toBeGreaterThanOrEqual(lower - 1e-10);
      expect(value).toBeLessThanOrEqual(upper + 1e-10);
    },
  );

  it.each([1e-6, 1e-3, 0.999999])(
    "settles E of the even process where sums of gains do not, p=%f",
    async (p) => {
      const truth = machineTruth(await machineOf(`even(p=${p})`));
      expect(exactValue(truth.excessEntropy)).toBeCloseTo(binaryEntropy(1 / (2 - p)), 11);
    },
  );
});

describe("hasUncountableBeliefs", () => {
  it.each([
    "mess3(x=0.15, a=0.6)",
    "gilbert-elliott",
    "replace(golden-mean, eps=0.1)",
    "replace(even, eps=0.1)",
    "replace(markov, eps=0.2)",
    "hidden-markov",
  ])("is proved for %s", async (recipe) => {
    expect(hasUncountableBeliefs(lumpStates(await machineOf(recipe)))).toBe(true);
  });

  it.each([
    "even",
    "golden-mean",
    "nemo",
    "rrxor",
    "coin",
    "simple-nonunifilar",
    "erase(markov, eps=0.2)",
    "machine(edges=[[0,1,0,0.5],[0,1,1,0.5],[1,0,0,1]])",
    "random-markov(order=2, alphabet=3)",
    "replace(periodic(word=00101), eps=0.1)",
    mixture,
  ])("is not claimed for %s", async (recipe) => {
    expect(hasUncountableBeliefs(lumpStates(await machineOf(recipe)))).toBe(false);
  });

  it("is never claimed of a unifilar machine", () => {
    for (let seed = 0; seed < 200; seed++) {
      const random = Random.fromSeed(seed);
      const states = 2 + random.below(4);
      const edges = Array.from({ length: states }, (_, from) => {
        const p = 0.05 + 0.9 * random.uniform();
        return [p, 1 - p].map((probability, symbol) => ({
          from,
          symbol,
          to: random.below(states),
          probability,
        }));
      }).flat();
      const machine = createMachine(2, states, edges);
      if (machine !== undefined) expect(hasUncountableBeliefs(lumpStates(machine))).toBe(false);
    }
  });
});

it("futuresDistinguishBeliefs notices a state whose future is a mixture of others", async () => {
  expect(futuresDistinguishBeliefs(await machineOf(mixture))).toBe(false);
  expect(futuresDistinguishBeliefs(await machineOf("mess3"))).toBe(true);
  expect(futuresDistinguishBeliefs(await machineOf("simple-nonunifilar"))).toBe(true);
});

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
    const found = countableBeliefs(machine, resets);
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
    const { beliefEntropy } = countableBeliefs(machine, resets);
    const beliefs = 1 + binaryEntropy(0.3) / 0.7;
    expect(beliefEntropy.lower).toBeCloseTo(beliefs, 9);
    expect(beliefEntropy.upper).toBeCloseTo(beliefs + binaryEntropy(0.25) / 2, 9);
  });

  it("what is not listed is allowed for", () => {
    const eps = 0.9999;
    const f = 1e-6;
    const { machine, resets } = erasedChain(f, eps, 1, [1]);
    const { beliefEntropy, stateEntropy, entropyRate } = countableBeliefs(machine, resets);
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
    expect(countableBeliefs(machine, resets).beliefEntropy.upper).toBe(Number.POSITIVE_INFINITY);
  });
});

it("beliefs that never recur are distinguished only by their symbols", () => {
  // 1 is a reset; zeros since count the age of the simple nonunifilar source with p = q = 1/2.
  const machine = createMachine(2, 2, [
    { from: 0, to: 0, symbol: 0, probability: 0.5 },
    { from: 0, to: 1, symbol: 0, probability: 0.5 },
    { from: 1, to: 1, symbol: 0, probability: 0.5 },
    { from: 1, to: 0, symbol: 1, probability: 0.5 },
  ]) as Machine;
  const found = countableBeliefs(machine, new Map([[1, Float64Array.of(1, 0)]]));
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

it("words of one belief are one, also where each length has one belief", () => {
  // As above, but what was a 0 is a 0 or a 2, which tell nothing apart.
  const edges = [0, 2].flatMap((symbol) => [
    { from: 0, to: 0, symbol, probability: 0.25 },
    { from: 0, to: 1, symbol, probability: 0.25 },
    { from: 1, to: 1, symbol, probability: 0.25 },
  ]);
  const machine = createMachine(3, 2, [...edges, { from: 1, to: 0, symbol: 1, probability: 0.5 }]) as Machine;
  const { beliefEntropy } = countableBeliefs(machine, new Map([[1, Float64Array.of(1, 0)]]));
  let ages = 0;
  for (let n = 0; n < 120; n++) {
    const mass = ((n + 1) * 2 ** -n) / 4;
    ages -= mass * Math.log2(mass);
  }
  expect(beliefEntropy.lower).toBeCloseTo(ages, 9);
  // A bit for each symbol that is no reset: the mean age is 2.
  expect(beliefEntropy.upper).toBeCloseTo(ages + 2, 9);
});

it("beliefs that come back are counted once", () => {
  // The golden mean, written with a state in doubt after each 1: the doubt is always the same.
  const machine = createMachine(2, 2, [
    { from: 0, to: 0, symbol: 1, probability: 0.5 },
    { from: 0, to: 1, symbol: 1, probability: 0.5 },
    { from: 1, to: 0, symbol: 0, probability: 1 },
  ]) as Machine;
  const { beliefEntropy, entropyRate } = countableBeliefs(machine, new Map([[0, Float64Array.of(1, 0)]]));
  expect(beliefEntropy.lower).toBeCloseTo(binaryEntropy(1 / 3), 11);
  expect(entropyRate.lower).toBeCloseTo(2 / 3, 11);
});

it("room for rounding is 2e-14 of the value and one, and no entropy is negative", () => {
  expect(around(3)).toEqual({ lower: 3 - 8e-14, upper: 3 + 8e-14 });
  expect(around(0, 1)).toEqual({ lower: 0, upper: 1 + 2e-14 });
});
