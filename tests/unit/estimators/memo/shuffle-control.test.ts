import { expect, it } from "vitest";
import { shuffleCount } from "../../../../src/core/constants.ts";
import { Random } from "../../../../src/core/random.ts";
import { compactSequence } from "../../../../src/estimators/memo/compact-sequence.ts";
import { measuredStructure } from "../../../../src/estimators/memo/measured-structure.ts";
import { type ShuffleControl, shuffleControl } from "../../../../src/estimators/memo/shuffle-control.ts";
import { blockEntropyProfile } from "../../../../src/statistics/block-entropy.ts";
import { grassbergerEntropy } from "../../../../src/statistics/entropy.ts";
import { excessEntropyOfProfile } from "../../../../src/statistics/excess-entropy.ts";
import { contextGiven } from "../context-given.ts";
import { contextOf } from "../context-of.ts";

/** The control of texts of which words up to some order are taken to be measured. */
function controlOf(texts: readonly string[], measured: object, seed: number): ShuffleControl {
  const context = contextOf(texts, undefined, seed);
  return shuffleControl.compute(context.sequence, contextGiven([[measuredStructure, { measured }]], context));
}

/** Nineteen orders of the symbols of all texts, cut as they were, by exchanges from the last symbol on. */
function ordersOf(
  texts: readonly string[],
  seed: number,
): { orders: Uint8Array[]; ends: number[]; kinds: number } {
  const context = contextOf(texts);
  const { symbols, alphabetSize } = context.get(compactSequence);
  const random = Random.fromSeed(seed).fork("shuffle-control");
  const orders = Array.from({ length: 19 }, () => {
    const order = Uint8Array.from(symbols);
    for (let i = order.length - 1; i > 0; i--) {
      const j = random.below(i + 1);
      [order[i], order[j]] = [order[j]!, order[i]!];
    }
    return order;
  });
  return { orders, ends: [...context.sequence.segmentEnds], kinds: alphabetSize };
}

/** How often each word of a length occurs within the texts. */
function wordCounts(symbols: Uint8Array, ends: readonly number[], length: number): number[] {
  const counts = new Map<string, number>();
  for (const [s, end] of ends.entries())
    for (let i = ends[s - 1] ?? 0; i + length <= end; i++) {
      const word = symbols.subarray(i, i + length).join();
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  return [...counts.values()];
}

const coverage = (counts: readonly number[]) =>
  1 - counts.filter((count) => count === 1).length / counts.reduce((sum, count) => sum + count, 0);

/** E and the next block entropy of each order, words counted one by one. */
function byCounting(texts: readonly string[], order: number, seed: number): ShuffleControl {
  const { orders, ends, kinds } = ordersOf(texts, seed);
  const next = orders.map((symbols) => {
    const lengths = Array.from({ length: order }, (_, i) => i + 1);
    if (lengths.some((length) => coverage(wordCounts(symbols, ends, length)) < 0.98))
      return Number.POSITIVE_INFINITY;
    return grassbergerEntropy(wordCounts(symbols, ends, order + 1));
  });
  const excess = orders.map((symbols) => {
    const found = excessEntropyOfProfile(blockEntropyProfile(symbols, ends, kinds, order, 0.98), 0.98);
    return found.covered ? found.excessEntropy : 0;
  });
  return { excessEntropies: Float64Array.from(excess), nextBlockEntropies: Float64Array.from(next) };
}

const near = (values: Float64Array) =>
  Array.from(values, (value) => (value === Number.POSITIVE_INFINITY ? value : expect.closeTo(value, 11)));

const two = ["0".repeat(100), `${"1".repeat(40)}0`];
const many = ["abcdefgh".repeat(8), "aabbccddee".repeat(9)];

// Of two and three symbols some orders seem to remember, of many symbols all lose their coverage.
it.each([
  [two, 1, 26],
  [two, 2, 26],
  [two, 3, 6],
  [many, 1, 1],
  [many, 2, 1],
  [many, 3, 1],
])(
  "%#: shuffles measured up to the order of the sequence, words counted one by one",
  (texts, order, seed) => {
    const control = controlOf(texts, { covered: true, order }, seed);
    const truth = byCounting(texts, order, seed);
    expect([...control.excessEntropies]).toEqual(near(truth.excessEntropies));
    expect([...control.nextBlockEntropies]).toEqual(near(truth.nextBlockEntropies));
    const infinite = truth.nextBlockEntropies.filter(
      (entropy) => entropy === Number.POSITIVE_INFINITY,
    ).length;
    expect(infinite === 0 || infinite === 19).toBe(true);
    expect(infinite).toBe(texts === many && order > 1 ? 19 : 0);
  },
);

it("of order 1 the excess is none, of order 2 some orders seem to have one: 2 H(1) - H(2)", () => {
  const [first, second] = [1, 2].map((order) => controlOf(two, { covered: true, order }, 26).excessEntropies);
  expect([...first!].every((excess) => excess === 0)).toBe(true);
  const { orders, ends } = ordersOf(two, 26);
  const excess = orders.map((symbols) => {
    const [one, pair] = [1, 2].map((length) => grassbergerEntropy(wordCounts(symbols, ends, length)));
    return 2 * one! - pair!;
  });
  const seeming = [...second!].flatMap((value, i) => (value > 0 ? [[value, excess[i]!]] : []));
  expect(seeming).toHaveLength(3);
  for (const [value, truth] of seeming) expect(value).toBeCloseTo(truth!, 11);
});

it("shuffles that cannot be measured have no excess, and nothing beyond", () => {
  const { excessEntropies, nextBlockEntropies } = controlOf(["abcdefgh"], { covered: true, order: 1 }, 1);
  expect([...excessEntropies]).toEqual(Array(19).fill(0));
  expect([...nextBlockEntropies]).toEqual(Array(19).fill(Number.POSITIVE_INFINITY));
});

it("none where the sequence cannot be measured", () => {
  const { excessEntropies, nextBlockEntropies } = controlOf(two, { covered: false, reason: "empty" }, 1);
  expect([excessEntropies.length, nextBlockEntropies.length]).toEqual([0, 0]);
});

it("nineteen, by a name of its own", () => {
  expect([shuffleCount, shuffleControl.name]).toEqual([19, "shuffle-control"]);
});
