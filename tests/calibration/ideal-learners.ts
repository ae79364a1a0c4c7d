import type { Random } from "../../src/core/random.ts";
import { shuffled } from "../../src/math/sampling.ts";
import { logGamma } from "../../src/math/special-functions.ts";
import { dirichletDraw } from "../../src/sources/sampling/draws.ts";

/** Symbols of a source, and the cost of each for an ideal learner, bits. */
export interface PricedDraw {
  readonly symbols: Uint8Array;
  /** shape (n,): excess over a learner that knows the parameter, where the law of the source is a parameter */
  readonly paid: Float64Array;
  /** cost of another sample of the same law, bits, shape (n,) */
  costOfRedraw(random: Random): Float64Array;
}

/** A source with a known ideal learner: the Bayesian one that knows its family and the prior of its parameters. */
export interface GrowingSource {
  readonly name: string;
  readonly alphabetSize: number;
  draw(random: Random, n: number): PricedDraw;
}

/**
 * A Markov chain with rows from a symmetric Dirichlet prior. The learner predicts by the counts of each context, and is charged
 * its excess over a learner that knows the rows.
 */
export function chain(letters: number, order: number, concentration: number): GrowingSource {
  let states = 1;
  for (let i = 0; i < order; i++) states *= letters;
  const source: GrowingSource = {
    name: `chain of order ${order} over ${letters} letters, Dirichlet(${concentration})`,
    alphabetSize: letters,
    draw(random, n) {
      const shapes = new Array<number>(letters).fill(concentration);
      const laws: (Float64Array | undefined)[] = new Array(states);
      const counts: (Float64Array | undefined)[] = new Array(states);
      const symbols = new Uint8Array(n);
      const paid = new Float64Array(n);
      let state = 0;
      for (let at = 0; at < n; at++) {
        laws[state] ??= dirichletDraw(shapes, random);
        counts[state] ??= new Float64Array(letters + 1);
        const [law, count] = [laws[state]!, counts[state]!];
        let draw = random.uniform();
        let symbol = 0;
        while (symbol < letters - 1 && draw >= law[symbol]!) draw -= law[symbol++]!;
        const predicted = (count[symbol]! + concentration) / (count[letters]! + letters * concentration);
        paid[at] = Math.log2(law[symbol]! / predicted);
        count[symbol]!++;
        count[letters]!++;
        symbols[at] = symbol;
        state = (state * letters + symbol) % states;
      }
      return { symbols, paid, costOfRedraw: (other) => source.draw(other, n).paid };
    },
  };
  return source;
}

const space = 26;

/** Letters of a syllable. */
const syllable = 2;
const syllablesOfWord = 3;
const wordLength = syllable * syllablesOfWord;

/** The urn of Pitman and Yor. */
class Urn {
  readonly counts = new Map<number, number>();
  readonly #discount: number;
  readonly #concentration: number;
  #drawn = 0;

  constructor(discount: number, concentration = 1) {
    this.#discount = discount;
    this.#concentration = concentration;
  }

