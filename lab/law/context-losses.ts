import type { SymbolSequence } from "../../src/core/sequence.ts";

/** Longest context of the n-grams, symbols. */
export const longestContext = 5;
/** Candidates for how many symbols the law of the shorter context counts as. */
const strengths = Array.from({ length: 14 }, (_, i) => 2 ** (i - 3));
const usualStrength = 2;
/** What each strength has cost is forgotten by and by, by this factor a segment: more data want another one. */
const kept = 0.9;

/**
 * What symbols cost n-grams of every order up to five that learn segment by segment, each priced before it is learned: the mean of the
 * segments that begin in the second half. The law of a context is its counts and so many symbols of the law of the context that
 * is one shorter, chosen by what segments cost; the shortest is even over the alphabet.
 *
 * @param asked shape (n,): places other than 0 are what the mean is of; by default all
 * @returns bits a symbol by n-grams whose contexts have at most 0, 1, ... 5 symbols, shape (6,)
 * @throws RangeError when memory cannot be had
 * Cost: some 5 us and 300 bytes a symbol.
 * Source: MacKay & Peto 1995, Natural Language Engineering 1(3) (the law of a context); Dawid 1984, J. R. Stat. Soc. A 147
 * (prequential).
 */
export function contextLosses(
  { symbols, alphabetSize, segmentEnds }: SymbolSequence,
  asked?: Uint8Array,
): Float64Array {
  const orders = longestContext + 1;
  const numbers = new Map<number, number>();
  const counts = new Map<number, number>();
  const seen: number[] = [0];
  const contexts = new Int32Array(orders);
  const paid = Array.from({ length: orders }, () => new Float64Array(strengths.length));
  let chosen: number[] = new Array(orders).fill(usualStrength);
  /** Numbers of the contexts before a place, the empty one first. @returns how many there are */
  const find = (start: number, at: number, learn: boolean): number => {
    contexts[0] = 0;
    let found = 1;
    for (let back = 1; back <= longestContext && at - back >= start; back++) {
      const key = contexts[found - 1]! * alphabetSize + symbols[at - back]!;
      let number = numbers.get(key);
      if (number === undefined) {
        if (!learn) break;
        number = seen.length;
        numbers.set(key, number);
        seen.push(0);
      }
      contexts[found++] = number;
    }
    return found;
  };
  const sums = new Float64Array(orders);
  let priced = 0;
  let start = 0;
  for (const end of segmentEnds) {
    const counted = 2 * start >= symbols.length;
    for (const costs of paid) for (let s = 0; s < costs.length; s++) costs[s]! *= kept;
    for (let at = start; at < end; at++) {
      const found = find(start, at, false);
      const wanted = counted && asked?.[at] !== 0;
      if (wanted) priced++;
      let probability = 1 / alphabetSize;
      for (let i = 0; i < orders; i++) {
        if (i < found) {
          const all = seen[contexts[i]!]!;
          const count = counts.get(contexts[i]! * alphabetSize + symbols[at]!) ?? 0;
          const costs = paid[i]!;
          for (let s = 0; s < strengths.length; s++) {
            const strength = strengths[s]!;
            costs[s]! -= Math.log2((count + strength * probability) / (all + strength));
          }
          probability = (count + chosen[i]! * probability) / (all + chosen[i]!);
        }
        if (wanted) sums[i]! -= Math.log2(probability);
      }
    }
    chosen = paid.map((costs) => {
      const least = Math.min(...costs);
      return least > 0 ? strengths[costs.indexOf(least)]! : usualStrength;
    });
    for (let at = start; at < end; at++) {
      const found = find(start, at, true);
      for (let i = 0; i < found; i++) {
        const key = contexts[i]! * alphabetSize + symbols[at]!;
        seen[contexts[i]!]!++;
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    }
    start = end;
  }
  return sums.map((sum) => sum / Math.max(1, priced));
}
