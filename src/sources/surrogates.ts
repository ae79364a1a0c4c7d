import * as z from "zod";
import { UsageError } from "../core/errors.ts";
import type { Random } from "../core/random.ts";
import { allocateSymbols, type Symbols } from "../core/sequence.ts";
import { type BoundSource, defineSource, type Machine, type SymbolStream } from "../core/source.ts";
import { bounded, closedForm, type GroundTruth, unknown } from "../core/truth.ts";
import { truthOfDifference } from "../exact/block-entropies.ts";
import { createMachine, type Edge, lumpStates, machineLimits } from "../exact/machine.ts";
import { shuffled, type UniformInteger } from "../math/sampling.ts";
import { logMultinomial } from "../math/special-functions.ts";
import { lawEntropy, plugInEntropy } from "../statistics/entropy.ts";
import { countTrails, type KGramGraph, kGramGraph, randomTrail } from "../statistics/shuffles.ts";
import { textSource } from "./real.ts";
import { endless, piecewise } from "./sampling/streams.ts";

/**
 * The bytes of a source that is a text.
 *
 * @param wanted the source that needs them, for the message
 * @throws UsageError when the source is a generator
 */
function literalText(source: BoundSource, wanted: string): Uint8Array {
  if (source.text !== undefined) return source.text;
  throw new UsageError(`${wanted} needs a text, file(...) or corpus(...), not ${source.source.id}`);
}

/** The text read as a circle: all its positions, sorted by the k symbols before the next one. */
interface CircularContexts {
  /** shape (contexts + 1,): index of the first position of each context */
  readonly starts: Uint32Array;
  /** shape (n,): the symbol after the context at each position */
  readonly nextSymbol: Symbols;
  /** shape (n,): the context one position further on */
  readonly nextContext: Uint32Array;
  /** H(k) of the circular k-gram counts, in bits */
  readonly contextEntropy: number;
  /** H(k+1) of the circular (k+1)-gram counts, in bits */
  readonly extendedEntropy: number;
}

/**
 * Sorts the positions of a circular text by their k-grams.
 *
 * @param text shape (n,), n >= 1, each below `alphabetSize`
 * @param order k >= 0
 * Cost: O((n + A) (k + 1)) time, 14 bytes a symbol while it runs, 5 afterwards; a little more for large alphabets.
 */
export function circularContexts(text: Symbols, order: number, alphabetSize = 256): CircularContexts {
  const n = text.length;
  const places = sortPlaces(text, order + 1, alphabetSize);
  const contextAt = new Uint32Array(n);
  const contextCounts: number[] = [];
  const gramCounts: number[] = [];
  const starts: number[] = [];
  for (let row = 0; row < n; row++) {
    const shared = row === 0 ? -1 : sharedLength(text, places[row - 1]!, places[row]!, order + 1);
    if (shared <= order) gramCounts.push(0);
    if (shared < order) {
      contextCounts.push(0);
      starts.push(row);
    }
    gramCounts[gramCounts.length - 1]!++;
    contextCounts[contextCounts.length - 1]!++;
    contextAt[places[row]!] = contextCounts.length - 1;
  }
  const nextSymbol = allocateSymbols(n, alphabetSize);
  const nextContext = new Uint32Array(n);
  for (let row = 0; row < n; row++) {
    const place = places[row]!;
    nextSymbol[row] = text[(place + order) % n]!;
    nextContext[row] = contextAt[place + 1 === n ? 0 : place + 1]!;
  }
  return {
    starts: Uint32Array.from([...starts, n]),
    nextSymbol,
    nextContext,
    contextEntropy: plugInEntropy(contextCounts),
    extendedEntropy: plugInEntropy(gramCounts),
  };
}

