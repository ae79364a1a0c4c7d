import { InputError } from "../core/errors.ts";
import type { Symbols } from "../core/sequence.ts";

/** Version of the protocol between mesoscope and learners; docs/learner-protocol.md describes it. */
export const protocolVersion = 1;

/** The largest alphabet of the protocol: one byte a symbol up to 256, two above. */
const largestExchangeAlphabet = 65_536;

/** @throws InputError for an alphabet that learners do not take */
export function requireExchangeable(alphabetSize: number): void {
  if (alphabetSize > largestExchangeAlphabet)
    throw new InputError(
      `${alphabetSize} different symbols can occur, but learners take at most ${largestExchangeAlphabet}`,
    );
}

/** The request to a learner: to learn some blocks of symbols, and then to price others. */
export interface Exchange {
  /** A, the number of possible symbols */
  readonly alphabetSize: number;
  /** shape (A,): the byte or code point of each symbol; absent where symbols are neither */
  readonly codes?: ArrayLike<number> | undefined;
  /** blocks to learn, in this order; none: the learner reports its prior */
  readonly learn: readonly Symbols[];
  /** blocks to price, each without context, and without learning from it */
  readonly ask: readonly Symbols[];
  /** seed of the learner's random numbers */
  readonly seed: number;
}

/** The cost of a block. */
export interface BlockAnswer {
  /** -log2 of the probability of the whole block, bits */
  readonly bits: number;
  /** the same for each of its symbols, bits, shape (block,); null: only the sum is known */
  readonly losses: Float64Array | null;
}

/** The answer of a learner. */
export interface Answer {
  /** shape (priced blocks,) */
  readonly blocks: readonly BlockAnswer[];
  /** whether learning changes anything; false: it is asked once, and its curve is flat */
  readonly learns: boolean;
}

/** A learner: a program, a server behind one, or the observer. @throws InputError where it gives no answer */
export type Learner = (exchange: Exchange) => Promise<Answer>;
