import * as z from "zod";
import { UsageError } from "../../core/errors.ts";
import { Random } from "../../core/random.ts";
import type { Symbols } from "../../core/sequence.ts";
import { defineSource, type Machine, type SymbolStream } from "../../core/source.ts";
import { boundsOf, closedForm, type Truth, unknown } from "../../core/truth.ts";
import { truthFromBounds } from "../../exact/block-entropies.ts";
import { recordMachine } from "../../exact/composed-machines.ts";
import { machineTruth } from "../../exact/machine-truth.ts";
import { wholePower } from "../../math/sums.ts";
import { binaryEntropy, lawEntropy } from "../../statistics/entropy.ts";
import type { Grammar, Rule } from "../grammars/grammar.ts";
import { grammarSource } from "../grammars/grammar-source.ts";
import { parseGrammar } from "../grammars/parse-grammar.ts";
import { randomGrammar } from "../grammars/random-grammar.ts";
import { probabilityThreshold } from "../sampling/draws.ts";
import { endless, recordStream } from "../sampling/streams.ts";
import { revealedBits, ruleBits } from "../truths/learnable-bits.ts";
import { independentTruth } from "../truths/truths.ts";

const brackets = "()[]{}<>";

export const dyck = defineSource({
  id: "dyck",
  group: "middle",
  title: "Dyck language",
  summary: "Balanced brackets of several types, each closing the one opened last: a learner needs a stack.",
  reference: "Chomsky & Schützenberger 1963, The algebraic theory of context-free languages",
  params: z.strictObject({
    types: z
      .int()
      .min(1)
      .max(32_768)
      .default(2)
      .describe("kinds of brackets; the alphabet is twice as large"),
    p: z
      .number()
      .min(0)
      .max(0.499_999)
      .default(0.4)
      .describe("probability that a bracket opens where one could close; at depth 0 it always opens"),
  }),
  example: "dyck(types=2, p=0.4)",
  bind({ types, p }) {
    const q = 1 - p;
    const bottom = (1 - 2 * p) / (2 * q); // stationary probability of depth 0
    const ratio = p / q; // ratio of the probabilities of depth d + 1 and d, from d = 1 on
    const meanDepth = 1 / (2 * (1 - 2 * p));
    const depthEntropy = binaryEntropy(bottom) + (1 - bottom) * (binaryEntropy(ratio) / (1 - ratio));
    const memory = depthEntropy + meanDepth * Math.log2(types);
    const entropyRate = (1 - bottom) * binaryEntropy(p) + Math.log2(types) / 2;
    return {
      alphabetSize: 2 * types,
      open: (random) => dyckStream(types, p, bottom, random),
      truth: () => ({
        symbolEntropy: closedForm(
          1 + Math.log2(types),
          "half of the symbols open, and all types are equally likely",
        ),
        entropyRate: closedForm(entropyRate, "H2(p)/(2(1-p)) + log2(types)/2"),
        excessEntropy: closedForm(
          memory,
          "both past and future reveal the open brackets: H(depth) + mean depth log2(types)",
        ),
        statisticalComplexity: closedForm(memory, "H(depth) + mean depth log2(types)"),
      }),
      unknowns: () => closedForm(types, "the bracket that closes each kind"),
      label: (symbol) => (types <= 4 ? brackets.charAt(symbol) : `${"()"[symbol & 1]}${symbol >> 1} `),
    };
  },
});

function dyckStream(types: number, p: number, bottom: number, random: Random): SymbolStream {
  const opens = probabilityThreshold(p);
  const deeper = probabilityThreshold(p / (1 - p));
  let depth = random.uint32() < probabilityThreshold(bottom) ? 0 : 1;
  while (depth > 0 && random.uint32() < deeper) depth++;
  let stack = new Uint16Array(1024 + 2 * depth);
  for (let level = 0; level < depth; level++) stack[level] = random.below(types);
  return endless((target) => {
    for (let i = 0; i < target.length; i++) {
      if (depth > 0 && random.uint32() >= opens) {
        target[i] = 2 * stack[--depth]! + 1;
        continue;
      }
      if (depth === stack.length) stack = grown(stack);
      const type = types === 1 ? 0 : random.below(types);
      stack[depth++] = type;
      target[i] = 2 * type;
    }
  });
}