/** Positions sorted by the next `length` symbols, by radix from the last symbol to the first. */
function sortPlaces(text: Symbols, length: number, alphabetSize: number): Uint32Array {
  const n = text.length;
  const ends = new Uint32Array(alphabetSize + 1);
  for (let i = 0; i < n; i++) ends[text[i]! + 1]!++;
  for (let symbol = 1; symbol <= alphabetSize; symbol++) ends[symbol]! += ends[symbol - 1]!;
  let places = Uint32Array.from({ length: n }, (_, place) => place);
  let sorted = new Uint32Array(n);
  for (let offset = length - 1; offset >= 0; offset--) {
    const next = ends.slice();
    for (let row = 0; row < n; row++) {
      const place = places[row]!;
      sorted[next[text[(place + offset) % n]!]!++] = place;
    }
    [places, sorted] = [sorted, places];
  }
  return places;
}

function sharedLength(text: Symbols, a: number, b: number, longest: number): number {
  const n = text.length;
  let shared = 0;
  while (shared < longest && text[(a + shared) % n] === text[(b + shared) % n]) shared++;
  return shared;
}

/**
 * A Markov chain with the law of a text read as a circle. Each step copies the text at a random position with the same context,
 * so that no table of counts is needed.
 *
 * @param random a stream of its own
 * Cost: O(1) a symbol.
 */
export function contextStream(
  { starts, nextSymbol, nextContext }: CircularContexts,
  random: Random,
): SymbolStream {
  let context = nextContext[random.below(nextContext.length)]!;
  return endless((target) => {
    let current = context;
    for (let i = 0; i < target.length; i++) {
      const start = starts[current]!;
      const choices = starts[current + 1]! - start;
      const row = choices === 1 ? start : start + random.below(choices);
      target[i] = nextSymbol[row]!;
      current = nextContext[row]!;
    }
    context = current;
  });
}

export const surrogate = defineSource({
  id: "surrogate",
  group: "surrogates",
  title: "Markov surrogate of a text",
  summary:
    "Shannon's approximations: a chain with exactly the (order+1)-gram shares of a text read circularly.",
  reference: "Shannon 1948, Bell Syst. Tech. J. 27, section 3",
  params: z.strictObject({
    order: z.int().min(0).max(64).default(3).describe("bytes of memory"),
  }),
  inputs: 1,
  example: "surrogate(corpus(moby-dick), order=3)",
  bind({ order }, [child]) {
    const text = literalText(child!, "surrogate");
    if (text.length === 0) throw new UsageError("the text is empty");
    const contexts = circularContexts(text, order);
    return {
      alphabetSize: child!.alphabetSize,
      machine: () => contextMachine(contexts, child!.alphabetSize),
      open: (random) => contextStream(contexts, random),
      truth: () => surrogateTruth(text, order, contexts, contextMachine(contexts, child!.alphabetSize)),
    };
  },
});

function contextMachine(contexts: CircularContexts, alphabetSize: number): Machine | undefined {
  const { starts, nextSymbol, nextContext } = contexts;
  const states = starts.length - 1;
  if (states > machineLimits.states) return undefined;
  const edges: Edge[] = [];
  const stationary = new Float64Array(states);
  for (let from = 0; from < states; from++) {
    const [start, end] = [starts[from]!, starts[from + 1]!];
    stationary[from] = (end - start) / nextSymbol.length;
    // Positions are sorted by context and then by the next symbol: equal edges are neighbours.
    for (let row = start; row < end; ) {
      let after = row + 1;
      while (after < end && nextSymbol[after] === nextSymbol[row]) after++;
      const probability = (after - row) / (end - start);
      edges.push({ from, symbol: nextSymbol[row]!, to: nextContext[row]!, probability });
      row = after;
    }
  }
  return createMachine(alphabetSize, states, edges, { stationary });
}

