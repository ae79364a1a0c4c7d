import { UsageError } from "../core/errors.ts";
import { Random } from "../core/random.ts";
import { allocateSymbols, type Symbols } from "../core/sequence.ts";
import type { BoundSource } from "../core/source.ts";

/** Symbols of a chunk. */
const chunkSymbols = 1 << 16;

/**
 * Generates a sequence piece by piece.
 *
 * @param length in symbols; Infinity: as many as the source has, without end for most
 * @returns new arrays of 65 536 symbols, except the last one
 * @throws UsageError, before the first chunk, when a finite source has fewer symbols
 * Cost: one chunk of memory.
 */
export function symbolChunks(source: BoundSource, length: number, seed: number): Iterable<Symbols> {
  if (length > source.length && length !== Number.POSITIVE_INFINITY) {
    throw new UsageError(`${source.recipe} has only ${source.length} symbols, but ${length} were requested`);
  }
  return {
    *[Symbol.iterator]() {
      const stream = source.open(Random.fromSeed(seed));
      for (let left = length; left > 0; ) {
        // A new array: the stream and the caller may both keep it.
        const chunk = allocateSymbols(Math.min(left, chunkSymbols), source.alphabetSize);
        const filled = stream.fill(chunk);
        if (filled === 0) break;
        yield filled === chunk.length ? chunk : chunk.slice(0, filled);
        left -= filled;
      }
    },
  };
}
