import { describe, expect, it } from "vitest";
import type { BoundSource, Machine } from "../../../../src/core/source.ts";
import type { Truth } from "../../../../src/core/truth.ts";
import { blockEntropies } from "../../../../src/exact/block-entropies.ts";
import { machineTruth } from "../../../../src/exact/machine-truth.ts";
import { bind, take } from "../support.ts";

const exactValue = (truth: Truth | undefined): number => {
  if (truth?.status !== "exact") throw new Error(`expected a value, got ${JSON.stringify(truth)}`);
  return truth.value;
};

/** Smallest period of a text that holds at least two, from where its first symbols come again. */
function periodOf(source: BoundSource, most: number): number {
  const text = Buffer.from(take(source, 2 * most, 7)).toString("latin1");
  for (let shift = 1; shift <= most; shift++) {
    shift = text.indexOf(text.slice(0, 64), shift);
    if (shift < 0) break;
    if (text.slice(shift) === text.slice(0, text.length - shift)) return shift;
  }
  throw new Error("no period");
}

/** Entropy of the k-blocks of a whole period. */
function circularEntropy(cycle: string, k: number): number {
  const counts = new Map<string, number>();
  const circle = cycle + cycle.slice(0, k - 1);
  for (let i = 0; i < cycle.length; i++) {
    const block = circle.slice(i, i + k);
    counts.set(block, (counts.get(block) ?? 0) + 1);
  }
  return [...counts.values()].reduce((sum, n) => sum - (n / cycle.length) * Math.log2(n / cycle.length), 0);
}

describe.each([
  ["de-bruijn(order=8, alphabet=2)", 256],
  ["de-bruijn(order=3, alphabet=5)", 125],
  ["de-bruijn(order=1, alphabet=7)", 7],
  ["de-bruijn(order=16, alphabet=2)", 65_536],
  ["lfsr(taps=[4,3])", 15],
  ["lfsr(taps=[4,2])", 6],
  ["lfsr(taps=[4,3,2,1])", 5],
  ["lfsr(taps=[6,3])", 9],
  ["lfsr(taps=[16,14,13,11])", 65_535],
  ["lfsr(taps=[1])", 1],
  ["lfsr(taps=[12,5])", undefined],
  ["counter(digits=1)", 20],
  ["counter(digits=3)", 3890],
  ["counter(digits=2, from=17)", 290],
  ["lcg(shift=0)", 256],
  ["lcg(shift=5)", 8192],
  ["lcg(multiplier=5, increment=3, shift=1)", 512],
] as const)("%s", (recipe, period) => {
  it("has the period it states, and the shares", async () => {
    const source = await bind(recipe);
    const truth = source.truth();
    const measured = periodOf(source, 70_000);
    if (period !== undefined) expect(measured).toBe(period);
    expect(exactValue(truth.excessEntropy)).toBeCloseTo(Math.log2(measured), 12);
    expect(exactValue(truth.statisticalComplexity)).toBeCloseTo(Math.log2(measured), 12);
    expect(exactValue(truth.entropyRate)).toBe(0);
    const cycle = Buffer.from(take(source, measured)).toString("latin1");
    expect(exactValue(truth.symbolEntropy)).toBeCloseTo(circularEntropy(cycle, 1), 9);
  });
});

it("de-bruijn holds every word of its order once", async () => {
  const cycle = take(await bind("de-bruijn(order=6, alphabet=3)"), 729).join("");
  const circle = cycle + cycle.slice(0, 5);
  expect(new Set(Array.from({ length: 729 }, (_, i) => circle.slice(i, i + 6))).size).toBe(729);
  await expect(bind("de-bruijn(order=9, alphabet=256)")).rejects.toThrow("order 9 over 256 symbols");
});

