import { wasm as compiled } from "./counts.wasm.ts";
import { borrow, type KernelConstant, type KernelExports, reserve } from "./load.ts";

/** What kernels/counts.ts exports. */
interface CountsExports extends KernelExports {
  readonly CHUNK: KernelConstant;
  readonly CHUNK_BYTES: KernelConstant;
  readonly TABLE: KernelConstant;
  countBytes(length: number): void;
  countSymbols(length: number): void;
}

/** Bytes counted in one call: an engine improves a function between calls only. */
const pieceBytes = 0x10000;

/** Settings that change no count; the tests set them. */
export interface CounterSettings {
  /** the kernel in base64 */
  readonly wasm?: string;
  /** increments after which 32-bit counters are emptied into 64-bit totals */
  readonly foldAfter?: number;
}

/** An instance of the counting kernel: its functions, its chunk buffer and views of its tables. */
export class CountsKernel {
  readonly run: CountsExports;
  /** Shape (2^20,): a chunk read into it is counted without a copy. */
  readonly chunk: Uint8Array;

  /** @param counters how many are used */
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
   * Brings bytes into the buffer, in pieces that fit, and has each counted.
   *
   * @param bytes the start of the buffer itself, which is not copied, or bytes from elsewhere
   * @param count is given the length of each piece
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
