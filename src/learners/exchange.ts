import type { Symbols } from "../core/sequence.ts";

/** Version of what a learner reads and answers; docs/learner-protocol.md describes it. */
export const protocolVersion = 1;

/** The largest alphabet that is sent: one byte a symbol up to 256, two above. */
export const largestExchangeAlphabet = 65_536;

/** What a learner is asked: to learn some blocks of symbols, and to say what others cost it then. */
export interface Exchange {
  /** A, the symbols that can occur */
  readonly alphabetSize: number;
  /** shape (A,): the byte or code point that each symbol is; absent where symbols are neither */
  readonly codes?: ArrayLike<number>;
  /** to be learned, in this order; none: the learner reports its prior */
  readonly learn: readonly Symbols[];
  /** each to be priced by itself, with nothing before it, and not to be learned */
  readonly ask: readonly Symbols[];
  /** for whatever the learner draws */
  readonly seed: number;
}

/** What a block costs. */
export interface BlockAnswer {
  /** -log2 of the probability of the whole block, bits */
  readonly bits: number;
  /** the same for each of its symbols, bits, shape (block,); null: only the sum is known */
  readonly losses: Float64Array | null;
}

/** What a learner answers. */
export interface Answer {
  /** shape (blocks asked,) */
  readonly blocks: readonly BlockAnswer[];
  /** whether learning changes anything; false: it is asked once, and its curve is flat */
  readonly learns: boolean;
}

/** Anything that learns: a program, a server behind one, or the observer. @throws InputError where no answer can be had */
export type Learner = (exchange: Exchange) => Promise<Answer>;
