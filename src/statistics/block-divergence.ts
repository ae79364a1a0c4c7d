import { meanOf, sumOf } from "../math/sums.ts";
import { type BlockCounts, type PlacedKGram, visitKGrams } from "./block-counts.ts";

/** Quarters of both sequences. */
const cellsOfRow = 8;
/** Pairs of samples made of quarters: see `pairUp`. */
const pairsOfRow = 5;

/**
 * Pairs of samples to compare: halves of a and b, twice; halves of both together; halves of these, twice.
 *
 * @param cells of a row, from `at` on: four quarters of a, which form two halves, and four of b
 * @param sides receives the two sides of each pair, shape (2 pairs,)
 */
function pairUp(cells: Int32Array, at: number, sides: Int32Array): void {
  sides[0] = cells[at]! + cells[at + 1]!;
  sides[1] = cells[at + 4]! + cells[at + 5]!;
  sides[2] = cells[at + 2]! + cells[at + 3]!;
  sides[3] = cells[at + 6]! + cells[at + 7]!;
  sides[4] = sides[0] + sides[1];
  sides[5] = sides[2] + sides[3];
  sides[6] = cells[at]! + cells[at + 4]!;
  sides[7] = cells[at + 1]! + cells[at + 5]!;
  sides[8] = cells[at + 2]! + cells[at + 6]!;
  sides[9] = cells[at + 3]! + cells[at + 7]!;
}

/**
 * Divergences of balanced halves and quarters of the blocks. Each row of the design divides the blocks of either sequence into
 * quarters. Over all rows any two blocks of a sequence are in one half equally often.
 */
class HalvesDesign {
  readonly #entropyTerms: Float64Array;
  readonly #rows: number;
  /** the cell of each block in each row, shape (2B, rows) */
  readonly #cellOf: Uint8Array;
  readonly #cells: Int32Array;
  readonly #sides = new Int32Array(2 * pairsOfRow);
  /** shape (rows, pairs) */
  readonly #gains: Float64Array;

