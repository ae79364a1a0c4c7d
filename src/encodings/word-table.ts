/** Longest piece given to the segmenter, in UTF-16 units: its cost is quadratic in Node 20. */
const pieceLength = 4096;
/** Longest piece whose words are remembered. */
const rememberedLength = 64;
/** Pieces remembered at most. */
const rememberedPieces = 1 << 18;

/**
 * Words of a stream of code points as ids in the order of their first appearance.
 *
 * The rules of Unicode word segmentation (UAX 29) always break at white space, so the stream is cut there and the
 * words of a piece seen before are known: language repeats itself, which makes this ten times as fast as
 * segmenting every line. A piece longer than 4 096 units is cut there.
 */
export class WordTable {
  /** words by id */
  readonly words: string[] = [];
  /** words read so far */
  length = 0;
  readonly #idOf = new Map<string, number>();
  readonly #known = new Map<string, Uint32Array>();
  // A fixed locale: results must not depend on that of the machine.
  readonly #segmenter = new Intl.Segmenter("en", { granularity: "word" });
  readonly #piece = new Uint16Array(pieceLength + 2);
  #pieceLength = 0;
  #ids = new Uint32Array(1024);

  /**
   * Takes the next code points of the current segment.
   *
   * Cost: one look-up a piece seen before, the segmenter's otherwise.
   */
  add(codePoints: Uint32Array): void {
    for (let i = 0; i < codePoints.length; i++) {
      const codePoint = codePoints[i]!;
      if (codePoint === 0x20 || (codePoint >= 0x09 && codePoint <= 0x0d)) {
        this.#endPiece();
        continue;
      }
      if (codePoint < 0x1_0000) {
        this.#piece[this.#pieceLength++] = codePoint;
      } else {
        this.#piece[this.#pieceLength++] = 0xd7c0 + (codePoint >> 10);
        this.#piece[this.#pieceLength++] = 0xdc00 | (codePoint & 0x3ff);
      }
      if (this.#pieceLength >= pieceLength) this.#endPiece();
    }
  }

  /** The segment ends: no word goes on in the next. */
  endSegment(): void {
    this.#endPiece();
  }

  /** @returns shape (length,), a view that the next word may outdate */
  ids(): Uint32Array {
    return this.#ids.subarray(0, this.length);
  }

  #endPiece(): void {
    if (this.#pieceLength === 0) return;
    const text = String.fromCharCode(...this.#piece.subarray(0, this.#pieceLength));
    this.#pieceLength = 0;
    let ids = this.#known.get(text);
    if (ids === undefined) {
      ids = this.#segment(text);
      if (text.length <= rememberedLength && this.#known.size < rememberedPieces) this.#known.set(text, ids);
    }
    this.#append(ids);
  }

  #segment(text: string): Uint32Array {
    const ids: number[] = [];
    for (const { segment, isWordLike } of this.#segmenter.segment(text)) {
      if (isWordLike === true) ids.push(this.#number(segment));
    }
    return Uint32Array.from(ids);
  }

  #number(word: string): number {
    const known = this.#idOf.get(word);
    if (known !== undefined) return known;
    const id = this.words.length;
    this.words.push(word);
    this.#idOf.set(word, id);
    return id;
  }

  #append(ids: Uint32Array): void {
    const length = this.length + ids.length;
    if (length > this.#ids.length) {
      const grown = new Uint32Array(Math.max(length, 2 * this.#ids.length));
      grown.set(this.ids());
      this.#ids = grown;
    }
    this.#ids.set(ids, this.length);
    this.length = length;
  }
}
