import type { EncodedSequence, EncodingId } from "../core/encoding.ts";
import { allocateSymbols } from "../core/sequence.ts";
import type { DecodedText } from "./decode-text.ts";

/** Words or tokens of a stream of code points, as ids in the order of their first appearance. */
export interface SymbolTable {
  /** symbols read so far */
  readonly length: number;
  /** number of distinct symbols so far */
  readonly size: number;
  /** symbols that may still be taken; at 0 everything is skipped */
  room: number;
  /** name and version of the tokenizer, unless it is part of the platform */
  readonly library?: string;
  /** Takes the next code points of the current segment. */
  add(codePoints: Uint32Array): void;
  /**
   * Ends the segment: no symbol continues in the next.
   *
   * @returns code points of the segment up to the end of the symbol that took the last room, or null
   */
  endSegment(): number | null;
  /** @returns shape (length,), a view that the next symbol may invalidate */
  ids(): Uint32Array;
  /** A symbol in readable form. */
  label(id: number): string;
}

/**
 * The symbols of a filled table as a sequence.
 *
 * @param segmentEnds ends of the segments that have symbols
 * @throws RangeError when the platform cannot allocate the symbols
 */
export function tableSequence(
  encoding: EncodingId,
  table: SymbolTable,
  segmentEnds: readonly number[],
  { decoding, byteLength }: DecodedText,
): EncodedSequence {
  const { library } = table;
  const symbols = allocateSymbols(table.length, table.size);
  symbols.set(table.ids());
  return {
    symbols,
    alphabetSize: table.size,
    segmentEnds,
    encoding,
    decoding,
    byteLength,
    label: (symbol) => table.label(symbol),
    ...(library === undefined ? {} : { library }),
  };
}

/** Numbers that are appended, in an array that doubles. */
export class GrowingIds {
  length = 0;
  #ids = new Uint32Array(1024);

  append(ids: Uint32Array): void {
    const length = this.length + ids.length;
    if (length > this.#ids.length) {
      const grown = new Uint32Array(Math.max(length, 2 * this.#ids.length));
      grown.set(this.view());
      this.#ids = grown;
    }
    this.#ids.set(ids, this.length);
    this.length = length;
  }

  /** @returns shape (length,), a view that the next numbers may invalidate */
  view(): Uint32Array {
    return this.#ids.subarray(0, this.length);
  }
}

const named = new Map([
  [0x09, "\\t"],
  [0x0a, "\\n"],
  [0x0d, "\\r"],
  [0x5c, "\\\\"],
]);

/** Character classes are slow to build, so they are built on first use. */
let unprintable: RegExp | undefined;

/**
 * A byte in readable form: itself where it is printable ASCII, else an escape such as `\n` or `\xff`.
 *
 * @param byte 0..255
 */
export function byteLabel(byte: number): string {
  const name = named.get(byte);
  if (name !== undefined) return name;
  if (byte >= 0x20 && byte < 0x7f) return String.fromCharCode(byte);
  return `\\x${byte.toString(16).padStart(2, "0")}`;
}

/**
 * A code point in readable form: itself where it is printable, else an escape such as `\n` or `\u{200b}`.
 *
 * @param codePoint 0..0x10ffff
 */
export function codePointLabel(codePoint: number): string {
  const name = named.get(codePoint);
  if (name !== undefined) return name;
  const character = String.fromCodePoint(codePoint);
  // Controls, format characters (among them the bidirectional ones), separators but the space, lone surrogates, private use.
  unprintable ??= /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;
  return unprintable.test(character) ? `\\u{${codePoint.toString(16)}}` : character;
}

/** A text with every unprintable code point escaped. */
export function textLabel(text: string): string {
  let label = "";
  for (const character of text) label += codePointLabel(character.codePointAt(0) ?? 0);
  return label;
}
