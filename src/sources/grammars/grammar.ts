import { largestOf } from "../../core/collections.ts";
import { solveLinear } from "../../math/linear-algebra.ts";
import { lawEntropy } from "../../statistics/entropy.ts";

/** One rule A -> Y1 ... Ym with its probability given A. */
export interface Rule {
  /** number of the nonterminal that is rewritten */
  readonly left: number;
  /** at least one symbol: terminal t as t, nonterminal A as ~A (negative) */
  readonly right: readonly number[];
  readonly probability: number;
}

/**
 * A probabilistic context-free grammar without empty right sides. Nonterminal 0 is the sentence; the rules are sorted by their
 * left sides, and those of one left side sum to 1.
 */
export interface Grammar {
  readonly nonterminals: readonly string[];
  readonly terminals: readonly string[];
  readonly rules: readonly Rule[];
}

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
 * Mean number of B in a rewriting of A.
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

/** The rest of a right side after entering one of its symbols, and that symbol. */
interface SpineStep {
  readonly rule: Rule;
  readonly index: number;
  readonly probability: number;
}

/**
 * The path down from A to a terminal drawn uniformly over all terminals of an endless text: the law of each step.
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
 * Entropy of the stack after a random terminal, in bits; an upper bound where different paths leave equal stacks.
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

/** Larger automata are not built, and ambiguity stays undecided. */
const mostStates = 3000;
const mostItems = 400_000;

/** Items `rule . dot` of a state with the terminals that may follow; bit sets. */
type State = Map<number, Uint32Array>;

/**
 * Whether concatenated sentences have only one parse: whether the grammar of texts, T -> T S | S, is LALR(1). Such grammars are
 * unambiguous and their sentence ends can be recognised; LL(1) grammars without empty right sides are among them.
 *
 * @returns true when proved; false when the automaton has a conflict or is too large, which proves nothing
 * Cost: O(states * items * terminals / 32) each time a state is reached with new lookahead terminals.
 * Source: DeRemer 1969, Practical translators for LR(k) languages; Aho, Lam, Sethi & Ullman 2006, Compilers, 4.7.
 */
export function hasOneParse(grammar: Grammar): boolean {
  return new Automaton(grammar).isDeterministic();
}

class Automaton {
  readonly #right: number[][];
  readonly #left: number[];
  /** rules of each nonterminal, by number; the text is the last nonterminal */
  readonly #rulesOf: number[][];
  readonly #first: Uint32Array[];
  readonly #words: number;
  readonly #span: number;
  readonly #end: number;

