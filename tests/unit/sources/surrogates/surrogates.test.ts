import { describe, expect, it } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import { blockEntropies } from "../../../../src/exact/block-entropies.ts";
import { bindRecipe } from "../../../../src/sources/recipe.ts";
import { circularContexts, shuffleWords } from "../../../../src/sources/surrogates.ts";
import { bind, blockChiSquare, sampleText, take } from "../support.ts";

/** Counts of the k-grams of a text read as a circle. */
function circularCounts(text: Uint8Array, k: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let i = 0; i < text.length; i++) {
    const gram = Array.from({ length: k }, (_, j) => text[(i + j) % text.length]).join();
    counts.set(gram, (counts.get(gram) ?? 0) + 1);
  }
  return counts;
}

function entropyOf(counts: Map<string, number>, n: number): number {
  let sum = 0;
  for (const count of counts.values()) sum -= (count / n) * Math.log2(count / n);
  return sum;
}

const below = (seed: number) =>
  (
    (random) => (bound: number) =>
      random.below(bound)
  )(Random.fromSeed(seed));
const latin1 = (bytes: Iterable<number>) => String.fromCharCode(...bytes);

describe("circularContexts", () => {
  it.each([0, 1, 2, 5, 300])("has the block entropies of the circle at order %i", (order) => {
    const contexts = circularContexts(sampleText, order);
    const n = sampleText.length;
    expect(contexts.contextEntropy).toBeCloseTo(entropyOf(circularCounts(sampleText, order), n), 10);
    expect(contexts.extendedEntropy).toBeCloseTo(entropyOf(circularCounts(sampleText, order + 1), n), 10);
    expect(contexts.starts.at(-1)).toBe(n);
    expect(contexts.starts.length - 1).toBe(circularCounts(sampleText, order).size);
  });
});

describe("surrogate", () => {
  it.each([0, 1, 3])("of order %i has h = H(k+1) - H(k) and E = H(k) - k h", async (order) => {
    const truth = (await bind(`surrogate(file(a), order=${order})`)).truth();
    const n = sampleText.length;
    const context = entropyOf(circularCounts(sampleText, order), n);
    const rate = entropyOf(circularCounts(sampleText, order + 1), n) - context;
    expect(truth.entropyRate).toMatchObject({ status: "exact" });
    expect((truth.entropyRate as { value: number }).value).toBeCloseTo(rate, 11);
    expect((truth.excessEntropy as { value: number }).value).toBeCloseTo(context - order * rate, 10);
  });

  it("states the digits of E that cancellation leaves", async () => {
    const n = 2 ** 18;
    const random = below(5);
    const bits = Uint8Array.from({ length: n }, () => random(2));
    const file = async () => bits;
    const truth = (await bindRecipe("surrogate(file(a), order=1)", { file, corpus: file })).truth();
    // E is the information that neighbours share, here by its series in what the counts miss of independence:
    // no two large numbers are subtracted.
    const counts = [...circularCounts(bits, 2)].map(([pair, count]) => ({ pair: pair.split(","), count }));
    const ones = bits.reduce((sum, bit) => sum + bit, 0);
    const countOf = (bit: string | undefined) => (bit === "1" ? ones : n - ones);
    let nats = 0;
    for (const { pair, count } of counts) {
      const expected = countOf(pair[0]) * countOf(pair[1]);
      const x = (n * count - expected) / expected;
      nats += (expected / n / n) * (x ** 2 / 2 - x ** 3 / 6 + x ** 4 / 12 - x ** 5 / 20);
    }
    const exact = nats / Math.LN2;
    const stated = truth.excessEntropy as { value: number; digits: number };
    expect(stated.value).not.toBe(exact);
    expect(Math.abs(stated.value / exact - 1)).toBeLessThan(10 ** -stated.digits);
  });

  it("agrees with its machine", async () => {
    const source = await bind("surrogate(file(a), order=2)");
    const machine = source.machine?.();
    if (machine === undefined) throw new Error("expected a machine");
    const entropies = blockEntropies(machine, 4, 1);
    for (let k = 1; k <= 3; k++) {
      expect(entropies[k - 1]).toBeCloseTo(entropyOf(circularCounts(sampleText, k), sampleText.length), 9);
    }
    const { entropyRate } = source.truth();
    const last = (entropies[3] as number) - (entropies[2] as number);
    expect(last).toBeCloseTo((entropyRate as { value: number }).value, 9);
    const { statistic, limit } = blockChiSquare(source, machine, 1, 8000, 3);
    expect(statistic).toBeLessThan(limit);
  });

  it("makes only (order+1)-grams of the circle", async () => {
    const known = circularCounts(sampleText, 4);
    const symbols = take(await bind("surrogate(file(a), order=3)"), 5000);
    for (let i = 0; i + 4 <= symbols.length; i++)
      expect(known.has(symbols.subarray(i, i + 4).join())).toBe(true);
  });

  it("turns the text round and round once every context is unique", async () => {
    const symbols = take(await bind("surrogate(file(a), order=64)"), 3 * sampleText.length);
    const circle = latin1([...sampleText, ...sampleText, ...sampleText, ...sampleText]);
    expect(circle).toContain(latin1(symbols));
  });

  it("needs a text with symbols in it", async () => {
    await expect(bind("surrogate(coin)")).rejects.toThrow("needs a text");
    const empty = { file: async () => new Uint8Array(), corpus: async () => new Uint8Array() };
    await expect(bindRecipe("surrogate(file(a))", empty)).rejects.toThrow("the text is empty");
    expect((await bindRecipe("shuffle(file(a))", empty)).length).toBe(0);
  });
});

