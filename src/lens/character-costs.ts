import { characterEnd } from "./characters.ts";

/**
 * Costs of characters instead of bytes in a text that is mostly ASCII: the first bytes of a letter of several are cheap and its last
 * is not, so that a byte of Cyrillic costs no more than one of English, but a letter does. Where most bytes are of such letters
 * it is a letter of ASCII that costs more than a byte of them, and bytes stay what is compared.
 *
 * @param bytes of text, shape (n,)
 * @param costs bits of each, shape (n,); they are returned as they are where there is nothing to add up
 * @returns bits of each character at its last byte, NaN at the others, shape (n,)
 * Cost: O(n).
 */
export function characterCosts(bytes: Uint8Array, costs: Float32Array): Float32Array {
  let found = costs;
  let inLonger = 0;
  for (let start = 0; start < bytes.length; ) {
    const end = bytes[start]! < 0x80 ? start + 1 : characterEnd(bytes, start);
    if (end > start + 1) {
      if (found === costs) found = costs.slice();
      let sum = 0;
      for (let i = start; i < end; i++) sum += costs[i]!;
      found.fill(Number.NaN, start, end - 1)[end - 1] = sum;
      inLonger += end - start;
    }
    start = end;
  }
  return 2 * inLonger > bytes.length ? costs : found;
}
