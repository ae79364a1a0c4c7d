import type { Random } from "../../core/random.ts";
import { spectralRadius } from "../../math/linear-algebra.ts";
import { type Grammar, meanMatrix, type Rule, rulesByLeft, withoutUnreachable } from "./grammar.ts";

interface RandomGrammarShape {
  readonly nonterminals: number;
  readonly terminals: number;
  /** right sides of each nonterminal */
  readonly rules: number;
  /** most symbols of a right side */
  readonly length: number;
  /** whether every rule of a nonterminal begins with a terminal of its own */
  readonly simple: boolean;
  /** largest spectral radius of the mean matrix */
  readonly radius: number;
}

/**
 * A random grammar whose sentences end. Right sides have uniform lengths; half of their symbols are nonterminals, except that
 * the first right side of each nonterminal has only terminals. Probabilities are uniform on the simplex; those of rules with m
 * nonterminals are then multiplied by g^m with the largest g <= 1 that keeps the spectral radius.
 *
 * Cost: some 50 spectral radii, O(nonterminals^3) each.
 */
export function randomGrammar(shape: RandomGrammarShape, random: Random): Grammar {
  const grammar = withoutUnreachable({
    nonterminals: Array.from({ length: shape.nonterminals }, (_, left) => `N${left}`),
    terminals: Array.from({ length: shape.terminals }, (_, terminal) => String(terminal)),
    rules: Array.from({ length: shape.nonterminals }, (_, left) => randomRules(left, shape, random)).flat(),
  });
  const radiusAt = (damping: number): number => {
    const mean = meanMatrix(damped(grammar, damping));
    return spectralRadius(mean, grammar.nonterminals.length);
  };
  if (radiusAt(1) <= shape.radius) return grammar;
  let [low, high] = [0, 1];
  for (let step = 0; step < 40; step++) {
    const middle = (low + high) / 2;
    if (radiusAt(middle) <= shape.radius) low = middle;
    else high = middle;
  }
  return damped(grammar, low);
}

function randomRules(left: number, shape: RandomGrammarShape, random: Random): Rule[] {
  const { nonterminals, terminals, length, simple } = shape;
  const firsts = simple ? distinct(shape.rules, terminals, random) : [];
  const weights = Array.from({ length: shape.rules }, () => -Math.log(1 - random.uniform()));
  const total = weights.reduce((a, b) => a + b, 0);
  const rules: Rule[] = [];
  for (const [index, weight] of weights.entries()) {
    const right = Array.from({ length: 1 + random.below(length) }, (_, place) => {
      if (simple && place === 0) return firsts[index]!;
      return index === 0 || random.below(2) === 0 ? random.below(terminals) : ~random.below(nonterminals);
    });
    // Equal right sides would be one rule twice: the first one gets the weight of both.
    const same = rules.findIndex((rule) => rule.right.join() === right.join());
    if (same < 0) rules.push({ left, right, probability: weight / total });
    else rules[same] = { left, right, probability: rules[same]!.probability + weight / total };
  }
  return rules;
}

/** Distinct numbers below a bound, in random order. */
function distinct(count: number, bound: number, random: Random): number[] {
  const taken = new Set<number>();
  while (taken.size < count) taken.add(random.below(bound));
  return [...taken];
}

/** Makes rules with m nonterminals rarer by damping^m. */
function damped(grammar: Grammar, damping: number): Grammar {
  const rules = rulesByLeft(grammar).flatMap((group) => {
    const weights = group.map(({ right, probability }) =>
      right.reduce((weight, symbol) => (symbol < 0 ? weight * damping : weight), probability),
    );
    const total = weights.reduce((a, b) => a + b, 0);
    return group.map((rule, index) => ({ ...rule, probability: weights[index]! / total }));
  });
  return { ...grammar, rules };
}
