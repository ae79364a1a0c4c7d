import { describe, expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { allocateSymbols, type Symbols } from "../../../src/core/sequence.ts";
import { CtwKernel, type CtwSettings } from "../../../src/wasm/ctw-kernel.ts";
import { CtwReference } from "../../references/context-tree-weighting.ts";

/** Stretches in the order they are coded: start, end, segment start, learn. */
type Stretch = readonly [number, number, number, boolean];

/** Symbols with some memory: a symbol near the one two before, or any. */
function text(n: number, alphabetSize: number, seed: number): Symbols {
  const random = Random.fromSeed(seed);
  const symbols = allocateSymbols(n, alphabetSize);
  for (let i = 0; i < n; i++) {
    const near = i >= 2 && random.below(4) > 0;
    symbols[i] = near ? (symbols[i - 2]! + random.below(2)) % alphabetSize : random.below(alphabetSize);
  }
  return symbols;
}

function coded(symbols: Symbols, alphabetSize: number, settings: CtwSettings, plan: readonly Stretch[]) {
  const kernel = new CtwKernel(symbols, alphabetSize, settings);
  return plan.map(([start, end, segmentStart, learn]) => {
    const all: number[] = [];
    kernel.code(start, end, segmentStart, learn, (piece) => all.push(...piece));
    return all;
  });
}

function twin(symbols: Symbols, alphabetSize: number, depth: number, plan: readonly Stretch[]) {
  const reference = new CtwReference(symbols, alphabetSize, depth);
  return plan.map(([start, end, segmentStart, learn]) => [
    ...reference.code(start, end, segmentStart, learn),
  ]);
}

const blocks: Stretch[] = [
  [1500, 1800, 1400, true],
  [0, 300, 0, true],
  [300, 301, 0, true],
  [301, 700, 0, true],
  [700, 1000, 650, false],
  [1000, 1400, 1000, true],
  [700, 1000, 650, false],
  [1500, 1800, 1400, true],
  [1800, 2000, 1800, false],
];

describe("CtwKernel", () => {
  const cases = [
    [1, 12],
    [2, 1],
    [2, 32],
    [3, 20],
    [5, 7],
    [27, 12],
    [256, 12],
    [1000, 12],
    [65_536, 12],
  ] as const;

  test.each(cases)("equals its twin bit for bit: %i symbols, depth %i", (alphabetSize, depth) => {
    const symbols = text(2000, alphabetSize, alphabetSize + depth);
    const settings = { depth, logSlots: 18 };
    expect(coded(symbols, alphabetSize, settings, blocks)).toEqual(
      twin(symbols, alphabetSize, depth, blocks),
    );
  });

  test("equals its twin on a constant, a period and a word that doubles", () => {
    const words = [new Uint8Array(2000), new Uint8Array(2000), new Uint8Array(2000)];
    for (let i = 0; i < 2000; i++) {
      words[1]![i] = "00101".charCodeAt(i % 5) & 1;
      words[2]![i] = i === 0 ? 0 : words[2]![i >> 1]! ^ (i & 1);
    }
    for (const word of words) {
      expect(coded(word, 2, { depth: 32, logSlots: 18 }, blocks)).toEqual(twin(word, 2, 32, blocks));
    }
  });

  test("more symbols than one call of the kernel takes", () => {
    const symbols = text(9000, 2, 3);
    const [whole] = coded(symbols, 2, { depth: 16, logSlots: 18 }, [[0, 9000, 0, true]]);
    expect([whole]).toEqual(twin(symbols, 2, 16, [[0, 9000, 0, true]]));
  });

  test("keeps nodes for contexts that were seen twice only", () => {
    const symbols = text(20_000, 2, 4);
    const kernel = new CtwKernel(symbols, 2, { depth: 32, logSlots: 20 });
    kernel.code(0, 20_000, 0, true, () => {});
    expect(kernel.nodes).toBeGreaterThan(20_000);
    expect(kernel.nodes).toBeLessThan(3 * 20_000);
    const before = kernel.nodes;
    kernel.code(0, 20_000, 7, false, () => {});
    expect(kernel.nodes).toBe(before);
  });

  test("a full table states true probabilities and sees no structure in noise", () => {
    const random = Random.fromSeed(5);
    const symbols = Uint8Array.from({ length: 50_000 }, () => random.below(2));
    const kernel = new CtwKernel(symbols, 2, { depth: 32, logSlots: 10 });
    let bits = 0;
    kernel.code(0, 50_000, 0, true, (piece) => {
      for (const p of piece) bits -= Math.log2(p);
    });
    // Three quarters of 1 020 places may be used, and none is once fewer than two paths of 33 nodes are left.
    expect(kernel.nodes).toBeLessThanOrEqual(765);
    expect(kernel.nodes).toBeGreaterThan(765 - 66);
    expect(bits).toBeGreaterThan(50_000 - 20);
    expect(bits).toBeLessThan(50_000 + 20);
    for (const at of [10, 4000, 49_999]) {
      const one = kernel.decide(at, 0)[1]!;
      kernel.code(at, at + 1, 0, false, ([p]) => expect(p).toBe(symbols[at] === 1 ? one : 1 - one));
    }
  });
});
