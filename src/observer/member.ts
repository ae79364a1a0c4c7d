import type { Symbols } from "../core/sequence.ts";

/**
 * A predictive model that states a probability for every symbol before it is seen.
 *
 * A member holds one sequence and codes stretches of it in the order it is asked to. What stands before a stretch in
 * the sequence is its context, whether or not it was learned from; what a member knows comes only from stretches that
 * it coded while learning.
 */
export interface Member {
  readonly id: string;
  /** bits of the header, which a decoder needs before the first symbol; none given: 0 */
  readonly headerBits?: number;
  /**
   * Codes symbols start..end-1.
   *
   * @param segmentStart first symbol that may serve as context
   * @param learn false: counts, weights and tables stay as they are; contexts and matches still move on
   * @param losses receives -log2 p of each symbol, bits, shape (end - start,) or longer; null: not wanted
   * @param below receives the probability of all symbols before each, in an order of the member's own, shape of `losses`; null or
   *   none given: not wanted. Only of more than two symbols, and with losses
   */
  code(
    start: number,
    end: number,
    segmentStart: number,
    learn: boolean,
    losses: Float64Array | null,
    below?: Float64Array | null,
  ): void;
  /**
   * Reads symbols start..end-1 while they are taken for noise, and learns of them only what costs little: where they stand,
   * so that they are found when they come again. None given: it learns nothing.
   *
   * @returns whether they turn out to be a copy of what stood before
   */
  doze?(start: number, end: number, segmentStart: number): boolean;
  /**
   * The probabilities of all symbols in place of symbol `at`, for checks: they sum to 1. Learns nothing.
   *
   * @returns shape (A,)
   */
  distribution(at: number, segmentStart: number): Float64Array;
  /**
   * The member that a decoder opens once it has the header; none given: one opened on the sequence to be filled.
   *
   * @param symbols shape (n,): filled as they are decoded
   */
  decoder?(symbols: Symbols): Member;
  /** Gives its memory back for the next member, after which it is asked nothing. None given: the collector sees to it. */
  close?(): void;
}

/** Makes a member for a sequence. */
export interface MemberDefinition {
  readonly id: string;
  readonly title: string;
  /** largest alphabet it can be opened for; none given: 65 536 */
  readonly largestAlphabet?: number;
  /** true: so slow that it is run in full only where it does well on the beginning, and sleeps through noise */
  readonly expensive?: boolean;
  /** true: it has nothing to say of symbols that are neither bytes nor characters */
  readonly readsCodes?: boolean;
  /**
   * Whether symbols are of its kind, by a look at their beginning. A member that has this runs only where it does, and where it is the
   * best of all on the beginning; that it runs is part of its header.
   */
  readonly suits?: (symbols: Symbols, alphabetSize: number, codes: ArrayLike<number>) => boolean;
  /** bits against its being the best, before anything is seen; none given: 0, as most */
  readonly priorBits?: number;
  /** largest alphabet for which it takes no longer than others; none given: 65 536 */
  readonly quickAlphabet?: number;
  /**
   * @param symbols shape (n,), each below `alphabetSize`
   * @param codes shape (A,): the byte or code point that each symbol stands for, where it stands for one
   * @throws RangeError when memory cannot be had
   */
  open(symbols: Symbols, alphabetSize: number, codes?: ArrayLike<number>): Member;
  /**
   * The same, with all that opening reads off these symbols settled, so that it can be opened for them again and again at less cost.
   *
   * @throws RangeError when memory cannot be had
   */
  settle?(symbols: Symbols, alphabetSize: number, codes?: ArrayLike<number>): MemberDefinition;
}
