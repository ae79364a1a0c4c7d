import type { Symbols } from "../../../core/sequence.ts";
import { absent, type ColumnRule, Columns, type Series } from "./columns.ts";
import { type KnownRows, MixedRadix } from "./mixed-radix.ts";

/** How numbers are written. */
interface Notation {
  /** digits in ascending order: as many as the base */
  readonly digits: string;
  /** whether columns carry, as in clocks and dates */
  readonly carries?: boolean;
  /** digits per number where numbers are written together, as in 20261128 */
  readonly together?: number;
}

export const notations: readonly Notation[] = [
  { digits: "01" },
  { digits: "01234567" },
  { digits: "0123456789" },
  { digits: "0123456789abcdef" },
  { digits: "0123456789ABCDEF" },
  { digits: "0123456789", carries: true },
  { digits: "0123456789abcdef", carries: true },
  { digits: "0123456789ABCDEF", carries: true },
  { digits: "0123456789", carries: true, together: 2 },
];

/** Number of latest formats kept: a power of two, more than there are columns. */
const held = 32;
const mask = held - 1;
/** Larger numbers, and those with more symbols, are not predicted. */
const largest = 2 ** 49;
const longest = 64;

/** Numbers in a notation, and the gaps between them: a number has the same gap as the one above. */
export class WrittenNumbers implements Series {
  next = absent;
  readonly #symbols: Symbols;
  /** shape (A,): value of each symbol that is a digit; -1 for others */
  readonly #values: Int8Array;
  /** shape (base,): the symbol of each digit; `absent` where it does not occur */
  readonly #digits: Int32Array;
  readonly #columns: ColumnRule;
  readonly #lineFeed: number;
  /** digits after which a number ends in any case */
  readonly #most: number;

  /** The latest numbers, by their ordinal modulo `held`: digits, and positions after them. */
  readonly #lengths = new Int32Array(held);
  readonly #ends = new Int32Array(held);

  /** The number that is being read. */
  #value = 0;
  #length = 0;
  /** whether all of it was as predicted */
  #right = false;

  /** The predicted number, as symbols. */
  readonly #expected = new Int32Array(longest);
  #expectedLength = 0;
  /** position of the next symbol between numbers; `absent`: unknown */
  #gapPosition = absent;
  /** hash of the gap between the last number and this one */
  #gap = 0;
  readonly #format = { digits: 0, zeros: false, line: false };
  /** position of the symbol after the number */
  #endAbove = 0;

  /**
   * @param codes shape (A,): the byte or code point of every symbol
   * @param known laws noted of this notation
   */
  constructor(
    symbols: Symbols,
    codes: ArrayLike<number>,
    { digits, carries, together }: Notation,
    known: KnownRows = {},
  ) {
    this.#symbols = symbols;
    this.#most = together ?? Number.POSITIVE_INFINITY;
    this.#columns = carries === true ? new MixedRadix(known) : new Columns(Number.POSITIVE_INFINITY, 3);
    this.#lineFeed = Array.from(codes).indexOf("\n".charCodeAt(0));
    this.#values = new Int8Array(codes.length);
    this.#digits = new Int32Array(digits.length).fill(absent);
    for (let symbol = 0; symbol < codes.length; symbol++) {
      const value = digits.indexOf(String.fromCodePoint(codes[symbol]!));
      this.#values[symbol] = value;
      if (value >= 0) this.#digits[value] = symbol;
    }
  }

  restart(): void {
    this.next = absent;
    this.#columns.restart();
    this.#begin();
  }

  note(): void {
    this.#columns.note?.();
  }

  read(start: number, end: number, nexts: Int32Array): boolean {
    let predicted = false;
    for (let at = start; at < end; at++) {
      if (this.#length === 0 && this.#gapPosition === absent) {
        at = this.#readGap(at, end);
      } else if (this.#length > 0 && !this.#right) {
        at = this.#readDigits(at, end);
      }
      if (at === end) break;
      if (this.next !== absent) {
        if (!predicted) nexts.fill(absent);
        predicted = true;
        nexts[at - start] = this.next;
      }
      this.#readSymbol(at);
    }
    return predicted;
  }

