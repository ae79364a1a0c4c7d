/** Words of a slot: parent, symbol, id + 1 (0 marks a free slot), occurrences. One slot never straddles a cache line. */
const SLOT = 4;

/**
 * Numbers pairs (parent, symbol) in order of first appearance and counts them.
 *
 * Pairs are compared as two integers, never as joined digits or strings, so that any symbol below 2^32 is safe.
 * Open addressing with linear probing in one typed array; it doubles when half full.
 */
export class PairTable {
  /** Number of distinct pairs seen. */
  size = 0;
  private slots: Int32Array;
  private shift: number;

  /** @param expected pairs that fit before the first growth */
  constructor(expected: number) {
    const bits = Math.max(4, Math.ceil(Math.log2(2 * expected + 1)));
    this.shift = 32 - bits;
    this.slots = new Int32Array(SLOT * (1 << bits));
  }

  /**
   * The number of a pair; one more occurrence is counted.
   *
   * @param parent a non-negative integer below 2^31
   * @param symbol an unsigned 32-bit integer
   * @returns in 0..size-1
   * @throws RangeError when the table would exceed what the platform can allocate
   * Cost: O(1) amortised, about one cache miss.
   */
  intern(parent: number, symbol: number): number {
    const slots = this.slots;
    const mask = slots.length - 1;
    const symbolWord = symbol | 0;
    let at = hash(parent, symbolWord, this.shift) * SLOT;
    for (; slots[at + 2] !== 0; at = (at + SLOT) & mask) {
      if (slots[at] !== parent || slots[at + 1] !== symbolWord) continue;
      slots[at + 3] = slots[at + 3]! + 1;
      return slots[at + 2]! - 1;
    }
    const id = this.size++;
    slots[at] = parent;
    slots[at + 1] = symbolWord;
    slots[at + 2] = id + 1;
    slots[at + 3] = 1;
    if (this.size * 2 * SLOT > slots.length) this.grow();
    return id;
  }

  /**
   * How often each pair was interned.
   *
   * @returns shape (size,)
   * Cost: one pass over the table.
   */
  occurrences(): Int32Array {
    const slots = this.slots;
    const counts = new Int32Array(this.size);
    for (let at = 0; at < slots.length; at += SLOT)
      if (slots[at + 2] !== 0) counts[slots[at + 2]! - 1] = slots[at + 3]!;
    return counts;
  }

  private grow(): void {
    const old = this.slots;
    const slots = new Int32Array(old.length * 2);
    const mask = slots.length - 1;
    this.shift--;
    for (let from = 0; from < old.length; from += SLOT) {
      if (old[from + 2] === 0) continue;
      let at = hash(old[from]!, old[from + 1]!, this.shift) * SLOT;
      while (slots[at + 2] !== 0) at = (at + SLOT) & mask;
      for (let word = 0; word < SLOT; word++) slots[at + word] = old[from + word]!;
    }
    this.slots = slots;
  }
}

/** Multiplicative hash of two words; the high bits, which depend on every input bit, select the slot. */
function hash(parent: number, symbol: number, shift: number): number {
  const mixed = Math.imul(parent, 0x9e3779b1) ^ Math.imul(symbol ^ (symbol >>> 15), 0x85ebca6b);
  return Math.imul(mixed ^ (mixed >>> 16), 0x27d4eb2f) >>> shift;
}
