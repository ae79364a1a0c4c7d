import { describe, expect, it } from "vitest";
import type { Machine } from "../../../../src/core/source.ts";
import type { Truth } from "../../../../src/core/truth.ts";
import { processBounds } from "../../../../src/exact/block-entropies.ts";
import { createMachine } from "../../../../src/exact/machine.ts";
import { hasOneParse } from "../../../../src/sources/grammars/grammar.ts";
import { parseGrammar } from "../../../../src/sources/grammars/parse-grammar.ts";
import { lawEntropy } from "../../../../src/statistics/entropy.ts";
import { bind, blockChiSquare, chiSquareLimit, take, wordProbability, words } from "../support.ts";
import { stackMachine, stringLaw } from "./grammar-oracles.ts";

const quoted = (grammar: string) => `pcfg(grammar="${grammar}")`;
const exact = (truth: Truth | undefined): number => {
  if (truth?.status !== "exact") throw new Error(`expected a value, got ${JSON.stringify(truth)}`);
  return truth.value;
};

describe("parseGrammar", () => {
  it("reads definitions, probabilities and quotes", () => {
    const grammar = parseGrammar("S -> a T [.25] | 'S' [0.75];\n T -> '|' T [1e-1] | b b [.9]\n");
    expect(grammar).toEqual({
      nonterminals: ["S", "T"],
      terminals: ["a", "S", "|", "b"],
      rules: [
        { left: 0, right: [0, ~1], probability: 0.25 },
        { left: 0, right: [1], probability: 0.75 },
        { left: 1, right: [2, ~1], probability: 0.1 },
        { left: 1, right: [3, 3], probability: 0.9 },
      ],
    });
    expect(parseGrammar("S -> a | b | c d").rules.map(({ probability }) => probability)).toEqual([
      1 / 3,
      1 / 3,
      1 / 3,
    ]);
  });

  it.each([
    ["", 0, "a grammar needs a rule"],
    ["S a", 2, "expected -> after S"],
    ["S -> ", 5, "at least one symbol"],
    ["S -> a | | b", 9, "at least one symbol"],
    ["S -> a [.5", 7, "never closed with ]"],
    ["S -> a [x]", 8, "above 0 and at most 1"],
    ["S -> a [0] | b [1]", 8, "above 0 and at most 1"],
    ["S -> a [.5] | b", 14, "has no probability"],
    ["S -> a [.5] | b [.4]", 0, "sum to 0.9, not 1"],
    ["S -> a b | a b", 11, "this right side twice"],
    ["S -> a; S -> b", 8, "S is defined twice"],
    ["S -> a; T -> b", 8, "T cannot be reached from S"],
    ["S -> 'a", 5, "never closed with '"],
    ["S -> ''", 5, "at least one character"],
    ["'S' -> a", 0, "without quotes"],
    ["S -> a ] b", 7, 'expected |, ; or the end, found "]"'],
  ])("points at what is wrong in %j", (text, position, message) => {
    expect(() => parseGrammar(text)).toThrow(
      expect.objectContaining({ position, message: expect.stringContaining(message) }),
    );
  });
});

describe("hasOneParse", () => {
  it.each([
    ["S -> ( S S ) | a | b", true],
    ["S -> a S b | c", true],
    ["E -> E + T | T .; T -> T * F | F; F -> ( E ) | x", true],
    ["S -> L = R . | R .; L -> * R | x; R -> L", true], // LALR(1), not SLR(1)
    ["S -> S S | a", false],
    ["S -> a | a a", false], // ends of sentences cannot be told
    ["S -> a S a | b", true],
    ["S -> a S | a", false],
    ["S -> A | B; A -> x; B -> x", false],
    ["S -> i S | i S e S | x", false],
  ])("%s: %s", (text, expected) => {
    expect(hasOneParse(parseGrammar(text))).toBe(expected);
  });
});

describe("entropy of sentences against the law of all strings", () => {
  it.each([
    ["S -> ( S S ) [.01] | a [.99]", 19, 1e-8],
    ["S -> a S b [.1] | c [.5] | d d [.4]", 21, 1e-8],
    ["S -> x T y [.6] | z [.4]; T -> u T [.1] | v [.9]", 20, 1e-8],
    ["S -> S + a [.05] | b [.95]", 17, 1e-8],
  ])("%s", async (text, longest, tolerance) => {
    const law = [...stringLaw(parseGrammar(text), longest)];
    const length = law.reduce((sum, [string, p]) => sum + p * string.length, 0);
    const entropy = lawEntropy(law.map(([, p]) => p));
    expect(exact((await bind(quoted(text))).truth().entropyRate)).toBeCloseTo(
      entropy / length,
      -Math.log10(tolerance) - 1,
    );
  });

  it("is bounded where strings have several derivations", async () => {
    // A final mark makes sentences independent blocks, so that the rate is the entropy of a string over its length.
    const text = "S -> T . ; T -> T T [.05] | a [.5] | a b [.25] | b [.2]";
    const law = [...stringLaw(parseGrammar(text), 9)];
    const length = law.reduce((sum, [string, p]) => sum + p * string.length, 0);
    const rate = lawEntropy(law.map(([, p]) => p)) / length;
    const { entropyRate } = (await bind(quoted(text))).truth();
    expect(entropyRate).toMatchObject({ status: "bounds" });
    const { lower, upper } = entropyRate as { lower: number; upper: number };
    expect(lower).toBeLessThan(rate);
    expect(rate).toBeLessThan(upper);
  });

  it("is exact for an ambiguous grammar of independent letters", async () => {
    const truth = (await bind("pcfg")).truth();
    expect(exact(truth.entropyRate)).toBeCloseTo(0.9709505944546686, 12);
  });
});

