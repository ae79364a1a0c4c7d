import type { SymbolSequence } from "../core/sequence.ts";
import { type BayesMixture, mixtureOf } from "./bayes-mixture.ts";
import { codeSegments } from "./code-segments.ts";
import type { MemberDefinition } from "./member.ts";
import { codeAlphabet } from "./observer-alphabet.ts";
import { membersFor, observerMembers } from "./observer-members.ts";
import { chooseMembers } from "./observer-trial.ts";

/** What one member did for a sequence. */
export interface MemberReport {
  readonly id: string;
  readonly title: string;
  /** what it alone paid for all symbols, bits; null: it did not do well enough on the beginning to be run */
  readonly bits: number | null;
  /** its weight in the mixture after the last symbol; those of all members sum to 1 */
  readonly weight: number;
}

/** A sequence as the observer codes it. */
export interface Observation {
  /** the whole code length, bits: header and losses */
  readonly bits: number;
  /** bits that come before the first symbol: the alphabet, the choice of members and what these need */
  readonly headerBits: number;
  /** -log2 p of each symbol under the mixture, bits, shape (n,) */
  readonly losses: Float64Array;
  /** symbols that members tell apart */
  readonly alphabetSize: number;
  readonly members: readonly MemberReport[];
}

/** The largest alphabet the observer reads. */
export const largestAlphabet = 65_536;

/**
 * Codes a sequence with the Bayes mixture of the members. The sum of the losses is at most the best member's plus
 * log2 K, and the bits are those of a real code, given n: see `encodeSymbols`.
 *
 * @throws RangeError when more than 65 536 symbols occur, or memory cannot be had
 * Cost: that of the members that are run: a few microseconds a symbol.
 */
export function observe(
  sequence: SymbolSequence,
  definitions: readonly MemberDefinition[] = observerMembers(),
): Observation {
  const alphabet = codeAlphabet(sequence);
  const { symbols, alphabetSize, codes } = alphabet;
  if (alphabetSize > largestAlphabet) {
    throw new RangeError(`${alphabetSize} symbols; the observer reads alphabets up to ${largestAlphabet}`);
  }
  const { segmentEnds } = sequence;
  const suitable = membersFor(definitions, alphabetSize);
  const { chosen, choiceBits } = chooseMembers(suitable, alphabet, segmentEnds);
  const mixture = mixtureOf(chosen).open(symbols, alphabetSize, codes);
  const losses = new Float64Array(symbols.length);
  codeSegments(mixture, segmentEnds, losses);
  const headerBits = alphabet.headerBits + choiceBits + mixture.headerBits;
  let bits = headerBits;
  for (let i = 0; i < losses.length; i++) bits += losses[i]!;
  return { bits, headerBits, losses, alphabetSize, members: reports(suitable, chosen, mixture) };
}

function reports(
  suitable: readonly MemberDefinition[],
  chosen: readonly MemberDefinition[],
  mixture: BayesMixture,
): MemberReport[] {
  const { totals, weights } = mixture;
  return suitable.map((definition) => {
    const place = chosen.indexOf(definition);
    return {
      id: definition.id,
      title: definition.title,
      bits: place < 0 ? null : totals[place]!,
      weight: place < 0 ? 0 : weights[place]!,
    };
  });
}
