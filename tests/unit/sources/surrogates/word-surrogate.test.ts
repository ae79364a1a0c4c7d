import { describe, expect, it } from "vitest";
import { bindRecipe } from "../../../../src/sources/recipe.ts";
import { bind, chiSquareLimit, take } from "../support.ts";

const worldOf = (text: string) => ({
  file: async () => new TextEncoder().encode(text),
  corpus: async () => new Uint8Array(),
});
const textOf = (symbols: Iterable<number>) => String.fromCharCode(...symbols);

/** The words of the circle, turned so that it begins with one. */
function wordsOf(text: string): string[] {
  const lead = /^\s*/.exec(text)?.[0] ?? "";
  let turned = text.slice(lead.length) + lead;
  if (!/\s$/.test(turned)) {
    // The last word runs into the first.
    const first = /^\S*\s*/.exec(turned)?.[0] ?? "";
    turned = turned.slice(first.length) + first;
  }
  return turned.match(/\S*\s+|\S+/g) ?? [];
}

function gramEntropy(words: readonly string[], k: number): number {
  const counts = new Map<string, number>();
  for (let i = 0; i < words.length; i++) {
    const gram = Array.from({ length: k }, (_, j) => words[(i + j) % words.length]).join("|");
    counts.set(gram, (counts.get(gram) ?? 0) + 1);
  }
  return [...counts.values()].reduce((sum, c) => sum - (c / words.length) * Math.log2(c / words.length), 0);
}

const texts = [
  "to be or not to be that is to be\n",
  "a  b a c a b\na",
  " lead and trail and lead and  ",
  "onlyword",
  "   ",
];

describe("word-surrogate", () => {
  it.each(texts.flatMap((text) => [0, 1, 2].map((order) => [text, order] as const)))(
    "of %j has the rate of its words at order %i",
    async (text, order) => {
      const source = await bindRecipe(`word-surrogate(file(a), order=${order})`, worldOf(text));
      const words = wordsOf(text);
      expect(words.join("").length).toBe(text.length);
      const bits = gramEntropy(words, order + 1) - gramEntropy(words, order);
      const { entropyRate } = source.truth();
      expect(entropyRate).toMatchObject({ status: "exact" });
      expect((entropyRate as { value: number }).value).toBeCloseTo((bits * words.length) / text.length, 11);
    },
  );

  it("makes only pairs of words of the circle, at order 1", async () => {
    const text = texts[0] as string;
    const words = wordsOf(text);
    const pairs = new Set(words.map((word, i) => word + words[(i + 1) % words.length]));
    const source = await bindRecipe("word-surrogate(file(a), order=1)", worldOf(text));
    const made =
      textOf(take(source, 5000, 3))
        .match(/\S+\s+/g)
        ?.slice(1) ?? [];
    expect(made.length).toBeGreaterThan(1000);
    for (let i = 0; i + 1 < made.length; i++) expect(pairs.has(`${made[i]}${made[i + 1]}`)).toBe(true);
  });

  it("begins at a random byte: first pairs of bytes as often as on the circle", async () => {
    // At order 0 bytes inside a word follow each other as on the circle, and words follow by their shares.
    const text = "aa b aa cccccc b ";
    const source = await bindRecipe("word-surrogate(file(a), order=0)", worldOf(text));
    const expected = new Map<string, number>();
    const words = wordsOf(text);
    for (const word of words) {
      for (let i = 0; i < word.length; i++) {
        if (i + 1 < word.length) add(expected, word.slice(i, i + 2), 1 / text.length);
        else for (const next of words) add(expected, `${word[i]}${next[0]}`, 1 / text.length / words.length);
      }
    }
    const seeds = 12_000;
    const counts = new Map<string, number>();
    for (let seed = 0; seed < seeds; seed++) add(counts, textOf(take(source, 2, seed)), 1);
    let statistic = 0;
    for (const [pair, share] of expected)
      statistic += ((counts.get(pair) ?? 0) - seeds * share) ** 2 / (seeds * share);
    expect([...counts.keys()].every((pair) => expected.has(pair))).toBe(true);
    expect(statistic).toBeLessThan(chiSquareLimit(expected.size - 1));
  });

  it("needs a text with something in it", async () => {
    await expect(bind("word-surrogate(coin)")).rejects.toThrow("needs a text");
    await expect(bindRecipe("word-surrogate(file(a))", worldOf(""))).rejects.toThrow("the text is empty");
  });
});

function add(counts: Map<string, number>, key: string, amount: number): void {
  counts.set(key, (counts.get(key) ?? 0) + amount);
}
