/** Steps of a bit in which code lengths are stored. */
export const codesPerBit = 1024;
/** The longest stored code length, in those steps: just below 16 bits. */
export const largestCode = 16_383;
/** The longest string of a model, in bytes. */
export const deepest = 32;

/** Strings of one length. */
export interface TreeLevel {
  /** shape (strings,): the last byte of each */
  readonly symbols: Uint8Array;
  /** shape (strings,): -log2 of its probability after the others, in steps of a bit, 0 < code <= `largestCode` */
  readonly codes: Uint16Array;
  /** shape (strings,): number of strings of the next level that begin with it */
  readonly children: Uint16Array;
}

/**
 * The content of a model file: a tree of contexts. Level d holds strings of d + 1 bytes, level 0 all 256 bytes. Strings are
 * sorted by the index of their prefix, then by their last byte.
 */
export type ModelTree = readonly TreeLevel[];
