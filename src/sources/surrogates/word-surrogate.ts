import * as z from "zod";
import { UsageError } from "../../core/errors.ts";
import type { Random } from "../../core/random.ts";
import { defineSource, type SymbolStream } from "../../core/source.ts";
import { closedForm, unknown } from "../../core/truth.ts";
import { truthOfDifference } from "../../exact/block-entropies.ts";
import { plugInEntropy } from "../../statistics/entropy.ts";
import { circularContexts } from "./circular-contexts.ts";
import { contextStream } from "./context-stream.ts";
import { literalText } from "./literal-text.ts";
import { isAsciiSpace } from "./shuffle-words.ts";

export const wordSurrogate = defineSource({
  id: "word-surrogate",
  group: "surrogates",
  title: "Markov surrogate of words",
  summary:
    "Shannon's word approximations: a chain with the shares of order + 1 words in a row of a text read as a circle; " +
    "a word keeps the white space behind it.",
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
    const why = unknown("the memory of the chain in bytes is not worked out");
    return {
      alphabetSize: child!.alphabetSize,
      length: Number.POSITIVE_INFINITY,
      open: (random) => spelled(words, random, (draws) => contextStream(contexts, draws)),
      truth: () => ({
        symbolEntropy: closedForm(plugInEntropy(counts), "shares of the bytes"),
        entropyRate: truthOfDifference(
          contexts.extendedEntropy * wordsPerByte,
          contexts.contextEntropy * wordsPerByte,
          "H(order+1) - H(order) of the circular counts of words, over their mean length: white space tells words apart",
        ),
        excessEntropy: why,
        statisticalComplexity: why,
      }),
    };
  },
});

/** The words of a text read as a circle, each with the white space behind it, and their numbers in the order of the text. */
function circularWords(text: Uint8Array): { words: Uint8Array[]; tokens: Uint32Array } {
  const n = text.length;
  const starts: number[] = [];
  for (let i = 0; i < n; i++)
    if (!isAsciiSpace(text[i]!) && isAsciiSpace(text[i === 0 ? n - 1 : i - 1]!)) starts.push(i);
  if (starts.length === 0) starts.push(0); // no white space, or nothing else: one word
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

/** Tells all bytes apart. */
const latin1 = new TextDecoder("latin1");

/**
 * Words of a chain as bytes, from a random byte on: the first word is drawn by its length, by trial.
 *
 * @param chain opens the chain of words at a random place
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
  let word = words[next[0]!]!;
  let at = places.below(word.length);
  return {
    fill(target) {
      for (let filled = 0; filled < target.length; ) {
        if (at === word.length) {
          stream.fill(next);
          word = words[next[0]!]!;
          at = 0;
        }
        const take = Math.min(word.length - at, target.length - filled);
        for (let i = 0; i < take; i++) target[filled + i] = word[at + i]!;
        at += take;
        filled += take;
      }
      return target.length;
    },
  };
}
