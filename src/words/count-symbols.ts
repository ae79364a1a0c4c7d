import type { Symbols } from "../core/sequence.ts";
import { ByteCounter } from "../wasm/byte-counts.ts";
import { SymbolCounter } from "../wasm/symbol-counts.ts";

/** Shorter sequences are counted here: a kernel costs more to call than it saves. */
const kernelLength = 65_536;
let bytes: ByteCounter | undefined;
let wide: SymbolCounter | undefined;

/**
 * How often each symbol occurs.
 *
 * @param symbols shape (n,), each below `alphabetSize`
 * @returns shape (A,)
 * Cost: 1 ns a symbol, .3 ns a byte of a long sequence.
 */
export function countSymbols(symbols: Symbols, alphabetSize: number): Float64Array {
  const counts = new Float64Array(alphabetSize);
  addSymbolCounts(symbols, counts);
  return counts;
}

/** Adds how often each symbol occurs. @param counts shape (A,) */
export function addSymbolCounts(symbols: Symbols, counts: Float64Array): void {
  if (symbols.length >= kernelLength && symbols instanceof Uint8Array) {
    bytes ??= new ByteCounter();
    bytes.clear();
    bytes.update(symbols);
    add(bytes.counts(), counts);
  } else if (symbols.length >= kernelLength && symbols instanceof Uint16Array) {
    wide ??= new SymbolCounter();
    wide.clear();
    wide.update(symbols);
    add(wide.counts(), counts);
  } else {
    // An iterator would make an object a symbol before it is compiled.
    for (let i = 0; i < symbols.length; i++) counts[symbols[i]!]!++;
  }
}

function add(more: Float64Array, counts: Float64Array): void {
  const shared = Math.min(counts.length, more.length);
  for (let symbol = 0; symbol < shared; symbol++) counts[symbol]! += more[symbol]!;
}
