import { describe, expect, it } from "vitest";
import type { Truth } from "../../../../src/core/truth.ts";
import { digamma, hurwitzZeta } from "../../../../src/math/special-functions.ts";
import { lawEntropy } from "../../../../src/statistics/entropy.ts";
import { type Row, rows } from "../../../vectors/ground-truth-cases.ts";
import { bind, chiSquareLimit, take, words } from "../support.ts";

const exact = (truth: Truth | undefined): number => {
  if (truth?.status !== "exact") throw new Error(`expected a value, got ${JSON.stringify(truth)}`);
  return truth.value;
};
const rowOf = (params: string): Row => rows.find((row) => row.params.startsWith(params)) as Row;

describe("santa-fe", () => {
  it.each([
    [0.5, 4],
    [0.8, 3],
  ])("beta=%f with %i facts: H(n) of all sequences has slope h and intercept E", async (beta, facts) => {
    const truth = (await bind(`santa-fe(beta=${beta}, facts=${facts})`)).truth();
    const weights = Array.from({ length: facts }, (_, k) => (k + 1) ** (-1 / beta));
    const total = weights.reduce((a, b) => a + b);
    const blockEntropy = (n: number): number => {
      // A sequence that speaks of j facts has half to the j of the probability of its facts.
      const law: number[] = [];
      for (const word of words(facts, n)) {
        const p = word.reduce((product, k) => (product * (weights[k] as number)) / total, 1);
        const told = new Set(word).size;
        for (let z = 0; z < 2 ** told; z++) law.push(p / 2 ** told);
      }
      return lawEntropy(law);
    };
    expect(exact(truth.symbolEntropy)).toBeCloseTo(blockEntropy(1), 11);
    // H(n) - n h = E - sum of (1 - p)^n
    const n = 6;
    const untold = weights.reduce((sum, w) => sum + (1 - w / total) ** n, 0);
    expect(blockEntropy(n) - n * exact(truth.entropyRate)).toBeCloseTo(
      exact(truth.excessEntropy) - untold,
      10,
    );
    expect(exact(truth.statisticalComplexity)).toBe(facts);
  });

  it.each([0.5, 0.8])("beta=%f has the h of the whole law once its tail is put back", async (beta) => {
    const s = 1 / beta;
    const cut = exact((await bind(`santa-fe(beta=${beta})`)).truth().entropyRate);
    const whole = hurwitzZeta(s, 1);
    const tail = hurwitzZeta(s, 32_769);
    const share = tail.value / whole.value;
    const choice = lawEntropy([share, 1 - share]);
    const tailEntropy = Math.log2(tail.value) - (s * tail.derivative) / tail.value / Math.LN2;
    const row = rowOf(`beta=${beta}`);
    expect((1 - share) * cut + choice + share * tailEntropy).toBeCloseTo(row.h as number, 9);
  });

  it("never contradicts itself, and tells facts by their law", async () => {
    const source = await bind("santa-fe(beta=0.5, facts=50)");
    const symbols = take(source, 100_000, 7);
    const told = new Map<number, number>();
    const counts = new Float64Array(50);
    let contradictions = 0;
    for (const symbol of symbols) {
      const fact = symbol >> 1;
      if ((told.get(fact) ?? symbol & 1) !== (symbol & 1)) contradictions++;
      told.set(fact, symbol & 1);
      counts[fact] = (counts[fact] as number) + 1;
    }
    expect(contradictions).toBe(0);
    const total = Array.from({ length: 50 }, (_, k) => 1 / (k + 1) ** 2).reduce((a, b) => a + b);
    let statistic = 0;
    counts.forEach((count, k) => {
      const expected = 100_000 / (k + 1) ** 2 / total;
      statistic += (count - expected) ** 2 / expected;
    });
    expect(statistic).toBeLessThan(chiSquareLimit(49));
    expect(new Set(told.values()).size).toBe(2);
  });
});

