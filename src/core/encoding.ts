import type { SymbolSequence } from "./sequence.ts";

/** Ways to read bytes as symbols; the last three are vocabularies of byte-pair encoding. */
export const encodingIds = ["bytes", "characters", "words", "gpt2", "cl100k_base", "o200k_base"] as const;
/** What a symbol is: a byte, a character, a word, or a token of one of three vocabularies. */
export type EncodingId = (typeof encodingIds)[number];

/** Plural names of the symbols. */
export const symbolsOf: Readonly<Record<EncodingId, string>> = {
  bytes: "bytes",
  characters: "characters",
  words: "words",
  gpt2: "tokens of gpt2",
  cl100k_base: "tokens of cl100k_base",
  o200k_base: "tokens of o200k_base",
};

/** Whether the numbers of symbols have no natural order: true for words and tokens, false for bytes and characters. */
export function isNominal(sequence: SymbolSequence | EncodedSequence): boolean {
  return "encoding" in sequence && sequence.encoding !== "bytes" && sequence.encoding !== "characters";
}

/** How text was read: which character encoding, and what could not be decoded. */
export interface TextDecoding {
  readonly charset: "utf-8" | "utf-16le" | "utf-16be" | "utf-32le" | "utf-32be" | "latin-1" | null;
  readonly byteOrderMark: boolean;
  readonly invalidCount: number;
  /** offset of the first invalid byte within the input, null when all is valid */
  readonly firstInvalidOffset: number | null;
}

/** Symbols that an encoding made of an input. */
export interface EncodedSequence extends SymbolSequence {
  readonly encoding: EncodingId;
  readonly decoding: TextDecoding;
  /** bytes of input that the symbols encode */
  readonly byteLength: number;
  /** a symbol in readable form */
  label(symbol: number): string;
  /** name and version of the tokenizer, unless it is part of the platform */
  readonly library?: string;
}

/** One way to read bytes as symbols. */
export interface Encoding {
  readonly id: EncodingId;
  /**
   * @param segments contiguous pieces of input; symbols never join two of them
   * @throws UsageError when it needs a package that is not installed; undecodable bytes are counted in `decoding`
   */
  encode(segments: readonly Uint8Array[]): EncodedSequence;
}

/** Notations of bytes and characters; lines: symbols, with line breaks between lines of one length. */
export const notationNames = [
  ...(["lines", "hexadecimal", "base32", "base64", "base85", "percent escapes", "Unicode escapes"] as const),
  ...(["C array", "hexadecimal dump", "UTF-16", "UTF-32"] as const),
] as const;
export type NotationName = (typeof notationNames)[number];
