import { absent, type ColumnRule, type NumberFormat } from "./columns.ts";

/** Least and largest number of columns in a row; a single column has none to carry to. */
const [fewestColumns, mostColumns] = [2, 16];
/** Number of latest gaps kept: a power of two, and enough for two of the widest rows. */
const held = 64;
const mask = held - 1;
/** Correct rows before the first prediction. */
const fewestRows = 12;

/** Usual lengths of columns. */
const [sixty, hours, months] = [60, 24, 12];
const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
const commonYear = 365;
/** Numbers that count as a year where nothing shows which one it is. */
const [firstYear, lastYear] = [1000, 9999];

const unpadded = -1;

/** Columns whose length depends on what they count. */
export const rowKinds = { even: 0, daysOfMonth: 1, daysOfYear: 2 } as const;
const { even, daysOfMonth, daysOfYear } = rowKinds;

/** Noted laws of rows that carry, which hold wherever there are such rows. */
export interface KnownRows {
  rows?: RowLaw;
}

/** How rows continue, by place in the row. */
export interface RowLaw {
  /** hashes of the gaps before the numbers of a row */
  readonly gaps: Int32Array;
  readonly steps: Float64Array;
  readonly lengths: Float64Array;
  readonly firsts: Float64Array;
  readonly kinds: Uint8Array;
  readonly sources: Int8Array;
  readonly widths: Int32Array;
  readonly padded: boolean;
}

/**
 * Columns of numbers that carry: clocks, dates, addresses of machines, cells of a grid. Each column advances by its step and
 * wraps at its length; another one then advances by one more. Steps, lengths and carries are learned from the rows; lengths of
 * months and years are known.
 *
 * It predicts only after a column has wrapped and carried, in rows of which every number was right: tables with any other
 * column are left to other series. Where reading starts elsewhere in the sequence, one row with the known gaps is enough.
 */
export class MixedRadix implements ColumnRule {
  columns = 0;
  /** least number of digits of the next number */
  width = 0;
  #count = 0;
  /** hashes of the gaps before numbers, by ordinal modulo `held` */
  readonly #gaps = new Int32Array(held);
  /** whether a line ends in the gap */
  readonly #lines = new Uint8Array(held);
  /** shape (mostColumns + 1,): by distance, length of the run of numbers whose gap equals the one at that distance before */
  readonly #sameGaps = new Int32Array(mostColumns + 1);
  /** numbers of a row; 0: unknown */
  #rowLength = 0;
  /** numbers read of the current row */
  #place = 0;
  /** correct rows; -1: no row to compare with */
  #rows = -1;
  #carried = false;

  /** Shape (columns,), by place in the row. */
  readonly #values = new Float64Array(mostColumns);
  readonly #read = new Float64Array(mostColumns);
  readonly #next = new Float64Array(mostColumns);
  readonly #steps = new Float64Array(mostColumns);
  /** Numbers before it wraps; 0: unknown. */
  readonly #lengths = new Float64Array(mostColumns);
  readonly #firsts = new Float64Array(mostColumns);
  readonly #kinds = new Uint8Array(mostColumns);
  /** The column that carries to it; `absent`: unknown. */
  readonly #sources = new Int8Array(mostColumns).fill(absent);
  /** Its carry at the last row; NaN: unknown. */
  readonly #carries = new Float64Array(mostColumns);
  /** Digits of its numbers if they have leading zeros; 0: unknown; `unpadded`: a number without zeros had fewer than the last. */
  readonly #widths = new Int32Array(mostColumns);
  readonly #latestWidths = new Int32Array(mostColumns);
  #padded = false;
  readonly #known: KnownRows;
  /** the law of rows that were read elsewhere, while the first row here is searched for or read */
  #resumed: RowLaw | undefined;

  /** @param known laws noted so far; is added to */
  constructor(known: KnownRows = {}) {
    this.#known = known;
  }

  get count(): number {
    return this.#count;
  }