  /** Reads on to the next digit where nothing is predicted, as in most of a text. @returns its position */
  #readGap(start: number, end: number): number {
    const symbols = this.#symbols;
    const values = this.#values;
    let gap = this.#gap;
    let at = start;
    for (; at < end; at++) {
      const symbol = symbols[at]!;
      if (values[symbol]! >= 0) break;
      gap = withSymbol(gap, symbol);
      if (symbol === this.#lineFeed) this.#format.line = true;
    }
    this.#gap = gap;
    return at;
  }

  /** Reads on in a number without prediction, to the symbol that may end it. @returns its position */
  #readDigits(start: number, end: number): number {
    const symbols = this.#symbols;
    const values = this.#values;
    const base = this.#digits.length;
    const most = Math.min(end, start + this.#most - 1 - this.#length);
    let value = this.#value;
    let at = start;
    for (; at < most; at++) {
      const digit = values[symbols[at]!]!;
      if (digit < 0) break;
      value = value * base + digit;
    }
    this.#value = value;
    this.#length += at - start;
    return at;
  }

  #readSymbol(at: number): void {
    const symbol = this.#symbols[at]!;
    const digit = this.#values[symbol]!;
    if (digit >= 0) {
      this.#value = this.#value * this.#digits.length + digit;
      this.#advance(symbol);
      if (this.#length === this.#most) {
        this.#endNumber(at + 1);
        this.#predictGap();
      }
    } else {
      if (this.#length > 0) this.#endNumber(at);
      this.#gap = withSymbol(this.#gap, symbol);
      if (symbol === this.#lineFeed) this.#format.line = true;
      const right = this.#gapPosition !== absent && this.#symbols[this.#gapPosition] === symbol;
      this.#gapPosition = right ? this.#gapPosition + 1 : absent;
      this.#predictGap();
    }
  }

  /** Advances by a symbol of a number. */
  #advance(symbol: number): void {
    const place = this.#length++;
    const length = this.#expectedLength;
    this.#right = (place === 0 || this.#right) && place < length && this.#expected[place] === symbol;
    if (!this.#right) this.next = absent;
    else this.next = place + 1 < length ? this.#expected[place + 1]! : this.#symbols[this.#endAbove]!;
  }

  /** Between numbers, predicts the gap of the row before; where that has a number, predicts the next number. */
  #predictGap(): void {
    this.next = absent;
    if (this.#gapPosition === absent) return;
    const symbol = this.#symbols[this.#gapPosition]!;
    if (this.#values[symbol]! < 0) this.next = symbol;
    else if (this.#expectedLength > 0) this.next = this.#expected[0]!;
  }

  /** Adds the number that ended before `at` to its column, and predicts the next one. */
  #endNumber(at: number): void {
    const columns = this.#columns;
    const place = columns.count & mask;
    this.#lengths[place] = this.#length;
    this.#ends[place] = at;
    const length = this.#length;
    const format = this.#format;
    format.digits = length;
    format.zeros = length > 1 && this.#values[this.#symbols[at - length]!] === 0;
    columns.push(length <= longest && this.#value < largest ? this.#value : Number.NaN, this.#gap, format);
    this.#begin();
    if (columns.columns === 0) return;
    const above = (columns.count - columns.columns) & mask;
    this.#gapPosition = this.#ends[(above - 1) & mask]!;
    this.#endAbove = this.#ends[above]!;
    this.#write(columns.expected, above);
  }

  #begin(): void {
    this.#value = 0;
    this.#length = 0;
    this.#gap = 0;
    this.#format.line = false;
    this.#expectedLength = 0;
    this.#gapPosition = absent;
  }

  /** Writes a number like the one above: with as many digits where that has leading zeros. */
  #write(value: number, above: number): void {
    if (!(value >= 0 && value < largest)) return;
    const base = this.#digits.length;
    const first = this.#symbols[this.#ends[above]! - this.#lengths[above]!]!;
    let length = 0;
    for (let rest = value; rest >= 1; rest = Math.floor(rest / base)) length++;
    length = Math.max(1, length, this.#values[first] === 0 ? this.#lengths[above]! : 0, this.#columns.width);
    if (length > longest) return;
    let rest = value;
    for (let place = length - 1; place >= 0; place--) {
      const symbol = this.#digits[rest % base]!;
      if (symbol === absent) return;
      this.#expected[place] = symbol;
      rest = Math.floor(rest / base);
    }
    this.#expectedLength = length;
  }
}

/** The hash of a gap with one more symbol. */
function withSymbol(gap: number, symbol: number): number {
  return Math.imul(gap ^ (symbol + 1), 0x0100_0193);
}