function grown(stack: Uint16Array): Uint16Array<ArrayBuffer> {
  const larger = new Uint16Array(2 * stack.length);
  larger.set(stack);
  return larger;
}

export const lisp = defineSource({
  id: "lisp",
  group: "middle",
  title: "nested pairs",
  summary:
    "S -> (SS) with probability p, else a letter: a learner has to find that every bracket contains two items and closes.",
  reference: "Chomsky & Schützenberger 1963, The algebraic theory of context-free languages",
  params: z.strictObject({
    p: z.number().min(0).max(0.499_999).default(0.3).describe("probability of a pair instead of a letter"),
    letters: z
      .array(z.number().min(0).max(1))
      .min(1)
      .max(26)
      .refine(sumsToOne, "letters must sum to 1")
      .default([0.4, 0.6])
      .describe("share of each letter"),
  }),
  example: "lisp(p=0.3)",
  bind({ p, letters }) {
    const pair = { left: 0, right: [0, ~0, ~0, 1], probability: p };
    const single = letters.map((share, i) => ({ left: 0, right: [i + 2], probability: (1 - p) * share }));
    const rules = [pair, ...single].filter(({ probability }) => probability > 0);
    const terminals = ["(", ")", ...letters.map((_, letter) => String.fromCharCode(97 + letter))];
    const length = (1 + p) / (1 - 2 * p);
    const ruleEntropy = lawEntropy(rules.map(({ probability }) => probability));
    const memory =
      Math.log2(length) + (p === 0 ? 0 : (-3 * p * Math.log2(p)) / (length * (1 - 2 * p) * (1 - 2 * p)));
    const symbols = [p, p, ...letters.map((share) => (1 - p) * share)].map((weight) => weight / (1 + p));
    return {
      ...grammarSource({ nonterminals: ["S"], terminals, rules }),
      truth: () => ({
        symbolEntropy: closedForm(lawEntropy(symbols), "each bracket p/(1+p), letters (1-p)/(1+p)"),
        entropyRate: closedForm(ruleEntropy / (1 + p), "H(rule)/(1+p): one rule for each (1+p) symbols"),
        excessEntropy: closedForm(memory, "entropy of the stack, which both past and future reveal"),
        statisticalComplexity: closedForm(memory, "log2 L + 3p log2(1/p)/((1-2p)^2 L), L = (1+p)/(1-2p)"),
      }),
      label: (symbol) => terminals[symbol] ?? "",
    };
  },
});

function sumsToOne(shares: readonly number[]): boolean {
  return Math.abs(shares.reduce((a, b) => a + b, 0) - 1) <= 1e-9;
}

export const pcfg = defineSource({
  id: "pcfg",
  group: "middle",
  title: "probabilistic context-free grammar",
  summary: "Sentences of a given grammar in sequence: a learner has to find the rules and their nesting.",
  reference: "Booth & Thompson 1973, IEEE Trans. Comput. C-22(5); Chi 1999, Comput. Linguist. 25(1)",
  params: z.strictObject({
    grammar: z
      .string()
      .min(1)
      .max(10_000)
      .default("S -> S S [.3] | a [.28] | b [.42]")
      .describe(
        "rules separated by ; with symbols separated by spaces; the first left side is the start symbol",
      ),
  }),
  example: 'pcfg(grammar="S -> S S [.3] | a [.28] | b [.42]")',
  bind({ grammar }) {
    const parsed = parseGrammar(grammar);
    const apart = parsed.terminals.some((terminal) => [...terminal].length > 1) ? " " : "";
    return {
      ...grammarSource(parsed),
      label: (symbol) => `${parsed.terminals[symbol] ?? ""}${apart}`,
    };
  },
});

