import { errorParts } from "../core/constants.ts";
import type { Symbols } from "../core/sequence.ts";
import { grassbergerG } from "../entropy/grassberger-entropy.ts";
import { WordIds } from "./word-ids.ts";

/** An estimate with its standard error, in one unit. */
export interface JackknifeEstimate {
  readonly estimate: number;
  readonly standardError: number;
}

/** E(L) and h(L) at a fixed order L. */
export interface ExcessEntropyJackknife {
  /** E(L) = H(L) - L h(L), bits. */
  readonly excessEntropy: JackknifeEstimate;
  /** h(L) = H(L) - H(L - 1), bit/symbol. */
  readonly entropyGain: JackknifeEstimate;
  /** Of the t distribution that belongs to the standard errors: blocks - 1. */
  readonly degreesOfFreedom: number;
}

/**
 * Standard errors of E(L) and h(L) by leaving out one contiguous block after the other.
 *
 * Neighbouring words overlap and depend on each other, so single words cannot be left out; and a bootstrap would
 * lose rare words and double the bias. A word belongs to the block in which it starts. L must not be chosen anew
 * in each replicate: it is an argument.
 *
 * @param symbols shape (n,), each below `alphabetSize`
 * @param segmentEnds ascending, the last one n; no word crosses a segment end
 * @param alphabetSize A
 * @param order L >= 1
 * @param blocks number of blocks B >= 2
 * @returns estimates with standard errors, or undefined when the sequence has fewer than B words of order L
 * @throws RangeError when the tables exceed what the platform can allocate
 * Cost: O(n L): one pass for each order, then one for all replicates together.
 * Source: Kunsch 1989, Ann. Statist. 17 (delete-block jackknife); Grassberger 2003, arXiv:physics/0307138.
 */
export function deleteBlockJackknife(
  symbols: Symbols,
  segmentEnds: ArrayLike<number>,
  alphabetSize: number,
  order: number,
  blocks = errorParts,
): ExcessEntropyJackknife | undefined {
  if (symbols.length < blocks) return undefined;
  const words = WordIds.start(symbols, segmentEnds, alphabetSize);
  while (words.order < order - 1) words.extend();
  const shorter = order === 1 ? new Float64Array(blocks + 1) : entropiesWithoutBlocks(words, blocks);
  if (order > 1) words.extend();
  if (words.words < blocks) return undefined;
  const longer = entropiesWithoutBlocks(words, blocks);
  const gains = longer.map((entropy, b) => entropy - shorter[b]!);
  const excesses = longer.map((entropy, b) => entropy - order * gains[b]!);
  return {
    excessEntropy: jackknife(excesses),
    entropyGain: jackknife(gains),
    degreesOfFreedom: blocks - 1,
  };
}

/** H in bits without block b at index b, and of everything at index B. */
function entropiesWithoutBlocks(words: WordIds, blocks: number): Float64Array {
  const { ids } = words;
  const counts = words.counts.slice();
  const total = words.words;
  let totalSum = 0;
  for (let id = 0; id < counts.length; id++) {
    const c = counts[id]!;
    if (c > 1) totalSum += c * grassbergerG(c);
    else if (c === 1) totalSum += grassbergerG(1);
  }
  const entropies = new Float64Array(blocks + 1);
  entropies[blocks] = (Math.log(total) - totalSum / total) / Math.LN2;
  for (let b = 0; b < blocks; b++) {
    const begin = Math.floor((b * ids.length) / blocks);
    const end = Math.floor(((b + 1) * ids.length) / blocks);
    let sum = totalSum;
    let left = total;
    for (let i = begin; i < end; i++) {
      const id = ids[i]!;
      if (id < 0) continue;
      const c = counts[id]!;
      sum -= c * grassbergerG(c) - (c > 1 ? (c - 1) * grassbergerG(c - 1) : 0);
      counts[id] = c - 1;
      left--;
    }
    for (let i = begin; i < end; i++) if (ids[i]! >= 0) counts[ids[i]!] = counts[ids[i]!]! + 1;
    entropies[b] = left > 0 ? (Math.log(left) - sum / left) / Math.LN2 : 0;
  }
  return entropies;
}

/** The last entry is the estimate, the others are the replicates. */
function jackknife(values: Float64Array): JackknifeEstimate {
  const blocks = values.length - 1;
  let mean = 0;
  for (let b = 0; b < blocks; b++) mean += values[b]! / blocks;
  let squares = 0;
  for (let b = 0; b < blocks; b++) squares += (values[b]! - mean) * (values[b]! - mean);
  return { estimate: values[blocks]!, standardError: Math.sqrt(((blocks - 1) / blocks) * squares) };
}
