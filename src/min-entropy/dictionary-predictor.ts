import type { Symbols } from "../core/sequence.ts";
import { ContextTable, extendHash } from "./context-table.ts";
import { type PredictionScore, PredictionTally } from "./prediction-min-entropy.ts";

const usualContexts = 65_536;

/**
 * Guesses what most often followed any of the last 1..16 symbols, by a dictionary that grows as that of LZ78 does until
 * it is full: the follower with the largest count, of equal ones that of the longest context.
 *
 * @param symbols shape (n,)
 * @param longest context
 * @param mostContexts kept, of all lengths together
 * Cost: O(n longest), some 50 ns each in memory.
 * Source: Turan et al. 2018, NIST SP 800-90B, 6.3.10 (LZ78Y).
 */
export function predictByDictionary(
  symbols: Symbols,
  longest = 16,
  mostContexts = usualContexts,
): PredictionScore {
  const tables = Array.from({ length: longest }, (_, d) => new ContextTable(symbols, d + 1));
  const hashes = new Int32Array(longest);
  const known = new Int32Array(longest).fill(-1);
  const tally = new PredictionTally();
  let contexts = 0;
  for (let at = longest + 1; at < symbols.length; at++) {
    hashContexts(symbols, at - 1, hashes);
    for (let d = longest - 1; d >= 0; d--) {
      if (known[d]! < 0 && contexts++ >= mostContexts) continue;
      tables[d]!.count(at - 1, hashes[d]!, known[d]!, true);
    }
    hashContexts(symbols, at, hashes);
    let guess = -1;
    let most = 0;
    for (let d = longest - 1; d >= 0; d--) {
      const context = tables[d]!.contextBefore(at, hashes[d]!);
      known[d] = context;
      if (context < 0 || tables[d]!.bestCount(context) <= most) continue;
      most = tables[d]!.bestCount(context);
      guess = tables[d]!.bestSymbol(context);
    }
    tally.add(guess === symbols[at]);
  }
  return tally;
}

/** Hashes of the 1, 2, ... symbols before `end`. */
function hashContexts(symbols: Symbols, end: number, hashes: Int32Array): void {
  for (let d = 0, hash = 0; d < hashes.length; d++) {
    hash = extendHash(hash, symbols[end - 1 - d]!);
    hashes[d] = hash;
  }
}
