import { describe, expect, it } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import { bindRecipe } from "../../../../src/sources/recipe.ts";
import {
  lineBounds,
  sentenceBounds,
  shannonLadder,
  shufflePieces,
} from "../../../../src/sources/surrogates.ts";
import { countTrails, kGramGraph } from "../../../../src/statistics/shuffles.ts";
import { bind, chiSquareLimit, sampleText, take, words } from "../support.ts";

const encode = (text: string) => new TextEncoder().encode(text);
const latin1 = (bytes: Iterable<number>) => String.fromCharCode(...bytes);
const worldOf = (text: string) => ({ file: async () => encode(text), corpus: async () => encode(text) });
const pieces = (text: string, bounds: readonly number[]) =>
  bounds.flatMap((start, i) => (i % 2 === 0 ? [text.slice(start, bounds[i + 1])] : []));

describe("pieces of a text", () => {
  it.each([
    ["One. Two!  Three?", ["One.", "Two!", "Three?"]],
    ['He said "no." Then left.', ['He said "no."', "Then left."]],
    [
      "  Title\n\nFirst line\ngoes on. Then (so.) End",
      ["Title", "First line\ngoes on.", "Then (so.)", "End"],
    ],
    ["3.14 is no end... But this is!? x", ["3.14 is no end...", "But this is!?", "x"]],
    ["a\r\n\r\nb \n", ["a", "b"]],
    ["", []],
    [" \n\n ", []],
    [". .", [".", "."]],
  ])("sentences of %j", (text, expected) => {
    expect(pieces(text, sentenceBounds(encode(text)))).toEqual(expected);
  });

  it.each([
    ["a b\nc\r\n\nd", ["a b", "c", "d"]],
    ["\n\n", []],
    ["", []],
    ["x\n", ["x"]],
  ])("lines of %j", (text, expected) => {
    expect(pieces(text, lineBounds(encode(text)))).toEqual(expected);
  });

  it.each(["line", "sentence", "word"])(
    "shuffles by %s keep what stands between, and all orders come alike",
    async (by) => {
      const text =
        by === "line" ? "a\nbb\n\nccc\r\nd\n" : by === "word" ? "a bb\n\nccc  d\n" : "A. Bb!\n\nC c?  D";
      const bounds = by === "line" ? lineBounds : sentenceBounds;
      const cut = (value: string) =>
        by === "word" ? value.split(/\s+/).filter(Boolean) : pieces(value, bounds(encode(value)));
      const source = await bindRecipe(`shuffle(file(a), by=${by})`, worldOf(text));
      const counts = new Map<string, number>();
      const runs = 12_000;
      for (let seed = 0; seed < runs; seed++) {
        const shuffled = latin1(take(source, source.length, seed));
        expect(shuffled.length).toBe(text.length);
        const key = cut(shuffled).join("|");
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
      expect(counts.size).toBe(24);
      let statistic = 0;
      for (const count of counts.values()) statistic += (count - runs / 24) ** 2 / (runs / 24);
      expect(statistic).toBeLessThan(chiSquareLimit(23));
    },
  );

  it("copies what it shuffles", () => {
    const text = encode("a\nb\nc");
    const random = Random.fromSeed(3);
    shufflePieces(text, lineBounds(text), (bound) => random.below(bound));
    expect(latin1(text)).toBe("a\nb\nc");
  });
});

/** All words with the k-gram counts and the ends of a word. */
function sameGrams(word: string, k: number): string[] {
  const signature = (text: string) =>
    Array.from({ length: text.length - k + 1 }, (_, i) => text.slice(i, i + k))
      .sort()
      .join();
  const letters = [...new Set(word)].sort();
  const found: string[] = [];
  for (const symbols of words(letters.length, word.length)) {
    const text = symbols.map((symbol) => letters[symbol]).join("");
    if (
      text.slice(0, k - 1) === word.slice(0, k - 1) &&
      text.slice(text.length - k + 1) === word.slice(word.length - k + 1)
    )
      if (signature(text) === signature(word)) found.push(text);
  }
  return found;
}

describe("euler-shuffle", () => {
  it.each([
    ["01001101", 2, 9],
    ["01001101", 1, 70],
    ["01001101", 3, undefined],
    ["0010110111010", 2, undefined],
    ["0010110111010", 3, undefined],
    ["00000000", 2, 1],
    ["abcabbca", 2, undefined],
    ["abcabbca", 3, undefined],
    ["abacabaca", 2, undefined],
    ["01", 2, 1],
  ])("of %s with k = %i: as many texts as the theorem says, all alike", async (word, k, known) => {
    const all = sameGrams(word, k);
    if (known !== undefined) expect(all.length).toBe(known);
    const { lower, upper, chain } = countTrails(kGramGraph(encode(word), k, 256));
    expect(lower).toBeCloseTo(Math.log2(all.length), 10);
    expect(upper).toBe(lower);
    expect(chain).toBeGreaterThanOrEqual(lower - 1e-12);
    const source = await bindRecipe(`euler-shuffle(file(a), k=${k})`, worldOf(word));
    const counts = new Map(all.map((text) => [text, 0]));
    const runs = 400 * all.length;
    for (let seed = 0; seed < runs; seed++) {
      const text = latin1(take(source, word.length, seed));
      counts.set(text, (counts.get(text) ?? 0) + 1);
    }
    expect(counts.size).toBe(all.length);
    let statistic = 0;
    for (const count of counts.values()) statistic += (count - 400) ** 2 / 400;
    if (all.length > 1) expect(statistic).toBeLessThan(chiSquareLimit(all.length - 1));
  });

  it.each([2, 3, 4])("keeps the %i-grams of a longer text, and its ends", async (k) => {
    const grams = (text: Uint8Array) =>
      Array.from({ length: text.length - k + 1 }, (_, i) => text.subarray(i, i + k).join()).sort();
    const text = encode(latin1(sampleText).repeat(3) + latin1(sampleText.subarray(7, 90)));
    const source = await bindRecipe(`euler-shuffle(file(a), k=${k})`, worldOf(latin1(text)));
    const read = encode(latin1(text));
    const shuffled = take(source, source.length, 2) as Uint8Array;
    expect(grams(shuffled)).toEqual(grams(read));
    expect([...shuffled]).not.toEqual([...read]);
    expect(shuffled.subarray(0, k - 1)).toEqual(read.subarray(0, k - 1));
  });

  it("leaves a text alone that comes as a Buffer", async () => {
    const text = Buffer.from("abracadabra, abracadabra");
    const source = await bindRecipe("euler-shuffle(file(a), k=2)", {
      file: async () => text,
      corpus: async () => text,
    });
    const first = latin1(take(source, text.length, 1));
    take(source, text.length, 2);
    expect(latin1(take(source, text.length, 1))).toBe(first);
    expect(text.toString()).toBe("abracadabra, abracadabra");
  });

  it("with k = 1 counts like the plain shuffle", async () => {
    const euler = (await bind("euler-shuffle(file(a), k=1)")).truth().entropyRate as {
      lower: number;
      upper: number;
    };
    const plain = (await bind("shuffle(file(a))")).truth().entropyRate as { lower: number; upper: number };
    expect(euler.lower).toBeCloseTo(plain.lower, 12);
    expect(euler.upper).toBeCloseTo(plain.upper, 12);
  });

  it("gives bounds where there are too many contexts to count trees, and short texts as they are", async () => {
    const random = Random.fromSeed(1);
    const long = latin1(Uint8Array.from({ length: 20_000 }, () => 97 + random.below(3)));
    const many = kGramGraph(encode(long), 8, 256);
    const { lower, upper, chain } = countTrails(many);
    expect(many.vertices).toBeGreaterThan(2048);
    expect(lower).toBeLessThan(upper);
    expect(upper).toBeLessThanOrEqual(chain);
    const short = await bindRecipe("euler-shuffle(file(a), k=9)", worldOf("abc"));
    expect(latin1(take(short, 3))).toBe("abc");
    await expect(bind("euler-shuffle(coin)")).rejects.toThrow("needs a text");
  });
});

describe("Shannon's ladder", () => {
  it("has a recipe for each rung, whose exact rates fall", async () => {
    const rungs = shannonLadder("file(a)");
    expect(rungs.length).toBe(14);
    const rates: number[] = [];
    for (const { recipe } of rungs) {
      const { entropyRate } = (await bind(recipe)).truth();
      if (entropyRate?.status === "exact" && !recipe.startsWith("word")) rates.push(entropyRate.value);
    }
    expect(rates.length).toBe(10);
    for (const [i, rate] of rates.slice(1).entries())
      expect(rate).toBeLessThanOrEqual((rates[i] as number) + 1e-12);
  });

  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8])("rung of order %i has the rate of circular counts", async (order) => {
    const n = sampleText.length;
    const entropy = (k: number): number => {
      const counts = new Map<string, number>();
      for (let i = 0; i < n; i++) {
        const gram = Array.from({ length: k }, (_, j) => sampleText[(i + j) % n]).join();
        counts.set(gram, (counts.get(gram) ?? 0) + 1);
      }
      return [...counts.values()].reduce((sum, count) => sum - (count / n) * Math.log2(count / n), 0);
    };
    const { entropyRate } = (await bind(`surrogate(file(a), order=${order})`)).truth();
    expect((entropyRate as { value: number }).value).toBeCloseTo(entropy(order + 1) - entropy(order), 10);
  });
});
