import { describe, expect, test } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import type { Symbols } from "../../../../src/core/sequence.ts";
import type { Member } from "../../../../src/observer/member.ts";
import {
  ContextTrees,
  contextTreeSizes,
  contextTreeWeighting,
} from "../../../../src/observer/members/context-tree-weighting.ts";
import {
  noisyParity,
  type Realisation,
  randomChainRecipe,
  realise,
  uniformSymbols,
} from "../observer-known-sources.ts";

function codeLength(member: Member, n: number): number {
  const losses = new Float64Array(n);
  member.code(0, n, 0, true, losses);
  return losses.reduce((sum, loss) => sum + loss, 0);
}

/** -log2 of the weighted probability by the recursion of the paper, from counts and logarithms alone; past all zero. */
function textbook(bits: readonly number[], depth: number): number {
  const padded = [...new Array<number>(depth).fill(0), ...bits];
  const estimated = (places: readonly number[]): number => {
    let log = 0;
    const counts = [0, 0];
    for (const place of places) {
      const bit = padded[place]!;
      log += Math.log2((counts[bit]! + 0.5) / (counts[0]! + counts[1]! + 1));
      counts[bit]!++;
    }
    return log;
  };
  const weighted = (places: readonly number[], level: number): number => {
    const own = estimated(places);
    if (level === depth || places.length === 0) return own;
    const children = [0, 1].map((symbol) =>
      weighted(
        places.filter((place) => padded[place - 1 - level] === symbol),
        level + 1,
      ),
    );
    const below = children[0]! + children[1]!;
    const high = Math.max(own, below);
    return high + Math.log2((2 ** (own - high) + 2 ** (below - high)) / 2);
  };
  const places = bits.map((_, i) => i + depth);
  return -weighted(places, 0);
}

/** A tree source: P(1) by the shortest context in the tree, nearest symbol first. */
function treeSource(leaves: ReadonlyMap<string, number>, n: number, seed: number): Realisation {
  const random = Random.fromSeed(seed);
  const symbols = new Uint8Array(n);
  let ideal = 0;
  for (let i = 0; i < n; i++) {
    let context = "";
    while (!leaves.has(context)) context += i - 1 - context.length >= 0 ? symbols[i - 1 - context.length] : 0;
    const one = leaves.get(context)!;
    symbols[i] = random.uniform() < one ? 1 : 0;
    ideal -= Math.log2(symbols[i] === 1 ? one : 1 - one);
  }
  return { symbols, alphabetSize: 2, ideal };
}

