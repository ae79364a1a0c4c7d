import type { Symbols } from "../../core/sequence.ts";

/**
 * Hashes of the last 1, 2, 4, 8, ... symbols of a sequence that is read one symbol at a time. Each is made from the two
 * halves it consists of, so there is nothing to roll out again, and no sequence is hashed badly by its arithmetic, as
 * substitution sequences are by polynomial hashes.
 */
export class DoublingHashes {
  readonly #hashes: Uint32Array;
  /** the latest 2^level hashes of each level, by position */
  readonly #rings: readonly Uint32Array[];
  #read = 0;

  /** @param levels hashes wanted: of 1 up to 2^(levels - 1) symbols */
  constructor(levels: number) {
    this.#hashes = new Uint32Array(levels);
    this.#rings = Array.from({ length: levels }, (_, level) => new Uint32Array(1 << level));
  }

  /** Symbols read since the beginning: hashes of more than that mean nothing. */
  get read(): number {
    return this.#read;
  }

  /** @returns the hash of the last 2^level symbols, 32 bits */
  hash(level: number): number {
    return this.#hashes[level]!;
  }

  /** Forgets what was read, and reads symbols from..to-1. */
  restart(symbols: Symbols, from: number, to: number): void {
    this.#read = 0;
    for (let i = from; i < to; i++) this.push(symbols[i]!);
  }

  /** Reads a symbol. Cost: 2 ns a level. */
  push(symbol: number): void {
    let hash = join(symbol + 1, 7);
    for (let level = 0; level < this.#hashes.length; level++) {
      this.#hashes[level] = hash;
      const ring = this.#rings[level]!;
      const place = this.#read & (ring.length - 1);
      const before = ring[place]!;
      ring[place] = hash;
      hash = join(hash, before);
    }
    this.#read++;
  }
}

function join(later: number, earlier: number): number {
  let hash = Math.imul(later, 0x9e37_79b1) ^ Math.imul(earlier, 0x85eb_ca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c92_77b5);
  return hash ^ (hash >>> 13);
}
