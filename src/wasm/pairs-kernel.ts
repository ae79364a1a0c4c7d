import type { Symbols } from "../core/sequence.ts";
import { borrow, type KernelConstant, type KernelExports, release, reserve } from "./load.ts";
import { wasm as compiled } from "./pairs.wasm.ts";

interface PairsExports extends KernelExports {
  readonly VALUES: KernelConstant;
  configure(n: number, alphabetSize: number, logWidth: 0 | 1): number;
  countersAddress(): number;
  symbolsAddress(): number;
  countPairs(from: number, to: number, distance: number): void;
  sumPairs(from: number, to: number, distance: number, sum: number): number;
}

/** Positions counted per call: an engine optimises a function only between calls. */
const piece = 0x10000;

/** Symbols of one sequence and tables of their pairs. */
export class PairsKernel {
  readonly #run: PairsExports;
  /** shape (A^2,): count of each pair */
  readonly counts: Int32Array;
  /** shape (A^2,): values of the pairs, set by the caller */
  readonly values: Float64Array;

  /**
   * @param symbols shape (n,), each below `alphabetSize`; copied
   * @param alphabetSize A, at most 4 096
   */
  constructor(symbols: Symbols, alphabetSize: number) {
    const run = borrow<PairsExports>(compiled);
    const wide = alphabetSize > 0x100;
    reserve(run.memory, run.configure(symbols.length, alphabetSize, wide ? 1 : 0));
    const { buffer } = run.memory;
    const copy = new (wide ? Uint16Array : Uint8Array)(buffer, run.symbolsAddress(), symbols.length);
    copy.set(symbols);
    this.#run = run;
    this.counts = new Int32Array(buffer, run.countersAddress(), alphabetSize * alphabetSize);
    this.values = new Float64Array(buffer, run.VALUES.value, alphabetSize * alphabetSize);
  }

  /**
   * Counts the pairs whose first symbols are at `from` to `to` - 1, where to + distance <= n.
   *
   * Cost: .7 ns a pair.
   */
  count(from: number, to: number, distance: number): void {
    for (let start = from; start < to; start += piece)
      this.#run.countPairs(start, Math.min(to, start + piece), distance);
  }

  /**
   * Adds the values of those pairs to a sum, one after the other.
   *
   * Cost: 1.3 ns a pair.
   */
  sum(from: number, to: number, distance: number, sum: number): number {
    return this.#run.sumPairs(from, to, distance, sum);
  }

  /** Releases its memory for reuse. Do not use it or its tables afterwards. */
  close(): void {
    release(this.#run);
  }
}
