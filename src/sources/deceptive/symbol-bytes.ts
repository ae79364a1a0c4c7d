import type { Symbols } from "../../core/sequence.ts";

/** Bytes that a symbol is written in. */
export function symbolBytes(alphabetSize: number): number {
  return alphabetSize <= 0x100 ? 1 : alphabetSize <= 0x1_0000 ? 2 : 4;
}

/**
 * Symbols as they are written, least significant byte first.
 *
 * @returns the symbols themselves where they are bytes
 */
export function bytesOfSymbols(symbols: Symbols): Uint8Array {
  if (symbols instanceof Uint8Array) return symbols;
  const width = symbols.BYTES_PER_ELEMENT;
  const bytes = new Uint8Array(symbols.length * width);
  for (let i = 0, at = 0; i < symbols.length; i++) {
    for (let byte = 0; byte < width; byte++) bytes[at++] = symbols[i]! >>> (8 * byte);
  }
  return bytes;
}
