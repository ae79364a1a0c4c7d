/** Largest distance of the numbers of a column, in numbers. */
const mostColumns = 16;
/** Number of latest numbers kept: a power of two, and enough for the differences of the widest row. */
const held = 128;
const mask = held - 1;

/** The format of a number. */
export interface NumberFormat {
  readonly digits: number;
  /** whether it has more than one digit and a leading 0 */
  readonly zeros: boolean;
  /** whether a line ends before it */
  readonly line: boolean;
}

/** Columns of numbers read row by row, and their continuation. */
export interface ColumnRule {
  /** number of columns; 0: no prediction */
  readonly columns: number;
  /** ordinal of the next number */
  readonly count: number;
  /** The next number. Meaningless without a prediction. */
  readonly expected: number;
  /** least number of digits of the next number */
  readonly width: number;
  restart(): void;
  /** Notes what also holds elsewhere. */
  note?(): void;
  /**
   * Adds a number.
   *
   * @param number a whole one below 2^49; NaN: one that no column continues
   * @param gap hash of the symbols between it and the number before: the same before all numbers of a column
   */
  push(number: number, gap: number, format: NumberFormat): void;
}

/**
 * The columns of a table of numbers that is read row by row: the next number continues its column by its last differences. The
 * number of columns and the degree are those that have held longest, and are kept while they hold.
 */
export class Columns implements ColumnRule {
  columns = 0;
  readonly width = 1;
  #degree = 1;
  #count = 0;
  readonly #modulus: number;
  /** mask of the compared bits; 0: all bits */
  readonly #low: number;
  readonly #mostDegree: number;
  /** by their ordinal, modulo `held` */
  readonly #numbers = new Float64Array(held);
  readonly #gaps = new Int32Array(held);
  /** shape (columns, degrees): numbers in a row that continued their columns */
  readonly #runs: Int32Array;

  /**
   * @param modulus numbers are compared modulo this power of two, at most 2^32; infinite: exactly
   * @param mostDegree of the polynomials that continue columns, 1 to 3
   */
  constructor(modulus: number, mostDegree: number) {
    this.#modulus = modulus;
    this.#low = Number.isFinite(modulus) ? (modulus - 1) | 0 : 0;
    this.#mostDegree = mostDegree;
    this.#runs = new Int32Array(mostColumns * mostDegree);
  }

  get count(): number {
    return this.#count;
  }

  restart(): void {
    this.#count = 0;
    this.columns = 0;
    this.#runs.fill(0);
  }

  push(number: number, gap: number): void {
    const place = this.#count++ & mask;
    this.#numbers[place] = number;
    this.#gaps[place] = gap;
    if (this.columns > 0) {
      if (this.#aligned(this.columns) && this.#continues(this.columns, this.#degree)) return;
      this.#runs.fill(0);
    }
    this.#choose();
  }

  get expected(): number {
    const columns = this.columns;
    const a = this.#before(columns - 1);
    const b = this.#before(2 * columns - 1);
    if (this.#degree === 1) return this.#reduce(2 * a - b);
    const c = this.#before(3 * columns - 1);
    if (this.#degree === 2) return this.#reduce(3 * (a - b) + c);
    return this.#reduce(4 * (a + c) - 6 * b - this.#before(4 * columns - 1));
  }

  #choose(): void {
    this.columns = 0;
    const mostDegree = this.#mostDegree;
    let most = 0;
    for (let columns = 1; columns <= mostColumns && this.#count > 2 * columns; columns++) {
      if (!this.#aligned(columns)) {
        this.#runs.fill(0, (columns - 1) * mostDegree, columns * mostDegree);
        continue;
      }
      for (let degree = 1; degree <= mostDegree && this.#count > (degree + 1) * columns; degree++) {
        const place = (columns - 1) * mostDegree + degree - 1;
        const run = this.#continues(columns, degree) ? this.#runs[place]! + 1 : 0;
        this.#runs[place] = run;
        if (run <= most) continue;
        most = run;
        this.columns = columns;
        this.#degree = degree;
      }
    }
  }

  /** Whether the gap before the last number equals the gap before the one above it. */
  #aligned(columns: number): boolean {
    const last = this.#count - 1;
    return this.#gaps[last & mask] === this.#gaps[(last - columns) & mask];
  }

  /** Whether the last number continues the polynomial through those above it. */
  #continues(columns: number, degree: number): boolean {
    const a = this.#before(0);
    const b = this.#before(columns);
    const c = this.#before(2 * columns);
    if (degree === 1) return this.#isZero(a - 2 * b + c);
    const d = this.#before(3 * columns);
    if (degree === 2) return this.#isZero(a - d - 3 * (b - c));
    return this.#isZero(a - 4 * (b + d) + 6 * c + this.#before(4 * columns));
  }

  /**
   * Whether a difference of whole numbers is 0, modulo the power of two if there is one; a float remainder takes ten times as
   * long.
   */
  #isZero(difference: number): boolean {
    return this.#low === 0 ? difference === 0 : (difference & this.#low) === 0;
  }

  #before(back: number): number {
    return this.#numbers[(this.#count - 1 - back) & mask]!;
  }

  #reduce(number: number): number {
    const rest = number % this.#modulus;
    return rest < 0 && Number.isFinite(this.#modulus) ? rest + this.#modulus : rest;
  }
}

/** No symbol. */
export const absent = -1;

/** A regular part of a sequence, which predicts the next symbol. */
export interface Series {
  /** the next symbol; `absent`: no prediction */
  readonly next: number;
  /** Forgets what was read, but not what was noted. */
  restart(): void;
  /** Notes what also holds elsewhere in the sequence, for itself and others of its kind. */
  note?(): void;
  /**
   * Reads symbols start..end-1, which follow those of the last call.
   *
   * @param nexts receives its predictions, shape (end - start,) or longer; unset where it predicted none
   * @returns whether it predicted one of them
   */
  read(start: number, end: number, nexts: Int32Array): boolean;
}
