import { largestOf } from "../../core/collections.ts";
import { UsageError } from "../../core/errors.ts";
import type { Random } from "../../core/random.ts";
import type { SourceDraft, SymbolStream } from "../../core/source.ts";
import { boundsOf, certified, type GroundTruth, type Truth, unknown } from "../../core/truth.ts";
import { truthFromBounds } from "../../exact/block-entropies.ts";
import { spectralRadius } from "../../math/linear-algebra.ts";
import { lawEntropy } from "../../statistics/entropy.ts";
import { createAliasTable, drawFromLaw } from "../sampling/draws.ts";
import { endless } from "../sampling/streams.ts";
import { lawBits } from "../truths/learnable-bits.ts";
import { cyclesTruth } from "../truths/truths.ts";
import {
  firstSymbolEntropies,
  type Grammar,
  type GrammarMoments,
  grammarMoments,
  hasOneParse,
  meanMatrix,
  rulesByLeft,
  spineSteps,
  stackEntropy,
} from "./grammar.ts";

/**
 * Concatenated sentences, from a random position in the first: a stationary text.
 *
 * @param lengths mean terminals below each nonterminal
 * @param random a stream of its own
 * Cost: two draws a rule.
 */
function grammarStream(grammar: Grammar, lengths: Float64Array, random: Random): SymbolStream {
  const groups = rulesByLeft(grammar);
  const most = largestOf(groups.map(({ length }) => length));
  const choices = createAliasTable(
    groups.map((rules) =>
      padded(
        rules.map(({ probability }) => probability),
        most,
      ),
    ),
    most,
  );
  // Right sides last symbol first, in stack order.
  const starts = new Uint32Array((groups.length << choices.columnBits) + 1);
  const symbols: number[] = [];
  for (const [left, rules] of groups.entries()) {
    for (let column = 0; column < 1 << choices.columnBits; column++) {
      starts[(left << choices.columnBits) + column] = symbols.length;
      for (const one of rules[column]?.right.slice().reverse() ?? []) symbols.push(one);
    }
  }
  starts[groups.length << choices.columnBits] = symbols.length;
  const flat = Int32Array.from(symbols);
  const longest = largestOf(grammar.rules.map(({ right }) => right.length));

  const opening = openingStack(grammar, lengths, random);
  let stack = Int32Array.from({ length: 1024 + 2 * opening.length }, (_, i) => opening[i] ?? 0);
  let height = opening.length;
  return endless((target) => {
    for (let filled = 0; filled < target.length; ) {
      if (height === 0) stack[height++] = ~0;
      const symbol = stack[--height]!;
      if (symbol >= 0) {
        target[filled++] = symbol;
        continue;
      }
      const row = (~symbol << choices.columnBits) + drawFromLaw(choices, ~symbol, random);
      if (height + longest > stack.length) stack = grown(stack);
      for (let at = starts[row]!; at < starts[row + 1]!; at++) stack[height++] = flat[at]!;
    }
  });
}

/** The stack at a random terminal, with that terminal on top: the path down to it leaves its right siblings. */
function openingStack(grammar: Grammar, lengths: Float64Array, random: Random): number[] {
  const steps = spineSteps(grammar, lengths);
  const most = largestOf(steps.map(({ length }) => length));
  const ways = createAliasTable(
    steps.map((choices) =>
      padded(
        choices.map(({ probability }) => probability),
        most,
      ),
    ),
    most,
  );
  const stack: number[] = [];
  let symbol = ~0;
  while (symbol < 0) {
    const { rule, index } = steps[~symbol]![drawFromLaw(ways, ~symbol, random)]!;
    for (let at = rule.right.length - 1; at > index; at--) stack.push(rule.right[at]!);
    symbol = rule.right[index]!;
  }
  stack.push(symbol);
  return stack;
}

function padded(law: readonly number[], length: number): Float64Array {
  return Float64Array.from({ length }, (_, i) => law[i] ?? 0);
}

function grown(stack: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * stack.length);
  larger.set(stack);
  return larger;
}

/** Largest mean length of a sentence: the stack must be remembered. */
const longestMean = 1e6;

/**
 * The endless concatenation of the sentences of a grammar.
 *
 * @throws UsageError when its sentences do not end, or are too long
 */