describe("shuffle", () => {
  const sorted = (symbols: Iterable<number>) => [...symbols].sort((a, b) => a - b);

  it.each(["symbol", "word"])("by %s keeps every byte", async (by) => {
    const source = await bind(`shuffle(file(a), by=${by})`);
    const symbols = take(source, source.length, 9);
    expect(sorted(symbols)).toEqual(sorted(sampleText));
    expect([...symbols]).not.toEqual([...sampleText]);
  });

  it("by symbol gives each order of a short text as often as any other", async () => {
    const four = { file: async () => Uint8Array.of(1, 2, 3, 4), corpus: async () => new Uint8Array() };
    const source = await bindRecipe("shuffle(file(a))", four);
    const counts = new Map<string, number>();
    const runs = 24_000;
    for (let seed = 0; seed < runs; seed++) {
      const order = take(source, 4, seed).join("");
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    let statistic = 0;
    for (const count of counts.values()) statistic += (count - 1000) ** 2 / 1000;
    expect(statistic).toBeLessThan(70.1); // chi-square with 23 degrees of freedom, one in a million
  });

  it("by word keeps the words and the row of gaps", () => {
    const text = latin1(sampleText);
    const shuffled = latin1(shuffleWords(sampleText, below(4)));
    const split = (s: string) => s.split(/[\t\n\v\f\r ]+/);
    expect(split(shuffled)).not.toEqual(split(text));
    expect(split(shuffled).sort()).toEqual(split(text).sort());
    expect(shuffled.match(/[\t\n\v\f\r ]+/g)).toEqual(text.match(/[\t\n\v\f\r ]+/g));
  });

  it.each(["", " ", "word", " two  words ", "\n\n"])("by word copes with %j", (text) => {
    const bytes = new TextEncoder().encode(text);
    expect(shuffleWords(bytes, below(1)).length).toBe(bytes.length);
  });

  it("bounds the rate by the number of orders", async () => {
    const rate = (await bind("shuffle(file(a))")).truth().entropyRate;
    if (rate?.status !== "bounds") throw new Error("expected bounds");
    const h1 = entropyOf(circularCounts(sampleText, 1), sampleText.length);
    expect(rate.upper).toBeCloseTo(h1, 12);
    let log2Orders = 0;
    for (let i = 2; i <= sampleText.length; i++) log2Orders += Math.log2(i);
    for (const count of circularCounts(sampleText, 1).values()) {
      for (let i = 2; i <= count; i++) log2Orders -= Math.log2(i);
    }
    expect(rate.lower).toBeCloseTo(log2Orders / sampleText.length, 9);
  });
});
