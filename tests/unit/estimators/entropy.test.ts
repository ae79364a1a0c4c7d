import { describe, expect, it, test } from "vitest";
import type { Random } from "../../../src/core/random.ts";
import {
  chaoShen,
  chaoWangJost,
  collision,
  dirichlet,
  extropy,
  fluctuationComplexity,
  grassberger,
  grassberger1988,
  hillNumber,
  jackknife,
  jamesStein,
  millerMadow,
  nemenmanShafeeBialek,
  pitmanYorMixture,
  plugIn,
  renyi,
  stretchCounts,
} from "../../../src/estimators/entropy.ts";
import {
  nemenmanShafeeBialekEntropy,
  pitmanYorMixtureEntropy,
} from "../../../src/statistics/bayesian-entropy.ts";
import { uniformSymbols } from "../statistics/inputs.ts";
import { contextOf, contextOfSymbols, generate, numberFrom, reasonFrom } from "./context-of.ts";

describe("entropy", () => {
  const all = [plugIn, millerMadow, grassberger, chaoShen, chaoWangJost];
  const eulerGamma = 0.577_215_664_901_532_9;
  const nats = (value: number) => value / Math.LN2;
  const binaryTerm = (p: number) => -p * Math.log2(p);

  test.each([
    // counts 2 and 1
    [plugIn, "aab", binaryTerm(2 / 3) + binaryTerm(1 / 3)],
    [millerMadow, "aab", binaryTerm(2 / 3) + binaryTerm(1 / 3) + nats(1 / 6)],
    [
      grassberger,
      "aab",
      nats(Math.log(3) - (2 * (2 - eulerGamma - Math.LN2) + (-eulerGamma - Math.LN2)) / 3),
    ],
    // coverage 2/3, so p = 4/9 and 2/9
    [
      chaoShen,
      "aab",
      binaryTerm(4 / 9) / (1 - (5 / 9) * (5 / 9) * (5 / 9)) +
        binaryTerm(2 / 9) / (1 - (7 / 9) * (7 / 9) * (7 / 9)),
    ],
    // f1 = f2 = 1: A = 1/2
    [chaoWangJost, "aab", nats(5 / 6 + (4 / 3) * (Math.LN2 - 5 / 8))],
    [plugIn, "1223334444", 1.8464393446710154],
    [plugIn, "abcdefgh", 3],
    [millerMadow, "abcdefgh", 3 + nats(7 / 16)],
  ])("closed forms: %#", async (estimator, text, expected) => {
    expect(await numberFrom(estimator, contextOf(text))).toBeCloseTo(expected, 12);
  });

  test("one symbol is exactly 0, an empty text is undefined", async () => {
    for (const estimator of all) {
      for (const text of ["a", "aa", "a".repeat(1000)]) {
        expect(await numberFrom(estimator, contextOf(text))).toBe(0);
      }
      expect(await estimator.measure(contextOf(""))).toMatchObject({
        status: "undefined",
        reason: "an empty sequence",
      });
    }
  });

  test("estimates that saw few of their symbols have a warning", async () => {
    const few = await plugIn.measure(contextOf("abcab"));
    expect(few).toMatchObject({ warnings: [{ code: "undersampled", coverage: 0.8 }] });
    expect(await plugIn.measure(contextOf("aabb"))).toMatchObject({
      warnings: [{ code: "no-interval", reason: "4 symbols, an interval needs 100" }],
    });
  });

  test("has an interval or a reason why not", async () => {
    const draw = (n: number, size: number) => generate(n, (random) => random.below(size), 3);
    const fair = await chaoWangJost.measure(contextOfSymbols(draw(10_000, 4), 4));
    if (fair.status !== "ok" || fair.shape !== "scalar") throw new Error("no number");
    expect(fair.warnings).toEqual([]);
    expect(fair.interval).toMatchObject({ level: 0.95, method: "slow-waves" });
    expect(fair.interval!.lower).toBeLessThanOrEqual(2);
    expect(fair.interval!.upper).toBeGreaterThanOrEqual(fair.value);
    const reason = async (symbols: readonly number[], size: number, estimator = chaoWangJost) => {
      const measured = await estimator.measure(contextOfSymbols(symbols, size));
      return measured.status === "ok" && measured.interval === null
        ? measured.warnings.slice(0, 1)
        : "an interval";
    };
    const sticky = draw(40, 2).flatMap((symbol) => new Array<number>(100).fill(symbol));
    const echo = draw(1000, 2);
    for (let i = 300; i < echo.length; i++) echo[i] = echo[i - 300]!;
    const cycle = Array.from({ length: 10_000 }, (_, i) => (i % 64) >> 5);
    for (const long of [sticky, echo, cycle])
      expect(await reason(long, 2)).toMatchObject([
        { reason: expect.stringContaining("depend on each other") },
      ]);
    expect(await reason(draw(3000, 300), 300)).toMatchObject([
      { reason: expect.stringContaining("undersampled") },
    ]);
  });

  // An even law has the largest entropy there is: no estimate must decide whether it gets an interval, nor end the interval below it.
  test.each([0.1, 0.5, 0.9])("an even law with memory has intervals that reach it, %d", async (stay) => {
    const runs = 40;
    for (const estimator of [plugIn, chaoWangJost, jamesStein]) {
      let held = 0;
      for (let run = 0; run < runs; run++) {
        let bit = 0;
        const next = (random: Random) => (bit ^= random.uniform() < stay ? 0 : 1);
        const measured = await estimator.measure(contextOfSymbols(generate(4000, next, 100 + run), 2));
        if (measured.status !== "ok" || measured.interval === null) throw new Error("no interval");
        if (measured.interval.upper >= 1) held++;
      }
      // Of 95 %, fewer have a chance of 3 in 1,000.
      expect(held, estimator.id).toBeGreaterThanOrEqual(34);
    }
  });

  test("segments and the order of symbols do not matter", async () => {
    for (const estimator of all) {
      const value = await numberFrom(estimator, contextOf("abracadabra"));
      expect(await numberFrom(estimator, contextOf(["rab", "", "aaacadbr"]))).toBe(value);
    }
  });

  /** Estimators that know the alphabet, or look at the law alone. */
  const others = [
    jackknife,
    grassberger1988,
    dirichlet,
    jamesStein,
    nemenmanShafeeBialek,
    pitmanYorMixture,
    renyi,
    extropy,
    fluctuationComplexity,
  ];

  /** psi(1), psi(2), ... and psi(1/2), psi(3/2), ... */
  const digammaFrom = (start: number, steps: number, first: number) =>
    Array.from({ length: steps }, (_, k) => 1 / (start + k)).reduce((a, b) => a + b, first);
  const digammaOfInteger = (n: number) => digammaFrom(1, n - 1, -eulerGamma);
  const digammaOfHalf = (n: number) => digammaFrom(0.5, n, -eulerGamma - 2 * Math.LN2);

  const half = binaryTerm(2 / 3) + binaryTerm(1 / 3);
  const lawEntropy = (weights: number[]) => {
    const total = weights.reduce((a, b) => a + b);
    return weights.reduce((sum, weight) => sum + binaryTerm(weight / total), 0);
  };

  test.each([
    // Without b nothing is left to ask, without one a it is a bit.
    [jackknife, "aab", {}, 3 * half - 4 / 3],
    [
      grassberger1988,
      "aab",
      {},
      nats(Math.log(3) - (2 * (digammaOfInteger(2) + 1 / 3) + digammaOfInteger(1) - 1 / 2) / 3),
    ],
    [dirichlet, "aab", {}, lawEntropy([2.5, 1.5])],
    [dirichlet, "aab", { prior: "laplace" }, lawEntropy([3, 2])],
    [dirichlet, "aab", { prior: "perks", alphabet: 4 }, lawEntropy([2.25, 1.25, 0.25, 0.25])],
    [
      dirichlet,
      "aab",
      { prior: "minimax", alphabet: 3 },
      lawEntropy([2 + 1 / Math.sqrt(3), 1 + 1 / Math.sqrt(3), 1 / Math.sqrt(3)]),
    ],
    [
      dirichlet,
      "aab",
      { mean: "entropy" },
      nats(digammaOfInteger(5) - (2.5 * digammaOfHalf(3) + 1.5 * digammaOfHalf(2)) / 4),
    ],
    // The law moves by 1/16 towards the uniform one: 9/10 becomes 7/8.
    [jamesStein, "aaaaaaaaab", {}, lawEntropy([7, 1])],
    // It moves by 16/31.
    [jamesStein, "aab", { alphabet: 8 }, lawEntropy([12, 7, 2, 2, 2, 2, 2, 2])],
    [renyi, "aab", {}, Math.log2(9 / 5)],
    [renyi, "aab", { order: 0 }, 1],
    [renyi, "aab", { order: 1 }, half],
    [hillNumber, "aab", {}, 9 / 5],
    [hillNumber, "aab", { order: 0 }, 2],
    [hillNumber, "aab", { order: 1 }, 3 / 2 ** (2 / 3)],
    [hillNumber, "a", {}, 1],
    [collision, "aab", {}, Math.log2(3)],
    [collision, "aaab", { order: 3 }, 1],
    [extropy, "abc", {}, 2 * Math.log2(3 / 2)],
    [fluctuationComplexity, "aab", {}, Math.SQRT2 / 3],
  ])("closed forms with parameters: %#", async (estimator, text, params, expected) => {
    expect(await numberFrom(estimator, contextOf(text), params)).toBeCloseTo(expected, 12);
  });

  test("estimators with priors equal the statistics, for the requested alphabet", async () => {
    for (const [alphabet, size] of [
      [0, 3],
      [3, 3],
      [50, 50],
    ] as const) {
      const bits = await numberFrom(nemenmanShafeeBialek, contextOf("aaabbc"), { alphabet });
      expect(bits).toBeCloseTo(nemenmanShafeeBialekEntropy([3, 2, 1], size), 12);
    }
    expect(await numberFrom(pitmanYorMixture, contextOf("aaabbc"))).toBeCloseTo(
      pitmanYorMixtureEntropy([3, 2, 1])!,
      12,
    );
  });

  test("one symbol has no entropy, few of many are undersampled", async () => {
    for (const estimator of others) {
      expect(await numberFrom(estimator, contextOf("a"))).toBe(0);
      expect(await numberFrom(estimator, contextOf("aaaa"))).toBe(0);
      expect(await reasonFrom(estimator, contextOf(""))).toBe("an empty sequence");
      const undersampled = { code: "undersampled", coverage: expect.closeTo(2 / 3, 14) };
      expect(await estimator.measure(contextOf("aab"))).toMatchObject({
        warnings: expect.arrayContaining([undersampled]),
      });
    }
  });

  test("Hill's number of order 0 counts, to the last bit", async () => {
    for (let types = 1; types <= 26; types++) {
      const text = "abcdefghijklmnopqrstuvwxyz".slice(0, types);
      expect(await numberFrom(hillNumber, contextOf(text), { order: 0 })).toBe(types);
    }
  });

  test("without a coincidence, or with too many symbols, there is a reason", async () => {
    const noCoincidence = "no symbol occurs twice: the result would depend on the prior alone";
    expect(await reasonFrom(nemenmanShafeeBialek, contextOf("abc"))).toBe(noCoincidence);
    expect(await reasonFrom(pitmanYorMixture, contextOf("abc"))).toBe(noCoincidence);
    expect(await reasonFrom(collision, contextOf("abc"))).toBe("no symbol occurs 2 times");
    expect(await reasonFrom(collision, contextOf("aabb"), { order: 3 })).toBe("no symbol occurs 3 times");
    expect(await reasonFrom(collision, contextOf("a"))).toBe("1 symbols, needs 2");
    for (const estimator of [dirichlet, jamesStein, nemenmanShafeeBialek])
      expect(await reasonFrom(estimator, contextOf("aab"), { alphabet: 1 })).toBe(
        "2 symbols occur, more than the alphabet of 1",
      );
  });
});

