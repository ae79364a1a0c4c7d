import type { Random } from "../../src/core/random.ts";
import { shuffled } from "../../src/math/sampling.ts";
import { logGamma } from "../../src/math/special-functions.ts";

/** What a source gives: symbols, and what an ideal learner pays for each, bits. */
interface Drawn {
  readonly symbols: Uint8Array;
  readonly paid: Float64Array;
  /** what it pays for a sample of the same law, bits, shape (n,) */
  paidAnew(random: Random): Float64Array;
}

/** A source whose ideal learner is known: the Bayesian one that knows its family and the law of its parameters. */
export interface GrowingSource {
  readonly name: string;
  readonly alphabetSize: number;
  draw(random: Random, n: number): Drawn;
}

/**
 * A Markov chain whose rows are drawn from a symmetric Dirichlet law. The learner predicts by the counts of the row, and is charged
 * what it pays beyond one that knows the row.
 */
export function chain(letters: number, order: number, concentration: number): GrowingSource {
  const rows = letters ** order;
  const source: GrowingSource = {
    name: `chain of order ${order} over ${letters} letters, Dirichlet(${concentration})`,
    alphabetSize: letters,
    draw(random, n) {
      const laws: (Float64Array | undefined)[] = new Array(rows);
      const counts: (Float64Array | undefined)[] = new Array(rows);
      const symbols = new Uint8Array(n);
      const paid = new Float64Array(n);
      let row = 0;
      for (let at = 0; at < n; at++) {
        laws[row] ??= dirichlet(random, letters, concentration);
        counts[row] ??= new Float64Array(letters + 1);
        const [law, count] = [laws[row]!, counts[row]!];
        let draw = random.uniform();
        let symbol = 0;
        while (symbol < letters - 1 && draw >= law[symbol]!) draw -= law[symbol++]!;
        const predicted = (count[symbol]! + concentration) / (count[letters]! + letters * concentration);
        paid[at] = Math.log2(law[symbol]! / predicted);
        count[symbol]!++;
        count[letters]!++;
        symbols[at] = symbol;
        row = (row * letters + symbol) % rows;
      }
      return { symbols, paid, paidAnew: (other) => source.draw(other, n).paid };
    },
  };
  return source;
}

const space = 26;

/** Letters of a word in each. */
const syllable = 2;
const syllablesOfWord = 3;
const wordLength = syllable * syllablesOfWord;

/** The urn of Pitman and Yor, as it is filled. */
class Urn {
  readonly counts = new Map<number, number>();
  readonly #discount: number;
  readonly #concentration: number;
  #drawn = 0;

  constructor(discount: number, concentration = 1) {
    this.#discount = discount;
    this.#concentration = concentration;
  }

  /** Puts a token in. @returns the bits that it costs whoever knows the urn, without the spelling of a new type */
  add(token: number): number {
    const count = this.counts.get(token) ?? 0;
    const mass =
      count === 0 ? this.#concentration + this.#discount * this.counts.size : count - this.#discount;
    this.counts.set(token, count + 1);
    return -Math.log2(mass / (this.#concentration + this.#drawn++));
  }

  /** @returns as many tokens, whose types are numbered as they come */
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
  /** bits paid for each token in that order, shape (tokens,) */
  paid(tokens: ArrayLike<number>, words: readonly Uint8Array[]): Float64Array;
}

/** Draws words, and draws their order anew: each urn here is exchangeable, or its learner knows nothing of the order. */
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
      const paidAnew = (other: Random) =>
        paidFor(shuffled(Uint32Array.from(tokens), (bound) => other.below(bound)));
      return { symbols, paid: paidFor(tokens), paidAnew };
    },
  };
}

const letters = (random: Random, length: number) => Uint8Array.from({ length }, () => random.below(space));
const spelled = (count: number) => count * Math.log2(space);

/**
 * Words of random letters drawn by the urn of Pitman and Yor: types grow as n^discount. The learner predicts by the urn and pays
 * log2 26 a letter for a new word.
 */
