import { solveLinear } from "../../math/linear-algebra.ts";
import { lawEntropy } from "../../statistics/entropy.ts";
import { type Grammar, type Rule, rulesByLeft } from "./grammar.ts";

/** Mean values of the derivations of a grammar whose sentences end. */
export interface GrammarMoments {
  /** shape (nonterminals,): mean terminals below each; (I - M)^-1 of the terminals a rule adds */
  readonly lengths: Float64Array;
  /** shape (nonterminals,): entropy of the derivation below each, in bits; (I - M)^-1 of the entropy of the rule */
  readonly entropies: Float64Array;
  /** shape (nonterminals,): how often each is rewritten in a sentence, on average */
  readonly visits: Float64Array;
  /** shape (terminals,): stationary law of one symbol of sentences strung together */
  readonly symbolLaw: Float64Array;
}

/**
 * How many B a rewriting of A brings on average.
 *
 * @returns M, shape (nonterminals, nonterminals), row after row
 */
export function meanMatrix({ nonterminals, rules }: Grammar): Float64Array {
  const n = nonterminals.length;
  const matrix = new Float64Array(n * n);
  for (const { left, right, probability } of rules) {
    for (const symbol of right) if (symbol < 0) matrix[left * n + ~symbol]! += probability;
  }
  return matrix;
}

/**
 * Lengths, derivation entropies and frequencies of a subcritical grammar.
 *
 * @param mean its mean matrix, spectral radius below 1
 * Cost: O(nonterminals^3 + size of the grammar).
 * Source: Grenander 1967, Syntax-controlled probabilities; Chi 1999, Comput. Linguist. 25(1).
 */
export function grammarMoments(grammar: Grammar, mean: Float64Array): GrammarMoments {
  const n = grammar.nonterminals.length;
  const added = new Float64Array(2 * n);
  for (const [left, rules] of rulesByLeft(grammar).entries()) {
    for (const { right, probability } of rules)
      added[2 * left]! += probability * right.filter((symbol) => symbol >= 0).length;
    added[2 * left + 1] = lawEntropy(rules.map(({ probability }) => probability));
  }
  const solved = solveLinear(identityMinus(mean, n), added, n)!;
  const sentence = new Float64Array(n);
  sentence[0] = 1;
  const visits = solveLinear(identityMinus(transposed(mean, n), n), sentence, n)!;
  const lengths = Float64Array.from({ length: n }, (_, left) => solved[2 * left]!);
  const symbolLaw = new Float64Array(grammar.terminals.length);
  for (const { left, right, probability } of grammar.rules) {
    const weight = (visits[left]! * probability) / lengths[0]!;
    for (const symbol of right) if (symbol >= 0) symbolLaw[symbol]! += weight;
  }
  return { lengths, entropies: lengths.map((_, left) => solved[2 * left + 1]!), visits, symbolLaw };
}

/**
 * Entropy of the first terminal below each nonterminal, in bits.
 *
 * @returns shape (nonterminals,)
 * Cost: O(nonterminals^2 (nonterminals + terminals)).
 */
export function firstSymbolEntropies(grammar: Grammar): Float64Array {
  const n = grammar.nonterminals.length;
  const width = grammar.terminals.length;
  const corner = new Float64Array(n * n);
  const direct = new Float64Array(n * width);
  for (const { left, right, probability } of grammar.rules) {
    const first = right[0]!;
    if (first < 0) corner[left * n + ~first]! += probability;
    else direct[left * width + first]! += probability;
  }
  const laws = solveLinear(identityMinus(corner, n), direct, n)!;
  return new Float64Array(n).map((_, left) => lawEntropy(laws.subarray(left * width, (left + 1) * width)));
}

/** What of a right side is still to come once a symbol of it has been entered, and what that symbol is. */
interface SpineStep {
  readonly rule: Rule;
  readonly index: number;
  readonly probability: number;
}

/**
 * The way down from A to a terminal drawn uniformly over all terminals of an endless text: how each step is chosen.
 *
 * @returns for each nonterminal its steps, with probability p(rule) l(symbol) / l(A)
 */
export function spineSteps(grammar: Grammar, lengths: Float64Array): SpineStep[][] {
  return rulesByLeft(grammar).map((rules, left) =>
    rules.flatMap((rule) =>
      rule.right.map((symbol, index) => ({
        rule,
        index,
        probability: (rule.probability * (symbol < 0 ? lengths[~symbol]! : 1)) / lengths[left]!,
      })),
    ),
  );
}

/**
 * Entropy of what is still open, the stack of symbols to come, after a random terminal, in bits; an upper bound where
 * different ways down leave equal stacks.
 *
 * Cost: O(nonterminals^3 + size of the grammar).
 */
export function stackEntropy(grammar: Grammar, lengths: Float64Array): number {
  const n = grammar.nonterminals.length;
  const onward = new Float64Array(n * n);
  const choice = new Float64Array(n);
  for (const [left, steps] of spineSteps(grammar, lengths).entries()) {
    const law = new Map<string, number>();
    for (const { rule, index, probability } of steps) {
      const symbol = rule.right[index]!;
      if (symbol < 0) onward[left * n + ~symbol]! += probability;
      const outcome = [symbol < 0 ? symbol : "end", ...rule.right.slice(index + 1)].join();
      law.set(outcome, (law.get(outcome) ?? 0) + probability);
    }
    choice[left] = lawEntropy([...law.values()]);
  }
  return solveLinear(identityMinus(onward, n), choice, n)![0]!;
}

function identityMinus(matrix: Float64Array, n: number): Float64Array {
  return matrix.map((entry, place) => (place % (n + 1) === 0 ? 1 - entry : -entry));
}

function transposed(matrix: Float64Array, n: number): Float64Array {
  return matrix.map((_, place) => matrix[(place % n) * n + Math.floor(place / n)]!);
}
