import { describe, expect, it } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import { growthClass } from "../../../../src/features/bench/grades.ts";
import { automaton, chain, facts, table, word } from "../../../../src/features/bench/ideal-learners.ts";
import { benchSources, ruleBits } from "../../../../src/features/bench/sources.ts";
import { madeText, transformations } from "../../../../src/features/bench/transformations.ts";
import { logGamma } from "../../../../src/math/special-functions.ts";

const total = (paid: ArrayLike<number>) => Array.from(paid).reduce((sum, one) => sum + one, 0);
const drawn = (source: ReturnType<typeof word>, n: number) => source.draw(Random.fromSeed(3), n);

describe("what an ideal learner pays", () => {
  it("is the word, whatever its letters, and with noise, too", () => {
    expect(total(drawn(word(1000, 2, 0), 4096).paid)).toBeCloseTo(1000, 9);
    expect(total(drawn(word(1000, 256, 0), 4096).paid)).toBeCloseTo(1000, 9);
    // Its posterior is never surer than it may be, so it pays at least that, and next to nothing more.
    expect(total(drawn(word(1000, 27, 0.25), 16_384).paid) / 1000).toBeCloseTo(1, 1);
  });

  it("is a set of entries", () => {
    const bits = 30 * 10 * Math.log2(26) - logGamma(31) / Math.LN2;
    expect(total(drawn(table(30, 10), 16_384).paid)).toBeCloseTo(bits, 6);
    expect(total(drawn(table(30, 10, 0.25), 65_536).paid) / bits).toBeCloseTo(1, 1);
  });

  it("is a bit for each fact that came", () => {
    const { symbols, paid } = drawn(facts(0.6), 8192);
    const met = new Set(Array.from({ length: 2048 }, (_, i) => symbols.subarray(4 * i, 4 * i + 4).join()));
    expect(total(paid)).toBe(met.size);
  });

  it("of states is the likelihood of their counts under Dirichlet laws, in closed form", () => {
    for (const [source, states, letters, concentration, next] of [
      [chain(4, 2, 0.5), 16, 4, 0.5, (state: number, symbol: number) => (4 * state + symbol) % 16],
      [automaton(8, 3, 1), 8, 3, 1, (state: number, symbol: number) => (symbol === 0 ? 0 : (state + 1) % 8)],
    ] as const) {
      const { symbols, paid } = drawn(source, 50_000);
      const counts = Array.from({ length: states }, () => new Float64Array(letters));
      let state = 0;
      for (const symbol of symbols) {
        counts[state]![symbol]!++;
        state = next(state, symbol);
      }
      let [evidence, best] = [0, 0];
      for (const count of counts) {
        const n = total(count);
        evidence += logGamma(letters * concentration) - logGamma(n + letters * concentration);
        for (const c of count) {
          evidence += logGamma(c + concentration) - logGamma(concentration);
          if (c > 0) best += c * Math.log(c / n);
        }
      }
      // Who knows the law pays half a bit or so a parameter more than who knows the counts.
      const regret = (best - evidence) / Math.LN2;
      const parameters = states * (letters - 1);
      expect(total(paid)).toBeLessThan(regret);
      expect(total(paid)).toBeGreaterThan(regret - 1.5 * parameters);
    }
  });

  it("of rules is as many bits as there are different sets of data", () => {
    const pairs = [0, 1, 2, 3].map((pair) => [pair >> 1, pair & 1] as const);
    const choices = pairs.flatMap((a) => pairs.flatMap((b) => (a === b ? [] : [[a, b] as const])));
    const sets = choices.flatMap((top) =>
      choices.map((low) =>
        top
          .map((pair) => pair.flatMap((one) => low[one]!).join(""))
          .sort()
          .join(),
      ),
    );
    expect(ruleBits(2, 1, 2)).toBeCloseTo(Math.log2(new Set(sets).size), 12);
  });
});

describe("the sources", () => {
  it("have names of their own", () => {
    expect(new Set(benchSources.map(({ name }) => name)).size).toBe(benchSources.length);
  });

  it("are drawn alike, and differ by the seed", async () => {
    for (const family of new Set(benchSources.map((one) => one.family))) {
      const source = benchSources.find((one) => one.family === family)!;
      const [one, two, other] = await Promise.all([1, 1, 2].map((seed) => source.draw(seed, 4096)));
      expect(two!.symbols).toEqual(one!.symbols);
      expect(other!.symbols).not.toEqual(one!.symbols);
      expect(Math.max(...one!.symbols)).toBeLessThan(source.alphabetSize);
    }
  });

  it("grow as they should in the eyes of the ideal learner, at three sizes", async () => {
    const wrong: string[] = [];
    // Chains and urns are drawn again and again, which takes long; noisy words are not yet known at 4096 symbols.
    const quick = benchSources.filter(({ family }) => /^(noise|words|tables|mixtures|rules)$/.test(family));
    for (const source of quick) {
      const learned = await Promise.all(
        [4096, 16_384, 65_536].map(async (n) => (await source.draw(1, n)).learned(n)),
      );
      if (growthClass(learned as [number, number, number]) !== source.growth) wrong.push(source.name);
    }
    expect(wrong).toEqual([]);
  });
});

describe("transformations", () => {
  const text = madeText(
    Uint8Array.from({ length: 2100 }, (_, i) => (i % 7 === 6 ? 26 : (i * i + (i >> 3)) % 26)),
  );
  const changed = new Map(transformations.map(({ id, apply }) => [id, apply(text, Random.fromSeed(1))]));
  const latin = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");
  const sorted = (bytes: Uint8Array) => latin(bytes.slice().sort());

  it("lose nothing where they say so", () => {
    const was = latin(text);
    expect(latin(changed.get("reversed")!.slice().reverse())).toBe(was);
    expect(latin(changed.get("XOR 0x5a")!.map((byte) => byte ^ 0x5a))).toBe(was);
    expect(Buffer.from(latin(changed.get("base64")!), "base64").toString("latin1")).toBe(was);
    expect(Buffer.from(latin(changed.get("hex")!), "hex").toString("latin1")).toBe(was);
    expect(Buffer.from(changed.get("UTF-16")!).toString("utf16le")).toBe(was);
    const bits = changed.get("bits")!;
    expect(latin(text.map((_, i) => Number.parseInt(bits.subarray(8 * i, 8 * i + 8).join(""), 2)))).toBe(was);
    const relabelled = changed.get("relabelled")!;
    expect(new Set(text.map((byte, i) => 256 * byte + relabelled[i]!)).size).toBe(new Set(text).size);
  });

  it("keep lines, words and letters that they shuffle", () => {
    for (const [id, apart] of [
      ["lines shuffled", /(?<=\n)/],
      ["words shuffled", /(?<=[ \n])/],
    ] as const) {
      const parts = (bytes: Uint8Array) => latin(bytes).split(apart).sort();
      expect(parts(changed.get(id)!)).toEqual(parts(text));
      expect(latin(changed.get(id)!)).not.toBe(latin(text));
    }
    expect(sorted(changed.get("letters shuffled")!)).toBe(sorted(text));
  });
});