export const randomPcfg = defineSource({
  id: "random-pcfg",
  group: "middle",
  title: "random context-free grammar",
  summary: "Sentences of a random grammar, chosen by its number: a learner has to find its rules.",
  reference: "Korenjak & Hopcroft 1966, Simple deterministic languages; Chi 1999, Comput. Linguist. 25(1)",
  params: z.strictObject({
    nonterminals: z
      .int()
      .min(1)
      .max(100)
      .default(5)
      .describe("number of nonterminals, including the start symbol"),
    terminals: z.int().min(1).max(4096).default(16).describe("number of terminal symbols"),
    rules: z.int().min(1).max(64).default(4).describe("right sides per nonterminal"),
    length: z.int().min(1).max(32).default(4).describe("longest right side"),
    radius: z
      .number()
      .min(0)
      .max(0.999)
      .default(0.8)
      .describe("largest spectral radius: the nearer to 1, the longer the sentences"),
    form: z
      .enum(["simple", "free"])
      .default("simple")
      .describe("simple: the rules of a nonterminal begin with different terminals, so the rate is exact"),
    instance: z.int().min(0).default(1).describe("number of the random grammar"),
  }),
  example: "random-pcfg(nonterminals=5, terminals=16, instance=1)",
  bind({ form, instance, ...shape }) {
    const simple = form === "simple";
    if (simple && shape.rules > shape.terminals) {
      throw new UsageError(
        `${shape.rules} rules of a nonterminal need as many different first terminals, but there are only ${shape.terminals}`,
      );
    }
    const random = Random.fromSeed(instance).fork("random-pcfg");
    return grammarSource(randomGrammar({ ...shape, simple }, random));
  },
});

/** Largest weight of a right side; weights are whole numbers. */
const largestWeight = 100;

export const gzipGrammar = defineSource({
  id: "gzip-grammar",
  group: "middle",
  title: "grammar of the gzip scaling study",
  summary: "Random grammar by the published recipe with four settings; symbol 0 ends each sentence.",
  reference: "Pandey 2024, arXiv:2405.16684",
  params: z.strictObject({
    nonterminals: z.int().min(1).max(250).default(20).describe("nonterminals besides the start symbol"),
    terminals: z
      .int()
      .min(1)
      .max(4096)
      .default(300)
      .describe("number of terminal symbols, including the separator of sentences"),
    options: z
      .int()
      .min(1)
      .max(250)
      .default(10)
      .describe("largest number of right sides per nonterminal; the number is uniform"),
    length: z.int().min(1).max(100).default(5).describe("longest right side; lengths are uniform"),
    instance: z
      .int()
      .min(0)
      .default(1)
      .describe("number of the random grammar; grammars whose sentences do not end are refused"),
  }),
  example: "gzip-grammar(nonterminals=20, terminals=300, options=10, length=5)",
  bind({ instance, ...settings }) {
    const random = Random.fromSeed(instance).fork("gzip-grammar");
    return grammarSource(publishedGrammar(settings, random));
  },
});

/**
 * A sentence is a uniformly drawn nonterminal followed by the symbol 0. A nonterminal has 1 to `options` right sides with
 * weights 1 to 100, of 1 to `length` symbols, each drawn uniformly from all nonterminals and terminals.
 */
function publishedGrammar(
  settings: { nonterminals: number; terminals: number; options: number; length: number },
  random: Random,
): Grammar {
  const { nonterminals, terminals } = settings;
  const rules: Rule[] = [];
  for (let left = 1; left <= nonterminals; left++)
    rules.push({ left: 0, right: [~left, 0], probability: 1 / nonterminals });
  for (let left = 1; left <= nonterminals; left++) {
    const weights = Array.from(
      { length: 1 + random.below(settings.options) },
      () => 1 + random.below(largestWeight),
    );
    const total = weights.reduce((a, b) => a + b, 0);
    for (const weight of weights) {
      const right = Array.from({ length: 1 + random.below(settings.length) }, () => {
        const symbol = random.below(nonterminals + terminals);
        return symbol < nonterminals ? ~(symbol + 1) : symbol - nonterminals;
      });
      rules.push({ left, right, probability: weight / total });
    }
  }
  return {
    nonterminals: ["S", ...Array.from({ length: nonterminals }, (_, left) => `N${left}`)],
    terminals: Array.from({ length: terminals }, (_, terminal) => String(terminal)),
    rules,
  };
}

