import { expect, test } from "vitest";
import {
  approximatePeriod,
  chiSquare,
  chiSquareTest,
  exactPeriod,
  linearComplexity,
  linearComplexityPlanes,
  linearComplexityTest,
  monteCarloPi,
  periodicAgreement,
  serialCorrelation,
  spectralTest,
  symbolMean,
} from "../../../src/estimators/deception.ts";
import {
  contextOf,
  contextOfSymbols,
  generate,
  numberFrom,
  reasonFrom,
  rowsFrom,
  wordsOf,
} from "./context-of.ts";

const bytes = (n: number, seed: number) => generate(n, (random) => random.below(256), seed);

/** x <- 69069 x + 1 mod 2^32: bit k of the state has period 2^(k + 1). */
function congruentialLowBytes(n: number): number[] {
  let x = 1;
  return Array.from({ length: n }, () => {
    x = (Math.imul(69_069, x) + 1) >>> 0;
    return x & 255;
  });
}

test("fair bytes pass: half of the bits in a register, p above .001", async () => {
  const noise = contextOfSymbols(bytes(20_000, 4), 256);
  expect(Math.abs((await numberFrom(linearComplexity, noise, { bits: 10_000 })) - 5000)).toBeLessThan(10);
  for (const test of [linearComplexityTest, chiSquareTest, spectralTest])
    expect(await numberFrom(test, noise)).toBeGreaterThan(0.001);
  for (const estimator of [exactPeriod, approximatePeriod, periodicAgreement])
    expect(await reasonFrom(estimator, noise)).toMatch(/^no (period|lag)/);
});

test("the low byte of a congruential generator: planes of period 2^(k + 1) have short registers", async () => {
  const context = contextOfSymbols(congruentialLowBytes(20_000), 256);
  const rows = await rowsFrom(linearComplexityPlanes, context, { bits: 4096 });
  // A sequence of period 2^(k + 1) over GF(2) has more than half of that and at most all of it.
  for (const [plane, , complexity, , p] of rows as number[][]) {
    expect(complexity).toBeGreaterThan(2 ** plane!);
    expect(complexity).toBeLessThanOrEqual(2 ** (plane! + 1));
    expect(p).toBeLessThan(1e-100);
  }
  expect(await numberFrom(exactPeriod, context)).toBe(256);
  expect(await numberFrom(approximatePeriod, context)).toBe(256);
  expect(await numberFrom(periodicAgreement, context)).toBeCloseTo(1, 12);
});

test("two symbols are one bit each, whatever they are", async () => {
  let state = 1;
  const register = Array.from({ length: 5000 }, () => {
    const bit = state & 1;
    state = (state >>> 1) ^ (bit === 1 ? 0xb400 : 0);
    return bit;
  });
  expect(await numberFrom(linearComplexity, contextOfSymbols(register, 256))).toBe(16);
  expect(await numberFrom(linearComplexity, contextOf(register.join("")))).toBe(16);
  expect(await numberFrom(linearComplexityTest, contextOf(register.join("")))).toBeLessThan(1e-300);
});

test.each([1, 2, 7, 1000])("exact period %i, and none once a symbol is wrong", async (p) => {
  const symbols: number[] = Array.from({ length: 5 * p + 3 }, (_, i) => (i % p === 0 ? 1 : 0));
  expect(await numberFrom(exactPeriod, contextOfSymbols(symbols, 2))).toBe(p);
  symbols[2 * p] = 1 - symbols[2 * p]!;
  expect(await reasonFrom(exactPeriod, contextOfSymbols(symbols, 2))).toMatch(/^no period/);
});

test("an exact period must hold in every block", async () => {
  expect(await numberFrom(exactPeriod, contextOf(["ababab", "babababa"]))).toBe(2);
  expect(await numberFrom(exactPeriod, contextOf(["aaaaaa", "babababa"]))).toBe(2);
  expect(await reasonFrom(exactPeriod, contextOf(["abcabc", "babababa"]))).toMatch(/^no period/);
});

test.each([
  [27, 256, 0.3],
  [97, 2, 0.2],
  [1000, 27, 0.5],
  [4099, 256, 0.6],
])("a period of %i over %i symbols, a share %d replaced by noise of the same law", async (p, A, eps) => {
  const word = bytes(p, p).map((byte) => byte % A);
  let i = 0;
  const symbols = generate(40_000, (random) => {
    const symbol = word[i++ % p]!;
    return random.uniform() < eps ? word[random.below(p)]! : symbol;
  });
  const context = contextOfSymbols(symbols, A);
  expect(await numberFrom(approximatePeriod, context)).toBe(p);
  expect(Math.abs((await numberFrom(periodicAgreement, context)) - (1 - eps) * (1 - eps))).toBeLessThan(0.03);
});

test("a chain that remembers little has no period", async () => {
  let last = 0;
  const chain = generate(50_000, (random) => {
    last = random.below(10) === 0 ? last : 1 - last;
    return last;
  });
  expect(await reasonFrom(approximatePeriod, contextOfSymbols(chain, 2))).toMatch(/^no lag/);
});

test("chi-square: 255 for fair bytes within four deviations; uniform p-values", async () => {
  const p: number[] = [];
  for (let seed = 0; seed < 200; seed++) {
    const noise = contextOfSymbols(bytes(3000, seed), 256);
    if (seed < 20)
      expect(Math.abs((await numberFrom(chiSquare, noise)) - 255)).toBeLessThan(4 * Math.sqrt(510));
    p.push(await numberFrom(chiSquareTest, noise));
  }
  const below = p.filter((x) => x < 0.25).length;
  expect(Math.abs(below - 50)).toBeLessThan(3 * Math.sqrt(200 * 0.25 * 0.75));
  expect(await reasonFrom(chiSquareTest, contextOfSymbols([1, 2, 3], 256))).toBe(
    "0.01 of each symbol expected, needs 5",
  );
});

test("serial correlation of a chain is 1 - 2p, of a ramp nearly 1; blocks close upon themselves", async () => {
  let last = 0;
  const chain = generate(100_000, (random) => {
    last = random.below(4) === 0 ? 1 - last : last;
    return last;
  });
  expect(Math.abs((await numberFrom(serialCorrelation, contextOfSymbols(chain, 2))) - 0.5)).toBeLessThan(
    0.015,
  );
  // 0 1 | 0 1: every symbol is followed by the other
  expect(await numberFrom(serialCorrelation, contextOf(["ab", "ab"]))).toBeCloseTo(-1, 12);
  expect(await reasonFrom(serialCorrelation, contextOf("aaaa"))).toMatch(/no variance/);
  expect(await reasonFrom(serialCorrelation, wordsOf("to be or not"))).toMatch(/not ordered/);
});

test("mean of characters is that of their code points; pi from two points", async () => {
  expect(await numberFrom(symbolMean, contextOf("ab"))).toBe(97.5);
  const points = contextOfSymbols([0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255], 256);
  expect(await numberFrom(monteCarloPi, points)).toBe(2);
  expect(await reasonFrom(monteCarloPi, contextOf("abcdefgh"))).toMatch(/^reads bytes/);
});