  constructor(blocks: number, entropyTerms: Float64Array) {
    this.#entropyTerms = entropyTerms;
    this.#rows = blocks - 1;
    this.#cellOf = new Uint8Array(2 * blocks * this.#rows);
    for (let block = 0; block < 2 * blocks; block++) {
      const inB = block >= blocks ? 1 : 0;
      for (let r = 0; r < this.#rows; r++) {
        // The halves of b are swapped in every other row, so that none is always paired with the same half of a.
        const half = parity((r + 1) & block) ^ (inB & r);
        const quarter = parity((((r + 1) % this.#rows) + 1) & block) ^ (inB & (r >> 1));
        this.#cellOf[block * this.#rows + r] = r * cellsOfRow + 4 * inB + 2 * half + quarter;
      }
    }
    this.#cells = new Int32Array(this.#rows * cellsOfRow);
    this.#gains = new Float64Array(this.#rows * pairsOfRow);
  }

  add({ held, places, count }: PlacedKGram): void {
    this.#fillCells(held, places, count);
    const terms = this.#entropyTerms;
    const gains = this.#gains;
    const sides = this.#sides;
    const rows = this.#rows;
    for (let r = 0, at = 0; r < rows; r++) {
      pairUp(this.#cells, r * cellsOfRow, sides);
      for (let side = 0; side < 2 * pairsOfRow; side += 2, at++) {
        const x = sides[side]!;
        const y = sides[side + 1]!;
        if (x !== 0 && y !== 0) gains[at]! += terms[x]! + terms[y]! - terms[x + y]!;
      }
    }
  }

  /**
   * @param totals k-grams of each block, shape (2B,)
   * @returns bits: of halves of the two sequences, of halves of both together, and of halves of these
   */
  divergences(totals: Int32Array): Record<"apart" | "alike" | "alikeHalves", number[]> {
    this.#fillCells(totals, Int32Array.from(totals.keys()), totals.length);
    const sides = this.#sides;
    const found: number[][] = Array.from({ length: pairsOfRow }, () => []);
    for (let r = 0; r < this.#rows; r++) {
      pairUp(this.#cells, r * cellsOfRow, sides);
      for (let p = 0; p < pairsOfRow; p++) {
        const gain = this.#gains[r * pairsOfRow + p]!;
        found[p]!.push(information(this.#entropyTerms, gain, sides[2 * p]!, sides[2 * p + 1]!));
      }
    }
    const [first, second, alike, firstHalf, secondHalf] = found as [
      number[],
      number[],
      number[],
      number[],
      number[],
    ];
    return { apart: [...first, ...second], alike, alikeHalves: [...firstHalf, ...secondHalf] };
  }

  #fillCells(held: Int32Array, places: Int32Array, count: number): void {
    const cells = this.#cells.fill(0);
    const rows = this.#rows;
    for (let e = 0; e < count; e++) {
      const block = places[e]!;
      const x = held[block]!;
      for (let at = block * rows; at < (block + 1) * rows; at++) cells[this.#cellOf[at]!]! += x;
    }
  }
}

/** Whether an odd number of bits is set: the sign of an entry of Sylvester's Hadamard matrix. */
function parity(bits: number): number {
  let odd = 0;
  for (let left = bits; left !== 0; left &= left - 1) odd = 1 - odd;
  return odd;
}

/** Mutual information of a k-gram and its side, bits, given the number of k-grams on each side. */
function information(entropyTerms: Float64Array, gain: number, sideA: number, sideB: number): number {
  const all = sideA + sideB;
  return all === 0 ? 0 : (gain + entropyTerms[all]! - entropyTerms[sideA]! - entropyTerms[sideB]!) / all;
}

/** The divergence of the laws of k-grams of two sequences, estimated from blocks. */
export interface BlockDivergence {
  /** the Jensen-Shannon divergence of the two laws, chance removed, bits; may be negative */
  readonly divergence: number;
  /** of the divergence, bits */
  readonly standardError: number;
  /** possible error of `chance`, bits: a quarter of it */
  readonly chanceError: number;
  /** of its t distribution: B - 1 */
  readonly degreesOfFreedom: number;
  /** the divergence of the empirical laws, bits */
  readonly plugIn: number;
  /** expected plug-in divergence of two samples of the pooled law, bits */
  readonly chance: number;
  /**
   * shape (2B, 2B), row by row: inner products of the excess of blocks over their share of each k-gram, divided by the count of
   * the k-gram. The sum over blocks with signs for the two sequences is Pearson's chi-square.
   */
  readonly products: Float64Array;
}

/**
 * The Jensen-Shannon divergence of the laws of k-grams of two sequences, with the part that is due to chance removed.
 *
 * Two samples of one law diverge too, since k-grams are rare and clustered. This part is estimated from blocks: half of the
 * blocks of each sequence joined make one sample of the pooled law, and the other halves make another. For two laws that share
 * fewer k-grams the part is smaller. The factor is the excess divergence of halves of both samples over that of the samples,
 * relative to the same for halves of the pooled samples. The halves are balanced by the signs of a Hadamard matrix. The
 * standard error is a jackknife that leaves out one block of either sequence at a time, and at least the deviation between
 * halves: where the laws are equal and k-grams few, the jackknife is too small whenever the divergence is.
 *
 * @param a blocks of k-grams numbered as those of `b`; 4, 8 or 16 of them
 * @param b as many blocks
 * @returns weights of the two laws are those of the samples, equal except for k-grams lost at the ends of documents
 * Cost: O(V B^2) at most: some 5 ms for two texts of 100 kB.
 * Source: Lin 1991, IEEE Trans. Inform. Theory 37; McCarthy 1969, Rev. Int. Stat. Inst. 37 (balanced half-samples); Kunsch
 * 1989, Ann. Statist. 17 (leaving out blocks); Efron & Stein 1981, Ann. Statist. 9 (the jackknife is not too small).
 */
export function blockDivergence(a: BlockCounts, b: BlockCounts): BlockDivergence {
  const blocks = a.totals.length;
  const entropyTerms = termsUpTo(sumOf(a.totals) + sumOf(b.totals));
  const without = new Float64Array(blocks);
  const products = new Float64Array(4 * blocks * blocks);
  const halves = new HalvesDesign(blocks, entropyTerms);
  let gain = 0;

  visitKGrams(a, b, (word) => {
    const { held, places, count, inA, inB } = word;
    const all = inA + inB;
    const own = entropyTerms[inA]! + entropyTerms[inB]! - entropyTerms[all]!;
    gain += own;
    // A k-gram of a single block is on one side of every split.
    if (count > 1) halves.add(word);
    for (let e = 0; e < count; e++) {
      const block = places[e]!;
      const x = held[block]!;
      const share = x / all;
      const row = block * 2 * blocks;
      for (let f = 0; f <= e; f++) products[row + places[f]!]! += share * held[places[f]!]!;
      // Blocks of a and b with one index are left out together: a k-gram in both was handled with that of a.
      if (block >= blocks && held[block - blocks]! > 0) continue;
      const leftA = inA - (block < blocks ? x : 0);
      const leftB = inB - (block < blocks ? held[block + blocks]! : x);
      without[block % blocks]! +=
        entropyTerms[leftA]! + entropyTerms[leftB]! - entropyTerms[leftA + leftB]! - own;
    }
  });

  const sizeA = sumOf(a.totals);
  const sizeB = sumOf(b.totals);
  const plugIn = information(entropyTerms, gain, sizeA, sizeB);
  const totals = Int32Array.from([...a.totals, ...b.totals]);
  const { apart, alike, alikeHalves } = halves.divergences(totals);
  const pooled = meanOf(alike);
  const growth = meanOf(alikeHalves) - pooled;
  const ratio = growth > 0 ? Math.min(mostRatio, Math.max(0, (meanOf(apart) - plugIn) / growth)) : 1;
  const chance = ratio * pooled;
  const replicates = without.map((change, i) =>
    information(entropyTerms, gain + change, sizeA - a.totals[i]!, sizeB - b.totals[i]!),
  );
  return {
    divergence: plugIn - chance,
    standardError: Math.max(jackknifeError(replicates), deviation(alike)),
    chanceError: chanceErrorShare * chance,
    degreesOfFreedom: blocks - 1,
    plugIn,
    chance,
    products: centred(products, totals),
  };
}

/** Largest ratio of chance for two laws to that for the pooled law; larger estimates are noise. */
const mostRatio = 2;
/** Possible relative error of the removed part, as for the bias of block entropies. */
const chanceErrorShare = 0.25;

/** The divergence of the two halves of one sequence's blocks. */
export function halvesDivergence(counts: BlockCounts): BlockDivergence {
  const half = counts.totals.length / 2;
  return blockDivergence(blocksFrom(counts, 0, half), blocksFrom(counts, half, 2 * half));
}

/** c log2 c for c = 0..most, kept for the next pair of the same size. */
let terms = new Float64Array(1);
function termsUpTo(most: number): Float64Array {
  if (terms.length <= most) {
    terms = new Float64Array(most + 1);
    for (let c = 2; c <= most; c++) terms[c] = c * Math.log2(c);
  }
  return terms;
}

function deviation(values: Float64Array | readonly number[]): number {
  const centre = meanOf(values);
  let squares = 0;
  for (const value of values) squares += (value - centre) * (value - centre);
  return Math.sqrt(squares / values.length);
}

function jackknifeError(replicates: Float64Array): number {
  return Math.sqrt(replicates.length - 1) * deviation(replicates);
}

/** Smaller relative differences are rounding. */
const rounding = 1e-12;

/** Both triangles of the products, without the effect of the lengths of blocks. */
function centred(products: Float64Array, totals: Int32Array): Float64Array {
  const blocks = totals.length;
  const all = sumOf(totals);
  const whole = new Float64Array(products.length);
  for (let i = 0; i < blocks; i++) {
    for (let j = 0; j <= i; j++) {
      const usual = (totals[i]! * totals[j]!) / all;
      const more = products[i * blocks + j]! - usual;
      const own = Math.abs(more) > rounding * usual ? more : 0;
      whole[i * blocks + j] = own;
      whole[j * blocks + i] = own;
    }
  }
  return whole;
}

/** Some of the blocks, and the k-grams in them. */
function blocksFrom(
  { totals, kGrams, starts, blocks, counts }: BlockCounts,
  from: number,
  to: number,
): BlockCounts {
  const kept = { words: [] as number[], starts: [0], blocks: [] as number[], counts: [] as number[] };
  for (let w = 0; w < kGrams.length; w++) {
    for (let e = starts[w]!; e < starts[w + 1]!; e++) {
      if (blocks[e]! < from || blocks[e]! >= to) continue;
      kept.blocks.push(blocks[e]! - from);
      kept.counts.push(counts[e]!);
    }
    if (kept.counts.length === kept.starts.at(-1)) continue;
    kept.words.push(kGrams[w]!);
    kept.starts.push(kept.counts.length);
  }
  return {
    totals: totals.slice(from, to),
    kGrams: Int32Array.from(kept.words),
    starts: Int32Array.from(kept.starts),
    blocks: Uint8Array.from(kept.blocks),
    counts: Int32Array.from(kept.counts),
  };
}
