import type { Symbols } from "../core/sequence.ts";
import { borrow, type KernelConstant, type KernelExports, release, reserve } from "./load.ts";
import { wasm as compiled } from "./repeats.wasm.ts";

interface RepeatsExports extends KernelExports {
  readonly CHUNK: KernelConstant;
  readonly PROBABILITIES: KernelConstant;
  readonly BELOW: KernelConstant;
  readonly REREAD: KernelConstant;
  configure(n: number, alphabetSize: number, lowest: number, levels: number, logSlots: number): number;
  symbolsAddress(): number;
  begin(): void;
  moveTo(at: number, from: number): void;
  code(start: number, end: number, learn: boolean): void;
  indexOnly(start: number, end: number, from: number): void;
  find(): number;
  findAside(at: number, from: number): number;
}

/** Sizes of the tables. */
interface RepeatsSettings {
  /** contexts of 2^lowest symbols to 2^(levels - 1) are looked up */
  readonly lowest: number;
  readonly levels: number;
  /** log2 of the slots of each level */
  readonly logSlots: number;
}

/** The prediction for a symbol if a copy continues. */
interface FoundCopy {
  /** position of the symbol that is copied */
  readonly place: number;
  /** probability of that symbol, and of each other one */
  readonly likely: number;
  readonly unlikely: number;
}

/** An instance of the kernel of exact repeats with room for one sequence. */
export class RepeatsKernel {
  readonly #run: RepeatsExports;
  readonly #symbols: Symbols;
  readonly #shortest: number;
  /** Shape (n,): the kernel's copy of the symbols. */
  readonly #copy: Uint16Array;
  readonly #probabilities: Float64Array;
  readonly #below: Float64Array;
  /** The next position to read. */
  #at = 0;
  #segmentStart = 0;

  /** @param symbols shape (n,), each below `alphabetSize`, which is at most 65 536 */
  constructor(symbols: Symbols, alphabetSize: number, { lowest, levels, logSlots }: RepeatsSettings) {
    const run = borrow<RepeatsExports>(compiled, { clearsMemory: true });
    reserve(run.memory, run.configure(symbols.length, alphabetSize, lowest, levels, logSlots) >>> 0);
    run.begin();
    const { buffer } = run.memory;
    this.#run = run;
    this.#symbols = symbols;
    this.#shortest = 2 ** lowest;
    this.#copy = new Uint16Array(buffer, run.symbolsAddress(), symbols.length);
    this.#probabilities = new Float64Array(buffer, run.PROBABILITIES.value, run.CHUNK.value);
    this.#below = new Float64Array(buffer, run.BELOW.value, run.CHUNK.value);
  }

  /**
   * Computes the probabilities of symbols start..end-1, read from the current sequence.
   *
   * @param each gets the probabilities piece by piece, 0 where nothing is copied: a view that is overwritten, the position of
   *   its first, and a view of those of all symbols below each
   * Cost: some 60 ns a symbol.
   */
  code(
    start: number,
    end: number,
    segmentStart: number,
    learn: boolean,
    each: (probabilities: Float64Array, at: number, below: Float64Array) => void,
  ): void {
    if (this.#at !== start || this.#segmentStart !== segmentStart)
      this.#run.moveTo(start, this.#before(start, segmentStart, this.#run.REREAD.value));
    for (let from = start; from < end; from += this.#probabilities.length) {
      const to = Math.min(end, from + this.#probabilities.length);
      this.#read(from, to);
      this.#run.code(from, to, learn);
      each(this.#probabilities.subarray(0, to - from), from, this.#below.subarray(0, to - from));
    }
    this.#at = end;
    this.#segmentStart = segmentStart;
  }

  /** Notes the positions of the shortest contexts of symbols start..end-1. */
  indexOnly(start: number, end: number, segmentStart: number): void {
    const from = this.#before(start, segmentStart, this.#shortest);
    this.#read(start, end);
    this.#run.indexOnly(start, end, from);
    this.#at = -1;
  }

  /** Finds the copy at a position. Learns nothing. */
  find(at: number, segmentStart: number): FoundCopy | undefined {
    const here = this.#at === at && this.#segmentStart === segmentStart;
    const reread = this.#run.REREAD.value;
    const place = here ? this.#run.find() : this.#run.findAside(at, this.#before(at, segmentStart, reread));
    if (place < 0) return undefined;
    return { place, likely: this.#probabilities[0]!, unlikely: this.#probabilities[1]! };
  }

  /** Releases its memory for reuse. Do not use it afterwards. */
  close(): void {
    release(this.#run);
  }

  /** Copies at most `most` symbols before a position, within its segment. @returns the position of the first one */
  #before(at: number, segmentStart: number, most: number): number {
    const from = Math.max(segmentStart, at - most);
    this.#read(from, at);
    return from;
  }

  #read(start: number, end: number): void {
    this.#copy.set(this.#symbols.subarray(start, end), start);
  }
}
