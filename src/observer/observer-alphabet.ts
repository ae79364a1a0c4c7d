import type { SymbolSequence, Symbols } from "../core/sequence.ts";
import { compactAlphabet, countSymbols } from "../statistics/alphabet.ts";

/** A sequence in the form that members read, and the cost of describing its alphabet. */
export interface CodedAlphabet {
  /** shape (n,) */
  readonly symbols: Symbols;
  readonly alphabetSize: number;
  /** shape (A,): the byte or code point of every symbol; undefined where symbols are neither */
  readonly codes: ArrayLike<number> | undefined;
  readonly headerBits: number;
}

/**
 * Renumbers the symbols that occur, where that saves more than it costs.
 *
 * @throws RangeError when A exceeds what the platform can allocate
 * Cost: O(n + A).
 */
export function codeAlphabet({ symbols, alphabetSize, codes }: SymbolSequence): CodedAlphabet {
  if (alphabetSize <= 1) return { symbols, alphabetSize, codes, headerBits: 0 };
  const compact = compactAlphabet(symbols, alphabetSize, countSymbols(symbols, alphabetSize));
  const present = compact.alphabetSize;
  const header = namingBits(alphabetSize, present);
  const saved = symbols.length * (Math.log2(alphabetSize) - Math.log2(Math.max(1, present)));
  if (header - 1 >= saved) return { symbols, alphabetSize, codes, headerBits: 1 };
  return {
    symbols: compact.symbols,
    alphabetSize: present,
    codes: codes === undefined ? undefined : compact.originals.map((symbol) => codes[symbol]!),
    headerBits: header,
  };
}

/**
 * Bits that say which symbols occur: one bit whether it is said, log2 A for their number, and the logarithm of a binomial
 * coefficient for the set.
 */
export function namingBits(alphabetSize: number, present: number): number {
  return alphabetSize <= 1 ? 0 : 1 + Math.log2(alphabetSize) + log2Choose(alphabetSize, present);
}

/** log2 of the binomial coefficient of k out of A. */
function log2Choose(of: number, chosen: number): number {
  const fewer = Math.min(chosen, of - chosen);
  let bits = 0;
  for (let i = 1; i <= fewer; i++) bits += Math.log2((of - fewer + i) / i);
  return bits;
}
