import type { Symbols } from "../core/sequence.ts";
import { ContextTable, extendHash } from "./context-table.ts";
import { type PredictionScore, PredictionTally } from "./prediction-min-entropy.ts";

const usualContexts = 65_536;

/**
 * Guesses what most often followed any of the last 1..16 symbols, by a dictionary that grows as that of LZ78 does until
 * it is full: the follower with the largest count, of equal ones that of the longest context.
 *
 * @param symbols shape (n,)
 * @param segmentEnds ascending, the last one n; no context crosses them
 * @param longest context, and symbols of the sequence before the first that is learned
 * @param mostContexts kept, of all lengths together
 * Cost: O(n longest), some 50 ns each in memory.
 * Source: Turan et al. 2018, NIST SP 800-90B, 6.3.10 (LZ78Y).
 */
export function predictByDictionary(
  symbols: Symbols,
  segmentEnds: ArrayLike<number>,
  longest = 16,
  mostContexts = usualContexts,
): PredictionScore {
  const tables = Array.from({ length: longest }, (_, d) => new ContextTable(symbols, d + 1));
  const hashes = new Int32Array(longest);
  const known = new Int32Array(longest);
  const tally = new PredictionTally();
  let contexts = 0;
  for (let s = 0, begin = 0; s < segmentEnds.length; s++) {
    const end = segmentEnds[s]!;
    for (let at = Math.max(begin + 1, longest); at < end; at++) {
      const able = Math.min(longest, at - begin);
      for (let d = 0, hash = 0; d < able; d++) {
        hash = extendHash(hash, symbols[at - 1 - d]!);
        hashes[d] = hash;
      }
      let guess = -1;
      let most = 0;
      for (let d = able - 1; d >= 0; d--) {
        const context = tables[d]!.contextBefore(at, hashes[d]!);
        known[d] = context;
        if (context < 0 || tables[d]!.bestCount(context) <= most) continue;
        most = tables[d]!.bestCount(context);
        guess = tables[d]!.bestSymbol(context);
      }
      if (at > longest) tally.add(guess === symbols[at]);
      for (let d = able - 1; d >= 0; d--)
        if (known[d]! >= 0 || contexts++ < mostContexts) tables[d]!.count(at, hashes[d]!, known[d]!, true);
    }
    tally.endSegment();
    begin = end;
  }
  return tally;
}