  /** Adds a token. @returns its cost for a learner that knows the urn, without the spelling of a new type, bits */
  add(token: number): number {
    const count = this.counts.get(token) ?? 0;
    const mass =
      count === 0 ? this.#concentration + this.#discount * this.counts.size : count - this.#discount;
    this.counts.set(token, count + 1);
    return -Math.log2(mass / (this.#concentration + this.#drawn++));
  }

  /** @returns `count` tokens, with types numbered in order of appearance */
  fill(count: number, random: Random): number[] {
    const [tokens, counts, concentration] = [[] as number[], [] as number[], this.#concentration];
    while (tokens.length < count) {
      let token = counts.length;
      const mass = concentration + this.#discount * counts.length;
      if (random.uniform() >= mass / (concentration + tokens.length))
        do token = tokens[random.below(tokens.length)]!;
        while (random.uniform() >= (counts[token]! - this.#discount) / counts[token]!);
      counts[token] = (counts[token] ?? 0) + 1;
      tokens.push(token);
    }
    return tokens;
  }
}

/** Tokens of words with a space after each. */
interface Vocabulary {
  readonly name: string;
  tokens(random: Random, count: number): number[];
  /** the letters of each word, shape (words,) of (wordLength,) */
  words(random: Random, count: number): Uint8Array[];
  /** cost of each token in that order, bits, shape (tokens,) */
  paid(tokens: ArrayLike<number>, words: readonly Uint8Array[]): Float64Array;
}

/** Draws words, and redraws their order: an urn here is exchangeable, or its learner does not know the order. */
function ofWords({ name, ...vocabulary }: Vocabulary): GrowingSource {
  return {
    name,
    alphabetSize: space + 1,
    draw(random, n) {
      const tokens = vocabulary.tokens(random, Math.ceil(n / (wordLength + 1)));
      const words = vocabulary.words(random, tokens.reduce((most, one) => Math.max(most, one), 0) + 1);
      const symbols = new Uint8Array(n).fill(space);
      for (const [i, word] of tokens.entries())
        symbols.set(words[word]!.subarray(0, n - i * (wordLength + 1)), i * (wordLength + 1));
      const paidFor = (order: ArrayLike<number>) => {
        const bits = vocabulary.paid(order, words);
        return Float64Array.from(
          { length: n },
          (_, at) => bits[Math.floor(at / (wordLength + 1))]! / (wordLength + 1),
        );
      };
      const costOfRedraw = (other: Random) =>
        paidFor(shuffled(Uint32Array.from(tokens), (bound) => other.below(bound)));
      return { symbols, paid: paidFor(tokens), costOfRedraw };
    },
  };
}

const letters = (random: Random, length: number) => Uint8Array.from({ length }, () => random.below(space));
const spelled = (count: number) => count * Math.log2(space);

/**
 * Words of random letters drawn by the urn of Pitman and Yor: types grow as n^discount. The learner predicts by the urn
 * and pays log2 26 a letter for a new word.
 */
export function urn(discount: number): GrowingSource {
  return ofWords({
    name: `urn with discount ${discount}`,
    tokens: (random, count) => new Urn(discount).fill(count, random),
    words: (random, count) => Array.from({ length: count }, () => letters(random, wordLength)),
    paid: (tokens) => {
      const known = new Urn(discount);
      return Float64Array.from(tokens, (token) => {
        const isNew = !known.counts.has(token);
        return known.add(token) + (isNew ? spelled(wordLength) : 0);
      });
    },
  });
}

/** A small number would depend on the first words drawn. */
const ofHierarchies = 50;

/**
 * The same with words of syllables, which come from their own urn: there are words to learn, and syllables of words. The
 * learner knows both urns.
 *
 * Source: Teh 2006, ACL (hierarchical Pitman-Yor models).
 */
export function hierarchy(discount: number, ofSyllables: number): GrowingSource {
  const parts = (word: Uint8Array) =>
    Array.from({ length: syllablesOfWord }, (_, i) => word[syllable * i]! * space + word[syllable * i + 1]!);
  return ofWords({
    name: `urn with discount ${discount} of syllables with ${ofSyllables}`,
    tokens: (random, count) => new Urn(discount, ofHierarchies).fill(count, random),
    words: (random, count) => {
      const types = new Urn(ofSyllables, ofHierarchies).fill(count * syllablesOfWord, random);
      const spelling = types.map(() => letters(random, syllable));
      return Array.from({ length: count }, (_, word) =>
        Uint8Array.from({ length: wordLength }, (_letter, at) => {
          const type = types[word * syllablesOfWord + Math.floor(at / syllable)]!;
          return spelling[type]![at % syllable]!;
        }),
      );
    },
    paid: (tokens, words) => {
      const [known, syllables] = [new Urn(discount, ofHierarchies), new Urn(ofSyllables, ofHierarchies)];
      return Float64Array.from(tokens, (token) => {
        const isNew = !known.counts.has(token);
        let bits = known.add(token);
        if (!isNew) return bits;
        for (const part of parts(words[token]!)) {
          const isNewSyllable = !syllables.counts.has(part);
          bits += syllables.add(part) + (isNewSyllable ? spelled(syllable) : 0);
        }
        return bits;
      });
    },
  });
}

/** Points of a sample at which the learner of Simon's urn updates what is left. */
const updates = 64;

/**
 * Simon's urn: a new word with that probability, else one of the words before, each token equally likely. Blocks are read in
 * random order, so its learner does not know the order: it knows how many types have each frequency in the sample. From the
 * current count of a type it infers how many of its tokens are left.
 *
 * Source: Simon 1955, Biometrika 42.
 */
export function simon(share: number): GrowingSource {
  return ofWords({
    name: `Simon's urn with a share of new words of ${share}`,
    tokens(random, count) {
      const tokens: number[] = [];
      let types = 0;
      while (tokens.length < count)
        tokens.push(types === 0 || random.uniform() < share ? types++ : tokens[random.below(tokens.length)]!);
      return tokens;
    },
    words: (random, count) => Array.from({ length: count }, () => letters(random, wordLength)),
    paid(tokens) {
      const n = tokens.length;
      const spectrum = new Map<number, number>();
      const frequencies = new Map<number, number>();
      for (let i = 0; i < n; i++) frequencies.set(tokens[i]!, (frequencies.get(tokens[i]!) ?? 0) + 1);
      for (const f of frequencies.values()) spectrum.set(f, (spectrum.get(f) ?? 0) + 1);
      const counts = new Map<number, number>();
      let [look, known] = [-1, new Map<number, number>()];
      return Float64Array.from(tokens, (token, i) => {
        const now = Math.floor((updates * i) / n);
        if (now !== look) [look, known] = [now, new Map()];
        const count = counts.get(token) ?? 0;
        counts.set(token, count + 1);
        const read = (now + 0.5) / updates;
        const left = known.get(count) ?? expectedLeft(count, read, spectrum);
        known.set(count, left);
        // Either any new word, plus its spelling; or one of those with the same count.
        return -Math.log2(left / (n * (1 - read))) + (count === 0 ? spelled(wordLength) : 0);
      });
    },
  });
}

/** Expected tokens left for a type with this count in the part read; for count 0, of all types that did not occur. */
function expectedLeft(count: number, read: number, spectrum: ReadonlyMap<number, number>): number {
  let [types, tokens] = [0, 0];
  for (const [f, many] of spectrum) {
    if (f < count || (f === count && count > 0)) continue;
    const log =
      logChoose(f, count) + count * Math.log(read) + (f - count) * Math.log(1 - read) + Math.log(many);
    const weight = Math.exp(log);
    types += weight;
    tokens += weight * (f - count);
  }
  for (const [f, many] of spectrum)
    if (f === count && count > 0) types += many * Math.exp(f * Math.log(read));
  // For a count that the spectrum rules out, scales it by the share left.
  if (!(tokens > 0)) return (count * (1 - read)) / read;
  return count === 0 ? tokens : tokens / types;
}

const logChoose = (n: number, k: number) => logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);

/** Lines from a table of random entries, all equally likely: learning stops. The learner knows the number of entries. */
export function table(entries: number, length: number): GrowingSource {
  return {
    name: `table of ${entries} entries of ${length} letters`,
    alphabetSize: space + 1,
    draw(random, n) {
      const all = Array.from({ length: entries }, () => letters(random, length));
      const symbols = new Uint8Array(n).fill(space);
      const paid = new Float64Array(n);
      const known = new Set<number>();
      for (let at = 0; at < n; at += length + 1) {
        const entry = random.below(entries);
        symbols.set(all[entry]!.subarray(0, n - at), at);
        const bits = known.has(entry) ? 0 : spelled(length) - Math.log2(entries - known.size);
        known.add(entry);
        paid.fill(bits / length, at, at + length);
      }
      return { symbols, paid, costOfRedraw: () => paid };
    },
  };
}
