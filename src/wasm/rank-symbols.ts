import type { Symbols } from "../core/sequence.ts";

/**
 * Renames symbols to their ranks among those that occur.
 *
 * @returns symbols of the same shape, below the returned alphabet size
 * Cost: O(n log n).
 */
export function rankSymbols(symbols: Symbols): { symbols: Symbols; alphabetSize: number } {
  const present = symbols.slice().sort();
  let distinct = 0;
  for (let i = 0; i < present.length; i++)
    if (i === 0 || present[i] !== present[distinct - 1]) present[distinct++] = present[i]!;
  const ranks = new Uint32Array(symbols.length);
  for (let i = 0; i < symbols.length; i++) {
    let low = 0;
    let high = distinct - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (present[middle]! < symbols[i]!) low = middle + 1;
      else high = middle;
    }
    ranks[i] = low;
  }
  return { symbols: ranks, alphabetSize: distinct };
}
