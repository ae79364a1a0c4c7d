import type { SymbolSequence } from "../core/sequence.ts";
import type { BayesMixture } from "./bayes-mixture.ts";
import { codeSegments } from "./code-segments.ts";
import type { MemberDefinition } from "./member.ts";
import { observerMembers } from "./observer-members.ts";
import { openObserver } from "./open-observer.ts";

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
  const opened = openObserver(sequence, definitions);
  const { mixture, headerBits, suitable, chosen } = opened;
  const losses = new Float64Array(sequence.symbols.length);
  codeSegments(mixture, sequence.segmentEnds, losses);
  let bits = headerBits;
  for (let i = 0; i < losses.length; i++) bits += losses[i]!;
  const { alphabetSize } = opened.alphabet;
  return { bits, headerBits, losses, alphabetSize, members: memberReports(suitable, chosen, mixture) };
}

/** Symbols whose losses are held at once where only their sum is wanted. */
const stretch = 4096;

/**
 * The code length that `observe` states, to the bit, without a loss for every symbol in memory.
 *
 * @returns bits, header included
 * @throws RangeError when more than 65 536 symbols occur, or memory cannot be had
 * Cost: that of `observe`, and 8 bytes a symbol less.
 */
export function codeLength(
  sequence: SymbolSequence,
  definitions: readonly MemberDefinition[] = observerMembers(),
): number {
  const { mixture, headerBits } = openObserver(sequence, definitions);
  const losses = new Float64Array(stretch);
  let bits = headerBits;
  let segmentStart = 0;
  for (const segmentEnd of sequence.segmentEnds) {
    for (let start = segmentStart; start < segmentEnd; start += stretch) {
      const end = Math.min(segmentEnd, start + stretch);
      mixture.code(start, end, segmentStart, true, losses);
      for (let i = 0; i < end - start; i++) bits += losses[i]!;
    }
    segmentStart = segmentEnd;
  }
  return bits;
}

/** What every member did. */
export function memberReports(
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
