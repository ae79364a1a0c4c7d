import type { Symbols } from "../core/sequence.ts";
import type { KernelExports } from "./load.ts";

/** The part of the suffix kernel that takes a text. */
export interface TextExports extends KernelExports {
  textAddress(): number;
  raiseBytes(count: number): void;
}

const widths = [Uint8Array, Uint16Array, Uint32Array] as const;

/**
 * Writes the text for the suffix kernel: symbols raised by the number of segments, each segment with a sentinel.
 *
 * @param logWidth log2 of the bytes per symbol in the kernel
 * Cost: a copy for bytes in one segment, else 2 ns a symbol.
 */
export function writeText(
  run: TextExports,
  logWidth: 0 | 1 | 2,
  symbols: Symbols,
  segmentEnds: ArrayLike<number>,
): void {
  const segments = segmentEnds.length;
  const text = new widths[logWidth](run.memory.buffer, run.textAddress(), symbols.length + segments);
  if (segments === 1 && logWidth === 0) {
    text.set(symbols);
    run.raiseBytes(symbols.length);
    text[symbols.length] = 0;
    return;
  }
  for (let s = 0, i = 0; s < segments; s++) {
    const end = segmentEnds[s]!;
    for (; i < end; i++) text[i + s] = symbols[i]! + segments;
    text[end + s] = segments - 1 - s;
  }
}

/**
 * Moves the values of symbols to the front, over those of sentinels.
 *
 * @param lengths shape (n + segments,), by position in the text with sentinels; its first n are the result
 */
export function withoutSentinels(lengths: Int32Array, segmentEnds: ArrayLike<number>): void {
  for (let s = 1; s < segmentEnds.length; s++) {
    const begin = segmentEnds[s - 1]!;
    lengths.copyWithin(begin, begin + s, segmentEnds[s]! + s);
  }
}

/**
 * Positions in the sequence from those in the text with sentinels.
 *
 * @param positions any shape, only of symbols
 * @returns their shape
 * Cost: 4 bytes a symbol besides the result.
 */
export function withoutSentinelPositions(positions: Int32Array, segmentEnds: ArrayLike<number>): Int32Array {
  const segments = segmentEnds.length;
  const origin = new Int32Array((segmentEnds[segments - 1] ?? 0) + segments);
  for (let s = 0, i = 0; s < segments; s++) for (; i < segmentEnds[s]!; i++) origin[i + s] = i;
  return positions.map((position) => origin[position]!);
}
