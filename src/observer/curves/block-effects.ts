import { solveLinear } from "../../math/solve-linear.ts";

/** What blocks cost where they were read: one entry for each reading of a block. */
export interface BlockReadings {
  /** which block, shape (readings,) */
  readonly blocks: ArrayLike<number>;
  /** at which position of the curve, shape (readings,) */
  readonly positions: ArrayLike<number>;
  /** symbols of the block, shape (readings,) */
  readonly lengths: ArrayLike<number>;
  /** bits paid for it, shape (readings,) */
  readonly bits: ArrayLike<number>;
}

/** Bits a symbol as a sum of two effects. */
export interface BlockEffects {
  /** what each block costs at the last position, bit/symbol, shape (blocks,) */
  readonly ofBlock: Float64Array;
  /** what a symbol costs more at each position than at the last, bit/symbol, shape (positions,) */
  readonly ofPosition: Float64Array;
}

/** Keeps the equations soluble where blocks and positions are not told apart, and changes no digit where they are. */
const ridge = 1e-9;

/**
 * Parts what blocks cost into the effect of the block and that of the position, by least squares weighted by symbols:
 * some blocks are difficult wherever they are read, and all are cheaper later than sooner.
 *
 * @param blocks how many
 * @param positions how many; every one is read
 * @throws never
 * Cost: O(readings + blocks positions^2).
 * Source: Searle 1987, Linear Models for Unbalanced Data, ch. 4 (the two-way crossed classification; blocks absorbed).
 */
export function blockEffects(readings: BlockReadings, blocks: number, positions: number): BlockEffects {
  const { lengths, bits } = readings;
  const last = positions - 1;
  const weights = new Float64Array(blocks * positions);
  const paidAt = new Float64Array(positions);
  const paidFor = new Float64Array(blocks);
  const ofBlocks = new Float64Array(blocks);
  for (let i = 0; i < bits.length; i++) {
    const b = readings.blocks[i]!;
    const p = readings.positions[i]!;
    weights[b * positions + p]! += lengths[i]!;
    paidAt[p]! += bits[i]!;
    paidFor[b]! += bits[i]!;
    ofBlocks[b]! += lengths[i]!;
  }
  // Blocks are absorbed; the effect of the last position is 0 by definition.
  const matrix = new Float64Array(last * last);
  const right = new Float64Array(last);
  for (let p = 0; p < last; p++) right[p] = paidAt[p]!;
  for (let b = 0; b < blocks; b++) {
    for (let p = 0; p < last; p++) {
      const weight = weights[b * positions + p]!;
      if (weight === 0) continue;
      matrix[p * last + p]! += weight * (1 + ridge);
      right[p]! -= (weight * paidFor[b]!) / ofBlocks[b]!;
      for (let q = 0; q < last; q++) {
        matrix[p * last + q]! -= (weight * weights[b * positions + q]!) / ofBlocks[b]!;
      }
    }
  }
  const ofPosition = new Float64Array(positions);
  ofPosition.set(solveLinear(matrix, right, last) ?? new Float64Array(last));
  const ofBlock = paidFor.map((paid, b) => {
    let rest = paid;
    for (let p = 0; p < last; p++) rest -= weights[b * positions + p]! * ofPosition[p]!;
    return rest / ofBlocks[b]!;
  });
  return { ofBlock, ofPosition };
}
