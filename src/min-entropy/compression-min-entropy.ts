import type { Symbols } from "../core/sequence.ts";
import { normalQuantile99 } from "./min-entropy-bound.ts";

const blockBits = 6;
const blockKinds = 1 << blockBits;
/** Blocks that only fill the dictionary. */
const dictionary = 1000;
/** Correction of the standard deviation for blocks of six. */
const correction = 0.5907;

/** Shorter sequences leave nothing after the dictionary. */
export const shortestCompressed = blockBits * (dictionary + 2);

/**
 * Min-entropy of two symbols from Maurer's test: the mean logarithm of the distance to the last occurrence of each
 * block of six, and the law with one likeliest block that has this mean.
 *
 * @param symbols 0 and 1, shape (n,)
 * @param segmentEnds ascending, the last one n; blocks begin anew in each segment and end in it
 * @returns bits, in [0, 1]; undefined with fewer than two blocks after the dictionary
 * Cost: O(n), some 60 passes over n / 6 logarithms.
 * Source: Turan et al. 2018, NIST SP 800-90B, 6.3.4; Maurer 1992, J. Cryptol. 5.
 */
export function compressionMinEntropy(symbols: Symbols, segmentEnds: ArrayLike<number>): number | undefined {
  const starts = blockStarts(segmentEnds);
  const blocks = starts.length;
  if (blocks < dictionary + 2) return undefined;
  const logs = Float64Array.from({ length: blocks + 1 }, (_, u) => Math.log2(u));
  const last = new Float64Array(blockKinds);
  const tested = blocks - dictionary;
  let sum = 0;
  let squares = 0;
  for (let t = 1; t <= blocks; t++) {
    let block = 0;
    for (let j = 0; j < blockBits; j++) block = 2 * block + symbols[starts[t - 1]! + j]!;
    if (t > dictionary) {
      const log = logs[t - last[block]!]!;
      sum += log;
      squares += log * log;
    }
    last[block] = t;
  }
  const mean = sum / tested;
  const variance = Math.max(0, squares / (tested - 1) - mean * mean);
  const lower = mean - (normalQuantile99 * correction * Math.sqrt(variance)) / Math.sqrt(tested);
  const expected = (p: number): number =>
    meanLog(p, logs) + (blockKinds - 1) * meanLog((1 - p) / (blockKinds - 1), logs);
  // The expected mean falls from the uniform law to a single block.
  let low = 1 / blockKinds;
  let high = 1;
  if (lower >= expected(low)) return 1;
  for (let i = 0; i < 60; i++) {
    const middle = 0.5 * (low + high);
    if (expected(middle) > lower) low = middle;
    else high = middle;
  }
  return -Math.log2(0.5 * (low + high)) / blockBits + 0;
}

/** Where the blocks of six within segments begin. */
function blockStarts(segmentEnds: ArrayLike<number>): number[] {
  const starts: number[] = [];
  for (let s = 0, i = 0; s < segmentEnds.length; i = segmentEnds[s++]!)
    for (; i + blockBits <= segmentEnds[s]!; i += blockBits) starts.push(i);
  return starts;
}

/** What a block of probability z adds to the mean: G(z) of the standard. */
function meanLog(z: number, logs: Float64Array): number {
  const blocks = logs.length - 1;
  let before = 0;
  let power = 1;
  let total = 0;
  for (let t = 1; t <= blocks; t++) {
    if (power === 0) {
      // Nothing is left of (1 - z)^t.
      total += z * z * before * (blocks - Math.max(t - 1, dictionary));
      break;
    }
    if (t > dictionary) total += z * z * before + z * logs[t]! * power;
    before += logs[t]! * power;
    power *= 1 - z;
  }
  return total / (blocks - dictionary);
}
