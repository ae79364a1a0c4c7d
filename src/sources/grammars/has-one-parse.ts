import { largestOf } from "../../core/extremes.ts";
import { type Grammar, rulesByLeft } from "./grammar.ts";

/** Automata beyond these sizes are not built, and the question stays open. */
const mostStates = 3000;
const mostItems = 400_000;

/** Items `rule . dot` of a state with the terminals that may follow; bit sets. */
type State = Map<number, Uint32Array>;

/**
 * Whether sentences strung together can be read in one way only: whether the grammar of texts, T -> T S | S, is
 * LALR(1). Such grammars are unambiguous and their sentence ends can be told; LL(1) grammars without empty right sides
 * are among them.
 *
 * @returns true when proved; false when the automaton has a conflict or is too large, which proves nothing
 * Cost: O(states * items * terminals / 32) for each time that a state is reached with new terminals to follow.
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

  /** Two finished rules that share a terminal to follow, or one whose terminal could also be read on. */
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

  /** No right side is empty, so that what begins a rule is what begins its first symbol. */
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

/** Adds a set to another; tells whether that brought anything. */
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