export function grammarSource(grammar: Grammar): Omit<SourceDraft, "label"> {
  const mean = meanMatrix(grammar);
  const radius = spectralRadius(mean, grammar.nonterminals.length);
  if (radius >= 1 - 1e-9) {
    const kind = radius > 1 + 1e-9 ? "supercritical" : "critical";
    throw new UsageError(
      `the grammar is ${kind}: its mean matrix has spectral radius ${Number(radius.toPrecision(6))}; ` +
        "sentences end when it is below 1",
    );
  }
  const moments = grammarMoments(grammar, mean);
  const length = moments.lengths[0]!;
  if (length > longestMean) {
    throw new UsageError(
      `a sentence has ${Number(length.toPrecision(3))} symbols on average, more than ${longestMean}`,
    );
  }
  return {
    alphabetSize: grammar.terminals.length,
    open: (random) => grammarStream(grammar, moments.lengths, random),
    truth: () => grammarTruth(grammar, moments),
    learnableBits: (n) => probabilityBits(n, grammar, moments),
  };
}

function grammarTruth(grammar: Grammar, moments: GrammarMoments): GroundTruth {
  const { lengths, entropies, symbolLaw } = moments;
  const digits = Math.min(12, Math.floor(14 - Math.log10(lengths[0]!)));
  const symbolEntropy = lawEntropy(symbolLaw);
  const derivation = entropies[0]! / lengths[0]!;
  const entropyRate = hasOneParse(grammar)
    ? certified(
        Math.min(derivation, symbolEntropy),
        digits,
        "derivation entropy over mean length, (I-M)^-1 h / (I-M)^-1 l: texts are LALR(1), so each has one derivation",
      )
    : boundedRate(nextSymbolRate(grammar, moments), derivation, symbolEntropy);
  const only = onlySentence(grammar, lengths[0]!);
  return {
    symbolEntropy: certified(symbolEntropy, digits, "share of each terminal in the mean sentence"),
    entropyRate,
    excessEntropy: boundedExcess(grammar, lengths, symbolEntropy, entropyRate),
    statisticalComplexity: unknown("no general method decides which pasts of a grammar have equal futures"),
    ...(only && cyclesTruth([{ word: only, chance: 1 }])),
  };
}

/** Probabilities of known rules; each text has one derivation, which shows how often every rule was used. */
function probabilityBits(n: number, grammar: Grammar, { visits, lengths }: GrammarMoments): Truth {
  if (!hasOneParse(grammar)) return unknown("texts are not LALR(1), so some may have several derivations");
  const laws = rulesByLeft(grammar).map((rules) => rules.map(({ probability }) => probability));
  const shares = visits.map((uses) => uses / lengths[0]!);
  const route =
    "class: grammars with these rules, probabilities with a Dirichlet(1) prior for each nonterminal";
  const variances = shares.map((share) => share * (1 - share));
  return lawBits(n, laws, shares, variances, 1, route);
}

/** Longer sentences are not searched for repetitions. */
const longestCycle = 1 << 16;

/** The sentence of a grammar without a choice, whose text is periodic. */
function onlySentence(grammar: Grammar, length: number): number[] | undefined {
  const byLeft = rulesByLeft(grammar);
  if (length > longestCycle) return undefined;
  const open = [~0];
  const sentence: number[] = [];
  for (let symbol = open.pop(); symbol !== undefined; symbol = open.pop()) {
    if (symbol >= 0) {
      sentence.push(symbol);
      continue;
    }
    const rules = byLeft[~symbol]!.filter(({ probability }) => probability > 0);
    if (rules.length !== 1) return undefined;
    open.push(...rules[0]!.right.slice().reverse());
  }
  return sentence;
}

/**
 * Entropy of the next symbol given the stack: no past can tell more. Every symbol of a right side except the first is on top of
 * the stack once; so is the sentence itself.
 */
function nextSymbolRate(grammar: Grammar, { lengths, visits }: GrammarMoments): number {
  const first = firstSymbolEntropies(grammar);
  let sum = first[0]!;
  for (const { left, right, probability } of grammar.rules) {
    for (const symbol of right.slice(1)) if (symbol < 0) sum += visits[left]! * probability * first[~symbol]!;
  }
  return sum / lengths[0]!;
}

function boundedRate(lower: number, derivation: number, symbolEntropy: number): Truth {
  const upper = Math.min(derivation, symbolEntropy);
  const above = derivation <= symbolEntropy ? "derivation entropy over mean length" : "H(1)";
  return truthFromBounds(
    { lower: Math.min(lower, upper), upper },
    `H(next symbol | stack) <= h <= ${above}; texts are not LALR(1), so some may have several derivations`,
  );
}

function boundedExcess(grammar: Grammar, lengths: Float64Array, symbolEntropy: number, rate: Truth): Truth {
  const most = boundsOf(rate)?.upper ?? symbolEntropy;
  const upper = stackEntropy(grammar, lengths);
  const lower = Math.min(upper, Math.max(0, symbolEntropy - most));
  return truthFromBounds({ lower, upper }, "H(1) - h <= E <= entropy of the stack of symbols still to come");
}
