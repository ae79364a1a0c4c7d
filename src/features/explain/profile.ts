import type { EncodedSequence } from "../../core/encoding.ts";
import { meanOf } from "../../math/sums.ts";
import { figure } from "../../results/report.ts";
import type { Stretch } from "./schema.ts";

/** Number of stretches of a whole sample. */
const wantedStretches = 40;
/** Symbols of the sample that are contiguous in the input. */
export interface ProfileBlock {
  /** symbols */
  readonly length: number;
  /** offset of a symbol of the block in the input; for `length` the block's end */
  offsetAt(symbol: number): number;
}

/**
 * The cost along the sample: some forty stretches of equal length, none across two blocks.
 *
 * @param losses -log2 p under the observer, bits, shape (n,)
 * @param blocks in order, of n symbols in all
 * @returns stretches in the order of the sample
 * Cost: O(n).
 */
export function explainProfile(losses: Float64Array, blocks: readonly ProfileBlock[]): Stretch[] {
  const n = losses.length;
  const stretches: Stretch[] = [];
  let first = 0;
  for (const { length, offsetAt } of blocks) {
    const count = Math.max(1, Math.round((wantedStretches * length) / n));
    for (let s = 0; s < count; s++) {
      const from = Math.floor((s * length) / count);
      const to = Math.floor(((s + 1) * length) / count);
      if (to === from) continue;
      stretches.push({
        start: offsetAt(from),
        end: offsetAt(to),
        symbols: to - from,
        rate: figure(meanOf(losses.subarray(first + from, first + to)), "bit/symbol"),
      });
    }
    first += length;
  }
  return stretches;
}

/** Bytes of a code point in the supported charsets. */
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
 * The positions of a sample's symbols in the input, in bytes.
 *
 * @param blocks the sampled bytes of the input, in order
 * @returns undefined where symbols are neither bytes nor characters, or where some characters could not be decoded
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
    // A block that does not end with a symbol contains undecodable bytes.
    if (places[end] !== bytes) return undefined;
    const start = first;
    found.push({ length: end - start, offsetAt: (s) => offset + places[start + s]! - places[start]! });
    first = end;
  }
  return first === symbols.length ? found : undefined;
}
