import type { Symbols } from "../core/sequence.ts";

/**
 * A predictive model that states a probability for every symbol before it is seen.
 *
 * A member holds one sequence and codes stretches of it in any order. The symbols before a stretch are its context, learned or
 * not; the member learns only from stretches that it codes with `learn`.
 */
export interface Member {
  readonly id: string;
  /** bits of the header, which a decoder needs before the first symbol; default: 0 */
  readonly headerBits?: number;
  /**
   * Codes symbols start..end-1.
   *
   * @param segmentStart first symbol that may be part of a context
   * @param learn false: counts, weights and tables do not change; contexts and matches still advance
   * @param losses receives -log2 p of each symbol, bits, shape (end - start,) or longer; null: not needed
   * @param below receives the probability of all symbols below each, in an order of the member's own, shape of `losses`; null
   *   or absent: not needed. Only for more than two symbols, and with losses
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
   * Reads symbols start..end-1 while they count as noise, and learns only what is cheap: their positions, so that repeats are
   * found. Absent: it learns nothing.
   *
   * @returns whether they are a copy of earlier symbols
   */
  indexOnly?(start: number, end: number, segmentStart: number): boolean;
  /**
   * The probabilities of all symbols at position `at`, for checks: they sum to 1. Learns nothing.
   *
   * @returns shape (A,)
   */
  distribution(at: number, segmentStart: number): Float64Array;
  /**
   * The member that a decoder opens with the header; absent: one opened on the sequence to be filled.
   *
   * @param symbols shape (n,): filled as they are decoded
   */
  decoder?(symbols: Symbols): Member;
  /** Releases its memory for the next member; not used afterwards. Absent: the garbage collector does it. */
  close?(): void;
}

/** Makes a member for a sequence. */
export interface MemberDefinition {
  readonly id: string;
  readonly title: string;
  /** largest alphabet it can be opened for; default: 65 536 */
  readonly largestAlphabet?: number;
  /** true: so slow that it runs in full only if it does well on the beginning, and is skipped in noise */
  readonly expensive?: boolean;
  /** true: it needs symbols that are bytes or characters */
  readonly readsCodes?: boolean;
  /**
   * Whether symbols are of its kind, judged by their beginning. A member with this runs only if it suits them and is the best
   * of all on the beginning; the header says whether it runs.
   */
  readonly suits?: (symbols: Symbols, alphabetSize: number, codes: ArrayLike<number>) => boolean;
  /** prior cost of the member, bits; default: 0 */
  readonly priorBits?: number;
  /** largest alphabet for which it is as fast as others; default: 65 536 */
  readonly quickAlphabet?: number;
  /**
   * @param symbols shape (n,), each below `alphabetSize`
   * @param codes shape (A,): the byte or code point of each symbol, if it is one
   * @throws RangeError when memory cannot be had
   */
  open(symbols: Symbols, alphabetSize: number, codes?: ArrayLike<number>): Member;
  /**
   * A definition with everything that opening derives from these symbols precomputed, so that opening it again is cheaper.
   *
   * @throws RangeError when memory cannot be had
   */
  settle?(symbols: Symbols, alphabetSize: number, codes?: ArrayLike<number>): MemberDefinition;
}
