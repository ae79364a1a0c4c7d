import { RecipeError } from "../../core/errors.ts";
import type { Grammar, Rule } from "./grammar.ts";

/** Most nonterminals of a written grammar. */
const mostNonterminals = 256;

interface Word {
  readonly text: string;
  readonly quoted: boolean;
  readonly position: number;
}

interface Alternative {
  readonly words: readonly Word[];
  readonly probability: number | undefined;
  readonly position: number;
}

interface Definition {
  readonly name: Word;
  readonly alternatives: readonly Alternative[];
}

/**
 * Parses a grammar such as `S -> ( S S ) [.3] | a [.28] | b [.42]`.
 *
 * `;` or line ends separate definitions, blanks separate symbols. Every left side is a nonterminal, the first one the sentence;
 * everything else is a terminal, in quotes 'like this' where it would be parsed differently. Probabilities are given for all
 * alternatives of a nonterminal, or for none, which makes them equal.
 *
 * @returns terminals in the order in which they appear
 * @throws RecipeError that points at the wrong character of the grammar
 * Cost: O(n).
 */
export function parseGrammar(text: string): Grammar {
  const fail: Fail = (detail, position) => {
    throw new RecipeError(detail, text, position);
  };
  const definitions = new Reader(text, fail).definitions();
  const lefts = new Map<string, number>();
  for (const { name } of definitions) {
    if (name.quoted) fail("a left side must be a name without quotes", name.position);
    if (lefts.has(name.text)) fail(`${name.text} is defined twice`, name.position);
    lefts.set(name.text, lefts.size);
  }
  if (lefts.size > mostNonterminals)
    fail(
      `a grammar has at most ${mostNonterminals} nonterminals`,
      definitions[mostNonterminals]!.name.position,
    );
  const terminals = new Map<string, number>();
  const symbolOf = ({ text: name, quoted }: Word): number => {
    const left = quoted ? undefined : lefts.get(name);
    if (left !== undefined) return ~left;
    if (!terminals.has(name)) terminals.set(name, terminals.size);
    return terminals.get(name)!;
  };
  const rules = definitions.flatMap((definition, left) => {
    const shares = sharesOf(definition, fail);
    const seen = new Set<string>();
    return definition.alternatives.map(({ words, position }, index): Rule => {
      const right = words.map(symbolOf);
      if (seen.has(right.join())) fail(`${definition.name.text} has this right side twice`, position);
      seen.add(right.join());
      return { left, right, probability: shares[index]! };
    });
  });
  refuseUnreachable(definitions, rules, fail);
  return { nonterminals: [...lefts.keys()], terminals: [...terminals.keys()], rules };
}

type Fail = (detail: string, position: number) => never;

function sharesOf({ name, alternatives }: Definition, fail: Fail): number[] {
  const given = alternatives.filter(({ probability }) => probability !== undefined);
  if (given.length === 0) return alternatives.map(() => 1 / alternatives.length);
  const missing = alternatives.find(({ probability }) => probability === undefined);
  if (missing !== undefined)
    return fail(`this right side has no probability, but others of ${name.text} have one`, missing.position);
  const shares = given.map(({ probability }) => probability!);
  const sum = shares.reduce((total, share) => total + share, 0);
  if (Math.abs(sum - 1) > 1e-9)
    fail(`the probabilities of ${name.text} sum to ${Number(sum.toPrecision(10))}, not 1`, name.position);
  return shares;
}

function refuseUnreachable(definitions: readonly Definition[], rules: readonly Rule[], fail: Fail): void {
  const reached = new Set([0]);
  for (const left of reached) {
    for (const rule of rules) {
      if (rule.left === left) for (const symbol of rule.right) if (symbol < 0) reached.add(~symbol);
    }
  }
  const lost = definitions.findIndex((_, left) => !reached.has(left));
  if (lost < 0) return;
  const { name } = definitions[lost]!;
  fail(`${name.text} cannot be reached from ${definitions[0]!.name.text}`, name.position);
}

class Reader {
  readonly #text: string;
  readonly #fail: Fail;
  #at = 0;

  constructor(text: string, fail: Fail) {
    this.#text = text;
    this.#fail = fail;
  }

  definitions(): Definition[] {
    const list: Definition[] = [];
    for (this.#skip(/[\s;]/); this.#at < this.#text.length; this.#skip(/[\s;]/))
      list.push(this.#definition());
    if (list.length === 0) this.#fail("a grammar needs a rule, as in S -> a S b [.4] | c [.6]", this.#at);
    return list;
  }

  #definition(): Definition {
    const name = this.#word() ?? this.#fail(`expected a nonterminal, found ${this.#found()}`, this.#at);
    this.#skip(blank);
    if (!this.#text.startsWith("->", this.#at))
      this.#fail(`expected -> after ${name.text}, found ${this.#found()}`, this.#at);
    this.#at += 2;
    const alternatives: Alternative[] = [];
    do {
      alternatives.push(this.#alternative());
      this.#skip(blank);
    } while (this.#accept("|"));
    if (this.#at < this.#text.length && !/[;\n\r]/.test(this.#text[this.#at]!))
      this.#fail(`expected |, ; or the end, found ${this.#found()}`, this.#at);
    return { name, alternatives };
  }

  #alternative(): Alternative {
    this.#skip(blank);
    const position = this.#at;
    const words: Word[] = [];
    for (let word = this.#word(); word !== undefined; word = this.#word()) words.push(word);
    if (words.length === 0) this.#fail("a right side needs at least one symbol", this.#at);
    return { words, probability: this.#probability(), position };
  }

  #probability(): number | undefined {
    this.#skip(blank);
    const open = this.#at;
    if (!this.#accept("[")) return undefined;
    const end = this.#text.indexOf("]", this.#at);
    if (end < 0) this.#fail("this bracket is never closed with ]", open);
    const text = this.#text.slice(this.#at, end).trim();
    const value = /^(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) ? Number(text) : Number.NaN;
    if (!(value > 0 && value <= 1)) this.#fail("a probability must be above 0 and at most 1", this.#at);
    this.#at = end + 1;
    return value;
  }

  #word(): Word | undefined {
    this.#skip(blank);
    const position = this.#at;
    if (this.#accept("'")) {
      const end = this.#text.indexOf("'", this.#at);
      if (end < 0) this.#fail("this quotation mark is never closed with '", position);
      if (end === this.#at) this.#fail("a terminal needs at least one character", position);
      const text = this.#text.slice(this.#at, end);
      this.#at = end + 1;
      return { text, quoted: true, position };
    }
    while (this.#at < this.#text.length && !/[\s|;[\]']/.test(this.#text[this.#at]!)) {
      if (this.#text.startsWith("->", this.#at)) break;
      this.#at++;
    }
    return this.#at === position
      ? undefined
      : { text: this.#text.slice(position, this.#at), quoted: false, position };
  }

  #accept(unit: string): boolean {
    if (this.#text[this.#at] !== unit) return false;
    this.#at++;
    return true;
  }

  #skip(kind: RegExp): void {
    while (this.#at < this.#text.length && kind.test(this.#text[this.#at]!)) this.#at++;
  }

  #found(): string {
    const code = this.#text.codePointAt(this.#at);
    return code === undefined ? "the end" : `"${String.fromCodePoint(code)}"`;
  }
}

/** Blanks inside a definition; a line end closes it. */
const blank = /[^\S\r\n]/;
