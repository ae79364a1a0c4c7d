import type { Symbols } from "../../core/sequence.ts";
import { defineFolded } from "../../core/shared-value.ts";
import { ByteCounter } from "../../wasm/byte-counts.ts";
import { SymbolCounter } from "../../wasm/symbol-counts.ts";

/** Shorter chunks are counted here: a kernel costs more to start than it saves. */
const kernelLength = 65_536;

/** Occurrences of each symbol while they are being counted. */
class SymbolTally {
  readonly #own: Float64Array;
  #bytes: ByteCounter | undefined;
  #wide: SymbolCounter | undefined;

  constructor(alphabetSize: number) {
    this.#own = new Float64Array(alphabetSize);
  }

  /**
   * Counts the next symbols.
   *
   * @param symbols shape (any,), each below A
   * Cost: 0.3 ns a byte in long chunks, else 1 ns a symbol.
   */
  add(symbols: Symbols): void {
    const long = symbols.length >= kernelLength;
    if (long && symbols instanceof Uint8Array) {
      this.#bytes ??= new ByteCounter();
      this.#bytes.update(symbols);
    } else if (long && symbols instanceof Uint16Array) {
      this.#wide ??= new SymbolCounter();
      this.#wide.update(symbols);
    } else {
      const own = this.#own;
      for (let i = 0; i < symbols.length; i++) own[symbols[i]!]!++;
    }
  }

  /** @returns shape (A,): exact up to 2^53, in a new array */
  counts(): Float64Array {
    const counts = this.#own.slice();
    for (const kernel of [this.#bytes?.counts(), this.#wide?.counts()]) {
      if (kernel === undefined) continue;
      const shared = Math.min(counts.length, kernel.length);
      for (let symbol = 0; symbol < shared; symbol++) counts[symbol]! += kernel[symbol]!;
    }
    return counts;
  }
}

/** Occurrences of each symbol, shape (A,). */
export const symbolCounts = defineFolded<SymbolTally, Float64Array>("symbol-counts", {
  create: (alphabetSize) => new SymbolTally(alphabetSize),
  update: (state, symbols) => state.add(symbols),
  finish: (state) => state.counts(),
});