/** Most symbols of a datum, and most right sides of a level. */
const limits = { datum: 1 << 20, rules: 1 << 20 } as const;

export const randomHierarchy = defineSource({
  id: "random-hierarchy",
  group: "middle",
  title: "random hierarchy model",
  summary:
    "Trees of fixed depth; at each level random rules rewrite one symbol as s symbols: a learner has to find the synonyms.",
  reference: "Cagnetta, Petrini, Tomasini, Favero & Wyart 2024, Phys. Rev. X 14",
  params: z.strictObject({
    v: z.int().min(1).max(65_536).default(8).describe("symbols per level"),
    m: z
      .int()
      .min(1)
      .max(65_536)
      .default(4)
      .describe("synonyms: right sides of a symbol, equally likely; at most v^(s-1)"),
    s: z.int().min(1).max(64).default(2).describe("symbols per right side"),
    levels: z.int().min(1).max(20).default(3).describe("levels of rules; a datum has s^levels symbols"),
    instance: z.int().min(0).default(1).describe("number of the random set of rules"),
  }),
  example: "random-hierarchy(v=8, m=4, s=2, levels=3)",
  bind({ v, m, s, levels, instance }) {
    const size = wholePower(s, levels);
    if (size > limits.datum)
      throw new UsageError(`a datum of s^levels = ${size} symbols is longer than ${limits.datum}`);
    if (m > wholePower(v, s - 1))
      throw new UsageError(
        `m is at most v^(s-1) = ${wholePower(v, s - 1)}: no two symbols share a right side`,
      );
    if (v * m > limits.rules)
      throw new UsageError(`v m = ${v * m} right sides per level are more than ${limits.rules}`);
    const data = v * m * wholePower(m, levels - 1);
    const random = Random.fromSeed(instance).fork("random-hierarchy");
    const rules = Array.from({ length: levels }, () => randomRules(v, m, s, random));
    const datum = Math.log2(v) + Math.log2(m) * (s === 1 ? levels : (size - 1) / (s - 1));
    return {
      alphabetSize: v,
      open(stream) {
        const draws = stream.fork("rules");
        return recordStream(size, v, stream.fork("place"), (record) => {
          expand(record, rules, v, m, s, draws);
        });
      },
      truth() {
        const symbolEntropy = lawEntropy(leafLaw(rules, v, m, s));
        const machine = levels === 1 ? rightSides(v, s, rules[0]!) : undefined;
        const whole = machine && machineTruth(machine);
        const path = Math.log2(size) + Math.log2(v) + levels * Math.log2(m);
        return {
          symbolEntropy: closedForm(
            symbolEntropy,
            "entropy of the law of a symbol at a random position, given the rules",
          ),
          entropyRate: closedForm(
            datum / size,
            "[log2 v + log2 m (s^L-1)/(s-1)] / s^L given the rules: no two symbols share a right side",
          ),
          excessEntropy:
            whole?.excessEntropy ??
            truthFromBounds(
              { lower: Math.max(0, symbolEntropy - datum / size), upper: path },
              "H(1) - h <= E <= log2 s^L + log2 v + L log2 m: past and future are independent given the path from the root to a position",
            ),
          statisticalComplexity:
            whole?.statisticalComplexity ??
            unknown("whether the past reveals where a datum starts depends on the rules"),
        };
      },
      unknowns: () => closedForm(levels * v * m, "the right sides of all rules: levels v m"),
      learnableBits: (n) =>
        revealedBits(
          n,
          ruleBits(v, m, s, levels),
          16 * data * size,
          "class: hierarchies of this shape; log2 of the number of different sets of rules",
        ),
    };
  },
});

