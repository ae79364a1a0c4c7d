import type { Symbols } from "../../core/sequence.ts";
import { defineFolded } from "../../core/shared-value.ts";

/** Stretches at most; there are half as many or more of a long sequence. */
const mostStretches = 320;
/** Counters at most: a larger alphabet has fewer stretches. */
const mostCounters = 2 ** 22;
/** Fewer stretches do not show slow waves. */
const fewestStretches = 64;

/** Occurrences of each symbol by stretches of equal length, the last one shorter. */
export interface StretchCounts {
  readonly stretches: number;
  /** shape (stretches, A) */
  readonly counts: Uint32Array;
}

/** Stretches double in length whenever there are too many of them. */
class StretchTally {
  readonly #alphabetSize: number;
  readonly #most: number;
  readonly #counts: Uint32Array;
  #length = 1;
  #stretch = 0;
  #filled = 0;

  constructor(alphabetSize: number) {
    this.#alphabetSize = alphabetSize;
    this.#most = Math.min(mostStretches, 2 * Math.floor(mostCounters / alphabetSize / 2));
    this.#counts = new Uint32Array(this.measured ? this.#most * alphabetSize : 0);
  }

  /** whether the alphabet is small enough */
  get measured(): boolean {
    return this.#most >= fewestStretches;
  }

  add(symbols: Symbols): void {
    if (!this.measured) return;
    for (let i = 0; i < symbols.length; ) {
      if (this.#filled === this.#length) this.#next();
      const end = Math.min(symbols.length, i + this.#length - this.#filled);
      this.#filled += end - i;
      const row = this.#stretch * this.#alphabetSize;
      for (; i < end; i++) this.#counts[row + symbols[i]!]!++;
    }
  }

  #next(): void {
    this.#filled = 0;
    if (++this.#stretch < this.#most) return;
    const size = this.#alphabetSize;
    const counts = this.#counts;
    for (let s = 0; s < this.#most / 2; s++)
      for (let a = 0; a < size; a++)
        counts[s * size + a] = counts[2 * s * size + a]! + counts[(2 * s + 1) * size + a]!;
    this.#stretch = this.#most / 2;
    counts.fill(0, this.#stretch * size);
    this.#length *= 2;
  }

  finish(): StretchCounts | undefined {
    return this.measured ? { stretches: this.#stretch + 1, counts: this.#counts } : undefined;
  }
}

/** Undefined of more than 65 536 symbols. */
export const stretchCounts = defineFolded<StretchTally, StretchCounts | undefined>("stretch-counts", {
  create: (alphabetSize) => new StretchTally(alphabetSize),
  update: (state, symbols) => state.add(symbols),
  finish: (state) => state.finish(),
});
