import { exp2 } from "../math/sums.ts";
import { codesPerBit, type ModelTree } from "./model-tree.ts";

/**
 * A context in memory: words for the next shorter context, the cost of falling back to it, and the number of listed bytes; then
 * two words for each byte, the most probable first: the byte with its code length, and the context after it. Mostly all of it
 * is in one cache line.
 */
const headWords = 3;
const entryWords = 2;
const byteBits = 8;
const byteMask = 255;
/** Most words of a model in memory: the engine needs an index to be a small integer. */
const mostWords = 2 ** 30 - 1;
/** Least probability of all bytes that a context does not list. */
const leastEscape = 2 ** -20;

/** A model in memory that threads share; plain data for `FrozenModel`. */
export interface SharedModel {
  readonly memory: SharedArrayBuffer;
  readonly firstBits: Float64Array;
  readonly firstNext: Uint32Array;
}

/** An invalid tree: its probabilities cannot be made to sum to 1. */
export class NoModel extends Error {
  override readonly name = "NoModel";
}

/**
 * A model of bytes that does not learn. The context is the longest known suffix of the text. A byte that it does not list costs
 * what the next shorter context charges plus the cost of falling back, which makes the probabilities of all 256 bytes sum to 1
 * whatever code lengths were stored.
 */
export class FrozenModel {
  readonly #words: Uint32Array;
  /** the same memory, for fall-back costs, in bits; negative where the shorter context expects less */
  readonly #costs: Float32Array;
  /** of the empty context, by byte */
  readonly #firstBits: Float64Array;
  readonly #firstNext: Uint32Array;

  /** A model that another thread has built. Cost: none. */
  constructor({ memory, firstBits, firstNext }: SharedModel) {
    this.#words = new Uint32Array(memory);
    this.#costs = new Float32Array(memory);
    this.#firstBits = firstBits;
    this.#firstNext = firstNext;
  }

  /**
   * Builds a model from a tree of strings.
   *
   * @throws NoModel when a context leaves nothing for the bytes that it does not list, or memory does not suffice
   * Cost: 0.4 microseconds and 14 bytes a string.
   */
  static of(tree: ModelTree): FrozenModel {
    // 0 is the empty context, whose bytes are in tables.
    let words = 1;
    const places = tree.map(({ children }) => {
      const own = new Uint32Array(children.length);
      for (let i = 0; i < own.length; i++) {
        if (children[i] === 0) continue;
        own[i] = words;
        words += headWords + entryWords * children[i]!;
        if (words > mostWords) throw new NoModel("has more contexts than fit in memory");
      }
      return own;
    });
    const model = new FrozenModel({
      memory: new SharedArrayBuffer(4 * words),
      firstBits: new Float64Array(256),
      firstNext: new Uint32Array(256),
    });
    model.#setFirst(tree, places);
    for (let d = 1; d < tree.length; d++) model.#setLevel(tree, d, places[d - 1]!, places[d]!);
    return model;
  }

  /** The same for another thread. */
  get shared(): SharedModel {
    const { buffer } = this.#words;
    return { memory: buffer as SharedArrayBuffer, firstBits: this.#firstBits, firstNext: this.#firstNext };
  }

  #setFirst([first]: ModelTree, [places]: readonly Uint32Array[]): void {
    let sum = 0;
    for (let i = 0; i < 256; i++) sum += exp2(-first!.codes[i]! / codesPerBit);
    for (let i = 0; i < 256; i++) {
      this.#firstBits[i] = first!.codes[i]! / codesPerBit + Math.log2(sum);
      this.#firstNext[i] = places![i]!;
    }
  }

  /** Writes the contexts of a level, whose bytes are in the next one. */
  #setLevel(tree: ModelTree, d: number, contexts: Uint32Array, places: Uint32Array): void {
    const words = this.#words;
    const { children } = tree[d - 1]!;
    const { symbols, codes } = tree[d]!;
    let at = 0;
    for (let s = 0; s < children.length; s++) {
      const end = at + children[s]!;
      if (at === end) continue;
      const context = contexts[s]!;
      const shorter = words[context]!;
      words[context + 2] = end - at;
      let seen = 0;
      let below = 0;
      for (let i = at; i < end; i++) {
        const symbol = symbols[i]!;
        const next = this.#next(shorter, symbol);
        // A context learns its shorter context before its own bytes are written.
        if (places[i]! > 0) words[places[i]!] = next;
        seen += exp2(-codes[i]! / codesPerBit);
        below += exp2(-this.#bits(shorter, symbol));
        this.#insert(context, i - at, (codes[i]! << byteBits) | symbol, places[i]! > 0 ? places[i]! : next);
      }
      const left = 1 - seen;
      if (!(left >= leastEscape)) throw new NoModel("has a context whose probabilities sum to more than 1");
      this.#costs[context + 1] = Math.log2(Math.max(1 - below, leastEscape)) - Math.log2(left);
      at = end;
    }
  }

  /** Inserts a byte into a context, the most probable first. */
  #insert(context: number, count: number, entry: number, next: number): void {
    const words = this.#words;
    const first = context + headWords;
    let to = first + entryWords * count;
    while (to > first && words[to - entryWords]! >>> byteBits > entry >>> byteBits) {
      words[to] = words[to - entryWords]!;
      words[to + 1] = words[to - entryWords + 1]!;
      to -= entryWords;
    }
    words[to] = entry;
    words[to + 1] = next;
  }

  /** @returns index of a byte's entry, or 0 */
  #find(context: number, symbol: number): number {
    const words = this.#words;
    const end = context + headWords + entryWords * words[context + 2]!;
    for (let at = context + headWords; at < end; at += entryWords)
      if ((words[at]! & byteMask) === symbol) return at;
    return 0;
  }

  #next(from: number, symbol: number): number {
    for (let context = from; context !== 0; context = this.#words[context]!) {
      const at = this.#find(context, symbol);
      if (at > 0) return this.#words[at + 1]!;
    }
    return this.#firstNext[symbol]!;
  }

  #bits(from: number, symbol: number): number {
    let bits = 0;
    for (let context = from; context !== 0; context = this.#words[context]!) {
      const at = this.#find(context, symbol);
      if (at > 0) return bits + (this.#words[at]! >>> byteBits) / codesPerBit;
      bits += this.#costs[context + 1]!;
    }
    return bits + this.#firstBits[symbol]!;
  }

  /**
   * The cost of the bytes, without context before them.
   *
   * @param bytes shape (n,)
   * @param costs undefined, or receives bits by byte, shape (n,) or longer
   * @returns total bits
   * Cost: a look-up for each byte that its context lists, and one more for each fall-back; no allocation.
   */
  bits(bytes: Uint8Array, costs?: Float32Array): number {
    const words = this.#words;
    const escapes = this.#costs;
    const firstBits = this.#firstBits;
    const firstNext = this.#firstNext;
    let context = 0;
    let total = 0;
    for (let i = 0; i < bytes.length; i++) {
      const symbol = bytes[i]!;
      let bits = 0;
      search: for (;;) {
        if (context === 0) {
          bits += firstBits[symbol]!;
          context = firstNext[symbol]!;
          break;
        }
        const end = context + headWords + entryWords * words[context + 2]!;
        for (let at = context + headWords; at < end; at += entryWords) {
          const entry = words[at]!;
          if ((entry & byteMask) !== symbol) continue;
          bits += (entry >>> byteBits) / codesPerBit;
          context = words[at + 1]!;
          break search;
        }
        bits += escapes[context + 1]!;
        context = words[context]!;
      }
      total += bits;
      if (costs !== undefined) costs[i] = bits;
    }
    return total;
  }
}
