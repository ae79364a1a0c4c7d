/** Steps of a bit in which code lengths are stored. */
export const codesPerBit = 1024;
/** The longest stored code length, in those steps: just below 16 bits. */
export const largestCode = 16_383;
/** The longest string that a model knows, in bytes. */
export const deepest = 32;

/** Strings of one length. */
export interface TreeLevel {
  /** shape (strings,): the last byte of each */
  readonly symbols: Uint8Array;
  /** shape (strings,): -log2 of its probability behind the others, in steps of a bit, 0 < code <= `largestCode` */
  readonly codes: Uint16Array;
  /** shape (strings,): strings of the next level that begin with it */
  readonly children: Uint16Array;
}

/**
 * What a model file holds: a tree of contexts. Level d holds strings of d + 1 bytes, level 0 all 256 bytes. Strings that begin
 * alike follow each other, in the order of what they begin with, and ascend by their last byte.
 */
export type ModelTree = readonly TreeLevel[];
