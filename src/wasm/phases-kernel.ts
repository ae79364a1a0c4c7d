import type { Symbols } from "../core/sequence.ts";
import { toBits } from "./bits.ts";
import { borrow, type KernelConstant, type KernelExports, release, reserve } from "./load.ts";
import { wasm as compiled } from "./phases.wasm.ts";

interface PhasesExports extends KernelExports {
  readonly CHUNK: KernelConstant;
  readonly SYMBOLS: KernelConstant;
  readonly PROBABILITIES: KernelConstant;
  layout(alphabetSize: number, period: number): number;
  begin(): void;
  predict(count: number, phase: number): void;
  learn(count: number, phase: number): void;
  predictOverall(count: number): void;
  learnOverall(count: number): void;
  below(symbol: number, phase: number): number;
  byPhase(): number;
  column(place: number): number;
  predictColumns(count: number, first: number): void;
  cheapest(count: number): number;
}

/** Largest number of prices kept between searches for a phase. */
const maxPrices = 1 << 20;

/**
 * The learned laws of the symbols of p phases: a Bayes mixture of six, from "a favourite symbol, as often as in all phases" to
 * counts of each phase; kernels/phases.ts has them all.
 */
export class PhasesKernel {
  readonly #run: PhasesExports;
  readonly #period: number;
  /** Symbols learned so far. */
  #learned = 0;
  /** By symbol: its column of prices; -1: none. */
  readonly #columns: Int32Array;
  #columnNumber = 0;
  /** Number of learned symbols when these prices were set. */
  #pricedAt = -1;
  #bytes: number;

  /** @param period p, 1 or more */
  constructor(alphabetSize: number, period: number) {
    this.#run = borrow<PhasesExports>(compiled, { clearsMemory: true });
    this.#period = period;
    this.#columns = new Int32Array(alphabetSize);
    this.#bytes = this.#run.layout(alphabetSize, period);
    reserve(this.#run.memory, this.#bytes);
    this.#run.begin();
  }

  /** Whether the law depends on the phase. */
  get dependsOnPhase(): boolean {
    return this.#run.byPhase() !== 0;
  }

  /**
   * Computes the probabilities of symbols start..end-1.
   *
   * @param first phase of the first symbol, increasing by 1 a symbol; below 0: unknown for all of them
   * @param stated receives them, shape (end - start,) or longer; null: not needed
   * Cost: 25 ns a symbol.
   */
  code(
    symbols: Symbols,
    start: number,
    end: number,
    first: number,
    learn: boolean,
    probabilities: Float64Array | null,
  ): void {
    const run = this.#run;
    const chunk = run.CHUNK.value;
    for (let from = start; from < end; from += chunk) {
      const count = Math.min(chunk, end - from);
      this.#given(count).set(symbols.subarray(from, from + count));
      if (first < 0) {
        if (learn) run.learnOverall(count);
        else run.predictOverall(count);
      } else {
        const phase = (first + from - start) % this.#period;
        if (learn) run.learn(count, phase);
        else run.predict(count, phase);
      }
      probabilities?.set(new Float64Array(run.memory.buffer, run.PROBABILITIES.value, count), from - start);
    }
    if (learn) this.#learned += end - start;
  }

  /**
   * The probability of all symbols below one in a phase; phase below 0: unknown.
   *
   * Cost: 10 ns a symbol below it.
   */
  below(symbol: number, phase: number): number {
    return this.#run.below(symbol, phase < 0 ? phase : phase % this.#period);
  }

  /**
   * The phase of the first of some symbols that makes them most probable (ties: the earliest).
   *
   * @param symbols 4 096 at most
   * Cost: .3 ns a phase and symbol, and 30 ns a phase and distinct symbol, unless nothing was learned since these were priced.
   */
  likeliest(symbols: Symbols): number {
    const run = this.#run;
    if (this.#pricedAt !== this.#learned || this.#columnNumber * this.#period > maxPrices) {
      this.#columns.fill(-1);
      this.#columnNumber = 0;
      this.#pricedAt = this.#learned;
    }
    const given = this.#given(symbols.length);
    const first = this.#columnNumber;
    for (const symbol of symbols) {
      if (this.#columns[symbol]! >= 0) continue;
      given[this.#columnNumber - first] = symbol;
      this.#columns[symbol] = this.#columnNumber++;
    }
    this.#price(first, this.#columnNumber - first);
    const columns = this.#given(symbols.length);
    for (let i = 0; i < symbols.length; i++) columns[i] = this.#columns[symbols[i]!]!;
    return run.cheapest(symbols.length);
  }

  /** Releases its memory for the next one. Do not use it afterwards. */
  close(): void {
    release(this.#run);
  }

  /** Computes prices of the given symbols in columns from `first` on. */
  #price(first: number, count: number): void {
    const run = this.#run;
    this.#bytes = Math.max(this.#bytes, run.column(first + count));
    reserve(run.memory, this.#bytes);
    run.predictColumns(count, first);
    const numbers = (run.column(first + count) - run.column(first)) / Float64Array.BYTES_PER_ELEMENT;
    toBits(new Float64Array(run.memory.buffer, run.column(first), numbers));
  }

  /** The kernel's copy of symbols. */
  #given(count: number): Uint32Array {
    return new Uint32Array(this.#run.memory.buffer, this.#run.SYMBOLS.value, count);
  }
}
