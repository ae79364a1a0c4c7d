import type { SymbolSequence } from "./sequence.ts";

export type EncodingId = "bytes" | "characters" | "words";

/** How text was read: which character encoding, and what could not be decoded. */
export interface TextDecoding {
  readonly charset: "utf-8" | "utf-16le" | "utf-16be" | "latin-1" | null;
  readonly byteOrderMark: boolean;
  readonly invalidCount: number;
  /** offset of the first invalid byte within the input, null when all is valid */
  readonly firstInvalidOffset: number | null;
}

/** Symbols that stand for pieces of an input. */
export interface EncodedSequence extends SymbolSequence {
  readonly encoding: EncodingId;
  readonly decoding: TextDecoding;
  /** bytes of input behind the symbols */
  readonly byteLength: number;
  /** a symbol as a person writes it */
  label(symbol: number): string;
}

/** One way to read bytes as symbols. */
export interface Encoding {
  readonly id: EncodingId;
  readonly title: string;
  readonly summary: string;
  /** name of one symbol, for "bit/byte" and the like */
  readonly symbolName: string;
  /**
   * @param segments contiguous pieces of input; symbols never join two of them
   * @throws never; undecodable bytes are counted in `decoding`
   */
  encode(segments: readonly Uint8Array[]): EncodedSequence;
}
