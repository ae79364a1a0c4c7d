import * as z from "zod";
import type { Random } from "../../core/random.ts";
import type { Symbols } from "../../core/sequence.ts";
import type { SourceBody } from "../../core/source.ts";
import { constantPart, taskSource } from "./task-source.ts";

/** Parameters of tasks that ask for a word and want the same symbols again. */
export const echoParams = z.strictObject({
  alphabet: z
    .int()
    .min(1)
    .max(65_534)
    .default(10)
    .describe("symbols of a word; two more mark the answer and the end"),
  length: z.int().min(1).max(65_536).default(8).describe("symbols of a word"),
});

/**
 * Records `word > answer` with a random word and an answer that holds its symbols.
 *
 * @param answer writes the answer to a word
 * @param shared as in `Task`; by default what is left of the word to be answered
 */
export function echoTask(
  { alphabet, length }: z.infer<typeof echoParams>,
  answer: (word: Symbols, target: Symbols) => void,
  shared = () => echoMemory(length, Math.log2(alphabet)),
): SourceBody {
  const size = 2 * length + 2;
  return taskSource({
    alphabetSize: alphabet + 2,
    parts: [
      constantPart("word", length, Math.log2(alphabet)),
      constantPart("mark", 1, 0),
      constantPart("answer", length, 0),
      constantPart("end", 1, 0),
    ],
    kinds: [
      [(2 * length) / size, alphabet],
      [1 / size, 1],
      [1 / size, 1],
    ],
    shared,
    writer: () => (record: Symbols, random: Random) => {
      const word = record.subarray(0, length);
      for (let i = 0; i < length; i++) word[i] = random.below(alphabet);
      record[length] = alphabet;
      answer(word, record.subarray(length + 1, size - 1));
      record[size - 1] = alphabet + 1;
    },
    label: (symbol) =>
      symbol === alphabet ? ">" : symbol === alphabet + 1 ? "\n" : itemLabel(symbol, alphabet),
  });
}

/** Letters for up to 26 symbols, numbers with a blank beyond. */
function itemLabel(symbol: number, alphabet: number): string {
  return alphabet <= 26 ? String.fromCharCode(97 + symbol) : `${symbol} `;
}

/** Before each place: the symbols read and not yet answered. */
function echoMemory(length: number, bits: number): Float64Array {
  return Float64Array.from(
    { length: 2 * length + 2 },
    (_, i) => Math.min(i, length, 2 * length + 1 - i) * bits,
  );
}
