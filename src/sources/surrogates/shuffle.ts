import * as z from "zod";
import { defineSource } from "../../core/source.ts";
import { closedForm, type GroundTruth, unknown } from "../../core/truth.ts";
import { shuffled, type UniformInteger } from "../../math/sampling.ts";
import { logMultinomial } from "../../math/special-functions.ts";
import { plugInEntropy } from "../../statistics/entropy.ts";
import { textSource } from "../real/text-source.ts";
import { literalText } from "./literal-text.ts";
import { shufflePieces } from "./shuffle-pieces.ts";
import { isAsciiSpace, shuffleWords } from "./shuffle-words.ts";

export const shuffle = defineSource({
  id: "shuffle",
  group: "surrogates",
  title: "shuffled text",
  summary:
    "A text with its bytes, words, sentences or lines in random order; what is between the pieces stays in place.",
  reference: "Theiler et al. 1992, Physica D 58; Fisher & Yates 1938 for the permutation",
  params: z.strictObject({
    by: z
      .enum(["symbol", "word", "sentence", "line"])
      .default("symbol")
      .describe("what is permuted; sentences end at . ! ? before white space, or at an empty line"),
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
    const why = unknown(`${by}s keep their letters in order, and their law is that of the text`);
    return { symbolEntropy, entropyRate: why, excessEntropy: why, statisticalComplexity: why };
  }
  return {
    symbolEntropy,
    entropyRate: {
      status: "bounds",
      lower: logMultinomial(counts) / text.length,
      upper: entropy,
      route: "log2(n! / prod n_i!) / n given the counts <= h <= H(1)",
    },
    excessEntropy: closedForm(0, "independent draws in the limit of a long text with these shares"),
    statisticalComplexity: closedForm(0, "one causal state in the limit of a long text with these shares"),
  };
}

const [lineFeed, carriageReturn] = [0x0a, 0x0d];
/** . ! ? */
const stops = [0x2e, 0x21, 0x3f];
/** " ' ) ] */
const closers = [0x22, 0x27, 0x29, 0x5d];

/** Start and end of each line that is not empty, in turn; line ends belong to none. */
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
 * Start and end of each sentence, in turn: it ends at . ! or ? (and closing quotes or brackets) before white space, or
 * at an empty line. Abbreviations count as ends: telling them takes a dictionary.
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
