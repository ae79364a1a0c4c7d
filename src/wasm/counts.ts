import { wasm as compiled } from "./counts.wasm.ts";
import { borrow, type KernelConstant, type KernelExports, reserve } from "./load.ts";

const largestCount = 2 ** 32 - 1;

/**
 * Counters of 32 bits in a kernel's memory that never wrap: before one could, all are added to totals of 64-bit floats, which
 * are exact up to 2^53.
 */
class CounterTable {
  readonly #counters: Uint32Array;
  readonly #size: number;
  readonly #foldAfter: number;
  #pending = 0;
  #totals: Float64Array | undefined;

  /**
   * @param counters shape (tables * size,): interleaved tables, to be summed
   * @param size counters in one table
   * @param foldAfter increments before the counters are emptied; a smaller value changes no count
   */
  constructor(counters: Uint32Array, size: number, foldAfter: number = largestCount) {
    this.#counters = counters;
    this.#size = size;
    this.#foldAfter = Math.min(foldAfter, largestCount);
  }

  /** Makes room for `increments` more, which the caller then adds. */
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

  /** Sets all counts to 0; those outside `start` to `end` of the first table must already be 0. */
  clear(start = 0, end: number = this.#counters.length): void {
    this.#counters.fill(0, start, end);
    this.#totals = undefined;
    this.#pending = 0;
  }
}

interface CountsExports extends KernelExports {
  readonly CHUNK: KernelConstant;
  readonly CHUNK_BYTES: KernelConstant;
  readonly TABLE: KernelConstant;
  countBytes(length: number): void;
  countSymbols(length: number): void;
}

/** Bytes counted per call: an engine optimises a function only between calls. */
const pieceBytes = 0x10000;

/** Settings that change no count; tests use them. */
interface CounterSettings {
  /** the kernel in base64 */
  readonly wasm?: string;
  /** increments after which 32-bit counters are emptied into 64-bit totals */
  readonly foldAfter?: number;
}

/** An instance of the counting kernel: its functions, its chunk buffer and views of its tables. */
class CountsKernel {
  readonly run: CountsExports;
  /** Shape (2^20,): a chunk read into it is counted without a copy. */
  readonly chunk: Uint8Array;

  /** @param counters number of counters */
  constructor(counters: number, wasm: string = compiled) {
    this.run = borrow<CountsExports>(wasm);
    reserve(this.run.memory, this.run.TABLE.value + 4 * counters);
    this.chunk = new Uint8Array(this.run.memory.buffer, this.run.CHUNK.value, this.run.CHUNK_BYTES.value);
  }

  /** @returns shape (counters,): the 32-bit counters */
  counters(counters: number): Uint32Array {
    return new Uint32Array(this.run.memory.buffer, this.run.TABLE.value, counters);
  }

  /**
   * Puts bytes into the buffer, in pieces that fit, and counts each.
   *
   * @param bytes the start of the buffer itself, which is not copied, or other bytes
   * @param count gets the length of each piece
   */
  feed(bytes: Uint8Array, count: (length: number) => void): void {
    if (bytes.buffer === this.chunk.buffer && bytes.byteOffset === this.chunk.byteOffset) {
      count(bytes.length);
      return;
    }
    for (let start = 0; start < bytes.length; start += pieceBytes) {
      const piece = bytes.subarray(start, start + pieceBytes);
      this.chunk.set(piece);
      count(piece.length);
    }
  }
}

const tables = 8;
const bytes = 256;

/** Counts the bytes of a stream of any length. */
export class ByteCounter {
  readonly #kernel: CountsKernel;
  readonly #table: CounterTable;

  constructor(settings: CounterSettings = {}) {
    this.#kernel = new CountsKernel(tables * bytes, settings.wasm);
    this.#table = new CounterTable(this.#kernel.counters(tables * bytes), bytes, settings.foldAfter);
  }

  /** @returns shape (2^20,): always the same memory; `update` does not copy a chunk that was read into its start */
  buffer(): Uint8Array {
    return this.#kernel.chunk;
  }

  /**
   * Counts the next bytes.
   *
   * @param chunk shape (any,)
   * Cost: 0.3 ns a byte, no allocation.
   */
  update(chunk: Uint8Array): void {
    this.#kernel.feed(chunk, (length) => {
      this.#table.admit(length);
      this.#kernel.run.countBytes(length);
    });
  }

  /** @returns shape (256,): count of each byte, exact up to 2^53 */
  counts(): Float64Array {
    return this.#table.sums();
  }

  /** Forgets all counts. */
  clear(): void {
    this.#table.clear();
  }
}

const symbols = 65_536;

/** Counts the 16-bit symbols of a stream of any length. */
export class SymbolCounter {
  readonly #kernel: CountsKernel;
  readonly #table: CounterTable;

  constructor(settings: CounterSettings = {}) {
    this.#kernel = new CountsKernel(symbols, settings.wasm);
    this.#table = new CounterTable(this.#kernel.counters(symbols), symbols, settings.foldAfter);
  }

  /**
   * Counts the next symbols.
   *
   * @param chunk shape (any,)
   * Cost: 0.4 ns a symbol, no allocation but two views.
   */
  update(chunk: Uint16Array): void {
    const bytes = new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    this.#kernel.feed(bytes, (length) => {
      this.#table.admit(length / 2);
      this.#kernel.run.countSymbols(length / 2);
    });
  }

  /** @returns shape (65 536,): count of each symbol, exact up to 2^53 */
  counts(): Float64Array {
    return this.#table.sums();
  }

  /** Forgets all counts. */
  clear(): void {
    this.#table.clear();
  }
}
