import type { SymbolSequence } from "../../src/core/sequence.ts";

/** As far back as networks of the bank see. */
const reach = 128;
/** A repeat of fewer symbols says nothing of what follows; how long one of more is does not matter. */
const [shortest, longest] = [2, 32];

/**
 * What each symbol would be if it were copied: the one that followed the longest repeat, within its segment and the 128 symbols
 * before, of the symbols before it; of several as long the last.
 *
 * @param none where there is no repeat of two symbols
 * @returns shape (n,)
 * Cost: O(128 n); some .1 s for 100 000 symbols.
 */
export function nearbyCopies({ symbols, segmentEnds }: SymbolSequence, none: number): Uint16Array {
  const copies = new Uint16Array(symbols.length).fill(none);
  let start = 0;
  for (const end of segmentEnds) {
    for (let i = start + shortest; i < end; i++) {
      let most = shortest - 1;
      for (let j = i - 1; j >= Math.max(start + shortest, i - reach) && most < longest; j--) {
        const furthest = Math.min(longest, j - start);
        let length = 0;
        while (length < furthest && symbols[j - 1 - length] === symbols[i - 1 - length]) length++;
        if (length > most) {
          most = length;
          copies[i] = symbols[j]!;
        }
      }
    }
    start = end;
  }
  return copies;
}