describe("lfsr", () => {
  /** Order of x modulo the polynomial, one step after the other. */
  const slowOrder = (taps: readonly number[]): number => {
    const degree = Math.max(...taps);
    const p = taps.reduce((sum, e) => sum ^ (1n << BigInt(e)), 1n);
    let power = 1n;
    for (let m = 1; ; m++) {
      power <<= 1n;
      if ((power >> BigInt(degree)) & 1n) power ^= p;
      if (power === 1n) return m;
    }
  };

  it.each([
    [[2, 1]],
    [[3, 2]],
    [[5, 2]],
    [[7, 1]],
    [[8, 4]],
    [[8, 6, 5, 4]],
    [[10, 5]],
    [[11, 9, 3]],
    [[13, 2, 1]],
    [[15, 14]],
  ])("with taps %j has the period of its polynomial", async (taps) => {
    const { excessEntropy } = (await bind(`lfsr(taps=[${taps}])`)).truth();
    expect(exactValue(excessEntropy)).toBeCloseTo(Math.log2(slowOrder(taps)), 12);
  });

  it.each([
    [[32, 22, 2, 1], 4_294_967_295],
    [[31, 3], 2_147_483_647],
    [[24, 23, 22, 17], 16_777_215],
  ])("with taps %j has the longest period there is", async (taps, period) => {
    expect(exactValue((await bind(`lfsr(taps=[${taps}])`)).truth().excessEntropy)).toBe(Math.log2(period));
  });

  it("gives every bit as the sum of the bits at its taps", async () => {
    const bits = take(await bind("lfsr(taps=[32,22,2,1])"), 5000, 3);
    for (let i = 32; i < bits.length; i++) {
      const [a, b, c, d] = [32, 22, 2, 1].map((lag) => bits[i - lag]) as [number, number, number, number];
      expect(bits[i]).toBe(a ^ b ^ c ^ d);
    }
  });
});

it("counter writes its lines, from a number on", async () => {
  const source = await bind("counter(digits=3, from=998)");
  const text = [...take(source, 15)].map((symbol) => source.label(symbol)).join("");
  expect(text).toBe("998\n999\n0\n1\n2\n3");
  const starts = await bind("counter(digits=1)");
  expect(new Set(Array.from({ length: 300 }, (_, seed) => take(starts, 2, seed).join())).size).toBe(20);
});

it.each([2, 3, 10, 256])("champernowne writes the numbers in base %i", async (base) => {
  const digits: number[] = [];
  for (let n = 1; digits.length < 30_000; n++) {
    const number: number[] = [];
    for (let rest = n; rest > 0; rest = Math.floor(rest / base)) number.unshift(rest % base);
    digits.push(...number);
  }
  expect([...take(await bind(`champernowne(base=${base})`), 30_000, 1, 611)]).toEqual(
    digits.slice(0, 30_000),
  );
});

it("champernowne has words as frequent as it says, in the limit", async () => {
  // All numbers of d digits: their digits but the first are uniform, so words even out as 1/d.
  const gap = async (n: number) => {
    const symbols = take(await bind("champernowne(base=2)"), n);
    const counts = [0, 0, 0, 0];
    for (let i = 1; i < n; i++) {
      const word = 2 * (symbols[i - 1] as number) + (symbols[i] as number);
      counts[word] = (counts[word] as number) + 1;
    }
    return counts.reduce((sum, count) => sum + (count / n) * Math.log2(count / n), 2);
  };
  const [early, late] = [await gap(2_000), await gap(4_000_000)];
  expect(early).toBeGreaterThan(2 * late);
  expect(late).toBeLessThan(0.01);
});

describe("nested-templates", () => {
  it("nests", async () => {
    const source = await bind("nested-templates(depth=3, letters=3)");
    const text = [...take(source, 2000, 5)].map((symbol) => source.label(symbol)).join("");
    const templates = text.slice(text.indexOf(")(") + 1).match(/.{11}/g) as string[];
    expect(templates.every((template) => /^\(([abc])\(([abc])\(([abc])\)\2\)\1\)$/.test(template))).toBe(
      true,
    );
    expect(new Set(templates).size).toBe(27);
  });

  it.each([
    [1, 3],
    [2, 2],
    [2, 26],
    [3, 3],
    [4, 2],
  ])("of depth %i with %i letters agrees with its machine", async (depth, letters) => {
    const source = await bind(`nested-templates(depth=${depth}, letters=${letters})`);
    const truth = source.truth();
    const machine = source.machine?.() as Machine;
    const worked = machineTruth(machine);
    for (const quantity of ["symbolEntropy", "entropyRate", "statisticalComplexity"] as const) {
      expect(exactValue(truth[quantity])).toBeCloseTo(exactValue(worked[quantity]), 9);
    }
    // E once more, from blocks: H(k) - k h does not change once k is longer than two templates.
    const k = 2 * (4 * depth - 1) + 2;
    const H = letters > 3 ? [] : blockEntropies(machine, k);
    if (H.length === k) {
      const gain = (H[k - 1] as number) - (H[k - 2] as number);
      expect(gain).toBeCloseTo(exactValue(truth.entropyRate), 6);
    }
    const E = worked.excessEntropy as { lower?: number; upper?: number; value?: number };
    expect(exactValue(truth.excessEntropy)).toBeGreaterThanOrEqual((E.value ?? (E.lower as number)) - 1e-6);
    expect(exactValue(truth.excessEntropy)).toBeLessThanOrEqual((E.value ?? (E.upper as number)) + 1e-6);
  });
});