function surrogateTruth(
  text: Uint8Array,
  order: number,
  { contextEntropy, extendedEntropy }: CircularContexts,
  machine: Machine | undefined,
): GroundTruth {
  const counts = new Float64Array(256);
  for (let i = 0; i < text.length; i++) counts[text[i]!]!++;
  const rate = Math.max(0, extendedEntropy - contextEntropy);
  return {
    symbolEntropy: closedForm(plugInEntropy(counts), "shares of the bytes"),
    entropyRate: truthOfDifference(
      extendedEntropy,
      contextEntropy,
      "H(order+1) - H(order) of the circular counts",
    ),
    excessEntropy: truthOfDifference(
      (order + 1) * contextEntropy,
      order * extendedEntropy,
      "H(order) - order h of the circular counts",
    ),
    statisticalComplexity: machine
      ? closedForm(
          lawEntropy(lumpStates(machine).stationary),
          "entropy of the contexts, merged where their futures are equal",
        )
      : bounded(Math.max(0, contextEntropy - order * rate), contextEntropy, "E <= C_mu <= H(order)"),
  };
}

export const wordSurrogate = defineSource({
  id: "word-surrogate",
  group: "surrogates",
  title: "Markov surrogate of words",
  summary:
    "Shannon's word approximations: a chain with the shares of runs of order + 1 words of a text read circularly; each word keeps the white space after it.",
  reference: "Shannon 1948, Bell Syst. Tech. J. 27, section 3",
  params: z.strictObject({
    order: z.int().min(0).max(8).default(1).describe("words of memory"),
  }),
  inputs: 1,
  example: "word-surrogate(corpus(moby-dick), order=1)",
  bind({ order }, [child]) {
    const text = literalText(child!, "word-surrogate");
    if (text.length === 0) throw new UsageError("the text is empty");
    const { words, tokens } = circularWords(text);
    const contexts = circularContexts(tokens, order, words.length);
    const counts = new Float64Array(256);
    for (let i = 0; i < text.length; i++) counts[text[i]!]!++;
    const wordsPerByte = tokens.length / text.length;
    const why = unknown("the memory of the chain in bytes is not computed");
    return {
      alphabetSize: child!.alphabetSize,
      open: (random) => spelled(words, random, (draws) => contextStream(contexts, draws)),
      truth: () => ({
        symbolEntropy: closedForm(plugInEntropy(counts), "shares of the bytes"),
        entropyRate: truthOfDifference(
          contexts.extendedEntropy * wordsPerByte,
          contexts.contextEntropy * wordsPerByte,
          "H(order+1) - H(order) of the circular counts of words, over their mean length: white space separates words",
        ),
        excessEntropy: why,
        statisticalComplexity: why,
      }),
    };
  },
});

/** The words of a text read as a circle, each with the following white space, and their numbers in the order of the text. */
function circularWords(text: Uint8Array): { words: Uint8Array[]; tokens: Uint32Array } {
  const n = text.length;
  const starts: number[] = [];
  for (let i = 0; i < n; i++)
    if (!isAsciiSpace(text[i]!) && isAsciiSpace(text[i === 0 ? n - 1 : i - 1]!)) starts.push(i);
  if (starts.length === 0) starts.push(0); // only or no white space: one word
  const numbers = new Map<string, number>();
  const words: Uint8Array[] = [];
  const tokens = new Uint32Array(starts.length);
  for (const [place, start] of starts.entries()) {
    const end = starts[place + 1] ?? starts[0]! + n;
    const word = Uint8Array.from({ length: end - start }, (_, i) => text[(start + i) % n]!);
    const key = latin1.decode(word);
    if (!numbers.has(key)) {
      numbers.set(key, words.length);
      words.push(word);
    }
    tokens[place] = numbers.get(key)!;
  }
  return { words, tokens };
}

/** Injective on bytes. */
const latin1 = new TextDecoder("latin1");

/**
 * Words of a chain as bytes, from a random byte on: the first word is drawn in proportion to its length, by rejection.
 *
 * @param chain opens the chain of words at a random position
 */
