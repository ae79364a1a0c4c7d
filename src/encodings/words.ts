import type { EncodedSequence, Encoding } from "../core/encoding.ts";
import { allocateSymbols } from "../core/sequence.ts";
import { type DecodedText, decodeText } from "./decode-text.ts";
import { textLabel } from "./symbol-label.ts";
import type { TextFormat } from "./text-format.ts";
import { WordTable } from "./word-table.ts";

/** Words by Unicode segmentation, in the format the input shows. */
export const words: Encoding = wordsIn(null);

/**
 * The encoding that reads words in a given format.
 *
 * @param format null to sniff it from the first segment
 * @throws never
 */
export function wordsIn(format: TextFormat | null): Encoding {
  return {
    id: "words",
    title: "words",
    summary: "every word of Unicode segmentation is a symbol, case kept; spaces and punctuation are left out",
    symbolName: "word",
    encode: (segments) => encodeWords(segments, format),
  };
}

function encodeWords(segments: readonly Uint8Array[], format: TextFormat | null): EncodedSequence {
  const table = new WordTable();
  const segmentEnds: number[] = [];
  const decoded = decodeText(segments, format, {
    chunk: (codePoints) => table.add(codePoints),
    endSegment() {
      table.endSegment();
      if (table.length > (segmentEnds.at(-1) ?? 0)) segmentEnds.push(table.length);
    },
  });
  return wordSequence(table, segmentEnds, decoded);
}

/**
 * The words of a filled table as a sequence.
 *
 * @param segmentEnds ends of the segments that hold words
 * @throws RangeError when the platform cannot allocate the symbols
 */
export function wordSequence(
  table: WordTable,
  segmentEnds: readonly number[],
  { decoding, byteLength }: DecodedText,
): EncodedSequence {
  const { words } = table;
  const symbols = allocateSymbols(table.length, words.length);
  symbols.set(table.ids());
  return {
    symbols,
    alphabetSize: words.length,
    segmentEnds,
    encoding: "words",
    decoding,
    byteLength,
    label: (symbol) => textLabel(words[symbol] ?? ""),
  };
}
