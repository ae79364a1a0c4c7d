import { byteLabel, GrowingIds, type SymbolTable, textLabel } from "./symbol-table.ts";
import type { Tokenizer } from "./tokenizer.ts";

/** Longest piece given to the tokenizer, in UTF-16 units: merging a run of letters takes quadratic time. */
const pieceLength = 1024;

/**
 * Tokens of a stream of code points as ids in the order of their first appearance.
 *
 * The tokens are those of the whole text, as the stream is cut only where a token ends anyway. A piece of 1 024 units
 * without such a place, as in letters without spaces, is cut there.
 */
export class TokenTable implements SymbolTable {
  readonly library: string;
  room = Number.POSITIVE_INFINITY;
  readonly #tokenizer: Tokenizer;
  /**
   * A text up to the last place where every vocabulary ends a token: after a letter that no letter, mark or apostrophe follows,
   * after a number, and between a line end and a letter or number.
   */
  readonly #upToBoundary = /^.*(?:\p{L}(?=[^\p{L}\p{M}'])|\p{N}(?=\P{N})|[\r\n](?=[\p{L}\p{N}]))/su;
  readonly #utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  /** ranks by id */
  readonly #ranks: number[] = [];
  readonly #idOf = new Map<number, number>();
  readonly #ids = new GrowingIds();
  readonly #piece = new Uint16Array(pieceLength + 2);
  #pieceLength = 0;
  /** code points of the segment before the piece */
  #pieceStart = 0;
  #cut: number | null = null;

  constructor(tokenizer: Tokenizer) {
    this.#tokenizer = tokenizer;
    this.library = tokenizer.library;
  }

  get length(): number {
    return this.#ids.length;
  }

  get size(): number {
    return this.#ranks.length;
  }

  /** Cost: that of the tokenizer, some 1 us a byte. */
  add(codePoints: Uint32Array): void {
    for (let i = 0; i < codePoints.length && this.room > 0; i++) {
      const codePoint = codePoints[i]!;
      if (codePoint < 0x1_0000) {
        this.#piece[this.#pieceLength++] = codePoint;
      } else {
        this.#piece[this.#pieceLength++] = 0xd7c0 + (codePoint >> 10);
        this.#piece[this.#pieceLength++] = 0xdc00 | (codePoint & 0x3ff);
      }
      if (this.#pieceLength >= pieceLength) this.#takeUpToBoundary();
    }
  }

  endSegment(): number | null {
    this.#take(this.#text());
    const cut = this.#cut;
    this.#cut = null;
    this.#pieceLength = 0;
    this.#pieceStart = 0;
    return cut;
  }

  ids(): Uint32Array {
    return this.#ids.view();
  }

  label(id: number): string {
    const bytes = this.#tokenizer.bytesOf(this.#ranks[id]!);
    try {
      return textLabel(this.#utf8.decode(bytes));
    } catch {
      // A part of a character.
      return Array.from(bytes, byteLabel).join("");
    }
  }

  #text(): string {
    return String.fromCharCode(...this.#piece.subarray(0, this.#pieceLength));
  }

  #takeUpToBoundary(): void {
    const text = this.#text();
    const piece = this.#upToBoundary.exec(text)?.[0] ?? text;
    this.#take(piece);
    this.#pieceStart += codePointsOf(piece);
    this.#piece.copyWithin(0, piece.length, text.length);
    this.#pieceLength = text.length - piece.length;
  }

  #take(piece: string): void {
    if (piece === "" || this.room === 0) return;
    const ranks = this.#tokenizer.encode(piece);
    const taken = ranks.subarray(0, Math.min(ranks.length, this.room));
    this.room -= taken.length;
    if (this.room === 0) this.#cut = this.#pieceStart + this.#codePointsIn(taken);
    for (let i = 0; i < taken.length; i++) taken[i] = this.#number(taken[i]!);
    this.#ids.append(taken);
  }

  /** Number of code points that begin in the tokens: the last may continue in the next token. */
  #codePointsIn(ranks: Uint32Array): number {
    let count = 0;
    for (const rank of ranks) {
      for (const byte of this.#tokenizer.bytesOf(rank)) if ((byte & 0xc0) !== 0x80) count++;
    }
    return count;
  }

  #number(rank: number): number {
    const known = this.#idOf.get(rank);
    if (known !== undefined) return known;
    const id = this.#ranks.length;
    this.#ranks.push(rank);
    this.#idOf.set(rank, id);
    return id;
  }
}

function codePointsOf(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) if ((text.charCodeAt(i) & 0xfc00) !== 0xdc00) count++;
  return count;
}
