import { CounterTable } from "./counter-table.ts";
import { type CounterSettings, CountsKernel } from "./counts-kernel.ts";

/** The distinct grams of a text. */
interface GramCounts {
  /** shape (distinct,), ascending: the bytes of a gram as one number, first byte most significant */
  readonly grams: Uint32Array;
  /** shape (distinct,): how often each gram occurred */
  readonly counts: Float64Array;
}

/** Grams per row of the table: those that differ in their first byte alone. */
const rowLength = 256;
/** Bytes up to which used rows are marked; a longer text uses so many that reading them all costs little beside it. */
const markedBytes = 8 * 2 ** 20;

/** Swaps the first byte of a gram for its last. */
function reverse(gram: number, k: 2 | 3): number {
  if (k === 2) return ((gram & 0xff) << 8) | (gram >> 8);
  return ((gram & 0xff) << 16) | (gram & 0xff00) | (gram >> 16);
}

/** The kernel's `slot`: its own inverse, and no change where k = 2. */
function slot(index: number): number {
  return index ^ ((index >> 12) & 0xf0);
}

/** Counts the overlapping grams of k bytes in documents of any length, in a dense table: 256 KiB (k = 2) or 64 MiB (k = 3). */
export class GramCounter {
  readonly k: 2 | 3;
  readonly #kernel: CountsKernel;
  readonly #table: CounterTable;
  /** Shape (256^(k - 1),): 1 where a row may hold a count. */
  readonly #marks: Uint8Array;
  #seen = 0;

  /** @param k bytes a gram */
  constructor(k: 2 | 3, settings: CounterSettings = {}) {
    const size = 1 << (8 * k);
    const tables = k === 2 ? "TABLE" : "TRIPLES";
    this.k = k;
    this.#kernel = new CountsKernel(tables, size, settings.wasm);
    this.#table = new CounterTable(this.#kernel.counters(tables, size), size, settings.foldAfter);
    const { memory, MARKS } = this.#kernel.run;
    this.#marks = k === 2 ? new Uint8Array(256).fill(1) : new Uint8Array(memory.buffer, MARKS.value, 65_536);
  }

  /** @returns shape (2^20,): always the same memory; `update` copies no chunk that was read into its start */
  buffer(): Uint8Array {
    return this.#kernel.chunk;
  }

  /**
   * Counts the grams that end in the next bytes of the document.
   *
   * @param chunk shape (any,)
   * Cost: 0.3 ns a byte for k = 2, 0.5 ns for k = 3; several times that on noise, whose table leaves the cache.
   */
  update(chunk: Uint8Array): void {
    this.#kernel.feed(chunk, (length) => {
      this.#table.admit(length);
      if (this.k === 2) this.#kernel.run.countPairs(length);
      else this.#countTriples(length);
    });
  }

  #countTriples(length: number): void {
    const mark = this.#seen <= markedBytes;
    this.#seen += length;
    if (mark && this.#seen > markedBytes) this.#marks.fill(1);
    this.#kernel.run.countTriples(length, mark);
  }

  /** Ends the document: no gram spans what came before and what follows. */
  boundary(): void {
    this.#kernel.run.boundary();
  }

  /**
   * Lists the distinct grams.
   *
   * Cost: k = 3 and more than 8 MiB: 20 ms and the sorting of the grams; less for shorter texts.
   */
  counts(): GramCounts {
    let distinct = 0;
    this.#forEachIndex(() => distinct++);
    const grams = new Uint32Array(distinct);
    let next = 0;
    this.#forEachIndex((index) => {
      grams[next++] = reverse(slot(index), this.k);
    });
    grams.sort();
    const counts = new Float64Array(distinct);
    for (let i = 0; i < distinct; i++) counts[i] = this.#table.at(slot(reverse(grams[i]!, this.k)));
    return { grams, counts };
  }

  #forEachIndex(visit: (index: number) => void): void {
    for (let row = 0; row < this.#marks.length; row++) {
      if (this.#marks[row] === 0) continue;
      const end = (row + 1) * rowLength;
      for (let i = row * rowLength; i < end; i++) if (this.#table.at(i) > 0) visit(i);
    }
  }

  /** Forgets all counts and ends the document. */
  clear(): void {
    for (let row = 0; row < this.#marks.length; row++) {
      if (this.#marks[row] === 1) this.#table.clear(row * rowLength, (row + 1) * rowLength);
    }
    if (this.k === 3) this.#marks.fill(0);
    this.#seen = 0;
    this.boundary();
  }
}
