const longestUnit = 8;
const longestRow = 2048;
const longestWindow = 4096;
const shortestWindow = 64;
const interval = 16_384;
const near = 6;

/** Record features of a position by index, and the values that select weights. */
export interface Place {
  readonly features: readonly (readonly [index: number, value: number])[];
  /** the symbol above */
  readonly above: number;
  readonly sketch: number;
  readonly unitPlace: number;
  readonly rowPlace: number;
}

/** Reference implementation of kernels/mixer/records.ts. */
export class ReferenceRecords {
  #unit = 1;
  #row = longestUnit + 1;
  #learned = 0;
  #next = 256;
  #due = 256;
  #widest = 0;
  readonly #symbols: ArrayLike<number>;
  readonly #values: ArrayLike<number>;

  /** @param values value of each symbol */
  constructor(symbols: ArrayLike<number>, values: ArrayLike<number>) {
    this.#symbols = symbols;
    this.#values = values;
  }

  /** A symbol was learned, the one before `position`. */
  learn(position: number, segment: number): void {
    if (++this.#learned < this.#next) return;
    const past = position - segment;
    const least = Math.max(shortestWindow, this.#widest >> 1);
    const missing = Math.max(2 * least, least + this.#row) - past;
    if (missing > 0 && (past < 2 * shortestWindow || this.#learned - this.#due < interval)) {
      this.#next += missing;
      return;
    }
    const half = past >> 1;
    const count = Math.min(longestWindow, missing > 0 ? half : Math.min(half, past - this.#row)) & ~7;
    this.#due += Math.min(this.#due, interval);
    this.#next = Math.max(this.#due, this.#learned + 1);
    this.#widest = Math.max(this.#widest, count);
    this.#unit = this.#bestLag(position, 1, longestUnit, count, this.#unit);
    this.#row = this.#bestLag(
      position,
      longestUnit + 1,
      Math.min(longestRow, past - count),
      count,
      this.#row,
    );
  }

  #bestLag(position: number, from: number, to: number, count: number, before: number): number {
    const scores = new Map<number, number>();
    for (let lag = from; lag <= to; lag++) {
      let score = 0;
      for (let i = position - count; i < position; i++) {
        const difference = Math.abs(this.#symbols[i]! - this.#symbols[i - lag]!);
        score += difference === 0 ? 2 : difference < near ? 1 : 0;
      }
      scores.set(lag, score);
    }
    const enough = Math.max(0, ...scores.values()) - Math.trunc(2.5 * Math.sqrt(count));
    if ((scores.get(before) ?? Number.NEGATIVE_INFINITY) >= enough) return before;
    return [...scores].find(([, score]) => score >= enough)![0];
  }

  observe(position: number, segment: number): Place {
    const [unit, row] = [this.#unit, this.#row];
    const before = (back: number): number =>
      position - back >= segment ? this.#values[this.#symbols[position - back]!]! : 0;
    const inside = position - segment;
    const unitPlace = inside % unit;
    const rowPlace = inside % row;
    const width = unit === 8 ? 4 : unit > 4 ? 1 : unit;
    const place = unitPlace % width;
    const number = (back: number, bytes: number): number => {
      let sum = 0;
      for (let k = 0; k < bytes; k++) sum |= (before(back + place - k) & 255) << (8 * k);
      return sum;
    };
    const lower = number(0, place);
    const [last, lastButOne] = [number(unit, width), number(2 * unit, width)];
    const byte = (expected: number): number => {
      if (place === 0) return expected & 255;
      return ((expected - lower + (1 << (8 * place - 1))) >> (8 * place)) & 255;
    };
    const [left, of, north] = [before(1), before(unit), before(row)];
    const upper = (value: number): number => (value >> 4) & 15;
    return {
      features: [
        [9, left - before(unit + 1)],
        [10, byte(last)],
        [11, before(row + 1)],
        [12, before(row - 1)],
        [13, left - before(row + 1)],
        [14, of],
        [15, before(2 * unit)],
        [22, unitPlace | (unit << 8)],
        [23, north],
        [28, rowPlace | (row << 12)],
        [29, before(2 * row)],
        [30, Math.max(0, Math.min(255, north + of - before(row + unit)))],
        [31, byte((2 * last - lastButOne) | 0)],
      ],
      above: inside >= row ? this.#symbols[position - row]! : 0,
      sketch: upper(left) | (upper(north) << 4) | (upper(of) << 8),
      unitPlace,
      rowPlace,
    };
  }
}
