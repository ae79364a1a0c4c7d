import type { SymbolSequence, Symbols } from "../../src/core/sequence.ts";
import { mixtureOf } from "../../src/observer/bayes-mixture.ts";
import type { MemberDefinition } from "../../src/observer/member.ts";
import type { Observation } from "../../src/observer/observer.ts";
import { codeAlphabet } from "../../src/observer/observer-alphabet.ts";
import { observerMembers } from "../../src/observer/observer-members.ts";
import { readAgain } from "./read-again.ts";

/** The result of encoding and decoding a sequence. */
export interface Verification {
  /** bits the observation states, header included */
  readonly statedBits: number;
  /** bits of the header as stated and of what an arithmetic coder writes */
  readonly codedBits: number;
  /** whether every symbol was restored */
  readonly equal: boolean;
  /** whether that holds and the sizes agree within 0.01 % + 64 bits */
  readonly passed: boolean;
}

/**
 * Writes a sequence with the members an observation was made by, and reads it again with members that see only what is read.
 *
 * @param definitions those the observation was made with
 * @throws RangeError when memory cannot be allocated
 * Cost: two distributions a symbol: some 10 microseconds for two symbols, 100 for bytes.
 */
export function verifyObservation(
  sequence: SymbolSequence,
  observation: Observation,
  definitions: readonly MemberDefinition[] = observerMembers(),
): Verification {
  const { symbols, alphabetSize, codes } = codeAlphabet(sequence);
  const { segmentEnds } = sequence;
  const run = new Set(observation.members.filter(({ bits }) => bits !== null).map(({ id }) => id));
  const mixture = mixtureOf(definitions.filter(({ id }) => run.has(id)));
  const encoder = mixture.open(symbols, alphabetSize, codes);
  const open = (empty: Symbols) => encoder.decoder(empty);
  const { bits, equal } = readAgain(encoder, open, symbols, alphabetSize, segmentEnds);
  const statedBits = observation.bits;
  const codedBits = observation.headerBits + bits;
  const agree = Math.abs(codedBits - statedBits) <= statedBits / 10_000 + 64;
  return { statedBits, codedBits, equal, passed: equal && agree };
}
