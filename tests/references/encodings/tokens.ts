import type { Encoding } from "../../../src/core/encoding.ts";
import type { TextFormat } from "../../../src/encodings/text-format.ts";
import { TokenTable } from "../../../src/encodings/token-table.ts";
import { openTokenizer, type Vocabulary } from "../../../src/encodings/tokenizer.ts";
import { encodeByTable } from "./encode-by-table.ts";

/** Tokens of GPT-2 and 3, 50 257 of them. */
export const gpt2: Encoding = tokensIn("gpt2", null);
/** Tokens of GPT-4, 100 256 of them. */
export const cl100kBase: Encoding = tokensIn("cl100k_base", null);
/** Tokens of GPT-4o and later, 199 998 of them. */
export const o200kBase: Encoding = tokensIn("o200k_base", null);

/**
 * The encoding that reads tokens of a vocabulary in a given format.
 *
 * @param format null to sniff it from the first segment
 */
export function tokensIn(vocabulary: Vocabulary, format: TextFormat | null): Encoding {
  return {
    id: vocabulary,
    encode: (segments) =>
      encodeByTable(vocabulary, new TokenTable(openTokenizer(vocabulary)), segments, format),
  };
}
