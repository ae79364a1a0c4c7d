import { describe, expect, test } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import { allocateSymbols, sequenceOf } from "../../../../src/core/sequence.ts";
import { crossCode } from "../../../../src/features/compare/compare-loaded.ts";
import { recipeWorld } from "../../../../src/input/recipe-world.ts";
import { crossCodeLengths } from "../../../../src/observer/curves/cross-code-length.ts";
import { observerMembers } from "../../../../src/observer/observer-members.ts";
import { bindRecipe } from "../../../../src/sources/recipe.ts";

const world = recipeWorld({ manifests: "", packages: [] }, ".");

/** A binary chain by the probabilities of 1 after 0 and after 1. */
type Chain = readonly [number, number];

async function drawn([a, b]: Chain, n: number, seed: number) {
  const source = await bindRecipe(`markov(order=1, matrix=[[${1 - a},${a}],[${1 - b},${b}]])`, world);
  const symbols = allocateSymbols(n, 2);
  source.open(Random.fromSeed(seed)).fill(symbols);
  return sequenceOf(symbols, 2);
}

/** What a code that is ideal for one chain pays for a symbol of another. */
function crossEntropyRate(learned: Chain, coded: Chain): number {
  const one = coded[0] / (1 - coded[1] + coded[0]);
  const after = (state: 0 | 1) =>
    -coded[state] * Math.log2(learned[state]) - (1 - coded[state]) * Math.log2(1 - learned[state]);
  return (1 - one) * after(0) + one * after(1);
}

const chains: readonly Chain[] = [
  [0.1, 0.8],
  [0.4, 0.7],
];

describe("Markov chains, whose cross entropies are known", () => {
  test("each code length is the cross entropy rate, each excess the divergence rate", async () => {
    const sequences = await Promise.all(chains.map((chain, i) => drawn(chain, 100_000, 30 + i)));
    const lengths = crossCodeLengths(sequences, observerMembers("fast"), Random.fromSeed(1))!;
    for (const [learned, coded] of [
      [0, 1],
      [1, 0],
    ] as const) {
      const { own, rate, excess, trainingLength } = crossCode(lengths, learned, coded);
      const truths = [
        [own, crossEntropyRate(chains[coded]!, chains[coded]!)],
        [rate, crossEntropyRate(chains[learned]!, chains[coded]!)],
        [
          excess,
          crossEntropyRate(chains[learned]!, chains[coded]!) -
            crossEntropyRate(chains[coded]!, chains[coded]!),
        ],
      ] as const;
      // What is not yet learned of two parameters after M symbols is some log2(M) / M bits.
      const learning = 0.002;
      for (const [figure, truth] of truths) {
        expect(figure.interval!.lower - learning).toBeLessThanOrEqual(truth);
        expect(figure.interval!.upper + learning).toBeGreaterThanOrEqual(truth);
        expect(Math.abs(figure.value - truth)).toBeLessThan(0.05);
      }
      expect(trainingLength).toBeGreaterThan(80_000);
    }
  });

  test("of one law nothing is more", async () => {
    const sequences = await Promise.all([1, 2].map((seed) => drawn(chains[0]!, 60_000, seed)));
    const lengths = crossCodeLengths(sequences, observerMembers("fast"), Random.fromSeed(1))!;
    for (const [learned, coded] of [
      [0, 1],
      [1, 0],
    ] as const) {
      const { excess } = crossCode(lengths, learned, coded);
      expect(Math.abs(excess.value)).toBeLessThan(0.002);
      expect(excess.interval!.lower).toBeLessThan(0.001);
    }
  });
});

test("what is read last does not change what was learned first", async () => {
  const [a, b] = await Promise.all(chains.map((chain, i) => drawn(chain, 8000, i)));
  const two = crossCodeLengths([a!, b!], observerMembers("fast"), Random.fromSeed(1))!;
  const three = crossCodeLengths([a!, b!, a!], observerMembers("fast"), Random.fromSeed(1))!;
  expect([...three.bits[0]![1]!].length).toBe(two.bits[0]![1]!.length);
  // A sequence and its copy are learned alike, and pay alike.
  for (const [i, paid] of three.bits[2]![1]!.entries()) expect(paid).toBeCloseTo(three.bits[0]![1]![i]!, 2);
});

test("fewer than two blocks cannot be held out", () => {
  const short = sequenceOf(new Uint8Array(100), 2);
  expect(crossCodeLengths([short, short], observerMembers("fast"), Random.fromSeed(1))).toBeUndefined();
});