export function urn(discount: number): GrowingSource {
  return ofWords({
    name: `urn with discount ${discount}`,
    tokens: (random, count) => new Urn(discount).fill(count, random),
    words: (random, count) => Array.from({ length: count }, () => letters(random, wordLength)),
    paid: (tokens) => {
      const seen = new Urn(discount);
      return Float64Array.from(tokens, (token) => {
        const isNew = !seen.counts.has(token);
        return seen.add(token) + (isNew ? spelled(wordLength) : 0);
      });
    },
  });
}

/** A small one leaves much to the first words drawn. */
const ofHierarchies = 50;

/**
 * The same with words of syllables, which come from an urn of their own: there are words to learn, and syllables of words. The
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
      const [seen, heard] = [new Urn(discount, ofHierarchies), new Urn(ofSyllables, ofHierarchies)];
      return Float64Array.from(tokens, (token) => {
        const isNew = !seen.counts.has(token);
        let bits = seen.add(token);
        if (!isNew) return bits;
        for (const part of parts(words[token]!)) {
          const unheard = !heard.counts.has(part);
          bits += heard.add(part) + (unheard ? spelled(syllable) : 0);
        }
        return bits;
      });
    },
  });
}

/** Shares of a sample at which the learner of Simon's urn looks what is left of it. */
const looks = 64;

/**
 * Simon's urn: a new word with that probability, else one of the words before, each token as likely. Blocks are read in random order,
 * so its learner knows no time: only how many types there are of each frequency in all, and so how many tokens are left of a
 * type that was seen so many times.
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
        const now = Math.floor((looks * i) / n);
        if (now !== look) [look, known] = [now, new Map()];
        const count = counts.get(token) ?? 0;
        counts.set(token, count + 1);
        const read = (now + 0.5) / looks;
        const left = known.get(count) ?? leftOf(count, read, spectrum);
        known.set(count, left);
        // All new words together, of which each is spelled; or one of those that were seen as often.
        return -Math.log2(left / (n * (1 - read))) + (count === 0 ? spelled(wordLength) : 0);
      });
    },
  });
}

/** Tokens left of a type that came so many times in a share of the sample; of all types together that did not come. */
function leftOf(count: number, read: number, spectrum: ReadonlyMap<number, number>): number {
  let [types, tokens] = [0, 0];
  for (const [f, many] of spectrum) {
    if (f < count || (f === count && count > 0)) continue;
    const log =
      logChoose(f, count) + count * Math.log(read) + (f - count) * Math.log(1 - read) + Math.log(many);
    const weight = Math.exp(log);
    types += weight;
    tokens += weight * (f - count);
  }
  for (const [f, many] of spectrum) if (f === count && count > 0) types += many * read ** f;
  // What nobody expects was seen as often as that: as many are left as of its share.
  if (!(tokens > 0)) return (count * (1 - read)) / read;
  return count === 0 ? tokens : tokens / types;
}

const logChoose = (n: number, k: number) => logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);

/** Lines from a table of so many random entries: learning stops. */
export function table(entries: number, length: number): GrowingSource {
  return {
    name: `table of ${entries} entries of ${length} letters`,
    alphabetSize: space + 1,
    draw(random, n) {
      const all = Array.from({ length: entries }, () =>
        Uint8Array.from({ length }, () => random.below(space)),
      );
      const symbols = new Uint8Array(n).fill(space);
      const paid = new Float64Array(n);
      const seen = new Set<number>();
      for (let at = 0; at < n; at += length + 1) {
        const entry = random.below(entries);
        symbols.set(all[entry]!.subarray(0, n - at), at);
        if (!seen.has(entry)) paid.fill(Math.log2(space), at, at + length);
        seen.add(entry);
      }
      return { symbols, paid, paidAnew: () => paid };
    },
  };
}

function dirichlet(random: Random, size: number, concentration: number): Float64Array {
  const drawn = Float64Array.from({ length: size }, () => gamma(random, concentration));
  const total = drawn.reduce((sum, one) => sum + one, 0);
  return drawn.map((one) => one / total);
}

/** Source: Marsaglia & Tsang 2000, ACM Trans. Math. Softw. 26. */
function gamma(random: Random, shape: number): number {
  if (shape < 1) return gamma(random, shape + 1) * random.uniform() ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = Math.sqrt(-2 * Math.log(random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(random.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}
