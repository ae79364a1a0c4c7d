import type { EncodedSequence } from "../core/encoding.ts";
import type { ProfileBlock } from "./explain-profile.ts";

/** Bytes of a code point in the character encodings that are read. */
function widthOf(code: number, charset: EncodedSequence["decoding"]["charset"]): number {
  switch (charset) {
    case null:
    case "latin-1":
      return 1;
    case "utf-16le":
    case "utf-16be":
      return code < 0x1_0000 ? 2 : 4;
    case "utf-32le":
    case "utf-32be":
      return 4;
    case "utf-8":
      return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4;
  }
}

/**
 * Where the symbols of a sample are in the input, in bytes.
 *
 * @param blocks which bytes of the input were sampled, in order
 * @returns undefined where symbols are no bytes or characters, or where characters could not all be read
 * Cost: O(n) time, 8 bytes a symbol.
 */
export function profileBlocks(
  { symbols, codes, decoding, encoding }: EncodedSequence,
  blocks: readonly { readonly offset: number; readonly length: number }[],
): ProfileBlock[] | undefined {
  if (codes === undefined || blocks.length === 0) return undefined;
  const charset = encoding === "bytes" ? null : decoding.charset;
  const places = new Float64Array(symbols.length + 1);
  for (let i = 0; i < symbols.length; i++) places[i + 1] = places[i]! + widthOf(codes[symbols[i]!]!, charset);
  const found: ProfileBlock[] = [];
  let first = 0;
  let bytes = 0;
  for (const { offset, length } of blocks) {
    bytes += length;
    let end = first;
    while (end < symbols.length && places[end]! < bytes) end++;
    // A block that does not end with a symbol holds bytes that are none.
    if (places[end] !== bytes) return undefined;
    const start = first;
    found.push({ length: end - start, offsetAt: (s) => offset + places[start + s]! - places[start]! });
    first = end;
  }
  return first === symbols.length ? found : undefined;
}