describe("truths against the machine of stacks", () => {
  it.each([
    ["lisp(p=0.005, letters=[0.4,0.6])", "S -> ( S S ) [.005] | a [.398] | b [.597]", 9],
    ["lisp(p=0.004, letters=[1])", "S -> ( S S ) [.004] | a [.996]", 9],
    [quoted("S -> a S b [.1] | c [.9]"), "S -> a S b [.1] | c [.9]", 10],
    [
      quoted("S -> S + T [.05] | T . [.95]; T -> x [.3] | y [.7]"),
      "S -> S + T [.05] | T . [.95]; T -> x [.3] | y [.7]",
      12,
    ],
    [quoted("S -> S S [.05] | a [.5] | a b [.45]"), "S -> S S [.05] | a [.5] | a b [.45]", 4],
  ])("%s", async (recipe, text, height) => {
    const truth = (await bind(recipe)).truth();
    const bounds = processBounds(stackMachine(parseGrammar(text), height), {
      depth: 400,
      beliefs: 4096,
      work: 3_000_000,
    });
    for (const [known, { lower, upper }] of [
      [truth.entropyRate, bounds.entropyRate],
      [truth.excessEntropy, bounds.excessEntropy],
    ] as const) {
      if (known?.status === "exact") {
        expect(known.value).toBeGreaterThanOrEqual(lower - 1e-6);
        expect(known.value).toBeLessThanOrEqual(upper + 1e-6);
        expect(upper - lower).toBeLessThan(1e-3);
      } else if (known?.status === "bounds") {
        expect(known.lower).toBeLessThanOrEqual(upper + 1e-6);
        expect(known.upper).toBeGreaterThanOrEqual(lower - 1e-6);
      } else throw new Error("no truth");
    }
  });

  it("lisp and its grammar agree, and E is the entropy of the stack", async () => {
    for (const [p, letters] of [
      [0.3, [0.4, 0.6]],
      [0.45, [0.1, 0.2, 0.7]],
      [0, [0.5, 0.5]],
    ] as const) {
      const truth = (await bind(`lisp(p=${p}, letters=[${letters}])`)).truth();
      const rules = letters.map((share, i) => `${"abc"[i]} [${(1 - p) * share}]`).join(" | ");
      const given = (await bind(quoted(`S -> ${p > 0 ? `( S S ) [${p}] | ` : ""}${rules}`))).truth();
      expect(exact(given.entropyRate)).toBeCloseTo(exact(truth.entropyRate), 11);
      expect(exact(given.symbolEntropy)).toBeCloseTo(exact(truth.symbolEntropy), 11);
      const bounds = given.excessEntropy as { upper?: number; value?: number };
      expect(bounds.upper ?? bounds.value).toBeCloseTo(exact(truth.excessEntropy), 10);
    }
  });
});

/** Brackets of one or two types up to a depth, as a machine. */
function dyckMachine(types: number, p: number, deepest: number): Machine {
  const stacks = [""];
  const edges = [];
  for (let from = 0; from < stacks.length; from++) {
    const stack = stacks[from] as string;
    const opens = stack === "" ? 1 : stack.length === deepest ? 0 : p;
    for (let type = 0; opens > 0 && type < types; type++) {
      edges.push({ from, symbol: 2 * type, to: stacks.length, probability: opens / types });
      stacks.push(stack + type);
    }
    if (stack !== "")
      edges.push({
        from,
        symbol: 2 * Number(stack.at(-1)) + 1,
        to: stacks.indexOf(stack.slice(0, -1)),
        probability: 1 - opens,
      });
  }
  return createMachine(2 * types, stacks.length, edges) as Machine;
}

