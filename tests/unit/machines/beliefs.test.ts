import { describe, expect, it } from "vitest";
import { Random } from "../../../src/core/random.ts";
import type { Machine } from "../../../src/core/source.ts";
import type { Truth } from "../../../src/core/truth.ts";
import { createMachine } from "../../../src/machines/create-machine.ts";
import { lumpStates } from "../../../src/machines/lump-states.ts";
import { machineTruth } from "../../../src/machines/machine-truth.ts";
import { processBounds } from "../../../src/machines/process-bounds.ts";
import { resetBeliefs } from "../../../src/machines/reset-beliefs.ts";
import { reversedMachine } from "../../../src/machines/reversed-machine.ts";
import { futuresTellBeliefsApart, hasUncountableBeliefs } from "../../../src/machines/uncountable-beliefs.ts";
import { isUnifilar } from "../../../src/machines/unifilar-entropy-rate.ts";
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

it("futuresTellBeliefsApart notices a state whose future is a mixture of others", async () => {
  expect(futuresTellBeliefsApart(await machineOf(mixture))).toBe(false);
  expect(futuresTellBeliefsApart(await machineOf("mess3"))).toBe(true);
  expect(futuresTellBeliefsApart(await machineOf("simple-nonunifilar"))).toBe(true);
});
