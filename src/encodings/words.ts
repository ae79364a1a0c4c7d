import type { EncodedSequence, Encoding } from "../core/encoding.ts";
import { allocateSymbols } from "../core/sequence.ts";
import { decodeText } from "./decode-text.ts";
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
  const { decoding, byteLength } = decodeText(segments, format, {
    chunk: (codePoints) => table.add(codePoints),
    endSegment() {
      table.endSegment();
      if (table.length > (segmentEnds.at(-1) ?? 0)) segmentEnds.push(table.length);
    },
  });
  const symbols = allocateSymbols(table.length, table.words.length);
  symbols.set(table.ids());
  return {
    symbols,
    alphabetSize: table.words.length,
    segmentEnds,
    encoding: "words",
    decoding,
    byteLength,
    label: (symbol) => textLabel(table.words[symbol] ?? ""),
  };
}
