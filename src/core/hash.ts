import type { Symbols } from "./sequence.ts";

/**
 * A word whose bits all depend on all bits of another.
 *
 * @returns from 0 to 2^32 - 1
 * Source: Appleby 2011, MurmurHash3 (its finaliser).
 */
export function scrambled(word: number): number {
  let hash = Math.imul(word ^ (word >>> 16), 0x85eb_ca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Odd, so that every bit of a symbol reaches the upper bits of a hash. */
const factor = 0x9e37_79b1;

/**
 * Visits every window of `length` symbols between two positions, in order.
 *
 * @param visit gets the hash of a window, 32 bits with a sign, and the position of its last symbol
 * Source: Karp & Rabin 1987, IBM J. Res. Dev. 31 (rolling polynomial hash).
 */
export function eachWindow(
  symbols: Symbols,
  start: number,
  end: number,
  length: number,
  visit: (hash: number, last: number) => void,
): void {
  let leaving = 1;
  for (let i = 1; i < length; i++) leaving = Math.imul(leaving, factor);
  let hash = 0;
  for (let at = start; at < end; at++) {
    if (at - start >= length) hash = (hash - Math.imul(symbols[at - length]! + 1, leaving)) | 0;
    hash = (Math.imul(hash, factor) + symbols[at]! + 1) | 0;
    if (at - start >= length - 1) visit(hash, at);
  }
}
