import { type EncodedSequence, isNominal } from "../core/encoding.ts";
import { allocateSymbols, type SymbolSequence } from "../core/sequence.ts";

/**
 * Renumbers the symbols of several sequences, so that the same byte, code point, word or token has the same number in all of
 * them.
 *
 * @param sequences read by one encoding; a symbol that is neither byte nor code point is its own code
 * @returns the same sequences over one alphabet of the symbols that occur in any of them, in ascending order of their codes
 * @throws RangeError when tables exceed what the platform can allocate
 * Cost: O(n + A).
 */
export function jointAlphabet(sequences: readonly EncodedSequence[]): SymbolSequence[] {
  const present = sequences.map(presentKeys);
  const keys = [...new Set(present.flatMap((own) => [...own.values()]))].sort(ascending);
  const numbers = new Map(keys.map((key, number) => [key, number]));
  const named = sequences.every(({ codes }) => codes !== undefined);
  return sequences.map(({ symbols, alphabetSize, segmentEnds }, i) => {
    const renamed = new Uint32Array(alphabetSize);
    for (const [symbol, key] of present[i]!) renamed[symbol] = numbers.get(key)!;
    const joint = allocateSymbols(symbols.length, keys.length);
    for (let at = 0; at < symbols.length; at++) joint[at] = renamed[symbols[at]!]!;
    const codes = named ? { codes: Uint32Array.from(keys as number[]) } : {};
    return { symbols: joint, alphabetSize: keys.length, segmentEnds, ...codes };
  });
}

/** The code of each symbol that occurs. */
function presentKeys(sequence: EncodedSequence) {
  const { symbols, alphabetSize, codes } = sequence;
  const nominal = isNominal(sequence);
  const seen = new Uint8Array(alphabetSize);
  for (let at = 0; at < symbols.length; at++) seen[symbols[at]!] = 1;
  const keys = new Map<number, number | string>();
  for (let symbol = 0; symbol < alphabetSize; symbol++) {
    if (seen[symbol] === 0) continue;
    keys.set(symbol, nominal ? sequence.label(symbol) : (codes?.[symbol] ?? symbol));
  }
  return keys;
}

const ascending = (a: number | string, b: number | string) => (a < b ? -1 : a > b ? 1 : 0);
