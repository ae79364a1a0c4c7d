import { CounterTable } from "./counter-table.ts";
import { type CounterSettings, CountsKernel } from "./counts-kernel.ts";

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

  /** @returns shape (65 536,): how often each symbol occurred, exact up to 2^53 */
  counts(): Float64Array {
    return this.#table.sums();
  }

  /** Forgets all counts. */
  clear(): void {
    this.#table.clear();
  }
}
