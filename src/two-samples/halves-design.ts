import type { PlacedWord } from "../words/placed-words.ts";

/** Quarters of both sequences. */
const cellsOfRow = 8;
/** Pairs of samples made of quarters: see `pairUp`. */
const pairsOfRow = 5;

/**
 * Samples to be told apart: halves of a and b, twice; halves of both together; halves of these, twice.
 *
 * @param cells of a row, from `at` on: four quarters of a, two of which are a half, and four of b
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
 * Divergences of balanced halves and quarters of the blocks. Each row of the design parts the blocks of either sequence
 * into quarters; over all rows every two blocks of a sequence stand in one half equally often.
 */
export class HalvesDesign {
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
        // The halves of b are swapped in every other row, so that none is always with the same half of a.
        const half = parity((r + 1) & block) ^ (inB & r);
        const quarter = parity((((r + 1) % this.#rows) + 1) & block) ^ (inB & (r >> 1));
        this.#cellOf[block * this.#rows + r] = r * cellsOfRow + 4 * inB + 2 * half + quarter;
      }
    }
    this.#cells = new Int32Array(this.#rows * cellsOfRow);
    this.#gains = new Float64Array(this.#rows * pairsOfRow);
  }

  add({ held, places, count }: PlacedWord): void {
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
   * @param totals words of each block, shape (2B,)
   * @returns bits: of halves of the one and the other sequence, of halves of both together, and of halves of these
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

/** Bits that a word tells of the side it stands on, given how often words stand on each. */
export function information(entropyTerms: Float64Array, gain: number, sideA: number, sideB: number): number {
  const all = sideA + sideB;
  return all === 0 ? 0 : (gain + entropyTerms[all]! - entropyTerms[sideA]! - entropyTerms[sideB]!) / all;
}
