import { allocateSymbols, type Symbols } from "../core/sequence.ts";
import { renameBytes } from "../wasm/rename-bytes.ts";

/** Shorter sequences are renamed here: a kernel costs more to start than it saves. */
const kernelLength = 2 ** 18;

/** A sequence over exactly the symbols that occur in it. */
export interface CompactSequence {
  /** shape (n,), dense ids in the order of the original ones */
  readonly symbols: Symbols;
  /** number of symbols that occur */
  readonly alphabetSize: number;
  /** shape (V,): the original symbol of every id, ascending */
  readonly originals: Uint32Array;
}

/**
 * Renames symbols to 0..V-1 where V is how many occur, so that tables over A^k stay small.
 *
 * @param symbols shape (n,), each below `alphabetSize`
 * @param alphabetSize A
 * @param counts shape (A,): occurrences of each symbol, where they are known
 * @throws RangeError when A exceeds what the platform can allocate
 * Cost: O(n + A).
 */
export function compactAlphabet(
  symbols: Symbols,
  alphabetSize: number,
  counts?: ArrayLike<number>,
): CompactSequence {
  const names = new Uint32Array(alphabetSize);
  if (counts === undefined) for (let i = 0; i < symbols.length; i++) names[symbols[i]!] = 1;
  else for (let s = 0; s < alphabetSize; s++) names[s] = counts[s]! > 0 ? 1 : 0;
  let present = 0;
  for (let s = 0; s < alphabetSize; s++) present += names[s]!;
  const originals = new Uint32Array(present);
  let next = 0;
  for (let s = 0; s < alphabetSize; s++) {
    if (names[s] === 0) continue;
    originals[next] = s;
    names[s] = next++;
  }
  if (present === alphabetSize) return { symbols, alphabetSize, originals };
  if (symbols instanceof Uint8Array && symbols.length >= kernelLength) {
    const table = new Uint8Array(256);
    table.set(names);
    return { symbols: renameBytes(symbols, table), alphabetSize: present, originals };
  }
  const compact = allocateSymbols(symbols.length, present);
  for (let i = 0; i < symbols.length; i++) compact[i] = names[symbols[i]!]!;
  return { symbols: compact, alphabetSize: present, originals };
}
