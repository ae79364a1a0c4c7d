import { complementaryError } from "../../math/special-functions.ts";
import type { CostSums } from "./costs.ts";

/** The distribution of mean costs of stretches of the usual text. */
export interface RestLaw {
  /** bits a byte of all of it */
  readonly mean: number;
  /**
   * The probability that a stretch of the rest has at least this mean cost at one of the positions and lengths that were
   * tested.
   *
   * @param mean bits a byte
   * @param length bytes
   */
  chance(mean: number, length: number): number;
}

/** Bytes of the shortest blocks, and least number of blocks for an estimate of the spread. */
const shortest = 32;
const fewestBlocks = 8;
/** Most blocks; with more, they are taken at even distances. */
const mostBlocks = 4096;
/** Blocks from which the most expensive tenth determines the tail. */
const fewestOfTail = 40;
const tailShare = 0.1;
/** Added to costs before logarithms, bits a byte: smaller differences do not matter. */
const floor = 0.25;

/** A stretch of bytes. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * The law of mean costs of blocks of 32, 64, 128, ... bytes, interpolated for lengths between; stretches longer than the
 * longest blocks are assumed to vary as much as these. Two estimates of the tail are made, and the larger is used: logarithms
 * of means are taken to be normal; and from 40 blocks, the most expensive tenth continues as an exponential law with the same
 * median.
 *
 * @param costs of all bytes, bits
 * @param pieces the rest, in contiguous stretches
 * @returns undefined when the rest is too short
 * Cost: O(pieces + 4096) for the first stretch of a length.
 * Source: Wallace 1959, Ann. Math. Statist. 30(4) (Student's tail); Pickands 1975, Ann. Statist. 3(1), with shape 0;
 * Bonferroni's inequality for the positions.
 */
export function restLaw(costs: CostSums, pieces: readonly Range[]): RestLaw | undefined {
  let [count, sum] = [0, 0];
  for (const { start, end } of pieces) {
    count += end - start;
    sum += costs.bitsOf(start, end);
  }
  let lengths = 0;
  while (blocksOf(pieces, shortest << lengths) >= fewestBlocks) lengths++;
  if (lengths === 0) return undefined;
  const laws = new Map<number, BlockLaw>();
  const lawOf = (scale: number) => {
    const law = laws.get(scale) ?? blockLaw(blockMeans(costs, pieces, shortest << scale));
    laws.set(scale, law);
    return law;
  };
  const n = costs.length;
  const ofAll = sum / count;
  return {
    mean: ofAll,
    chance(mean, length) {
      // A stretch shorter than all blocks counts as one, extended by the rest beside it.
      const block = Math.max(length, shortest);
      const ofBlock = ofAll + ((mean - ofAll) * length) / block;
      const scale = Math.min(lengths - 1, Math.log2(block / shortest));
      const below = Math.floor(scale);
      const above = Math.ceil(scale);
      const logOf = (at: number) => Math.log(Math.max(lawOf(at).share(ofBlock), Number.MIN_VALUE));
      const one = Math.exp((below + 1 - scale) * logOf(below) + (scale - below) * logOf(above));
      return Math.min(1, one * Math.max(1, n / length));
    },
  };
}

const blocksOf = (pieces: readonly Range[], length: number) =>
  pieces.reduce((blocks, { start, end }) => blocks + Math.floor((end - start) / length), 0);

interface BlockLaw {
  /** share of all blocks with at least this mean cost */
  share(mean: number): number;
}

function blockMeans(costs: CostSums, pieces: readonly Range[], length: number): Float64Array {
  const blocks = blocksOf(pieces, length);
  const every = Math.ceil(blocks / mostBlocks);
  const means = new Float64Array(Math.ceil(blocks / every));
  let block = 0;
  /** blocks up to the next one that is used */
  let ahead = 0;
  for (const { start: first, end } of pieces) {
    const inPiece = Math.floor((end - first) / length);
    for (; ahead < inPiece; ahead += every) {
      const start = first + ahead * length;
      means[block++] = costs.bitsOf(start, start + length) / length;
    }
    ahead -= inPiece;
  }
  return means.sort();
}

/** @param means ascending */
function blockLaw(means: Float64Array): BlockLaw {
  const blocks = means.length;
  let [sum, squares] = [0, 0];
  for (const mean of means) {
    const log = Math.log(mean + floor);
    sum += log;
    squares += log * log;
  }
  const centre = sum / blocks;
  const variance = (squares / blocks - centre * centre) * (blocks / (blocks - 1));
  const inTail = Math.floor(blocks * tailShare);
  const threshold = means[blocks - 1 - inTail]!;
  const half = means[blocks - 1 - (inTail >> 1)]! - threshold;
  const deviation = Math.sqrt(Math.max(variance, 1e-6));
  return {
    share(mean) {
      const t = (Math.log(mean + floor) - centre) / (deviation * Math.sqrt(1 + 1 / blocks));
      const normal = studentTail(t, blocks - 1);
      if (blocks < fewestOfTail || half <= 0) return normal;
      const beyond = tailShare * Math.min(1, Math.exp((-(mean - threshold) / half) * Math.LN2));
      return Math.max(normal, beyond);
    },
  };
}

/** P(T > t) of Student's law. */
function studentTail(t: number, freedom: number): number {
  if (t <= 0) return 1;
  const z = ((8 * freedom + 1) / (8 * freedom + 3)) * Math.sqrt(freedom * Math.log1p((t * t) / freedom));
  return complementaryError(z / Math.SQRT2) / 2;
}
