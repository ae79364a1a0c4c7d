import type { Symbols } from "../../../core/sequence.ts";
import { absent, type ColumnRule, Columns, type Series } from "./columns.ts";
import { Congruences } from "./congruences.ts";

/** How numbers are stored. */
interface Storage {
  /** bytes of a number: 2 or 4 */
  readonly width: number;
  readonly littleEndian: boolean;
  /** bytes before the first number, less than a width */
  readonly offset: number;
  /** whether each number follows from the one before as in a linear congruential generator */
  readonly congruent?: boolean;
}

/** Every width, order and offset: wider counters are columns of these. Numbers of generators have 4 bytes. */
export const storages: readonly Storage[] = [
  { width: 2, congruent: false },
  { width: 4, congruent: false },
  { width: 4, congruent: true },
].flatMap((one) =>
  [true, false].flatMap((littleEndian) =>
    Array.from({ length: one.width }, (_, offset) => ({ ...one, littleEndian, offset })),
  ),
);

const noFormat = { digits: 0, zeros: false, line: false };

/** Consecutive numbers of a fixed number of bytes. */
export class StoredNumbers implements Series {
  next = absent;
  readonly #symbols: Symbols;
  readonly #codes: ArrayLike<number>;
  /** shape (256,): the symbol of each byte; `absent` where it does not occur */
  readonly #bytes = new Int32Array(256).fill(absent);
  readonly #storage: Storage;
  readonly #columns: ColumnRule;
  /** shape (width,): place value of each byte of a number, in the order of storage */
  readonly #placeValues: Float64Array;
  /** bytes read of the current number; negative: bytes before the first number */
  #place = 0;
  #value = 0;
  #expected = absent;

  /** @param codes shape (A,): the byte of every symbol */
  constructor(symbols: Symbols, codes: ArrayLike<number>, storage: Storage) {
    const { width, littleEndian, congruent } = storage;
    this.#symbols = symbols;
    this.#codes = codes;
    this.#storage = storage;
    this.#columns = congruent === true ? new Congruences() : new Columns(256 ** width, 1);
    this.#placeValues = Float64Array.from(
      { length: width },
      (_, k) => 256 ** (littleEndian ? k : width - 1 - k),
    );
    for (let symbol = 0; symbol < codes.length; symbol++) this.#bytes[codes[symbol]!] = symbol;
    this.restart();
  }

  restart(): void {
    this.#columns.restart();
    this.#place = -this.#storage.offset;
    this.#value = 0;
    this.#expected = absent;
    this.next = absent;
  }

  read(start: number, end: number, nexts: Int32Array): boolean {
    let predicted = false;
    for (let at = start; at < end; at++) {
      if (this.next !== absent) {
        if (!predicted) nexts.fill(absent);
        predicted = true;
        nexts[at - start] = this.next;
      }
      this.#readByte(at);
    }
    return predicted;
  }

  #readByte(at: number): void {
    if (this.#place >= 0) this.#value += this.#codes[this.#symbols[at]!]! * this.#placeValues[this.#place]!;
    if (++this.#place === this.#placeValues.length) {
      this.#columns.push(this.#value, 0, noFormat);
      this.#expected = this.#columns.columns === 0 ? absent : this.#columns.expected;
      this.#place = 0;
      this.#value = 0;
    }
    if (this.#expected === absent) this.next = absent;
    else this.next = this.#bytes[Math.floor(this.#expected / this.#placeValues[this.#place]!) % 256]!;
  }
}
