import type { MixerTables } from "../../src/wasm/mixer-kernel.ts";
import { farthestBack, type MixerAlphabet, type MixerSettings } from "../../src/wasm/mixer-settings.ts";
import type { ReferencePointers } from "./mixer-pointers.ts";
import type { Place } from "./mixer-records.ts";

const unknown = 0x8000_0000;
const roll = 0x2c92_77b5;
const neighbourhood = 63;
const slots = 8;

/** The buckets of all contexts for one chunk of the tree; -1: none. */
export interface Frame {
  readonly chunk: number;
  readonly checks: Uint32Array;
  readonly homes: Uint32Array;
  readonly buckets: Int32Array;
}

/** Reference implementation of the context hashes and buckets of kernels/mixer.ts. */
export class ReferenceContexts {
  /** a check word and 7 slots for every bucket */
  readonly table: Uint32Array;
  readonly #alphabet: MixerAlphabet;
  readonly #masks: readonly number[];
  readonly #multipliers: Uint32Array;
  readonly #farthest: number;
  readonly #bucketMask: number;
  /** the other positions of a bucket, by exclusive or with the first one */
  readonly #others: readonly number[];
  readonly #features = new Uint32Array(32);
  readonly #hashes: Uint32Array;

  constructor(alphabet: MixerAlphabet, settings: MixerSettings, tables: MixerTables) {
    this.#alphabet = alphabet;
    this.#masks = settings.contexts;
    this.#multipliers = tables.multipliers;
    this.#farthest = settings.thorough ? 0 : farthestBack(settings.contexts);
    this.#others = settings.thorough ? [1, 2, 3] : [1, 2];
    this.#bucketMask = 2 ** settings.logBuckets - 1;
    this.#hashes = new Uint32Array(settings.contexts.length);
    this.table = new Uint32Array(slots * (this.#bucketMask + 1)).fill(unknown);
    for (let check = 0; check < this.table.length; check += slots) this.table[check] = 0;
  }

  /**
   * Hashes all contexts of a position.
   *
   * @param followed features from symbols that followed earlier, by index
   * @param place features of records; if undefined, words and lines are used
   */
  observe(
    position: number,
    pointers: ReferencePointers,
    followed: readonly (readonly [number, number])[],
    place?: Place,
  ): void {
    const m = pointers.moving;
    const { symbols } = pointers;
    const set = (index: number, value: number): void => {
      this.#features[index] = Math.imul(value, this.#multipliers[index]!);
    };
    const before = (back: number): number =>
      position - back >= m.segment ? symbols[position - back]! + 1 : 0;
    const folded = (back: number): number =>
      position - back >= m.segment ? this.#alphabet.folded[symbols[position - back]!]! + 1 : 0;
    for (let back = 1; back <= 8; back++) set(back - 1, before(back));
    set(8, m.word);
    for (const [index, value] of followed) set(index, value);
    if (place !== undefined) {
      for (const [index, value] of place.features) set(index, value + 1);
      for (const [c, mask] of this.#masks.entries()) this.#hashes[c] = this.#hash(c, mask);
      return;
    }
    set(9, m.wordBefore);
    set(10, m.wordBeforeThat);
    const column = position - m.line;
    const above = m.lineBefore + column;
    set(11, Math.min(column, 255));
    set(12, above < m.line && column < 1000 ? symbols[above]! + 1 : 0);
    set(13, m.shape & 0xff_ffff);
    set(14, m.initial | (m.wordLength << 8));
    set(15, m.marks & 0xff_ffff);
    set(22, m.indent);
    set(23, m.open & 0xffff);
    set(28, m.field);
    set(29, m.firstWord);
    for (let back = 1; back <= 6; back++) set(15 + back, folded(back));
    let hash = 0;
    for (let back = 1; back <= this.#farthest; back++) {
      hash = Math.imul(hash + before(back), roll);
      hash ^= hash >>> 15;
      if (back >= 12 && back % 4 === 0) set(21 + back / 4, hash);
    }
    for (const [c, mask] of this.#masks.entries()) this.#hashes[c] = this.#hash(c, mask);
  }

  #hash(context: number, mask: number): number {
    let hash = Math.imul(context, 0x632b_e5ab);
    for (let f = 0; f < 32; f++) if ((mask >>> f) & 1) hash = (hash + this.#features[f]!) | 0;
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b_3c6d);
    return hash ^ (hash >>> 13);
  }

  /** Finds the buckets for a chunk. */
  frame(chunk: number): Frame {
    const key = Math.imul(chunk + 1, 0x0100_0193);
    const checks = this.#hashes.map((hash) => {
      let g = Math.imul(hash + key, 0x9e37_79b1);
      g = Math.imul(g ^ (g >>> 15), 0x7feb_352d);
      return (g ^ (g >>> 16)) | 1;
    });
    const homes = this.#hashes.map(
      (hash, c) => ((hash & ~neighbourhood) | ((checks[c]! >>> 1) & neighbourhood)) & this.#bucketMask,
    );
    const buckets = Int32Array.from(homes, (home, c) => {
      const found = [0, ...this.#others]
        .map((other) => home ^ other)
        .find((at) => this.table[slots * at] === checks[c]);
      return found ?? -1;
    });
    return { chunk, checks, homes, buckets };
  }

  /** @returns the slot of a context at a place in its bucket */
  slot(frame: Frame, context: number, place: number): number {
    const bucket = frame.buckets[context]!;
    return bucket < 0 ? unknown : this.table[slots * bucket + place]!;
  }

  /** Assigns to each context without a bucket the least valuable one of three or four. */
  claim(frame: Frame): void {
    const worth = (at: number): number =>
      this.table[slots * at] === 0 ? -1 : (this.table[slots * at + 1]! >>> 4) & 255;
    for (let c = 0; c < frame.buckets.length; c++) {
      if (frame.buckets[c]! >= 0) continue;
      const home = frame.homes[c]!;
      let at = home;
      for (const other of this.#others) if (worth(home ^ other) < worth(at)) at = home ^ other;
      this.table.fill(unknown, slots * at, slots * (at + 1));
      this.table[slots * at] = frame.checks[c]!;
      frame.buckets[c] = at;
    }
  }
}