/** m different right sides for each symbol, none shared, uniformly drawn; shape (v, m, s). */
function randomRules(v: number, m: number, s: number, random: Random): Uint16Array {
  const rules = new Uint16Array(v * m * s);
  const taken = new Set<string>();
  while (taken.size < v * m) {
    const place = taken.size * s;
    const tuple = rules.subarray(place, place + s);
    for (let i = 0; i < s; i++) tuple[i] = random.below(v);
    taken.add(tuple.join());
  }
  return rules;
}

/** The machine of concatenated, uniformly drawn right sides; undefined for too many. */
function rightSides(v: number, s: number, rules: Uint16Array) {
  const sides = rules.length / s;
  return recordMachine(
    v,
    Array.from(
      { length: sides },
      (_, side) => [rules.subarray(side * s, (side + 1) * s), 1 / sides] as const,
    ),
  );
}

/** Rewrites a random symbol level by level, backwards so that unread symbols are not overwritten. */
function expand(
  record: Symbols,
  levels: readonly Uint16Array[],
  v: number,
  m: number,
  s: number,
  random: Random,
): void {
  record[0] = random.below(v);
  let width = 1;
  for (const rules of levels) {
    for (let i = width - 1; i >= 0; i--) {
      const rule = (record[i]! * m + random.below(m)) * s;
      for (let j = 0; j < s; j++) record[i * s + j] = rules[rule + j]!;
    }
    width *= s;
  }
}

/** Law of a leaf at a random position: a level turns each symbol into a random one of a random right side. */
function leafLaw(levels: readonly Uint16Array[], v: number, m: number, s: number): Float64Array {
  let law = new Float64Array(v).fill(1 / v);
  for (const rules of levels) {
    const next = new Float64Array(v);
    for (let at = 0; at < rules.length; at++) next[rules[at]!]! += law[Math.floor(at / (m * s))]! / (m * s);
    law = next;
  }
  return law;
}

/** Deepest trees whose leaves are enumerated: 26 796 classes of equally likely patterns at depth 5. */
const deepest = 5;

/** Deepest trees whose machine is analysed. */
const deepestMachine = 2;

export const broadcastTree = defineSource({
  id: "broadcast-tree",
  group: "middle",
  title: "broadcast on a tree",
  summary:
    "A fair bit passed down a binary tree, flipped with probability `flip` at each step; the output is the row of leaves.",
  reference:
    "Lin & Tegmark 2017, Entropy 19(7); Evans, Kenyon, Peres & Schulman 2000, Ann. Appl. Probab. 10(2)",
  params: z.strictObject({
    flip: z
      .number()
      .min(0)
      .max(0.5)
      .default(0.1)
      .describe("probability that a child differs from its parent"),
    depth: z.int().min(1).max(20).default(4).describe("levels below the root; a tree has 2^depth leaves"),
  }),
  example: "broadcast-tree(flip=0.1, depth=4)",
  bind({ flip, depth }) {
    const leaves = 1 << depth;
    return {
      alphabetSize: 2,
      open(random) {
        const bits = random.fork("bits");
        const threshold = probabilityThreshold(flip);
        return recordStream(leaves, 2, random.fork("place"), (record) => broadcast(record, threshold, bits));
      },
      truth() {
        if (flip === 0.5) return independentTruth(1, "every leaf is an independent fair bit");
        const entropyRate = leafRate(flip, depth);
        const symbolEntropy = closedForm(1, "every leaf is a fair bit");
        if (depth <= deepestMachine) {
          const { excessEntropy, statisticalComplexity } = machineTruth(treeMachine(flip, depth));
          return {
            symbolEntropy,
            entropyRate,
            excessEntropy: excessEntropy!,
            statisticalComplexity: statisticalComplexity!,
          };
        }
        const most = boundsOf(entropyRate)?.upper ?? 1;
        return {
          symbolEntropy,
          entropyRate,
          excessEntropy: truthFromBounds(
            { lower: 1 - Math.min(1, most), upper: 2 * depth },
            "H(1) - h <= E <= log2 2^depth + depth bits: past and future are independent given the path from the root to a leaf",
          ),
          statisticalComplexity: unknown("the past does not reveal where a tree starts"),
        };
      },
    };
  },
});

