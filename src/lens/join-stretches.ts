import { countPairs, type PairCounts, restOfPair } from "./refine-ends.ts";
import type { Range } from "./rest-law.ts";
import { counted } from "./split-stretch.ts";

/**
 * Stretches, those that touch and whose pairs of bytes follow one law in one: where one law says as much of both as two do, less
 * what it takes to say where the second begins. From left to right, each with what the one before it was joined to.
 *
 * @param whole pairs of the whole text
 * @param stretches ascending
 * Cost: O(stretches), and 65 536 each.
 * Source: Rissanen 1978, Automatica 14 (the price of a change).
 */
export function joinStretches(bytes: Uint8Array, whole: PairCounts, stretches: readonly Range[]): Range[] {
  const all: Range[] = [];
  const none = countPairs(bytes, 0, 0);
  const price = Math.log(bytes.length);
  /** of the latest; null: it is alone so far, and its pairs are not counted yet */
  let counts: PairCounts | null = null;
  const told = (law: PairCounts, { start, end }: Range) => {
    let sum = 0;
    for (let i = Math.max(1, start); i < end; i++) {
      const pair = (bytes[i - 1]! << 8) | bytes[i]!;
      sum += counted(law, pair, restOfPair(whole, none, pair));
    }
    return sum;
  };
  for (const { start, end } of stretches) {
    const one = { start, end };
    const before = all.at(-1);
    if (before?.end !== start) {
      all.push(one);
      counts = null;
      continue;
    }
    counts ??= countPairs(bytes, before.start, before.end);
    const own = countPairs(bytes, start, start);
    const alone = told(own, one);
    if (told(counts, one) + price >= alone) all[all.length - 1] = { start: before.start, end };
    else {
      all.push(one);
      counts = own;
    }
  }
  return all;
}
