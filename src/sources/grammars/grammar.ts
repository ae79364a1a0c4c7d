/** One rule A -> Y1 ... Ym with the probability that A takes it. */
export interface Rule {
  /** number of the nonterminal that is rewritten */
  readonly left: number;
  /** at least one symbol: terminal t as t, nonterminal A as ~A (negative) */
  readonly right: readonly number[];
  readonly probability: number;
}

/**
 * A probabilistic context-free grammar without empty right sides. Nonterminal 0 is the sentence; the rules stand in
 * the order of their left sides, and those of one left side sum to 1.
 */
export interface Grammar {
  readonly nonterminals: readonly string[];
  readonly terminals: readonly string[];
  readonly rules: readonly Rule[];
}

/** The rules of each nonterminal. */
export function rulesByLeft({ nonterminals, rules }: Grammar): Rule[][] {
  const groups: Rule[][] = nonterminals.map(() => []);
  for (const rule of rules) groups[rule.left]!.push(rule);
  return groups;
}

/** The grammar without the nonterminals that no sentence can reach. */
export function withoutUnreachable(grammar: Grammar): Grammar {
  const groups = rulesByLeft(grammar);
  const number = new Map([[0, 0]]);
  for (const left of number.keys()) {
    for (const { right } of groups[left]!) {
      for (const symbol of right) if (symbol < 0 && !number.has(~symbol)) number.set(~symbol, number.size);
    }
  }
  const renamed = (symbol: number): number => (symbol < 0 ? ~number.get(~symbol)! : symbol);
  return {
    nonterminals: [...number.keys()].map((left) => grammar.nonterminals[left]!),
    terminals: grammar.terminals,
    rules: [...number.entries()].flatMap(([left, to]) =>
      groups[left]!.map((rule) => ({ ...rule, left: to, right: rule.right.map(renamed) })),
    ),
  };
}
