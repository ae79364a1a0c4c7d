import type { SymbolSequence } from "../core/sequence.ts";
import { type DecodableMixture, mixtureOf } from "./bayes-mixture.ts";
import type { MemberDefinition } from "./member.ts";
import { type CodedAlphabet, codeAlphabet } from "./observer-alphabet.ts";
import { membersFor } from "./observer-members.ts";
import { chooseMembers, specialMembers } from "./observer-trial.ts";

/** The largest alphabet the observer reads. */
export const largestAlphabet = 65_536;

/** A mixture that has not read anything yet. */
export interface OpenedObserver {
  readonly alphabet: CodedAlphabet;
  readonly mixture: DecodableMixture;
  /** members that can be opened for the alphabet */
  readonly suitable: readonly MemberDefinition[];
  /** the members of the mixture, in order */
  readonly chosen: readonly MemberDefinition[];
  /** bits that name the chosen members */
  readonly choiceBits: number;
  /** bits before the first symbol: the alphabet, the choice of members and their headers */
  readonly headerBits: number;
  /** the same mixture, without anything learned */
  reopen(): DecodableMixture;
}

/**
 * Renumbers the symbols, tries expensive members on the beginning and opens the chosen ones.
 *
 * @throws RangeError when more than 65 536 symbols occur, or memory cannot be had
 * Cost: that of the trial: one run of the expensive members over an eighth of the sequence at most.
 */
export function openObserver(
  sequence: SymbolSequence,
  definitions: readonly MemberDefinition[],
): OpenedObserver {
  const alphabet = codeAlphabet(sequence);
  const { symbols, alphabetSize, codes } = alphabet;
  if (alphabetSize > largestAlphabet) {
    throw new RangeError(`${alphabetSize} symbols; the observer reads alphabets up to ${largestAlphabet}`);
  }
  const general = membersFor(definitions, alphabetSize, codes);
  const { chosen: best, choiceBits } = chooseMembers(general, alphabet, sequence.segmentEnds);
  const special =
    sequence.alphabetSize > 256 ? [] : specialMembers(definitions, best, alphabet, sequence.segmentEnds);
  const [suitable, chosen] = [
    [...general, ...special],
    [...best, ...special],
  ];
  const reopen = () => mixtureOf(chosen).open(symbols, alphabetSize, codes);
  const mixture = reopen();
  const headerBits = alphabet.headerBits + choiceBits + mixture.headerBits;
  return { alphabet, mixture, suitable, chosen, choiceBits, headerBits, reopen };
}
