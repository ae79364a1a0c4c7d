import { allocateSymbols, type Symbols } from "../../core/sequence.ts";

/** The last symbols of a stream that looks back a fixed distance, kept between two chunks. */
export class History {
  /** the oldest first; shape (lag,) */
  readonly last: Symbols;

  constructor(lag: number, alphabetSize: number) {
    this.last = allocateSymbols(lag, alphabetSize);
  }

  /** Symbols from before the stream begins, the oldest first. */
  fill(next: () => number): void {
    for (let i = 0; i < this.last.length; i++) this.last[i] = next();
  }

  /** Takes up what a chunk has added. */
  append(chunk: Symbols): void {
    const { last } = this;
    const kept = Math.max(0, last.length - chunk.length);
    last.copyWithin(0, last.length - kept);
    last.set(chunk.subarray(Math.max(0, chunk.length - last.length)), kept);
  }
}
