import type { Random } from "../../core/random.ts";
import { allocateSymbols, type Symbols } from "../../core/sequence.ts";
import type { SymbolStream } from "../../core/source.ts";

/**
 * Records of one size one after the other, from a random place in the first: a stationary text.
 *
 * @param size symbols of a record
 * @param write fills a record, anew each time
 * @param random draws the place; a stream of its own
 */
export function recordStream(
  size: number,
  alphabetSize: number,
  random: Random,
  write: (record: Symbols) => void,
): SymbolStream {
  const record = allocateSymbols(size, alphabetSize);
  let at = random.below(size);
  write(record);
  return {
    fill(target) {
      for (let filled = 0; filled < target.length; ) {
        if (at === size) {
          write(record);
          at = 0;
        }
        const take = Math.min(size - at, target.length - filled);
        for (let i = 0; i < take; i++) target[filled + i] = record[at + i]!;
        at += take;
        filled += take;
      }
      return target.length;
    },
  };
}