  get expected(): number {
    return this.#next[this.#place]!;
  }

  restart(): void {
    this.#count = 0;
    this.#sameGaps.fill(0);
    this.#forgetRows();
    this.#place = absent;
    this.#resumed = this.#known.rows;
  }

  note(): void {
    if (!this.#canPredict() || this.#rowLength === 0) return;
    const first = this.#count - this.#place - this.#rowLength;
    this.#known.rows = {
      gaps: Int32Array.from({ length: this.#rowLength }, (_, k) => this.#gaps[(first + k) & mask]!),
      steps: this.#steps.slice(),
      lengths: this.#lengths.slice(),
      firsts: this.#firsts.slice(),
      kinds: this.#kinds.slice(),
      sources: this.#sources.slice(),
      widths: this.#widths.slice(),
      padded: this.#padded,
    };
  }

  /** Reads the first row where the law of rows is known. */
  #resume(law: RowLaw, ordinal: number, number: number, gap: number, { digits, zeros }: NumberFormat): void {
    const columns = law.gaps.length;
    // The gap before the first number may be cut.
    if (this.#place === absent && ordinal > 0 && gap === law.gaps[0]) {
      this.#place = 0;
      this.#widths.set(law.widths);
      this.#padded = law.padded;
    }
    if (this.#place === absent && ordinal <= columns) return;
    if (this.#place === absent || gap !== law.gaps[this.#place] || Number.isNaN(number)) {
      this.#resumed = undefined;
      this.#forgetRows();
      return;
    }
    this.#readNumber(number, digits, zeros);
    if (this.#place < columns) return;
    this.#resumed = undefined;
    this.#rowLength = columns;
    this.#place = 0;
    this.#rows = fewestRows;
    this.#carried = true;
    this.#values.set(this.#read);
    this.#steps.set(law.steps);
    this.#lengths.set(law.lengths);
    this.#firsts.set(law.firsts);
    this.#kinds.set(law.kinds);
    this.#sources.set(law.sources);
    this.#predictRow(columns);
    this.columns = columns;
    this.#setWidth();
  }

  push(number: number, gap: number, format: NumberFormat): void {
    const { digits, zeros, line } = format;
    const ordinal = this.#count++;
    this.#gaps[ordinal & mask] = gap;
    this.#lines[ordinal & mask] = line ? 1 : 0;
    for (let columns = fewestColumns; columns <= mostColumns; columns++) {
      const same = ordinal >= columns && this.#gaps[(ordinal - columns) & mask] === gap;
      this.#sameGaps[columns] = same ? this.#sameGaps[columns]! + 1 : 0;
    }
    if (this.#resumed !== undefined) {
      this.#resume(this.#resumed, ordinal, number, gap, format);
      if (this.#resumed !== undefined || this.#rowLength > 0) return;
    }
    if (this.#rowLength > 0 && (this.#sameGaps[this.#rowLength] === 0 || Number.isNaN(number))) {
      this.#forgetRows();
    }
    if (this.#rowLength === 0) {
      this.#findRow();
      return;
    }
    this.#readNumber(number, digits, zeros);
    if (this.#place === this.#rowLength) this.#endRow();
    this.columns = this.#canPredict() ? this.#rowLength : 0;
    if (this.columns > 0) this.#setWidth();
  }

  #readNumber(number: number, digits: number, zeros: boolean): void {
    const place = this.#place++;
    this.#read[place] = number;
    if (zeros) {
      this.#widths[place] = digits;
      this.#padded = true;
    } else if (digits < (this.#widths[place]! > 0 ? this.#widths : this.#latestWidths)[place]!)
      this.#widths[place] = unpadded;
    this.#latestWidths[place] = digits;
  }

  #setWidth(): void {
    const place = this.#place;
    // Where other columns have leading zeros, this one may have them too.
    const unknown = this.#padded && this.#widths[place] === 0 && this.#startsAgain(place);
    this.width = Math.max(1, unknown ? this.#latestWidths[place]! : this.#widths[place]!);
  }

  /** Whether the next number is one with which its column starts again. */
  #startsAgain(place: number): boolean {
    return this.#next[place]! < this.#values[place]! && this.#steps[place]! >= 0;
  }

  #forgetRows(): void {
    this.columns = 0;
    this.#rowLength = 0;
    this.#rows = -1;
    this.#carried = false;
    this.#padded = false;
    this.#widths.fill(0);
    this.#latestWidths.fill(0);
    this.#forgetColumns();
  }

  #forgetColumns(): void {
    this.#carried = false;
    this.#lengths.fill(0);
    this.#kinds.fill(even);
    this.#sources.fill(absent);
  }

  /** Rows begin with a line where there are lines, after a gap that occurs once in a row. */
  #findRow(): void {
    for (let columns = fewestColumns; columns <= mostColumns; columns++) {
      if (this.#sameGaps[columns]! < columns) continue;
      if (!this.#mayStartRow(columns)) continue;
      this.#rowLength = columns;
      this.#place = 0;
      return;
    }
  }

  /** Whether the gap before the next number is unique in the row, and ends a line if any gap does. */
  #mayStartRow(columns: number): boolean {
    const first = this.#count - columns;
    const gap = this.#gaps[first & mask]!;
    const line = this.#lines[first & mask]!;
    for (let k = 1; k < columns; k++) {
      const place = (first + k) & mask;
      if (this.#gaps[place] === gap || this.#lines[place]! > line) return false;
    }
    return true;
  }

  #endRow(): void {
    const columns = this.#rowLength;
    this.#place = 0;
    const again = this.#rows === 1 && this.#stepsShrink(columns);
    if (again || (this.#rows >= 1 && !this.#explain(columns))) this.#rows = 0;
    if (this.#rows === 0) {
      this.#forgetColumns();
      for (let j = 0; j < columns; j++) this.#steps[j] = this.#read[j]! - this.#values[j]!;
    }
    this.#rows++;
    for (let j = 0; j < columns; j++) this.#values[j] = this.#read[j]!;
    if (this.#canPredict()) this.#predictRow(columns);
  }

  #canPredict(): boolean {
    return this.#rows >= fewestRows && this.#carried;
  }

  /** Whether the first steps were those of a wrapping row: the steps after them are smaller. */
  #stepsShrink(columns: number): boolean {
    let less = 0;
    for (let j = 0; j < columns; j++) {
      less += Math.abs(this.#steps[j]!) - Math.abs(this.#read[j]! - this.#values[j]!);
    }
    return less > 0;
  }

  /**
   * Explains every number of a row, and learns lengths and carries: first the numbers with known carries, then those whose
   * carry must be found.
   */
  #explain(columns: number): boolean {
    this.#carries.fill(Number.NaN);
    let left = columns;
    for (let before = left + 1; left < before; ) {
      before = left;
      for (let j = 0; j < columns; j++) if (Number.isNaN(this.#carries[j]!) && this.#explains(j)) left--;
    }
    for (let before = left + 1; left > 0 && left < before; ) {
      before = left;
      for (let j = 0; j < columns; j++) {
        if (Number.isNaN(this.#carries[j]!) && this.#findSource(j, columns)) left--;
      }
    }
    return left === 0;
  }

  /** Whether a number follows from the carry of its known source. */
  #explains(j: number): boolean {
    const source = this.#sources[j]!;
    if (source === absent) return this.#continues(j, 0);
    const carry = this.#carries[source]!;
    return !Number.isNaN(carry) && this.#continues(j, carry);
  }

  /** Tries columns that carry to nothing yet first. */
  #findSource(j: number, columns: number): boolean {
    const before = this.#sources[j]!;
    this.#sources[j] = absent;
    for (const claimed of [false, true]) {
      for (let distance = 1; distance < columns; distance++) {
        for (const source of [j + distance, j - distance]) {
          if (source < 0 || source >= columns || this.#sources.includes(source) !== claimed) continue;
          const carry = this.#carries[source]!;
          if (Number.isNaN(carry) || carry === 0 || this.#carriesTo(j, source)) continue;
          if (!this.#continues(j, carry)) continue;
          this.#sources[j] = source;
          this.#carried = true;
          return true;
        }
      }
    }
    if (before !== absent && this.#continues(j, 0)) return true;
    this.#sources[j] = before;
    return false;
  }

  /** Whether the carry of a column reaches another one. */
  #carriesTo(from: number, to: number): boolean {
    for (let at = to; at !== absent; at = this.#sources[at]!) if (at === from) return true;
    return false;
  }

  /** Whether a number continues the one above with a carry, or wraps. */
  #continues(j: number, carry: number): boolean {
    const step = this.#steps[j]! + carry;
    const raw = this.#values[j]! + step;
    const now = this.#read[j]!;
    const wraps = this.#wraps(j, raw);
    if (raw - wraps * this.#lengthOf(j) === now) {
      this.#carries[j] = wraps;
      return true;
    }
    return this.#learnLength(j, step, raw, now);
  }

  /** A column that wraps shows its length and first number. */
  #learnLength(j: number, step: number, raw: number, now: number): boolean {
    const length = step > 0 ? raw - now : now - raw;
    if (step === 0 || length <= Math.abs(step)) return false;
    const first = this.#firstOf(step, raw, now);
    if (first === absent) return false;
    this.#lengths[j] = length;
    this.#firsts[j] = first;
    this.#kinds[j] = even;
    this.#carries[j] = Math.sign(step);
    this.#learnKind(j, length);
    return true;
  }

  /** Where steps are larger than 1, columns are assumed to begin with 0 or 1. */
  #firstOf(step: number, raw: number, now: number): number {
    if (step === 1) return now;
    if (step === -1) return raw + 1;
    const over = step > 0 ? now - step : raw;
    return over < 0 ? 0 : over === 0 ? 1 : absent;
  }

  #learnKind(j: number, length: number): void {
    if (this.#values[j]! >= 1 && length === this.#monthLength(j, this.#monthColumn(j)))
      this.#setKind(j, daysOfMonth);
    else if (length === this.#yearLength(j)) this.#setKind(j, daysOfYear);
  }

  #setKind(j: number, kind: number): void {
    this.#kinds[j] = kind;
    this.#firsts[j] = 1;
  }

  /** How often a column wraps on the way to a number: 1, 0 or -1 times. */
  #wraps(j: number, raw: number): number {
    return this.#wrapsWithin(j, raw, this.#firsts[j]!, this.#lengthOf(j));
  }

  /** Ascending columns wrap at the top, descending ones at the bottom. */
  #wrapsWithin(j: number, raw: number, first: number, length: number): number {
    if (length === 0) return 0;
    if (raw > this.#values[j]!) return raw >= first + length ? 1 : 0;
    return raw < this.#values[j]! && raw < first ? -1 : 0;
  }

  #lengthOf(j: number): number {
    const kind = this.#kinds[j]!;
    if (kind === even) return this.#lengths[j]!;
    return kind === daysOfYear ? this.#yearLength(j) : this.#monthLength(j, this.#monthColumn(j));
  }

  /** The column of months beside days: the one they carry to, or the nearest possible one. */
  #monthColumn(days: number): number {
    for (let j = 0; j < this.#rowLength; j++)
      if (this.#sources[j] === days) return this.#isMonth(j) ? j : absent;
    for (const j of [days - 1, days + 1]) if (j >= 0 && j < this.#rowLength && this.#isMonth(j)) return j;
    return absent;
  }

  #isMonth(j: number): boolean {
    return this.#values[j]! >= 1 && this.#values[j]! <= months && this.#steps[j]! <= 1;
  }

  /** Days of the month of a row; backwards, of the month before. */
  #monthLength(days: number, month: number): number {
    if (month === absent) return 0;
    const back = this.#steps[days]! < 0 ? 1 : 0;
    const index = (this.#values[month]! - 1 - back + months) % months;
    return monthLengths[index]! + (index === 1 && this.#isLeap(this.#yearOf(month)) ? 1 : 0);
  }

  #yearLength(days: number): number {
    return commonYear + (this.#isLeap(this.#yearOf(days)) ? 1 : 0);
  }

  /** The year of a row: the column carried to, or a number that can be one. */
  #yearOf(column: number): number {
    for (let j = 0; j < this.#rowLength; j++) if (this.#sources[j] === column) return this.#values[j]!;
    for (let j = 0; j < this.#rowLength; j++) {
      if (this.#values[j]! >= firstYear && this.#values[j]! <= lastYear) return this.#values[j]!;
    }
    return 1;
  }

  #isLeap(year: number): boolean {
    return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  }

  /** Predicts the next row. Carries that were never seen are guessed. */
  #predictRow(columns: number): void {
    this.#carries.fill(Number.NaN);
    for (let j = 0; j < columns; j++) this.#predictColumn(j);
    for (let j = 0; j < columns; j++) {
      if (this.#carries[j] !== 0 && !this.#sources.includes(j)) this.#guessCarries(j, columns);
    }
  }

  #predictColumn(j: number): void {
    if (!Number.isNaN(this.#carries[j]!)) return;
    const source = this.#sources[j]!;
    if (source === absent) {
      this.#advance(j, this.#values[j]! + this.#steps[j]!, absent);
    } else {
      this.#predictColumn(source);
      this.#advance(j, this.#values[j]! + this.#steps[j]! + this.#carries[source]!, source);
    }
  }

  /** Advances a column to a number or wraps it; a column that never wrapped has the usual length for its place. */
  #advance(j: number, raw: number, source: number): void {
    let length = this.#lengthOf(j);
    let first = this.#firsts[j]!;
    if (length === 0 && source !== absent) {
      length = this.#guessLength(j, source);
      const fromOne = this.#kinds[source] === daysOfMonth || this.#lengths[source] === hours;
      first = fromOne ? 1 : this.#firsts[source]!;
      // A number beyond the usual length, such as the hours of a stop-watch, rules it out.
      if (this.#values[j]! >= first + length) length = 0;
    }
    const wraps = this.#wrapsWithin(j, raw, first, length);
    this.#next[j] = raw - wraps * length;
    this.#carries[j] = wraps;
  }

  /** A column that was never seen to carry is assumed to carry to the next one on its side, or else on the other side. */
  #guessCarries(from: number, columns: number): void {
    for (let source = from; this.#carries[source] !== 0; ) {
      const target = this.#guessTarget(source, columns);
      if (target === absent) return;
      this.#advance(target, this.#next[target]! + this.#carries[source]!, source);
      source = target;
    }
  }

  #guessTarget(source: number, columns: number): number {
    const finer = this.#sources[source]!;
    const side = finer === absent || finer > source ? -1 : 1;
    for (let distance = 1; distance < columns; distance++) {
      for (const target of [source + side * distance, source - side * distance]) {
        if (target < 0 || target >= columns || this.#sources[target] !== absent) continue;
        if (this.#carries[target] === 0 && !this.#carriesTo(target, source)) return target;
      }
    }
    return absent;
  }

  /** Length of a column to which another one carries: known for clocks and dates, else that of the other. */
  #guessLength(target: number, source: number): number {
    if (this.#kinds[source] === daysOfMonth) return months;
    if (this.#kinds[source] === daysOfYear) return 0;
    const length = this.#lengths[source]!;
    const finer = this.#sources[source]!;
    if (length === sixty && finer !== absent && this.#lengths[finer] === sixty) return hours;
    if (length === hours) return this.#monthLength(target, this.#monthColumn(target));
    return length === months ? 0 : length;
  }
}
