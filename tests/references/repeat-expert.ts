import type { Symbols } from "../../src/core/sequence.ts";
import type { Member } from "../../src/observer/member.ts";
import { RunReliability } from "../../src/observer/members/progression-expert.ts";

/**
 * Hashes of the last 1, 2, 4, 8, ... symbols of a sequence that is read one symbol at a time. Each is made from the two
 * halves it consists of, so there is nothing to roll out again, and no sequence is hashed badly by its arithmetic, as
 * substitution sequences are by polynomial hashes.
 */
class DoublingHashes {
  readonly #hashes: Uint32Array;
  /** from 2^level on: the latest 2^level hashes of a level, by position */
  readonly #rings: Uint32Array;
  #read = 0;

  /** @param levels hashes wanted: of 1 up to 2^(levels - 1) symbols */
  constructor(levels: number) {
    this.#hashes = new Uint32Array(levels);
    this.#rings = new Uint32Array(1 << levels);
  }

  /** Symbols read since the beginning: hashes of more symbols are undefined. */
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
    const hashes = this.#hashes;
    const rings = this.#rings;
    const read = this.#read++;
    // Hashes of more symbols than were read are not computed.
    const levels = Math.min(hashes.length, 32 - Math.clz32(read + 1));
    let hash = join(symbol + 1, 7);
    for (let level = 0; level < levels; level++) {
      hashes[level] = hash;
      const ring = 1 << level;
      const place = ring + (read & (ring - 1));
      const before = rings[place]!;
      rings[place] = hash;
      hash = join(hash, before);
    }
  }
}

function join(later: number, earlier: number): number {
  let hash = Math.imul(later, 0x9e37_79b1) ^ Math.imul(earlier, 0x85eb_ca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c92_77b5);
  return hash ^ (hash >>> 13);
}

/** The shortest context looked up has 2^k symbols that can carry this many bits, and at least 4 symbols. */
const leastContextBits = 16;
const leastLevel = 2;
/** The longest context looked up is an eighth of the sequence; twice that cannot have occurred often. */
const rarest = 8;
const mostLogSlots = 20;
/** Symbols read again after a jump. */
const reread = 1024;
/**
 * While it learns, a position that misled is replaced by a later one; frozen, it does not return to the last `refusals`
 * positions that misled within `soon` symbols.
 */
const refusals = 16;
const soon = 64;

/** Where the expert reads, and the copy it follows there. */
interface Cursor {
  readonly hashes: DoublingHashes;
  at: number;
  segmentStart: number;
  /** place of the symbol copied next; -1: none */
  copy: number;
  /** symbols before `copy` that equal those before `at` */
  length: number;
  /** place of the first symbol copied */
  origin: number;
  readonly refused: Int32Array;
  refusals: number;
}

/** Reference implementation of kernels/repeats.ts, one symbol at a time. */
export class RepeatExpert implements Member {
  readonly id = "repeat-expert";
  readonly #symbols: Symbols;
  readonly #alphabetSize: number;
  /** Bits of a symbol where nothing is copied. */
  readonly #uniformBits: number;
  readonly #lowest: number;
  readonly #levels: number;
  readonly #logSlots: number;
  /** By level: 1 + the latest position after a context with this hash. */
  readonly #places: readonly Uint32Array[];
  /** A bit per hash of the shortest contexts: whether one occurred; if not, no longer one did. */
  readonly #met: Uint32Array;
  /** 1 where a symbol was learned: nothing else may be copied. */
  readonly #known: Uint8Array;
  readonly #trust: RunReliability;
  readonly #cursor: Cursor;