  constructor(grammar: Grammar) {
    const text = grammar.nonterminals.length;
    const goal = text + 1;
    const groups = rulesByLeft(grammar).map((rules) => rules.map(({ right }) => [...right]));
    groups.push([[~text, ~0], [~0]], [[~text]]);
    this.#left = groups.flatMap((rules, left) => rules.map(() => left));
    this.#right = groups.flat();
    this.#rulesOf = groups.map((_, left) =>
      this.#left.flatMap((other, rule) => (other === left ? [rule] : [])),
    );
    this.#end = grammar.terminals.length;
    this.#words = (this.#end >>> 5) + 1;
    this.#span = 1 + largestOf(this.#right.map(({ length }) => length));
    this.#first = this.#firstSets(goal + 1);
  }

  isDeterministic(): boolean {
    const goalRule = this.#right.length - 1;
    const follow = new Uint32Array(this.#words);
    insert(follow, this.#end);
    const start: State = new Map([[goalRule * this.#span, follow]]);
    const kernels = [start];
    const byCore = new Map([[coreOf(start), 0]]);
    const pending = [0];
    let items = 0;
    for (let state = pending.pop(); state !== undefined; state = pending.pop()) {
      const closed = this.#closure(kernels[state]!);
      items += closed.size;
      if (items > mostItems || this.#conflicts(closed)) return false;
      for (const kernel of this.#successors(closed)) {
        const core = coreOf(kernel);
        const known = byCore.get(core);
        if (known === undefined) {
          if (kernels.length >= mostStates) return false;
          byCore.set(core, kernels.length);
          pending.push(kernels.length);
          kernels.push(kernel);
        } else if (mergeState(kernels[known]!, kernel) && !pending.includes(known)) pending.push(known);
      }
    }
    return true;
  }

  #symbolAt(item: number): number | undefined {
    return this.#right[Math.floor(item / this.#span)]![item % this.#span];
  }

  #closure(kernel: State): State {
    const closed: State = new Map([...kernel].map(([item, follow]) => [item, follow.slice()]));
    const pending = [...closed.keys()];
    for (let item = pending.pop(); item !== undefined; item = pending.pop()) {
      const symbol = this.#symbolAt(item);
      if (symbol === undefined || symbol >= 0) continue;
      const after = this.#symbolAt(item + 1);
      const follow = after === undefined ? closed.get(item)! : this.#firstOf(after);
      for (const rule of this.#rulesOf[~symbol]!) {
        const entered = rule * this.#span;
        const known = closed.get(entered);
        if (known === undefined) closed.set(entered, follow.slice());
        if (known === undefined || merge(known, follow)) pending.push(entered);
      }
    }
    return closed;
  }

  /** Two finished rules with a common lookahead terminal, or one whose lookahead could also be shifted. */
  #conflicts(closed: State): boolean {
    const taken = new Uint32Array(this.#words);
    for (const item of closed.keys()) {
      const symbol = this.#symbolAt(item);
      if (symbol !== undefined && symbol >= 0) insert(taken, symbol);
    }
    for (const [item, follow] of closed) {
      if (this.#symbolAt(item) !== undefined) continue;
      for (let word = 0; word < taken.length; word++) {
        if ((taken[word]! & follow[word]!) !== 0) return true;
        taken[word]! |= follow[word]!;
      }
    }
    return false;
  }

  #successors(closed: State): Iterable<State> {
    const bySymbol = new Map<number, State>();
    for (const [item, follow] of closed) {
      const symbol = this.#symbolAt(item);
      if (symbol === undefined) continue;
      const kernel = bySymbol.get(symbol) ?? new Map();
      kernel.set(item + 1, follow);
      bySymbol.set(symbol, kernel);
    }
    return bySymbol.values();
  }

  #firstOf(symbol: number): Uint32Array {
    if (symbol < 0) return this.#first[~symbol]!;
    const single = new Uint32Array(this.#words);
    insert(single, symbol);
    return single;
  }

  /** No right side is empty, so the first terminals of a rule are those of its first symbol. */
  #firstSets(nonterminals: number): Uint32Array[] {
    const sets = Array.from({ length: nonterminals }, () => new Uint32Array(this.#words));
    for (let changed = true; changed; ) {
      changed = false;
      for (const [rule, right] of this.#right.entries()) {
        const set = sets[this.#left[rule]!]!;
        const symbol = right[0]!;
        if (symbol < 0) changed = merge(set, sets[~symbol]!) || changed;
        else insert(set, symbol);
      }
    }
    return sets;
  }
}

function coreOf(state: State): string {
  return [...state.keys()].sort((a, b) => a - b).join();
}

function insert(set: Uint32Array, element: number): void {
  set[element >>> 5]! |= 1 << (element & 31);
}

/** Adds a set to another; returns whether that changed it. */
function merge(into: Uint32Array, from: Uint32Array): boolean {
  let grew = false;
  for (let word = 0; word < into.length; word++) {
    const union = (into[word]! | from[word]!) >>> 0;
    grew ||= union !== into[word];
    into[word] = union;
  }
  return grew;
}

function mergeState(into: State, from: State): boolean {
  let grew = false;
  for (const [item, follow] of from) grew = merge(into.get(item)!, follow) || grew;
  return grew;
}