function spelled(
  words: readonly Uint8Array[],
  random: Random,
  chain: (draws: Random) => SymbolStream,
): SymbolStream {
  const places = random.fork("place");
  const longest = words.reduce((most, { length }) => Math.max(most, length), 0);
  const next = new Uint32Array(1);
  let stream: SymbolStream;
  let tries = 0;
  do {
    stream = chain(random.fork(`words${tries++}`));
    stream.fill(next);
  } while (places.below(longest) >= words[next[0]!]!.length);
  const first = words[next[0]!]!;
  return piecewise(
    () => {
      stream.fill(next);
      return words[next[0]!]!;
    },
    first.subarray(places.below(first.length)),
  );
}

/** One step from noise to a text. */
export interface LadderRung {
  readonly recipe: string;
  /** what the rung preserves of the text */
  readonly keeps: string;
}

/** Orders of the chains on the ladder. */
const orders = [0, 1, 2, 3, 4, 5, 6, 7, 8] as const;

/**
 * Shannon's approximations to a text and beyond, from noise to the text: a recipe for each rung.
 *
 * @param text recipe of a text, file(...) or corpus(...)
 * Source: Shannon 1948, Bell Syst. Tech. J. 27, section 3.
 */
export function shannonLadder(text: string): LadderRung[] {
  return [
    { recipe: "uniform(alphabet=256)", keeps: "nothing" },
    ...orders.map((order) => ({
      recipe: `surrogate(${text}, order=${order})`,
      keeps: order === 0 ? "shares of the bytes" : `shares of ${order + 1} bytes in a row`,
    })),
    { recipe: `word-surrogate(${text}, order=0)`, keeps: "shares of the words" },
    { recipe: `word-surrogate(${text}, order=1)`, keeps: "shares of 2 words in a row" },
    { recipe: `shuffle(${text}, by=sentence)`, keeps: "sentences" },
    { recipe: text, keeps: "everything" },
  ];
}

export const eulerShuffle = defineSource({
  id: "euler-shuffle",
  group: "surrogates",
  title: "shuffle that keeps k-grams",
  summary:
    "A random text with exactly the k-gram counts and the ends of a text; all such texts are equally likely.",
  reference:
    "Altschul & Erickson 1985, Mol. Biol. Evol. 2(6); Kandel, Matias, Unger & Winkler 1996, Discrete Appl. Math. 71",
  params: z.strictObject({
    k: z.int().min(1).max(64).default(2).describe("k: length of the k-grams whose counts are kept"),
  }),
  inputs: 1,
  example: "euler-shuffle(corpus(moby-dick), k=2)",
  bind({ k }, [child]) {
    const text = literalText(child!, "euler-shuffle");
    const { alphabetSize } = child!;
    if (text.length < k) return textSource(text);
    const graph = kGramGraph(text, k, alphabetSize);
    return {
      alphabetSize,
      length: text.length,
      open(random) {
        const shuffled = Uint8Array.prototype.slice.call(text);
        shuffled.set(
          randomTrail(graph, (bound) => random.below(bound)),
          k - 1,
        );
        return textSource(shuffled).open(random);
      },
      truth: () => trailTruth(text, graph, k, alphabetSize),
    };
  },
});

function trailTruth(text: Uint8Array, graph: KGramGraph, k: number, alphabetSize: number): GroundTruth {
  const { lower, upper, chain } = countTrails(graph);
  const n = text.length;
  const counts = new Float64Array(256);
  for (let i = 0; i < n; i++) counts[text[i]!]!++;
  const { contextEntropy, extendedEntropy } = circularContexts(text, k - 1, alphabetSize);
  const number =
    lower === upper
      ? `log2 of the number of texts with these counts, 2^${Number(lower.toPrecision(12))} (BEST theorem), over n <= h`
      : `log2 of the number of texts with these counts, at least 2^${Number(lower.toPrecision(6))} (too many ${k - 1}-grams to count trees), over n <= h`;
  return {
    symbolEntropy: closedForm(plugInEntropy(counts), "shares of the bytes, which the shuffle keeps"),
    entropyRate: bounded(
      lower / n,
      Math.max(lower, chain) / n,
      `${number} <= bits per symbol of a chain of order ${k - 1} with these counts`,
    ),
    excessEntropy: truthOfDifference(
      k * contextEntropy,
      (k - 1) * extendedEntropy,
      `H(${k - 1}) - ${k - 1} h of the circular counts, in the limit of a long text with these shares`,
    ),
    statisticalComplexity: unknown(
      `not computed; that of surrogate(..., order=${k - 1}) in the limit of a long text`,
    ),
  };
}

