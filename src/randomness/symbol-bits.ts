import type { Symbols } from "../core/sequence.ts";

/**
 * The bits of symbols, most significant first.
 *
 * @param width bits a symbol
 * @param most how many bits at most
 * @returns shape (min(most, width n),), each 0 or 1
 */
export function serialBits(symbols: Symbols, width: number, most: number): Uint8Array {
  const bits = new Uint8Array(Math.min(most, width * symbols.length));
  for (let i = 0, at = 0; at < bits.length; i++) {
    const symbol = symbols[i]!;
    for (let plane = width - 1; plane >= 0 && at < bits.length; plane--) bits[at++] = (symbol >>> plane) & 1;
  }
  return bits;
}

/**
 * One bit of every symbol.
 *
 * @param plane 0 is the least significant
 * @returns shape (min(most, n),), each 0 or 1
 */
export function bitPlane(symbols: Symbols, plane: number, most: number): Uint8Array {
  const bits = new Uint8Array(Math.min(most, symbols.length));
  for (let i = 0; i < bits.length; i++) bits[i] = (symbols[i]! >>> plane) & 1;
  return bits;
}