describe("arithmetic", () => {
  it.each([1, 2, 3])("with %i digits adds up", async (digits) => {
    const source = await bind(`arithmetic(digits=${digits})`);
    const lines = [...take(source, 200_000, 9)]
      .map((symbol) => source.label(symbol))
      .join("")
      .split("\n")
      .slice(1, -1);
    for (const line of lines) {
      const [, a, b, sum] = /^(\d+)\+(\d+)=(\d+)$/.exec(line) as unknown as [string, string, string, string];
      if (Number(a) + Number(b) !== Number(sum)) throw new Error(line);
    }
    const operands = lines.map((line) => Number.parseInt(line, 10));
    expect(Math.max(...operands)).toBe(10 ** digits - 1);
    expect(Math.min(...operands)).toBe(0);
  });

  it.each([1, 2])("with %i digits has the rate of the lines written out", async (digits) => {
    const numbers = 10 ** digits;
    let length = 0;
    const counts = new Map<string, number>();
    for (let a = 0; a < numbers; a++) {
      for (let b = 0; b < numbers; b++) {
        const line = `${a}+${b}=${a + b}\n`;
        length += line.length;
        for (const sign of line) counts.set(sign, (counts.get(sign) ?? 0) + 1);
      }
    }
    const truth = (await bind(`arithmetic(digits=${digits})`)).truth();
    const mean = length / numbers / numbers;
    expect(exactValue(truth.entropyRate)).toBeCloseTo((2 * Math.log2(numbers)) / mean, 12);
    const shares = [...counts.values()].map((count) => count / length);
    expect(exactValue(truth.symbolEntropy)).toBeCloseTo(
      shares.reduce((sum, p) => sum - p * Math.log2(p), 0),
      12,
    );
  });

  it("with 1 digit agrees with the machine of its prefixes", async () => {
    const source = await bind("arithmetic(digits=1)");
    const worked = machineTruth(source.machine?.() as Machine);
    expect(exactValue(source.truth().entropyRate)).toBeCloseTo(exactValue(worked.entropyRate), 12);
    expect(exactValue(source.truth().symbolEntropy)).toBeCloseTo(exactValue(worked.symbolEntropy), 12);
    expect(exactValue(source.truth().statisticalComplexity)).toBeCloseTo(
      exactValue(worked.statisticalComplexity),
      9,
    );
    expect(exactValue(source.truth().excessEntropy)).toBeCloseTo(exactValue(worked.excessEntropy), 6);
  });

  it("begins at a random place of a line, longer lines the more", async () => {
    const source = await bind("arithmetic(digits=1)");
    const counts = new Float64Array(13);
    const seeds = 6000;
    for (let seed = 0; seed < seeds; seed++) counts[take(source, 1, seed)[0] as number]!++;
    const law = new Float64Array(13);
    const machine = source.machine?.() as Machine;
    machine.symbol.forEach((symbol, e) => {
      law[symbol]! +=
        (machine.stationary[machine.from[e] as number] as number) * (machine.probability[e] as number);
    });
    const statistic = law.reduce((sum, p, i) => sum + (counts[i]! - seeds * p) ** 2 / (seeds * p), 0);
    expect(statistic).toBeLessThan(56); // one in a million for 12 degrees of freedom is 52
  });
});