/**
 * Pieces of a text in uniformly random order; the gaps between them keep their order.
 *
 * @param text shape (n,)
 * @param bounds start and end of each piece, in turn, ascending
 * @param uniformInteger source of randomness, called once a piece
 * @returns shape (n,), the same symbols in another order
 * Cost: O(n).
 */
export function shufflePieces<T extends Symbols>(
  text: T,
  bounds: readonly number[],
  uniformInteger: UniformInteger,
): T {
  const pieces = bounds.length / 2;
  const order = shuffled(
    Uint32Array.from({ length: pieces }, (_, piece) => piece),
    uniformInteger,
  );
  // `slice` of a Buffer would not copy.
  const result = Uint8Array.prototype.slice.call(text) as T;
  let at = 0;
  const append = (from: number, to: number): void => {
    result.set(text.subarray(from, to), at);
    at += to - from;
  };
  let gap = 0;
  for (let place = 0; place < pieces; place++) {
    append(gap, bounds[2 * place]!);
    gap = bounds[2 * place + 1]!;
    const piece = order[place]!;
    append(bounds[2 * piece]!, bounds[2 * piece + 1]!);
  }
  append(gap, text.length);
  return result;
}

/**
 * The words of a text in random order; the white space between them keeps its order. Words end at ASCII white space, so that
 * the result does not depend on a Unicode version.
 *
 * @param text any bytes, or symbols of which `isSpace` says which ones separate words
 * @param uniformInteger source of randomness, called once a word
 * @returns shape (n,), the same bytes in another order
 * Cost: O(n).
 */
export function shuffleWords<T extends Symbols>(
  text: T,
  uniformInteger: UniformInteger,
  isSpace: (symbol: number) => boolean = isAsciiSpace,
): T {
  return shufflePieces(text, wordBounds(text, isSpace), uniformInteger);
}

/** White space of ASCII, by its code. */
export function isAsciiSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d);
}

/** Start and end of each word, in turn. */
function wordBounds(text: Symbols, isSpace: (symbol: number) => boolean): number[] {
  const bounds: number[] = [];
  let inside = false;
  for (let i = 0; i < text.length; i++) {
    if (isSpace(text[i]!) === inside) {
      bounds.push(i);
      inside = !inside;
    }
  }
  if (inside) bounds.push(text.length);
  return bounds;
}

export const shuffle = defineSource({
  id: "shuffle",
  group: "surrogates",
  title: "shuffled text",
  summary:
    "A text with its bytes, words, sentences or lines in random order; everything between these pieces stays in place.",
  reference: "Theiler et al. 1992, Physica D 58; Fisher & Yates 1938 for the permutation",
  params: z.strictObject({
    by: z
      .enum(["symbol", "word", "sentence", "line"])
      .default("symbol")
      .describe("unit that is permuted; sentences end at . ! ? before white space, or at an empty line"),
  }),
  inputs: 1,
  example: "shuffle(corpus(moby-dick), by=word)",
  bind({ by }, [child]) {
    const text = literalText(child!, "shuffle");
    return {
      alphabetSize: child!.alphabetSize,
      length: text.length,
      open(random) {
        const order = (bound: number) => random.below(bound);
        return textSource(inRandomOrder(text, by, order)).open(random);
      },
      truth: () => shuffledTruth(text, by),
    };
  },
});

