import { UsageError } from "../core/errors.ts";
import { optionalParts, whyAbsent } from "../core/optional-package.ts";

/** Vocabularies of byte-pair encoding, by the tokenizer's names. */
export type Vocabulary = "gpt2" | "cl100k_base" | "o200k_base";

/** Cuts text into the tokens of a vocabulary. */
export interface Tokenizer {
  /** name and version of the package */
  readonly library: string;
  /** @returns ranks in the vocabulary; special tokens in the input are treated as text */
  encode(text: string): Uint32Array;
  /** the bytes of a token, which may be a part of a character */
  bytesOf(rank: number): Uint8Array;
}

interface Tiktoken {
  encode_ordinary(text: string): Uint32Array;
  decode_single_token_bytes(rank: number): Uint8Array;
}
interface Lite {
  readonly Tiktoken: new (
    ranks: string,
    special: Readonly<Record<string, number>>,
    pattern: string,
  ) => Tiktoken;
}
interface Ranks {
  readonly bpe_ranks: string;
  readonly pat_str: string;
}

const name = "tiktoken";
const needed = (vocabulary: Vocabulary, reason: string) =>
  new UsageError(`--encoding ${vocabulary} needs ${name}: ${reason}`);
/** Made once: it takes half a second and some 50 MB. */
const opened = new Map<Vocabulary, Tokenizer>();

/**
 * Whether tokens are available, without making a tokenizer.
 *
 * @throws UsageError when the package is not installed
 */
export function requireTokenizer(vocabulary: Vocabulary): void {
  const reason = whyAbsent(name);
  if (reason !== null) throw needed(vocabulary, reason);
}

/**
 * The tokenizer of a vocabulary, from the optional package tiktoken.
 *
 * @throws UsageError when the package is not installed or does not work
 * Cost: 0.3 to 0.5 s the first time in a thread.
 */
export function openTokenizer(vocabulary: Vocabulary): Tokenizer {
  const known = opened.get(vocabulary);
  if (known !== undefined) return known;
  const loaded = optionalParts<[Lite, Ranks]>(name, [`${name}/lite`, `${name}/encoders/${vocabulary}.json`]);
  if (!loaded.present) throw needed(vocabulary, loaded.reason);
  const [{ Tiktoken }, { bpe_ranks, pat_str }] = loaded.exports;
  const tiktoken = new Tiktoken(bpe_ranks, {}, pat_str);
  const tokenizer: Tokenizer = {
    library: `${name} ${loaded.version}`,
    encode: (text) => tiktoken.encode_ordinary(text),
    bytesOf: (rank) => tiktoken.decode_single_token_bytes(rank),
  };
  opened.set(vocabulary, tokenizer);
  return tokenizer;
}
