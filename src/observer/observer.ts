import { type SymbolSequence, segmentsOf } from "../core/sequence.ts";
import type { BayesMixture } from "./bayes-mixture.ts";
import { codeSegments } from "./curves/code-segments.ts";
import type { MemberDefinition } from "./member.ts";
import { observerMembers } from "./observer-members.ts";
import { type OpenedObserver, openObserver } from "./open-observer.ts";
import type { Residuals } from "./residuals.ts";

/** The result of one member on a sequence. */
export interface MemberReport {
  readonly id: string;
  readonly title: string;
  /** what it alone paid for all symbols, bits; null: it did too badly on the beginning to run */
  readonly bits: number | null;
  /** its weight in the mixture after the last symbol; the weights of all members sum to 1 */
  readonly weight: number;
}

/** A sequence coded by the observer. */
export interface Observation {
  /** the whole code length, bits: header and losses */
  readonly bits: number;
  /** bits before the first symbol: the alphabet, the choice of members and their headers */
  readonly headerBits: number;
  /** -log2 p of each symbol under the mixture, bits, shape (n,) */
  readonly losses: Float64Array;
  /** number of symbols in the members' alphabet */
  readonly alphabetSize: number;
  readonly members: readonly MemberReport[];
}

/**
 * Codes a sequence with the Bayes mixture of the members. The sum of the losses is at most the best member's plus log2 K, and
 * the bits are those of a real code, given n.
 *
 * @throws RangeError when more than 65 536 symbols occur, or memory cannot be had
 * Cost: that of the members that run: a few microseconds a symbol.
 */
export function observe(
  sequence: SymbolSequence,
  definitions: readonly MemberDefinition[] = observerMembers(),
): Observation {
  return observeWith(openObserver(sequence, definitions), sequence);
}

/**
 * As `observe`, with an observer that was opened for the sequence; closes it.
 *
 * @param residuals receives a number for each symbol; absent: not needed
 */
export function observeWith(
  opened: OpenedObserver,
  sequence: SymbolSequence,
  residuals: Residuals | null = null,
): Observation {
  const { mixture, headerBits, suitable, chosen } = opened;
  mixture.noteResiduals(residuals);
  const losses = new Float64Array(sequence.symbols.length);
  codeSegments(mixture, sequence.segmentEnds, losses);
  let bits = headerBits;
  mixture.close();
  for (let i = 0; i < losses.length; i++) bits += losses[i]!;
  const { alphabetSize } = opened.alphabet;
  return { bits, headerBits, losses, alphabetSize, members: memberReports(suitable, chosen, mixture) };
}

/** Symbols whose losses are held at once where only their sum is needed. */
const stretch = 4096;

/** Code lengths of a sequence and of its prefixes. */
export interface PrefixCodes {
  /** the whole code length, header included, bits */
  readonly bits: number;
  /** shape (prefixes,): symbols of each, ascending */
  readonly sizes: readonly number[];
  /** shape (prefixes,): bits paid for the symbols of each, without the header */
  readonly prefixBits: readonly number[];
  /** sum of the squares of all losses, bit^2 */
  readonly squares: number;
}

/**
 * The same code lengths as `observe`, to the bit, without holding the loss of every symbol.
 *
 * @param sizes of prefixes, ascending, in symbols
 * @throws RangeError when more than 65 536 symbols occur, or memory cannot be had
 * Cost: that of `observe`, and 8 bytes a symbol less.
 */
export function codePrefixes(
  sequence: SymbolSequence,
  sizes: readonly number[],
  definitions: readonly MemberDefinition[] = observerMembers(),
): PrefixCodes {
  const { mixture, headerBits } = openObserver(sequence, definitions);
  const losses = new Float64Array(stretch);
  const prefixBits: number[] = [];
  const sums: Sums = { bits: headerBits, paid: 0, squares: 0 };
  for (const [segmentStart, segmentEnd] of segmentsOf(sequence.segmentEnds)) {
    for (let start = segmentStart; start < segmentEnd; start += stretch) {
      const end = Math.min(segmentEnd, start + stretch);
      mixture.code(start, end, segmentStart, true, losses);
      let from = start;
      while (from < end) {
        const size = sizes[prefixBits.length];
        const to = size !== undefined && size > from ? Math.min(size, end) : end;
        addLosses(sums, losses, from - start, to - start);
        if (to === size) prefixBits.push(sums.paid);
        from = to;
      }
    }
  }
  mixture.close();
  return { bits: sums.bits, sizes, prefixBits, squares: sums.squares };
}

/** Sums over the losses so far. */
interface Sums {
  /** header included */
  bits: number;
  paid: number;
  squares: number;
}

/** A function of its own, so that an engine optimises only this loop. */
function addLosses(sums: Sums, losses: Float64Array, from: number, to: number): void {
  let { bits, paid, squares } = sums;
  for (let i = from; i < to; i++) {
    const loss = losses[i]!;
    bits += loss;
    paid += loss;
    squares += loss * loss;
  }
  sums.bits = bits;
  sums.paid = paid;
  sums.squares = squares;
}

/**
 * The same code length as `observe`, to the bit.
 *
 * @returns bits, header included
 * @throws RangeError as `codePrefixes`
 * Cost: that of `codePrefixes`.
 */
export function codeLength(
  sequence: SymbolSequence,
  definitions: readonly MemberDefinition[] = observerMembers(),
): number {
  return codePrefixes(sequence, [], definitions).bits;
}

/** The results of all members. */
export function memberReports(
  suitable: readonly MemberDefinition[],
  chosen: readonly MemberDefinition[],
  mixture: Pick<BayesMixture, "totals" | "weights">,
): MemberReport[] {
  const { totals, weights } = mixture;
  return suitable.map((definition) => {
    const place = chosen.findIndex(({ id }) => id === definition.id);
    return {
      id: definition.id,
      title: definition.title,
      bits: place < 0 ? null : totals[place]!,
      weight: place < 0 ? 0 : weights[place]!,
    };
  });
}