describe("dyck", () => {
  it.each([
    [1, 0.3, 35, 1e-6],
    [1, 0.1, 15, 1e-6],
    [2, 0.02, 5, 1e-6],
    [3, 0.01, 4, 1e-5],
  ])(
    "with %i types at p = %f agrees with a machine of bounded depth",
    async (types, p, deepest, tolerance) => {
      const truth = (await bind(`dyck(types=${types}, p=${p})`)).truth();
      const bounds = processBounds(dyckMachine(types, p, deepest), {
        depth: 600,
        beliefs: 8192,
        work: 20_000_000,
      });
      for (const [known, { lower, upper }] of [
        [truth.entropyRate, bounds.entropyRate],
        [truth.excessEntropy, bounds.excessEntropy],
      ] as const) {
        expect(exact(known)).toBeGreaterThanOrEqual(lower - tolerance);
        expect(exact(known)).toBeLessThanOrEqual(upper + tolerance);
        expect(upper - lower).toBeLessThan(0.01);
      }
    },
  );

  it("matches every bracket, at any seed", async () => {
    const source = await bind("dyck(types=4, p=0.49)");
    const open: string[] = [];
    for (const symbol of take(source, 50_000, 3)) {
      const bracket = source.label(symbol);
      if ("([{<".includes(bracket)) open.push(bracket);
      else {
        const last = open.pop();
        if (last !== undefined) expect(last + bracket).toMatch(/^(\(\)|\[\]|\{\}|<>)$/);
      }
    }
  });
});

describe("streams are stationary", () => {
  it.each([
    ["dyck(types=2, p=0.1)", () => dyckMachine(2, 0.1, 6), 4],
    ["dyck(types=1, p=0.3)", () => dyckMachine(1, 0.3, 30), 6],
    ["lisp(p=0.05)", () => stackMachine(parseGrammar("S -> ( S S ) [.05] | a [.38] | b [.57]"), 9), 3],
    [
      quoted("S -> a T b [.2] | c [.8]; T -> S c [.4] | b [.6]"),
      () => stackMachine(parseGrammar("S -> a T b [.2] | c [.8]; T -> S c [.4] | b [.6]"), 14),
      4,
    ],
  ])("%s", async (recipe, oracle, k) => {
    const source = await bind(recipe);
    const machine = oracle();
    const { statistic, limit } = blockChiSquare(source, machine, k, 6000, 20_241);
    expect(statistic).toBeLessThan(limit);
    const counts = new Map<string, number>();
    const seeds = 6000;
    for (let seed = 0; seed < seeds; seed++) {
      const word = take(source, 2, seed).join();
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
    let [start, cells] = [0, 0];
    for (const word of words(source.alphabetSize, 2)) {
      const expected = seeds * wordProbability(machine, word);
      if (expected < 5) continue;
      start += ((counts.get(word.join()) ?? 0) - expected) ** 2 / expected;
      cells++;
    }
    expect(start).toBeLessThan(chiSquareLimit(cells - 1));
  });
});

describe("grammars whose sentences do not end", () => {
  it.each([
    [quoted("S -> S S [.6] | a [.4]"), "supercritical: its mean matrix has spectral radius 1.2;"],
    [quoted("S -> S S [.5] | a [.5]"), "critical: its mean matrix has spectral radius 1;"],
    [
      quoted("S -> A [.5] | a [.5]; A -> B B; B -> A S [.7] | b [.3]"),
      "supercritical: its mean matrix has spectral radius 1.38",
    ],
    ["gzip-grammar(nonterminals=100, terminals=20, options=5, length=6)", "supercritical"],
    [quoted("S -> S S [.4999999] | a [.5000001]"), "symbols on average"],
  ])("%s is refused", async (recipe, message) => {
    await expect(bind(recipe)).rejects.toThrow(message);
  });
});

describe("random grammars", () => {
  it.each([1, 2, 3, 4, 5, 6])(
    "instance %i of simple form has an exact rate, which is that of the next symbol",
    async (instance) => {
      const source = await bind(`random-pcfg(nonterminals=6, terminals=12, rules=3, instance=${instance})`);
      expect(source.truth().entropyRate).toMatchObject({ status: "exact" });
      expect((source.truth().entropyRate as { route: string }).route).toContain("LALR(1)");
    },
  );

  it("keep their spectral radius", async () => {
    const long = exact((await bind("random-pcfg(radius=0.95, instance=3)")).truth().entropyRate);
    expect(long).toBeGreaterThan(0);
    const flat = await bind("random-pcfg(nonterminals=1, terminals=4, rules=3, length=1)");
    expect(flat.truth().excessEntropy).toMatchObject({ status: "exact", value: 0 });
  });

  it("instances differ and a seed fixes their texts", async () => {
    const texts = await Promise.all(
      [1, 2, 3].map(async (i) => take(await bind(`random-pcfg(instance=${i})`), 400).join()),
    );
    expect(new Set(texts).size).toBe(3);
  });

  it("need enough terminals", async () => {
    await expect(bind("random-pcfg(terminals=3, rules=4)")).rejects.toThrow("but there are only 3");
  });
});