type Piece = "symbol" | "word" | "sentence" | "line";

function inRandomOrder(text: Uint8Array, by: Piece, uniformInteger: UniformInteger): Uint8Array {
  switch (by) {
    case "symbol":
      return shuffled(text, uniformInteger);
    case "word":
      return shuffleWords(text, uniformInteger);
    case "sentence":
      return shufflePieces(text, sentenceBounds(text), uniformInteger);
    case "line":
      return shufflePieces(text, lineBounds(text), uniformInteger);
  }
}

function shuffledTruth(text: Uint8Array, by: Piece): GroundTruth {
  if (text.length === 0) return {};
  const counts = new Float64Array(256);
  for (let i = 0; i < text.length; i++) counts[text[i]!]!++;
  const entropy = plugInEntropy(counts);
  const symbolEntropy = closedForm(entropy, "shares of the bytes, which a shuffle keeps");
  if (by !== "symbol") {
    const why = unknown(
      `${by}s keep their letters in order, so the law depends on that of the text, which is not known`,
    );
    return { symbolEntropy, entropyRate: why, excessEntropy: why, statisticalComplexity: why };
  }
  return {
    symbolEntropy,
    entropyRate: bounded(
      logMultinomial(counts) / text.length,
      entropy,
      "log2(n! / prod n_i!) / n <= h <= H(1), given the counts n_i",
    ),
    excessEntropy: closedForm(0, "independent draws in the limit of a long text with these shares"),
    statisticalComplexity: closedForm(0, "one causal state in the limit of a long text with these shares"),
  };
}

const [lineFeed, carriageReturn] = [0x0a, 0x0d];
/** . ! ? */
const stops = [0x2e, 0x21, 0x3f];
/** " ' ) ] */
const closers = [0x22, 0x27, 0x29, 0x5d];

/** Start and end of each line that is not empty, in turn, without line ends. */
export function lineBounds(text: Uint8Array): number[] {
  const bounds: number[] = [];
  let inside = false;
  for (let i = 0; i < text.length; i++) {
    const ends = text[i] === lineFeed || text[i] === carriageReturn;
    if (ends !== inside) continue;
    bounds.push(i);
    inside = !inside;
  }
  if (inside) bounds.push(text.length);
  return bounds;
}

/**
 * Start and end of each sentence, in turn: it ends at . ! or ? (and closing quotes or brackets) before white space, or at an
 * empty line. Abbreviations count as ends: recognising them would need a dictionary.
 */
export function sentenceBounds(text: Uint8Array): number[] {
  const bounds: number[] = [];
  for (let i = skipSpace(text, 0); i < text.length; i = skipSpace(text, i)) {
    bounds.push(i);
    i = sentenceEnd(text, i);
    bounds.push(i);
  }
  return bounds;
}

function sentenceEnd(text: Uint8Array, start: number): number {
  for (let i = start; i < text.length; ) {
    if (isAsciiSpace(text[i]!)) {
      const next = skipSpace(text, i);
      if (next === text.length || holdsEmptyLine(text, i, next)) return i;
      i = next;
    } else if (stops.includes(text[i]!)) {
      do i++;
      while (i < text.length && (stops.includes(text[i]!) || closers.includes(text[i]!)));
      if (i === text.length || isAsciiSpace(text[i]!)) return i;
    } else i++;
  }
  return text.length;
}

function skipSpace(text: Uint8Array, from: number): number {
  let i = from;
  while (i < text.length && isAsciiSpace(text[i]!)) i++;
  return i;
}

function holdsEmptyLine(text: Uint8Array, from: number, to: number): boolean {
  const first = text.indexOf(lineFeed, from);
  if (first < 0 || first >= to) return false;
  const second = text.indexOf(lineFeed, first + 1);
  return second >= 0 && second < to;
}
