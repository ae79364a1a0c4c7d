import { describe, expect, it, test } from "vitest";
import type { Machine } from "../../../../src/core/source.ts";
import { isSurjective } from "../../../../src/sources/structure/cellular-automaton.ts";
import { bind, blockChiSquare, take } from "../support.ts";

const cell = (rule: number, a: number, b: number, c: number): number => (rule >> (4 * a + 2 * b + c)) & 1;

describe("surjective rules", () => {
  it("are those whose words of 8 all have 4 words above them", () => {
    for (let rule = 0; rule < 256; rule++) {
      const above = new Uint16Array(256);
      for (let word = 0; word < 1024; word++) {
        let image = 0;
        for (let i = 0; i < 8; i++) image = 2 * image + ((rule >> ((word >> (7 - i)) & 7)) & 1);
        above[image] = (above[image] as number) + 1;
      }
      // Hedlund: surjective if and only if balanced for every length; 8 is enough to tell these rules.
      expect(isSurjective(rule)).toBe(above.every((count) => count === 4));
    }
  });

  it("include all that one outer neighbour can flip", () => {
    for (let rule = 0; rule < 256; rule++) {
      const pairs = [0, 1, 2, 3].map((i) => [i >> 1, i & 1] as const);
      const left = pairs.every(([b, c]) => cell(rule, 0, b, c) !== cell(rule, 1, b, c));
      const right = pairs.every(([a, b]) => cell(rule, a, b, 0) !== cell(rule, a, b, 1));
      if (left || right) expect(isSurjective(rule)).toBe(true);
    }
  });
});

/** Entropy of what n cells of a row tell about the last two bits above, counted over all rows of bits. */
function knowledgeEntropy(rule: number, n: number): number {
  const counts = new Uint32Array(4 << n);
  for (let bits = 0; bits < 4 << n; bits++) {
    let word = 0;
    for (let i = 0; i < n; i++) word = 2 * word + ((rule >> ((bits >> (n - 1 - i)) & 7)) & 1);
    counts[4 * word + (bits & 3)]!++;
  }
  const classes = new Map<string, number>();
  for (let word = 0; word < 1 << n; word++) {
    const known = counts.subarray(4 * word, 4 * word + 4);
    const sum = known.reduce((a, b) => a + b, 0);
    if (sum === 0) continue;
    const law = Array.from(known, (count) => (count / sum).toFixed(12)).join();
    classes.set(law, (classes.get(law) ?? 0) + sum / (4 << n));
  }
  return [...classes.values()].reduce((bits, p) => bits - p * Math.log2(p), 0);
}

describe("the complexity of a row", () => {
  // No cell of these rules settles the bits above, but some words do; the first ones leave finitely many possibilities.
  it.each([35, 49, 115, 206, 14])("of rule %i is the entropy of what its cells tell", async (rule) => {
    const { statisticalComplexity: truth } = (await bind(`cellular-automaton(rule=${rule})`)).truth();
    if (truth?.status !== "exact") throw new Error("not exact");
    expect(knowledgeEntropy(rule, 16)).toBeCloseTo(truth.value, 1);
    // Longer words tell more, and it converges.
    const off = [10, 16].map((n) => Math.abs(knowledgeEntropy(rule, n) - truth.value));
    expect(off[1]!).toBeLessThan(Math.max(1e-6, off[0]! / 2));
  });

  it.each([5, 7, 18, 22, 110])("of rule %i is bounded, since some word settles it", async (rule) => {
    const { statisticalComplexity: truth } = (await bind(`cellular-automaton(rule=${rule})`)).truth();
    if (truth?.status !== "bounds") throw new Error("not bounded");
    const found = knowledgeEntropy(rule, 16);
    expect(found).toBeLessThan(truth.upper);
    // Of rule 7 the beliefs that are followed have nearly all the probability.
    if (truth.upper - truth.lower < 2) expect(Math.abs(found - truth.lower)).toBeLessThan(0.05);
    expect(truth.lower).toBeGreaterThan(0.5);
    expect(truth.upper).toBeGreaterThan(truth.lower);
  });
});

