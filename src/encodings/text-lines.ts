import { characterEnd } from "./utf8.ts";

const lineFeed = 10;

/** The lines of a text, for positions of bytes. */
export class Lines {
  /** shape (lines,): their first bytes, ascending */
  readonly starts: Uint32Array;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    let count = 1;
    for (let feed = bytes.indexOf(lineFeed); feed >= 0; feed = bytes.indexOf(lineFeed, feed + 1))
      if (feed + 1 < bytes.length) count++;
    this.starts = new Uint32Array(count);
    let feed = -1;
    for (let line = 1; line < count; line++) {
      feed = bytes.indexOf(lineFeed, feed + 1);
      this.starts[line] = feed + 1;
    }
    this.#bytes = bytes;
  }

  /** Line and column of a byte, both from 1; columns are characters. Cost: O(log lines + column). */
  placeOf(offset: number): { readonly line: number; readonly column: number } {
    let [low, high] = [0, this.starts.length];
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (this.starts[middle]! <= offset) low = middle;
      else high = middle;
    }
    let column = 1;
    for (let at = this.starts[low]!; at < offset; ) {
      at = characterEnd(this.#bytes, at);
      if (at <= offset) column++;
    }
    return { line: low + 1, column };
  }
}

/** A position in readable form: `12:5`, or `0x1f` in binary data. */
export function placeText({
  line,
  column,
  offset,
}: {
  readonly line: number | null;
  readonly column: number | null;
  readonly offset: number;
}): string {
  return line === null ? `0x${offset.toString(16)}` : `${line}:${column}`;
}
