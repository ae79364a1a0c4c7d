import type { Random } from "../core/random.ts";
import { allocateSymbols, type SymbolSequence, type Symbols } from "../core/sequence.ts";
import { isText } from "../observer/members/mixer-alphabet.ts";
import { circularContexts } from "../sources/surrogates/circular-contexts.ts";
import { contextStream } from "../sources/surrogates/context-stream.ts";
import { isAsciiSpace, shuffleWords } from "../sources/surrogates/shuffle-words.ts";
import { compactAlphabet } from "../statistics/alphabet.ts";
import { windowShuffled } from "../statistics/shuffles.ts";
import type { Rung } from "./schema.ts";

/** A surrogate that can be made of a sequence, or why not. */
interface SurrogateDefinition {
  readonly id: Rung["id"];
  /** order of a chain, or symbols of a window */
  readonly parameter: number | null;
  /** symbols in place of those of the sequence, shape (n,); undefined where the surrogate means nothing */
  readonly symbols: ((random: Random) => Symbols) | undefined;
  readonly reason?: string;
}

const orders = [1, 2, 3];
const windows = [10, 100];

/**
 * The surrogates that keep more and more of a sequence: the symbols of k + 1 in a row in chains of order k; all that is
 * farther apart than a window; the words.
 *
 * @param sequence of at least one symbol
 * @throws never; `symbols` throws RangeError when memory cannot be had
 */
export function surrogatesOf(sequence: SymbolSequence): SurrogateDefinition[] {
  const { symbols, segmentEnds } = sequence;
  return [
    ...orders.map((order) => ({
      id: "markov" as const,
      parameter: order,
      symbols: (random: Random) => markovSurrogate(sequence, order, random),
    })),
    ...windows.map((window) => ({
      id: "window-shuffle" as const,
      parameter: window,
      symbols: (random: Random) =>
        windowShuffled(symbols, segmentEnds, window, (bound) => random.below(bound)),
    })),
    wordShuffle(sequence),
  ];
}

function markovSurrogate({ symbols, alphabetSize }: SymbolSequence, order: number, random: Random): Symbols {
  const surrogate = allocateSymbols(symbols.length, alphabetSize);
  contextStream(circularContexts(symbols, order, alphabetSize), random).fill(surrogate);
  return surrogate;
}

function wordShuffle({ symbols, alphabetSize, codes }: SymbolSequence): SurrogateDefinition {
  const about = { id: "word-shuffle" as const, parameter: null };
  const present = codes === undefined ? [] : presentCodes(symbols, alphabetSize, codes);
  // A zero byte is the usual sign of data that is no text.
  if (codes === undefined || !isText(present) || present.includes(0)) {
    return { ...about, symbols: undefined, reason: "no words in these symbols" };
  }
  const isSpace = (symbol: number) => isAsciiSpace(codes[symbol]!);
  return {
    ...about,
    symbols: (random) => shuffleWords(symbols, (bound) => random.below(bound), isSpace),
  };
}

function presentCodes(symbols: Symbols, alphabetSize: number, codes: ArrayLike<number>): number[] {
  return Array.from(compactAlphabet(symbols, alphabetSize).originals, (symbol) => codes[symbol]!);
}