describe("context tree weighting", () => {
  test.each([
    [1, 40],
    [3, 300],
    [8, 500],
  ])("equals the weighted probability of the paper, depth %i, %i bits", (depth, n) => {
    const random = Random.fromSeed(n);
    const bits: number[] = [];
    for (let i = 0; i < n; i++) bits.push(random.below(3) === 0 ? 1 : (bits[i - 3] ?? 0));
    const member = new ContextTrees(Uint8Array.from(bits), 2, { depth, logSlots: 12 });
    expect(Math.abs(codeLength(member, n) - textbook(bits, depth))).toBeLessThan(1e-4);
  });

  // The bound of the paper holds for every sequence and all parameters, so it holds here for the true ones.
  const trees: [string, [string, number][]][] = [
    ["one coin", [["", 0.11]]],
    [
      "golden mean",
      [
        ["0", 1 - 1e-12],
        ["1", 0.5],
      ],
    ],
    [
      "three leaves",
      [
        ["0", 0.2],
        ["10", 0.7],
        ["11", 0.95],
      ],
    ],
    [
      "a long arm",
      [
        ["1", 0.5],
        ["01", 0.1],
        ["001", 0.8],
        ["0001", 0.3],
        ["00001", 0.97],
        ["00000", 0.6],
      ],
    ],
  ];
  test.each(trees)("costs no more than its theorem allows: %s", (_, entries) => {
    const leaves = new Map(entries);
    const s = leaves.size;
    for (const n of [10, 100, 1000, 30_000]) {
      const { symbols, ideal } = treeSource(leaves, n, n);
      const perLeaf = n / s;
      const parameters = s * (perLeaf < 1 ? perLeaf : 0.5 * Math.log2(perLeaf) + 1);
      const redundancy = codeLength(contextTreeWeighting.open(symbols, 2), n) - ideal;
      expect(redundancy).toBeLessThanOrEqual(2 * s - 1 + parameters + 2);
    }
  });

  test("a constant costs the central binomial of its estimator", () => {
    const member = new ContextTrees(new Uint8Array(1000), 2, { depth: 1, logSlots: 12 });
    // 1000 zeros cost log2(2^2000 / C(2000, 1000)), by Stirling with its first correction.
    const exact = 0.5 * Math.log2(Math.PI * 1000) + Math.log2(1 + 1 / 8000);
    expect(codeLength(member, 1000)).toBeCloseTo(exact, 4);
  });

  // Percent over -log2 P at n = 10^5, fixed before the first run from (k/2) log2 n + 2k bits for k parameters.
  const cases: [string, () => Realisation | Promise<Realisation>, number][] = [
    ["coin .11", () => realise("coin(p=0.11)", 100_000), 0.05],
    ["golden mean", () => realise("golden-mean(p=0.5)", 100_000), 0.06],
    ["digits", () => uniformSymbols(100_000, 10), 0.05],
    ["golden mean, noise .1", () => realise("replace(golden-mean(p=0.5), eps=0.1)", 100_000), 0.15],
    ["even", () => realise("even(p=0.5)", 100_000), 0.4],
    ["order 2, 4 symbols", () => realise(randomChainRecipe(2, 4), 100_000), 0.35],
    ["parity, k = 8", () => noisyParity(100_000, 8, 0.05), 8],
  ];
  test.each(cases)("stays near the ideal code: %s", async (_, source, percent) => {
    const { symbols, alphabetSize, ideal } = await source();
    const bits = codeLength(contextTreeWeighting.open(symbols, alphabetSize), symbols.length);
    expect(bits).toBeGreaterThan(ideal);
    expect(100 * (bits / ideal - 1)).toBeLessThan(percent);
  });

  test.each([1, 2, 3, 10, 256, 257])(
    "probabilities sum to 1 and are those coded: %i symbols",
    async (size) => {
      const { symbols } =
        size === 1 ? { symbols: new Uint8Array(3000) } : await realise(`zipf(alphabet=${size})`, 3000);
      const member = contextTreeWeighting.open(symbols as Symbols, size);
      const losses = new Float64Array(1);
      for (const [start, end] of [
        [0, 1],
        [1, 700],
        [1400, 3000],
      ] as const) {
        const law = member.distribution(start, 0);
        expect(law.length).toBe(size);
        expect(Math.abs(law.reduce((sum, p) => sum + p, 0) - 1)).toBeLessThan(1e-12);
        member.code(start, start + 1, 0, true, losses);
        expect(losses[0]).toBeCloseTo(-Math.log2(law[symbols[start]!]!), 12);
        member.code(start + 1, end, 0, true, null);
      }
    },
  );

  test("a frozen stretch changes nothing", async () => {
    const { symbols } = await realise("even(p=0.5)", 5000);
    const once = contextTreeWeighting.open(symbols, 2);
    const twice = contextTreeWeighting.open(symbols, 2);
    const [a, b, c] = [new Float64Array(2000), new Float64Array(2000), new Float64Array(2000)];
    once.code(0, 3000, 0, true, null);
    twice.code(0, 3000, 0, true, null);
    twice.code(3000, 5000, 2500, false, b);
    twice.code(3000, 5000, 2500, false, c);
    expect(c).toEqual(b);
    once.code(3000, 5000, 0, true, a);
    twice.code(3000, 5000, 0, true, b);
    expect(b).toEqual(a);
  });

  test("sizes follow n and the alphabet and end", () => {
    expect(contextTreeSizes(1_000_000, 2)).toEqual({ depth: 32, logSlots: 22 });
    expect(contextTreeSizes(100_000, 256)).toEqual({ depth: 12, logSlots: 20 });
    expect(contextTreeSizes(1000, 4)).toEqual({ depth: 16, logSlots: 13 });
    expect(contextTreeSizes(0, 1)).toEqual({ depth: 32, logSlots: 10 });
    expect(contextTreeSizes(100_000_000, 65_536).logSlots).toBe(23);
  });
});