  constructor(symbols: Symbols, alphabetSize: number, contextBits = leastContextBits) {
    const bits = Math.log2(Math.max(2, alphabetSize));
    this.#symbols = symbols;
    this.#alphabetSize = alphabetSize;
    this.#uniformBits = Math.log2(alphabetSize);
    this.#lowest = Math.max(leastLevel, Math.ceil(Math.log2(contextBits / bits)));
    this.#levels = Math.max(this.#lowest, Math.floor(Math.log2(Math.max(1, symbols.length / rarest)))) + 1;
    this.#logSlots = Math.max(8, Math.min(mostLogSlots, Math.ceil(Math.log2(symbols.length + 1)) - 2));
    this.#places = Array.from(
      { length: this.#levels - this.#lowest },
      () => new Uint32Array(1 << this.#logSlots),
    );
    this.#met = new Uint32Array(1 << this.#logSlots);
    this.#known = new Uint8Array(symbols.length);
    this.#trust = new RunReliability(alphabetSize, this.#lowest);
    this.#cursor = this.#cursorAt(0, 0);
  }

  code(
    start: number,
    end: number,
    segmentStart: number,
    learn: boolean,
    losses: Float64Array | null,
    below: Float64Array | null = null,
  ): void {
    const symbols = this.#symbols;
    const cursor = this.#cursor;
    this.#move(cursor, start, segmentStart);
    if (learn) this.#forgive(cursor);
    for (let at = start; at < end; at++) {
      const symbol = symbols[at]!;
      this.#seek(cursor);
      const followed = cursor.copy >= 0;
      const right = followed && symbols[cursor.copy] === symbol;
      if (losses !== null) losses[at - start] = this.#loss(cursor, right);
      if (below !== null) below[at - start] = this.#below(cursor, symbol);
      if (followed && !right && !learn && cursor.copy < cursor.origin + soon) {
        cursor.refused[cursor.refusals++ % refusals] = cursor.origin;
      }
      if (learn) {
        if (followed) this.#trust.learn(lengthClass(cursor.length), right);
        this.#remember(cursor);
        this.#known[at] = 1;
      }
      cursor.hashes.push(symbol);
      cursor.at++;
      cursor.length = right ? cursor.length + 1 : 0;
      cursor.copy = right ? cursor.copy + 1 : -1;
    }
  }

  /** Notes the shortest contexts, which is enough to find the beginning of a copy; a wait for longer ones is all that it costs. */
  indexOnly(start: number, end: number, segmentStart: number): boolean {
    const symbols = this.#symbols;
    const hashes = new DoublingHashes(this.#lowest + 1);
    const shortest = 1 << this.#lowest;
    const places = this.#places[0]!;
    hashes.restart(symbols, Math.max(segmentStart, start - shortest), start);
    for (let at = start; at < end; at++) {
      if (hashes.read >= shortest) {
        places[this.#slot(hashes, this.#lowest)] = at + 1;
        this.#meet(hashes);
      }
      this.#known[at] = 1;
      hashes.push(symbols[at]!);
    }
    return false;
  }

  distribution(at: number, segmentStart: number): Float64Array {
    const here = at === this.#cursor.at && segmentStart === this.#cursor.segmentStart;
    const cursor = here ? this.#cursor : this.#cursorAt(at, segmentStart);
    this.#seek(cursor);
    if (cursor.copy < 0) return new Float64Array(this.#alphabetSize).fill(1 / this.#alphabetSize);
    const kind = lengthClass(cursor.length);
    const law = new Float64Array(this.#alphabetSize).fill(this.#trust.probability(kind, false));
    law[this.#symbols[cursor.copy]!] = this.#trust.probability(kind, true);
    return law;
  }

  #cursorAt(at: number, segmentStart: number): Cursor {
    const hashes = new DoublingHashes(this.#levels);
    const refused = new Int32Array(refusals);
    const cursor = { hashes, at: -1, segmentStart, copy: -1, length: 0, origin: -1, refused, refusals: 0 };
    this.#move(cursor, at, segmentStart);
    return cursor;
  }

  #move(cursor: Cursor, at: number, segmentStart: number): void {
    if (cursor.at === at && cursor.segmentStart === segmentStart) return;
    cursor.hashes.restart(this.#symbols, Math.max(segmentStart, at - reread), at);
    this.#forgive(cursor);
    Object.assign(cursor, { at, segmentStart, copy: -1, length: 0 });
  }

  #forgive(cursor: Cursor): void {
    cursor.refused.fill(-1);
    cursor.refusals = 0;
  }

  /** Finds the longest copy to follow if there is none, or if it has reached unknown symbols. */
  #seek(cursor: Cursor): void {
    if (cursor.copy >= 0 && this.#known[cursor.copy] === 1) return;
    const { hashes } = cursor;
    cursor.copy = -1;
    if (!this.#wasMet(hashes)) return;
    const highest = Math.min(this.#levels - 1, 31 - Math.clz32(hashes.read));
    for (let level = highest; level >= this.#lowest; level--) {
      const place = this.#places[level - this.#lowest]![this.#slot(hashes, level)]! - 1;
      if (place < 0 || this.#known[place] === 0) continue;
      if (cursor.refusals > 0 && cursor.refused.includes(place)) continue;
      const length = this.#commonSuffix(place, cursor);
      if (length < 1 << this.#lowest) continue;
      cursor.copy = place;
      cursor.origin = place;
      cursor.length = length;
      return;
    }
  }

  #slot(hashes: DoublingHashes, level: number): number {
    return hashes.hash(level) >>> (32 - this.#logSlots);
  }

  #meet(hashes: DoublingHashes): void {
    this.#met[this.#slot(hashes, this.#lowest)]! |= this.#bit(hashes);
  }

  /** Whether the shortest context may have occurred. */
  #wasMet(hashes: DoublingHashes): boolean {
    if (hashes.read < 1 << this.#lowest) return false;
    return (this.#met[this.#slot(hashes, this.#lowest)]! & this.#bit(hashes)) !== 0;
  }

  /** That of the shortest context in its slot, by the next bits of its hash. */
  #bit(hashes: DoublingHashes): number {
    return 1 << (hashes.hash(this.#lowest) >>> (27 - this.#logSlots));
  }

  /** At most the symbols read without a break, so that positions of learned stretches do not matter. */
  #commonSuffix(place: number, { at, hashes }: Cursor): number {
    const symbols = this.#symbols;
    const longest = Math.min(place, hashes.read);
    let length = 0;
    while (
      length < longest &&
      symbols[place - 1 - length] === symbols[at - 1 - length] &&
      this.#known[place - 1 - length] === 1
    ) {
      length++;
    }
    return length;
  }

  #remember({ hashes, at }: Cursor): void {
    if (hashes.read < 1 << this.#lowest) return;
    this.#meet(hashes);
    const highest = Math.min(this.#levels - 1, 31 - Math.clz32(hashes.read));
    for (let level = this.#lowest; level <= highest; level++)
      this.#places[level - this.#lowest]![this.#slot(hashes, level)] = at + 1;
  }

  #loss(cursor: Cursor, right: boolean): number {
    if (cursor.copy < 0) return this.#uniformBits;
    return -Math.log2(this.#trust.probability(lengthClass(cursor.length), right));
  }

  #below({ copy, length }: Cursor, symbol: number): number {
    if (copy < 0) return symbol / this.#alphabetSize;
    return this.#trust.below(lengthClass(length), this.#symbols[copy]!, symbol);
  }
}

function lengthClass(length: number): number {
  return 31 - Math.clz32(length);
}
