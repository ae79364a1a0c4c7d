import type { Symbols } from "../core/sequence.ts";

const golden = 0x9e37_79b1;
const none = -1;

/** Hash of the symbols before a position, extended by one symbol further back. */
export function extendHash(hash: number, symbol: number): number {
  const mixed = Math.imul(hash ^ (symbol + 1), golden);
  return mixed ^ (mixed >>> 15);
}

const fewest = 256;

function grown<Numbers extends Int32Array | Uint32Array>(numbers: Numbers, larger: Numbers): Numbers {
  larger.set(numbers);
  return larger;
}

/** Strings of a fixed length, numbered in order of appearance; equal ones have one number. */
class Stretches {
  readonly #symbols: Symbols;
  readonly #length: number;
  #count = 0;
  /** By number: the end of the string. */
  #ends = new Int32Array(fewest);
  /** Open addressing, at most half full: number and hash side by side, so that most searches read one cache line. */
  #slots = new Int32Array(4 * fewest).fill(none);

  constructor(symbols: Symbols, length: number) {
    this.#symbols = symbols;
    this.#length = length;
  }

  /** @returns the number of the string before `end`, or -1 */
  find(end: number, hash: number): number {
    const slots = this.#slots;
    const mask = slots.length - 2;
    for (let slot = (2 * hash) & mask; ; slot = (slot + 2) & mask) {
      const number = slots[slot]!;
      if (number === none || (slots[slot + 1] === hash && this.#same(this.#ends[number]!, end)))
        return number;
    }
  }

  /** Numbers the string before `end`, which has no number yet. */
  add(end: number, hash: number): number {
    const number = this.#count++;
    if (number === this.#ends.length) this.#grow();
    this.#ends[number] = end;
    place(this.#slots, number, hash);
    return number;
  }

  #grow(): void {
    this.#ends = grown(this.#ends, new Int32Array(2 * this.#ends.length));
    const old = this.#slots;
    this.#slots = new Int32Array(2 * old.length).fill(none);
    for (let slot = 0; slot < old.length; slot += 2)
      if (old[slot] !== none) place(this.#slots, old[slot]!, old[slot + 1]!);
  }

  #same(one: number, other: number): boolean {
    const symbols = this.#symbols;
    for (let back = 1; back <= this.#length; back++)
      if (symbols[one - back] !== symbols[other - back]) return false;
    return true;
  }
}

function place(slots: Int32Array, number: number, hash: number): void {
  const mask = slots.length - 2;
  let slot = (2 * hash) & mask;
  while (slots[slot] !== none) slot = (slot + 2) & mask;
  slots[slot] = number;
  slots[slot + 1] = hash;
}

/** The result of counting a follower: refused because the table is full, known before, or added. */
export type CountResult = "refused" | "known" | "added";

/** Exact counts of the followers of contexts of one length. Keeps the most frequent follower of each. */
export class ContextTable {
  readonly #symbols: Symbols;
  readonly #contexts: Stretches;
  readonly #followers: Stretches;
  #counts = new Uint32Array(fewest);
  #bestSymbols = new Uint32Array(fewest);
  #bestCounts = new Uint32Array(fewest);

  /** @param length symbols of a context */
  constructor(symbols: Symbols, length: number) {
    this.#symbols = symbols;
    this.#contexts = new Stretches(symbols, length);
    this.#followers = new Stretches(symbols, length + 1);
  }

  /**
   * Counts the symbol at `end` after the context before it.
   *
   * @param hash of the context
   * @param context its number, -1 when nothing has followed it
   * @param mayAdd whether a new follower of its context may be added
   */
  count(end: number, hash: number, context: number, mayAdd: boolean): CountResult {
    const symbol = this.#symbols[end]!;
    const extended = extendHash(hash, symbol);
    const known = this.#followers.find(end + 1, extended);
    if (known < 0 && !mayAdd) return "refused";
    const follower = known < 0 ? this.#followers.add(end + 1, extended) : known;
    if (follower >= this.#counts.length) this.#counts = grown(this.#counts, new Uint32Array(2 * follower));
    const count = ++this.#counts[follower]!;
    const place = context < 0 ? this.#newContext(end, hash) : context;
    const most = this.#bestCounts[place]!;
    if (count > most || (count === most && symbol > this.#bestSymbols[place]!)) {
      this.#bestCounts[place] = count;
      this.#bestSymbols[place] = symbol;
    }
    return known < 0 ? "added" : "known";
  }

  #newContext(end: number, hash: number): number {
    const context = this.#contexts.add(end, hash);
    if (context >= this.#bestCounts.length) {
      this.#bestCounts = grown(this.#bestCounts, new Uint32Array(2 * context));
      this.#bestSymbols = grown(this.#bestSymbols, new Uint32Array(2 * context));
    }
    return context;
  }

  /** The number of the context before `end`; -1 when nothing has followed it. */
  contextBefore(end: number, hash: number): number {
    return this.#contexts.find(end, hash);
  }

  /** The most frequent follower of a context (ties: the largest symbol). */
  bestSymbol(context: number): number {
    return this.#bestSymbols[context]!;
  }

  bestCount(context: number): number {
    return this.#bestCounts[context]!;
  }
}