test("a complexity without a finite bound is unknown, with the reason", async () => {
  const { statisticalComplexity } = (await bind("cellular-automaton(rule=22, steps=4)")).truth();
  expect(statisticalComplexity).toMatchObject({
    status: "unknown",
    reason: expect.stringContaining("too rare"),
  });
});

describe("a row", () => {
  it.each([
    [110, 1],
    [54, 2],
    [30, 3],
    [18, 7],
  ])("of rule %i is the one %i steps below a row of bits", async (rule, steps) => {
    // The same seed gives the same fair bits, 2 steps of which come before the first window is full.
    const bits = [...take(await bind(`cellular-automaton(rule=${rule}, steps=0)`), 3000 + 2 * steps, 6)];
    let row = bits;
    for (let step = 0; step < steps; step++) {
      row = row.slice(2).map((c, i) => cell(rule, row[i] as number, row[i + 1] as number, c));
    }
    const given = take(await bind(`cellular-automaton(rule=${rule}, steps=${steps})`), 3000, 6, 101);
    expect([...given]).toEqual(row);
  });

  it.each([
    ["cellular-automaton(rule=110, steps=1)", 6],
    ["cellular-automaton(rule=54, steps=2)", 6],
    ["cellular-automaton(rule=184, steps=4)", 6],
    ["cellular-automaton(rule=30, steps=9)", 6],
  ])("%s follows its machine", async (recipe, k) => {
    const source = await bind(recipe);
    const { statistic, limit } = blockChiSquare(source, source.machine?.() as Machine, k, 8000, 20_240);
    expect(statistic).toBeLessThan(limit);
  });

  it("has entropies that never grow from step to step", { tags: ["slow"] }, async () => {
    let last = 1;
    for (const steps of [1, 2, 3, 4, 5]) {
      const { entropyRate } = (await bind(`cellular-automaton(rule=54, steps=${steps})`)).truth();
      const [lower, upper] =
        entropyRate?.status === "bounds"
          ? [entropyRate.lower, entropyRate.upper]
          : [(entropyRate as { value: number }).value, (entropyRate as { value: number }).value];
      expect(lower).toBeLessThanOrEqual(last);
      last = upper as number;
    }
  });

  it("of rule 0 is empty, after one step and after many", async () => {
    for (const steps of [1, 900]) {
      const source = await bind(`cellular-automaton(rule=0, steps=${steps})`);
      expect(source.truth().entropyRate).toMatchObject({ status: "exact", value: 0 });
      expect(take(source, 1000).every((symbol) => symbol === 0)).toBe(true);
    }
    await expect(bind("cellular-automaton(steps=1001)")).rejects.toThrow(
      "steps must be at most 1000 for a row",
    );
  });
});

describe("a ring", () => {
  it.each([
    [110, 257, 20],
    [90, 256, 130],
    [30, 2, 5],
    [45, 1, 5],
  ])("of rule %i shows its rows, then a new ring", async (rule, width, steps) => {
    const recipe = `cellular-automaton(rule=${rule}, view=space-time, width=${width}, steps=${steps})`;
    const symbols = [...take(await bind(recipe), 3 * width * (steps + 1), 2, 1000)];
    const rows = Array.from({ length: 3 * (steps + 1) }, (_, i) => symbols.slice(i * width, (i + 1) * width));
    rows.forEach((row, i) => {
      if (i % (steps + 1) === 0) return;
      const above = rows[i - 1] as readonly number[];
      const at = (j: number) => above[(j + width) % width] as number;
      expect(row).toEqual(above.map((b, j) => cell(rule, at(j - 1), b, at(j + 1))));
    });
    if (rule === 90) expect(rows[128]?.every((bit) => bit === 0)).toBe(true);
    if (width > 200) expect(rows[0]).not.toEqual(rows[steps + 1]);
  });

  it("has the rate of its fresh bits", async () => {
    const { entropyRate } = (await bind("cellular-automaton(view=space-time, width=9, steps=4)")).truth();
    // 9 fair bits in 45 symbols.
    expect(entropyRate).toMatchObject({ status: "exact", value: 0.2 });
  });
});