/** Backwards, so that unread symbols are not overwritten. */
function broadcast(record: Symbols, threshold: number, random: Random): void {
  record[0] = random.uint32() >>> 31;
  for (let width = 1; width < record.length; width *= 2) {
    for (let i = width - 1; i >= 0; i--) {
      const bit = record[i]!;
      record[2 * i] = random.uint32() < threshold ? bit ^ 1 : bit;
      record[2 * i + 1] = random.uint32() < threshold ? bit ^ 1 : bit;
    }
  }
}

/** Concatenated trees. */
function treeMachine(flip: number, depth: number): Machine {
  const leaves = 1 << depth;
  const chanceOf = (pattern: number): number => {
    /** likelihoods of the nodes of a level, given 0 and given 1 */
    let level = Array.from({ length: leaves }, (_, i) => ((pattern >> i) & 1 ? [0, 1] : [1, 0]));
    while (level.length > 1) {
      const up = level.map(([zero, one]) => [
        (1 - flip) * zero! + flip * one!,
        flip * zero! + (1 - flip) * one!,
      ]);
      level = Array.from({ length: up.length / 2 }, (_, i) =>
        [0, 1].map((bit) => up[2 * i]![bit]! * up[2 * i + 1]![bit]!),
      );
    }
    return (level[0]![0]! + level[0]![1]!) / 2;
  };
  const records = Array.from({ length: 1 << leaves }, (_, pattern) => {
    const word = Array.from({ length: leaves }, (_, i) => (pattern >> i) & 1);
    return [word, chanceOf(pattern)] as const;
  });
  return recordMachine(
    2,
    records.filter(([, chance]) => chance > 0),
  )!;
}

/** Entropy of the leaves, and of the leaves given the root, in bits. */
interface LeafEntropy {
  readonly free: number;
  readonly given: number;
}

function leafRate(flip: number, depth: number): Truth {
  const leaves = 1 << depth;
  if (depth <= deepest) {
    const { free } = leafEntropy(flip, depth);
    return closedForm(free / leaves, "entropy of the 2^depth leaves, by enumeration of their patterns");
  }
  const { free, given } = leafEntropy(flip, deepest);
  // The roots of the subtrees are the leaves of a shallower tree.
  const subtrees = leaves >> deepest;
  const most = boundsOf(leafRate(flip, depth - deepest))?.upper ?? 1;
  return truthFromBounds(
    { lower: (subtrees * given) / leaves, upper: (subtrees * Math.min(free, most + given)) / leaves },
    `H(leaves | roots of subtrees of depth ${deepest}) <= H(leaves) <= H(leaves, roots), by enumeration`,
  );
}

/** Patterns of leaves with the same two likelihoods are one class; a pair of classes is a class of the next depth. */
function leafEntropy(flip: number, depth: number): LeafEntropy {
  let classes: readonly (readonly [ifZero: number, ifOne: number, patterns: number])[] = [
    [1, 0, 1],
    [0, 1, 1],
  ];
  for (let level = 0; level < depth; level++) {
    const passed = classes.map(
      ([a, b, patterns]) => [(1 - flip) * a + flip * b, (1 - flip) * b + flip * a, patterns] as const,
    );
    classes = passed.flatMap(([a, b, patterns], i) =>
      passed
        .slice(i)
        .map(([c, d, others], j) => [a * c, b * d, (j === 0 ? 1 : 2) * patterns * others] as const),
    );
  }
  let [free, given] = [0, 0];
  for (const [a, b, patterns] of classes) {
    free += patterns * surprise((a + b) / 2);
    given += (patterns * (surprise(a) + surprise(b))) / 2;
  }
  return { free, given };
}

function surprise(p: number): number {
  return p === 0 ? 0 : -p * Math.log2(p);
}
