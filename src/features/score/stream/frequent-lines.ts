import { mixed } from "./near-duplicates.ts";

/** Shorter lines, without blanks at their ends, do not count: every source file has lines with only a bracket. */
const leastLine = 8;
/** Number of earlier documents with a frequent line. */
export const frequentFrom = 3;
const firstCapacity = 65_536;
const mostCapacity = 8_388_608;
/** Growth factor of the table, and bytes of memory per line while it grows. */
const [growth, growingBytes] = [4, 12];
const fullShare = 0.7;

/**
 * Lines that occurred in several earlier documents. Remembers up to some 5.9 million distinct lines; then it forgets those that
 * were seen once.
 *
 * Source: Manku & Motwani 2002, VLDB (lossy counting).
 */
export class FrequentLines {
  #capacity = firstCapacity;
  readonly #most: number;
  /** hashes of lines, 0: none */
  #keys = new Uint32Array(firstCapacity);
  #documents = new Uint8Array(firstCapacity);
  /** last document of each line */
  #last = new Uint32Array(firstCapacity);
  #filled = 0;
  #number = 0;

  /** @param memory bytes that it may take */
  constructor(memory: number = Number.POSITIVE_INFINITY) {
    let most = firstCapacity;
    while (most < mostCapacity && growth * most * growingBytes <= memory) most *= growth;
    this.#most = Math.min(mostCapacity, most);
  }

  /**
   * Counts the lines of a document.
   *
   * @returns share of its bytes in lines that occurred in at least three earlier documents
   * @throws RangeError when memory cannot be had
   * Cost: 2 ns a byte and a look-up a line; up to 75 MB.
   */
  share(bytes: Uint8Array): number {
    this.#number++;
    let frequent = 0;
    for (let start = 0; start < bytes.length; ) {
      const feed = bytes.indexOf(10, start);
      const end = feed < 0 ? bytes.length : feed + 1;
      const hash = lineHash(bytes, start, end);
      if (hash !== 0 && this.#count(hash) >= frequentFrom) frequent += end - start;
      start = end;
    }
    return bytes.length === 0 ? 0 : frequent / bytes.length;
  }

  /** @returns number of earlier documents with the line, at most 255 */
  #count(hash: number): number {
    const slot = this.#slot(hash);
    if (this.#keys[slot] === 0) {
      this.#keys[slot] = hash;
      this.#last[slot] = this.#number;
      this.#documents[slot] = 1;
      if (++this.#filled > fullShare * this.#capacity) this.#makeRoom();
      return 0;
    }
    const before = this.#documents[slot]!;
    if (this.#last[slot] === this.#number) return before - 1;
    this.#last[slot] = this.#number;
    if (before < 255) this.#documents[slot] = before + 1;
    return before;
  }

  #slot(hash: number): number {
    let slot = Math.floor((mixed(hash) / 2 ** 32) * this.#capacity);
    while (this.#keys[slot] !== 0 && this.#keys[slot] !== hash)
      slot = slot + 1 === this.#capacity ? 0 : slot + 1;
    return slot;
  }

  #makeRoom(): void {
    const [keys, documents, last] = [this.#keys, this.#documents, this.#last];
    const isFull = this.#capacity >= this.#most;
    if (!isFull) this.#capacity = Math.min(this.#most, growth * this.#capacity);
    // Removes lines that were seen once until there is room, then those seen twice, and so on.
    for (let least = isFull ? 2 : 1; ; least++) {
      this.#keys = new Uint32Array(this.#capacity);
      this.#documents = new Uint8Array(this.#capacity);
      this.#last = new Uint32Array(this.#capacity);
      this.#filled = 0;
      for (let i = 0; i < keys.length; i++) {
        if (keys[i] === 0 || documents[i]! < least) continue;
        const slot = this.#slot(keys[i]!);
        this.#keys[slot] = keys[i]!;
        this.#documents[slot] = documents[i]!;
        this.#last[slot] = last[i]!;
        this.#filled++;
      }
      if (this.#filled <= (fullShare / 2) * this.#capacity || least === 255) return;
    }
  }
}

/** Of a line without blanks at its ends; 0: too short. */
function lineHash(bytes: Uint8Array, from: number, to: number): number {
  let start = from;
  let end = to;
  while (end > start && bytes[end - 1]! <= 32) end--;
  while (start < end && bytes[start]! <= 32) start++;
  if (end - start < leastLine) return 0;
  let hash = end - start;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i]!, 0x9e37_79b1) ^ (hash >>> 15);
  return mixed(hash) || 1;
}
