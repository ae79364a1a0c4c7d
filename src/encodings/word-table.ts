import { GrowingIds, type SymbolTable, textLabel } from "./symbol-table.ts";

/** Longest piece given to the segmenter, in UTF-16 units: its cost is quadratic in Node 20. */
const pieceLength = 4096;
/** Longest piece whose words are cached. */
const rememberedLength = 64;
/** Most cached pieces. */
const rememberedPieces = 1 << 18;

/** Whether a character may be in a word; in ASCII only letters, digits and the underscore. */
const isAsciiWordUnit = (code: number) =>
  (code >= 0x61 && code <= 0x7a) ||
  (code >= 0x30 && code <= 0x39) ||
  (code >= 0x41 && code <= 0x5a) ||
  code === 0x5f;

/**
 * Words of a stream of code points as ids in the order of their first appearance.
 *
 * The rules of Unicode word segmentation (UAX 29) always break at white space, so the stream is cut there and the words of a
 * known piece are cached: language repeats itself, which makes this ten times as fast as segmenting every line. A piece longer
 * than 4 096 units is cut there.
 */
export class WordTable implements SymbolTable {
  room = Number.POSITIVE_INFINITY;
  /** words by id */
  readonly #words: string[] = [];
  readonly #ids = new GrowingIds();
  #cut: number | null = null;
  readonly #idOf = new Map<string, number>();
  readonly #known = new Map<string, Uint32Array>();
  // A fixed locale: results must not depend on that of the machine.
  readonly #segmenter = new Intl.Segmenter("en", { granularity: "word" });
  readonly #piece = new Uint16Array(pieceLength + 2);
  #pieceLength = 0;
  /** whether the piece may contain a word */
  #mayHoldWord = false;
  /** code points of the segment before the piece */
  #pieceStart = 0;
  #segmentRead = 0;

  get length(): number {
    return this.#ids.length;
  }

  get size(): number {
    return this.#words.length;
  }

  /** Cost: one look-up for a cached piece, the segmenter's otherwise. */
  add(codePoints: Uint32Array): void {
    for (let i = 0; i < codePoints.length && this.room > 0; i++) {
      const codePoint = codePoints[i]!;
      if (codePoint === 0x20 || (codePoint >= 0x09 && codePoint <= 0x0d)) {
        this.#endPiece(this.#segmentRead + i + 1);
        continue;
      }
      this.#mayHoldWord ||= codePoint >= 0x80 || isAsciiWordUnit(codePoint);
      if (codePoint < 0x1_0000) {
        this.#piece[this.#pieceLength++] = codePoint;
      } else {
        this.#piece[this.#pieceLength++] = 0xd7c0 + (codePoint >> 10);
        this.#piece[this.#pieceLength++] = 0xdc00 | (codePoint & 0x3ff);
      }
      if (this.#pieceLength >= pieceLength) this.#endPiece(this.#segmentRead + i + 1);
    }
    this.#segmentRead += codePoints.length;
  }

  endSegment(): number | null {
    this.#endPiece(0);
    const cut = this.#cut;
    this.#cut = null;
    this.#segmentRead = 0;
    return cut;
  }

  ids(): Uint32Array {
    return this.#ids.view();
  }

  label(id: number): string {
    return textLabel(this.#words[id] ?? "");
  }

  #endPiece(nextStart: number): void {
    if (this.#mayHoldWord && this.#pieceLength > 0 && this.room > 0) this.#takePiece();
    this.#mayHoldWord = false;
    this.#pieceLength = 0;
    this.#pieceStart = nextStart;
  }

  #takePiece(): void {
    const text = String.fromCharCode(...this.#piece.subarray(0, this.#pieceLength));
    let ids = this.#known.get(text);
    if (ids === undefined) {
      ids = this.#segment(text);
      // A piece that took all the room may have been cut short.
      const remember = text.length <= rememberedLength && ids.length < this.room;
      if (remember && this.#known.size < rememberedPieces) this.#known.set(text, ids);
    }
    const taken = Math.min(ids.length, this.room);
    this.#ids.append(ids.subarray(0, taken));
    this.room -= taken;
    if (this.room === 0) this.#cut = this.#pieceStart + this.#endOfWord(text, taken);
  }

  #segment(text: string): Uint32Array {
    const ids: number[] = [];
    for (const { segment, isWordLike } of this.#segmenter.segment(text)) {
      if (isWordLike === true) ids.push(this.#number(segment));
      if (ids.length >= this.room) break;
    }
    return Uint32Array.from(ids);
  }

  /** Code points of a text up to the end of its k-th word. */
  #endOfWord(text: string, k: number): number {
    let words = 0;
    for (const { segment, index, isWordLike } of this.#segmenter.segment(text)) {
      if (isWordLike === true) words++;
      if (words === k) return [...text.slice(0, index + segment.length)].length;
    }
    return [...text].length;
  }

  #number(word: string): number {
    const known = this.#idOf.get(word);
    if (known !== undefined) return known;
    const id = this.#words.length;
    this.#words.push(word);
    this.#idOf.set(word, id);
    return id;
  }
}
