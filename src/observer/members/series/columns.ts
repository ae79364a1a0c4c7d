/** Numbers that stand so many numbers apart, at most, are a column. */
const mostColumns = 16;
/** The latest numbers are held: a power of two, and enough for the differences of the widest row. */
const held = 128;
const mask = held - 1;

/** How a number is written. */
export interface Writing {
  readonly digits: number;
  /** whether it has more than one digit and begins with 0 */
  readonly zeros: boolean;
  /** whether a line ends before it */
  readonly line: boolean;
}

/** Columns of numbers that are read row by row, and what continues them. */
export interface ColumnRule {
  /** how many columns there are; 0: nothing is foretold */
  readonly columns: number;
  /** ordinal of the number that comes next */
  readonly count: number;
  /** The number that comes next. Where nothing is foretold it means nothing. */
  readonly expected: number;
  /** digits that it has at least */
  readonly width: number;
  restart(): void;
  /** Notes what holds elsewhere, too. */
  note?(): void;
  /**
   * Adds a number.
   *
   * @param number a whole one below 2^49; NaN: one that no column continues
   * @param gap hash of what stands between it and the number before: a column has the same before all of its numbers
   */
  push(number: number, gap: number, writing: Writing): void;
}

/**
 * The columns of a table of numbers that is read row by row: the next number continues its column by its last differences.
 * How many columns there are and the degree are those that have held longest, and stay as long as they hold.
 */
export class Columns implements ColumnRule {
  columns = 0;
  readonly width = 1;
  #degree = 1;
  #count = 0;
  readonly #modulus: number;
  /** the bits that tell numbers apart; 0: all of them do */
  readonly #low: number;
  readonly #mostDegree: number;
  /** by their ordinal, modulo `held` */
  readonly #numbers = new Float64Array(held);
  readonly #gaps = new Int32Array(held);
  /** shape (columns, degrees): numbers in a row that continued their columns */
  readonly #runs: Int32Array;

  /**
   * @param modulus numbers are told apart modulo this power of two, at most 2^32; infinite: as they are
   * @param mostDegree of the polynomials by which columns are continued, 1 to 3
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
    if (this.#degree === 1) return this.#within(2 * a - b);
    const c = this.#before(3 * columns - 1);
    if (this.#degree === 2) return this.#within(3 * (a - b) + c);
    return this.#within(4 * (a + c) - 6 * b - this.#before(4 * columns - 1));
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

  /** Whether the same stands before the last number as before the one above it. */
  #aligned(columns: number): boolean {
    const last = this.#count - 1;
    return this.#gaps[last & mask] === this.#gaps[(last - columns) & mask];
  }

  /** Whether the last number is what a polynomial through those above it says. */
  #continues(columns: number, degree: number): boolean {
    const a = this.#before(0);
    const b = this.#before(columns);
    const c = this.#before(2 * columns);
    if (degree === 1) return this.#isNone(a - 2 * b + c);
    const d = this.#before(3 * columns);
    if (degree === 2) return this.#isNone(a - d - 3 * (b - c));
    return this.#isNone(a - 4 * (b + d) + 6 * c + this.#before(4 * columns));
  }

  /** Whether a difference of whole numbers is 0 modulo a power of two, or altogether; a remainder of floats takes ten times as long. */
  #isNone(difference: number): boolean {
    return this.#low === 0 ? difference === 0 : (difference & this.#low) === 0;
  }

  #before(back: number): number {
    return this.#numbers[(this.#count - 1 - back) & mask]!;
  }

  #within(number: number): number {
    const rest = number % this.#modulus;
    return rest < 0 && Number.isFinite(this.#modulus) ? rest + this.#modulus : rest;
  }
}

/** No symbol. */
export const absent = -1;

/** Something that goes on in a sequence, and says what comes next. */
export interface Series {
  /** the symbol that comes next; `absent`: it does not say */
  readonly next: number;
  /** Forgets what was read, but for what was noted. */
  restart(): void;
  /** Notes what it has found that holds elsewhere in the sequence, for itself and others of its kind. */
  note?(): void;
  /**
   * Reads symbols start..end-1, which follow those of the last call.
   *
   * @param nexts receives what it said of each, shape (end - start,) or longer; unset where it said nothing of any
   * @returns whether it said something of one of them
   */
  read(start: number, end: number, nexts: Int32Array): boolean;
}