describe("stretch counts", () => {
  it.each([
    [1, 3],
    [320, 3],
    [321, 3],
    [5000, 3],
    [100_000, 2],
    [3000, 60_000],
  ])("%i symbols of %i are counted by stretches of equal length", (n, size) => {
    const symbols = uniformSymbols(n, size, 5);
    const { stretches, counts } = stretchCounts.compute(
      { symbols: Uint16Array.from(symbols), alphabetSize: size, segmentEnds: [n] },
      undefined as never,
    )!;
    const most = size === 60_000 ? 68 : 320;
    expect(stretches).toBeLessThanOrEqual(most);
    const length = 2 ** Math.max(0, Math.ceil(Math.log2(n / most)));
    expect(stretches).toBe(Math.ceil(n / length));
    const direct = new Map<number, number>();
    symbols.forEach((symbol, i) => {
      const at = Math.floor(i / length) * size + symbol;
      direct.set(at, (direct.get(at) ?? 0) + 1);
    });
    let total = 0;
    for (const count of counts) total += count;
    expect(total).toBe(n);
    for (const [at, count] of direct) expect(counts[at]).toBe(count);
  });

  it("an alphabet without end has no stretches", () => {
    const sequence = { symbols: Uint32Array.of(1, 2, 3), alphabetSize: 200_000, segmentEnds: [3] };
    expect(stretchCounts.compute(sequence, undefined as never)).toBeUndefined();
  });
});
