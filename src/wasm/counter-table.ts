const largestCount = 2 ** 32 - 1;

/**
 * Counters of 32 bits in a kernel's memory that never wrap: before one could, all are emptied into totals of 64-bit
 * floats, which are exact up to 2^53.
 */
export class CounterTable {
  readonly #counters: Uint32Array;
  readonly #size: number;
  readonly #foldAfter: number;
  #pending = 0;
  #totals: Float64Array | undefined;

  /**
   * @param counters shape (tables * size,): interleaved tables, to be summed
   * @param size counters in one table
   * @param foldAfter increments the counters may hold before they are emptied; a smaller value changes no count
   */
  constructor(counters: Uint32Array, size: number, foldAfter: number = largestCount) {
    this.#counters = counters;
    this.#size = size;
    this.#foldAfter = Math.min(foldAfter, largestCount);
  }

  /** Makes room for `increments` more, which the caller then makes. */
  admit(increments: number): void {
    if (this.#pending + increments > this.#foldAfter) {
      this.#totals = this.sums();
      this.#counters.fill(0);
      this.#pending = 0;
    }
    this.#pending += increments;
  }

  /** @returns the count at `index` */
  at(index: number): number {
    let sum = this.#totals?.[index] ?? 0;
    for (let i = index; i < this.#counters.length; i += this.#size) sum += this.#counters[i]!;
    return sum;
  }

  /** @returns shape (size,): all counts, in a new array */
  sums(): Float64Array {
    const sums = new Float64Array(this.#size);
    for (let i = 0; i < this.#size; i++) sums[i] = this.at(i);
    return sums;
  }

  /** Sets all counts to 0, given that those outside `start` to `end` of the first table already are. */
  clear(start = 0, end: number = this.#counters.length): void {
    this.#counters.fill(0, start, end);
    this.#totals = undefined;
    this.#pending = 0;
  }
}