describe("pitman-yor", () => {
  it.each([
    [0.5, 10],
    [0.8, 10],
  ])(
    "d=%f theta=%f has the mean entropy of the whole stick once what is left is put back",
    async (d, theta) => {
      const types = 65_536;
      const source = await bind(`pitman-yor(d=${d}, theta=${theta})`);
      // What is left after types - 1 pieces is a stick of its own, with concentration theta + (types - 1) d.
      let left = 1;
      for (let k = 1; k < types; k++) left *= (theta + k * d) / (theta + 1 + (k - 1) * d);
      const rest = (digamma(1 + theta + (types - 1) * d) - digamma(1 - d)) / Math.LN2;
      const row = rowOf(`d=${d}, theta=${theta.toFixed(1)}`);
      expect(exact(source.truth().entropyRate) + left * rest).toBeCloseTo(row.h as number, 9);
      expect(source.truth().excessEntropy?.status).toBe(row.E === "inf" ? "infinite" : "");
    },
  );

  it("with two types and d = 0 is a coin of unknown bias", async () => {
    const stick = (await bind("pitman-yor(d=0, theta=2, types=2)")).truth();
    const coin = (await bind("bernoulli-mixture(ones=1, zeros=2)")).truth();
    expect(exact(stick.entropyRate)).toBeCloseTo(exact(coin.entropyRate), 12);
    expect(exact(stick.symbolEntropy)).toBeCloseTo(exact(coin.symbolEntropy), 12);
  });

  it.each([
    [0.5, 3, 6],
    [0, 1, 4],
    [0.3, -0.2, 5],
  ])(
    "d=%f theta=%f with %i types: counts over seeds have mean law and mean entropy",
    async (d, theta, types) => {
      const source = await bind(`pitman-yor(d=${d}, theta=${theta}, types=${types})`);
      const seeds = 4000;
      const firsts = new Float64Array(types);
      const entropies: number[] = [];
      for (let seed = 0; seed < seeds; seed++) {
        const symbols = take(source, 4000, seed);
        firsts[symbols[0] as number] = (firsts[symbols[0] as number] as number) + 1;
        const counts = new Float64Array(types);
        for (const symbol of symbols) counts[symbol] = (counts[symbol] as number) + 1;
        entropies.push(lawEntropy(counts.map((count) => count / 4000)));
      }
      const mean = entropies.reduce((a, b) => a + b) / seeds;
      const spread = Math.sqrt(entropies.reduce((sum, h) => sum + (h - mean) ** 2, 0) / seeds);
      // Plug-in entropy of 4000 draws is low by at most (types - 1) / (2 n ln 2).
      const bias = (types - 1) / (8000 * Math.LN2);
      expect(Math.abs(exact(source.truth().entropyRate) - mean)).toBeLessThan(
        (4.75 * spread) / Math.sqrt(seeds) + bias,
      );
      const [a, b] = [1 - d, theta + d];
      const share = (firsts[0] as number) / seeds;
      expect(Math.abs(share - a / (a + b))).toBeLessThan(4.75 * Math.sqrt(0.25 / seeds));
    },
  );

  it("wants theta above -d", async () => {
    await expect(bind("pitman-yor(d=0.2, theta=-0.2)")).rejects.toThrow("theta must be above -d");
    await expect(bind("pitman-yor(d=0, theta=0)")).rejects.toThrow("theta must be above -d");
  });
});

describe("simon", () => {
  it("follows its law: every sequence of four words as often as it should", async () => {
    const alpha = 0.3;
    const source = await bind(`simon(alpha=${alpha}, types=3)`);
    const law = new Map<string, number>();
    const extend = (word: number[], p: number): void => {
      if (word.length === 4) {
        law.set(word.join(), p);
        return;
      }
      const seen = Math.max(-1, ...word) + 1;
      const fresh = word.length === 0 ? 1 : seen < 3 ? alpha : 0;
      if (fresh > 0) extend([...word, seen], p * fresh);
      for (let type = 0; type < seen; type++)
        extend(
          [...word, type],
          (p * (1 - fresh) * word.filter((other) => other === type).length) / word.length,
        );
    };
    extend([], 1);
    const seeds = 20_000;
    const counts = new Map<string, number>();
    for (let seed = 0; seed < seeds; seed++) {
      const word = take(source, 4, seed).join();
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
    let statistic = 0;
    for (const [word, p] of law) statistic += ((counts.get(word) ?? 0) - seeds * p) ** 2 / (seeds * p);
    expect([...counts.keys()].every((word) => law.has(word))).toBe(true);
    expect(statistic).toBeLessThan(chiSquareLimit(law.size - 1));
  });

  it("stops at its last type and states no rate", async () => {
    const source = await bind("simon(alpha=1, types=5)");
    expect([...take(source, 5, 1)]).toEqual([0, 1, 2, 3, 4]);
    expect(Math.max(...take(source, 1000, 1))).toBe(4);
    expect(source.truth().entropyRate).toMatchObject({
      status: "unknown",
      reason: expect.stringContaining("not stationary"),
    });
    const constant = await bind("simon(alpha=0)");
    expect(new Set(take(constant, 100, 1)).size).toBe(1);
    expect(constant.truth().entropyRate).toMatchObject({ status: "exact", value: 0 });
  });
});
