import { describe, expect, test } from "vitest";
import { Random } from "../../src/core/random.ts";
import { bindRecipe } from "../../src/sources/recipe.ts";
import {
  type PerceptronTask,
  perceptronCosts,
  perceptronTask,
  type TrainPerceptrons,
} from "../law/perceptron-costs.ts";

async function costsOf(recipe: string, n: number) {
  const source = await bindRecipe(recipe);
  const symbols = new Uint8Array(n);
  source.open(Random.fromSeed(1)).fill(symbols);
  const segmentEnds = Array.from({ length: Math.ceil(n / 1024) }, (_, b) => Math.min(n, (b + 1) * 1024));
  const { entropyRate } = source.truth();
  const costs = await perceptronCosts({ symbols, alphabetSize: source.alphabetSize, segmentEnds }, 2);
  return { costs, h: entropyRate?.status === "exact" ? entropyRate.value : Number.NaN };
}

describe("what a perceptron pays", () => {
  test("is the entropy rate of a chain, nearly, and more with less to learn", async () => {
    const { costs, h } = await costsOf("random-markov(order=2, alphabet=4, concentration=0.3, seed=1)", 8000);
    expect(costs[0]).toBeGreaterThan(h - 0.03);
    expect(costs[0]).toBeLessThan(h + 0.15);
    expect(costs[1]).toBeGreaterThan(costs[0]!);
  });
  test("is no less than the alphabet says where there is nothing to learn", async () => {
    const { costs } = await costsOf("uniform(alphabet=8)", 4000);
    for (const bits of costs) expect(bits).toBeGreaterThan(2.98);
    for (const bits of costs) expect(bits).toBeLessThan(3.2);
  });
  test("is less where copies are seen of what stands farther back than its context", async () => {
    const random = Random.fromSeed(4);
    const word = () => Uint8Array.from({ length: 20 }, () => random.below(16));
    // Each word twice, and no word of another block.
    const words = Array.from({ length: 200 }, word);
    const text = Uint8Array.from(words.flatMap((one) => [...one, ...one]));
    const segmentEnds = Array.from({ length: 10 }, (_, b) => ((b + 1) * text.length) / 10);
    const [most, , copying] = await perceptronCosts({ symbols: text, alphabetSize: 16, segmentEnds }, 2);
    expect(most).toBeGreaterThan(3.8);
    // Half of it is random, and of the other half the first two symbols of a copy are.
    expect(copying).toBeLessThan(3);
    expect(copying).toBeGreaterThan(2);
  });
  test("is the same whoever trains them, in whatever order", async () => {
    const symbols = Uint8Array.from({ length: 3000 }, (_, i) => (i * i) % 7);
    const sample = { symbols, alphabetSize: 7, segmentEnds: [1000, 2000, 3000] };
    const backwards: TrainPerceptrons = async (tasks) =>
      tasks
        .toReversed()
        .map((task): PerceptronTask => structuredClone(task))
        .map(perceptronTask)
        .reverse();
    expect(await perceptronCosts(sample, 3, backwards)).toEqual(await perceptronCosts(sample, 3));
  });
  test.each([[Uint8Array.of(3, 200, 3, 200)], [Uint8Array.of(3, 3, 3, 3)]])(
    "is found for %j",
    async (symbols) => {
      for (const bits of await perceptronCosts({ symbols, alphabetSize: 256, segmentEnds: [2, 4] }, 1))
        expect(Number.isFinite(bits)).toBe(true);
    },
  );
});
