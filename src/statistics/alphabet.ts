import { allocateSymbols, type Symbols } from "../core/sequence.ts";
import { ByteCounter, SymbolCounter } from "../wasm/counts.ts";
import { renameBytes } from "../wasm/rename-bytes.ts";

/** Shorter sequences are renumbered in JavaScript: starting a kernel costs more than it saves. */
const leastRenamed = 2 ** 18;

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
 * Renumbers the symbols that occur to 0..V-1, so that tables over A^k stay small.
 *
 * @param counts shape (A,): occurrences of each symbol, where they are known
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
  if (symbols instanceof Uint8Array && symbols.length >= leastRenamed) {
    const table = new Uint8Array(256);
    table.set(names);
    return { symbols: renameBytes(symbols, table), alphabetSize: present, originals };
  }
  const compact = allocateSymbols(symbols.length, present);
  for (let i = 0; i < symbols.length; i++) compact[i] = names[symbols[i]!]!;
  return { symbols: compact, alphabetSize: present, originals };
}

/** Shorter sequences are counted in JavaScript: calling a kernel costs more than it saves. */
const leastCounted = 65_536;
let bytes: ByteCounter | undefined;
let wide: SymbolCounter | undefined;

/**
 * Occurrences of each symbol.
 *
 * @returns shape (A,)
 * Cost: 1 ns a symbol, .3 ns a byte of a long sequence.
 */
export function countSymbols(symbols: Symbols, alphabetSize: number): Float64Array {
  const counts = new Float64Array(alphabetSize);
  addSymbolCounts(symbols, counts);
  return counts;
}

/** Adds the occurrences of each symbol. @param counts shape (A,) */
export function addSymbolCounts(symbols: Symbols, counts: Float64Array): void {
  if (symbols.length >= leastCounted && symbols instanceof Uint8Array) {
    bytes ??= new ByteCounter();
    bytes.clear();
    bytes.update(symbols);
    add(bytes.counts(), counts);
  } else if (symbols.length >= leastCounted && symbols instanceof Uint16Array) {
    wide ??= new SymbolCounter();
    wide.clear();
    wide.update(symbols);
    add(wide.counts(), counts);
  } else {
    // An iterator allocates an object per symbol until it is compiled.
    for (let i = 0; i < symbols.length; i++) counts[symbols[i]!]!++;
  }
}

function add(more: Float64Array, counts: Float64Array): void {
  const shared = Math.min(counts.length, more.length);
  for (let symbol = 0; symbol < shared; symbol++) counts[symbol]! += more[symbol]!;
}
