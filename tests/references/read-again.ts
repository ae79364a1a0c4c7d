import { allocateSymbols, type Symbols } from "../../src/core/sequence.ts";
import type { Member } from "../../src/observer/member.ts";

/** Probabilities of all smaller symbols and of the symbol itself, where the law is one. */
function placeOf(law: Float64Array, symbol: number): readonly [number, number] {
  const sum = law.reduce((total, probability) => total + probability, 0);
  if (!(Math.abs(sum - 1) < 1e-6 && law.every((probability) => probability >= 0))) return [Number.NaN, 0];
  return [law.subarray(0, symbol).reduce((total, probability) => total + probability, 0), law[symbol]!];
}

/** Lets a member learn symbol by symbol. @returns the place of each symbol in the law before it */
function* placesOf(member: Member, symbols: Symbols, ends: readonly number[], shown: Symbols) {
  for (let at = 0, start = 0, s = 0; at < symbols.length; at++) {
    while (at >= ends[s]!) start = ends[s++]!;
    const place = placeOf(member.distribution(at, start), symbols[at]!);
    shown[at] = symbols[at]!;
    member.code(at, at + 1, start, true, null);
    yield place;
  }
}

/**
 * Whether a code length is real: an arithmetic coder reads a sequence again where a member that is shown only what was read has the
 * laws, to the bit, of the one that wrote it.
 *
 * @param writer freshly opened on the sequence
 * @param open opens a member on a sequence that is filled as symbols are read, so that it cannot look ahead
 * @returns bits of the code, and whether all symbols are read again
 * Source: Rissanen & Langdon 1979, IBM J. Res. Dev. 23(2).
 * Cost: two distributions a symbol.
 */
export function readAgain(
  writer: Member,
  open: (empty: Symbols) => Member,
  symbols: Symbols,
  alphabetSize: number,
  segmentEnds: readonly number[],
): { bits: number; equal: boolean } {
  const written = [...placesOf(writer, symbols, segmentEnds, symbols.slice())];
  const bits = written.reduce((sum, [, probability]) => sum - Math.log2(probability), 0);
  const empty = allocateSymbols(symbols.length, alphabetSize);
  let at = 0;
  for (const [below, probability] of placesOf(open(empty), symbols, segmentEnds, empty)) {
    const [from, width] = written[at++]!;
    if (below !== from || probability !== width || !(width > 0)) return { bits, equal: false };
  }
  return { bits, equal: true };
}
