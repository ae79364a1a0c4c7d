import type { Encoding } from "../../../src/core/encoding.ts";
import type { TextFormat } from "../../../src/encodings/text-format.ts";
import { WordTable } from "../../../src/encodings/word-table.ts";
import { encodeByTable } from "./encode-by-table.ts";

/** Words by Unicode segmentation, in the format the input shows. */
export const words: Encoding = wordsIn(null);

/**
 * The encoding that reads words in a given format.
 *
 * @param format null to sniff it from the first segment
 */
export function wordsIn(format: TextFormat | null): Encoding {
  return { id: "words", encode: (segments) => encodeByTable("words", new WordTable(), segments, format) };
}
