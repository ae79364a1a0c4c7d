import type { MixerSettings } from "../../src/wasm/mixer-settings.ts";
import type { Moving } from "./mixer-pointers.ts";

const roll = 0x2c92_77b5;
const orders = [2, 3, 4, 6];
const tables = 6;
const mostBits = 21;

/** Reference implementation of kernels/mixer/followers.ts. */
export class ReferenceFollowers {
  readonly #symbols: ArrayLike<number>;
  readonly #bits: number;
  readonly #tables: readonly Uint32Array[];
  /** index of this position's history in each table */
  #places: readonly number[] = [];

  constructor(symbols: ArrayLike<number>, settings: MixerSettings) {
    this.#symbols = symbols;
    this.#bits = Math.min(settings.logMatches, mostBits);
    this.#tables = Array.from({ length: tables }, () => new Uint32Array(1 << this.#bits));
  }

  /** @returns features of a position by index, and the symbol that last followed the word */
  observe(position: number, { replayed, segment, word, wordBefore }: Moving) {
    const before = (back: number): number =>
      position - back >= segment ? this.#symbols[position - back]! + 1 : 0;
    const symbol = replayed > 0 ? this.#symbols[position - 1]! : 0;
    const hashes = [
      ...orders.map((order) => {
        let hash = 0;
        for (let back = 1; back <= order; back++) {
          hash = Math.imul(hash + before(back), roll);
          hash ^= hash >>> 15;
        }
        return hash;
      }),
      Math.imul(word, 0x2c1b_3c6d) + symbol,
      word + Math.imul(wordBefore, 0x2c1b_3c6d) + symbol,
    ];
    this.#places = hashes.map((hash) =>
      replayed === 0 ? 0 : Math.imul(hash, 0x9e37_79b1) >>> (32 - this.#bits),
    );
    const [two, three, four, six, ofWord, ofWords] = this.#tables.map(
      (table, kind) => table[this.#places[kind]!]!,
    ) as [number, number, number, number, number, number];
    const features: readonly (readonly [number, number])[] = [
      [24, Math.imul(four, roll) + (six & 0xffff)],
      [25, Math.imul(three, roll) + two],
      [26, ofWords & 0xffff],
      [27, ofWord],
    ];
    return { features, follower: ofWord & 0xffff };
  }

  /** Learns the symbol at the position that was observed last. */
  learn(symbol: number): void {
    for (const [kind, table] of this.#tables.entries()) {
      const at = this.#places[kind]!;
      table[at] = (table[at]! << 16) | ((symbol + 1) & 0xffff);
    }
  }
}
