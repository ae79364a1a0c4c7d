import type { Symbols } from "../core/sequence.ts";
import { wasm as compiled } from "./ctw.wasm.ts";
import { borrow, type KernelConstant, type KernelExports, release, reserve } from "./load.ts";

interface CtwExports extends KernelExports {
  readonly CHUNK: KernelConstant;
  readonly MAX_DEPTH: KernelConstant;
  readonly PROBABILITIES: KernelConstant;
  readonly BELOW: KernelConstant;
  configure(length: number, alphabetSize: number, depth: number, logSlots: number): number;
  symbolsAddress(): number;
  nodes(): number;
  code(from: number, to: number, start: number, learn: boolean): void;
  decide(at: number, start: number): number;
}

/** Sizes of the context trees. */
export interface CtwSettings {
  /** longest context, 1..64 */
  readonly depth: number;
  /** log2 of the slots for nodes, of which three quarters are used; a slot takes 20 bytes */
  readonly logSlots: number;
  /** the kernel in base64 */
  readonly wasm?: string;
}

/** An instance of the context tree weighting kernel with room for one sequence. */
export class CtwKernel {
  readonly #run: CtwExports;
  readonly #symbols: Symbols;
  readonly #alphabetSize: number;
  readonly #depth: number;
  /** Shape (n,): the kernel's copy of the symbols. */
  readonly #copy: Uint16Array;
  readonly #probabilities: Float64Array;
  readonly #below: Float64Array;

  /** @param symbols shape (n,), each below `alphabetSize`, which is at most 65 536 */
  constructor(symbols: Symbols, alphabetSize: number, { depth, logSlots, wasm = compiled }: CtwSettings) {
    this.#run = borrow<CtwExports>(wasm);
    this.#symbols = symbols;
    this.#alphabetSize = alphabetSize;
    this.#depth = Math.min(depth, this.#run.MAX_DEPTH.value);
    const { memory, PROBABILITIES, BELOW, CHUNK } = this.#run;
    reserve(memory, this.#run.configure(symbols.length, alphabetSize, this.#depth, logSlots));
    this.#copy = new Uint16Array(memory.buffer, this.#run.symbolsAddress(), symbols.length);
    this.#probabilities = new Float64Array(memory.buffer, PROBABILITIES.value, CHUNK.value);
    this.#below = new Float64Array(memory.buffer, BELOW.value, CHUNK.value);
  }

  /** Number of nodes so far. */
  get nodes(): number {
    return this.#run.nodes();
  }

  /**
   * Computes the probabilities of symbols start..end-1, read from the current sequence.
   *
   * @param each gets the probabilities piece by piece: a view that is overwritten, the position of its first, and a view of
   *   those of all symbols below each
   * Cost: about half a microsecond a binary decision in memory, a few times that where nodes are far apart.
   */
  code(
    start: number,
    end: number,
    segmentStart: number,
    learn: boolean,
    each: (probabilities: Float64Array, at: number, below: Float64Array) => void,
  ): void {
    for (let from = start; from < end; from += this.#probabilities.length) {
      const to = Math.min(end, from + this.#probabilities.length);
      this.#copyContext(from, to, segmentStart);
      this.#run.code(from, to, segmentStart, learn);
      each(this.#probabilities.subarray(0, to - from), from, this.#below.subarray(0, to - from));
    }
  }

  /**
   * Computes all decisions at position `at`. Learns nothing.
   *
   * @returns shape (A,), a view that is overwritten: at m, the probability that the symbol is m or above given that it is in
   *   the interval that m bisects
   * Cost: 0.1 microseconds a symbol of the alphabet.
   */
  decide(at: number, segmentStart: number): Float64Array {
    this.#copyContext(at, at, segmentStart);
    const address = this.#run.decide(at, segmentStart);
    return new Float64Array(this.#run.memory.buffer, address, this.#alphabetSize);
  }

  /** Releases its memory for reuse. Do not use it afterwards. */
  close(): void {
    release(this.#run);
  }

  #copyContext(from: number, to: number, segmentStart: number): void {
    const first = Math.max(segmentStart, from - this.#depth);
    this.#copy.set(this.#symbols.subarray(first, to), first);
  }
}
