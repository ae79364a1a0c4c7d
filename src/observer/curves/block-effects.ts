import { solveLinear } from "../../math/linear-algebra.ts";

/** Costs of blocks by position: one entry for each reading of a block. */
export interface BlockReadings {
  /** index of the block, shape (readings,) */
  readonly blocks: ArrayLike<number>;
  /** position on the curve, shape (readings,) */
  readonly positions: ArrayLike<number>;
  /** symbols of the block, shape (readings,) */
  readonly lengths: ArrayLike<number>;
  /** bits paid for it, shape (readings,) */
  readonly bits: ArrayLike<number>;
}

/** Bits a symbol as a sum of two effects. */
export interface BlockEffects {
  /** cost of each block at the last position, bit/symbol, shape (blocks,) */
  readonly ofBlock: Float64Array;
  /** additional cost of a symbol at each position over the last, bit/symbol, shape (positions,) */
  readonly ofPosition: Float64Array;
}

/** Keeps the equations solvable where blocks and positions are confounded; changes no digit elsewhere. */
const ridge = 1e-9;

/**
 * Splits the cost of blocks into effects of block and position, by least squares weighted by symbols: some blocks are difficult
 * wherever they are read, and all are cheaper later.
 *
 * @param blocks number of blocks
 * @param positions number of positions; each has a reading
 * Cost: O(readings + blocks positions^2).
 * Source: Searle 1987, Linear Models for Unbalanced Data, ch. 4 (the two-way crossed classification; blocks absorbed).
 */
export function blockEffects(readings: BlockReadings, blocks: number, positions: number): BlockEffects {
  const { bits } = readings;
  const last = positions - 1;
  const { weights, ofBlocks, matrix } = designOf(readings, blocks, positions);
  const right = new Float64Array(last);
  const paidFor = new Float64Array(blocks);
  for (let i = 0; i < bits.length; i++) {
    const p = readings.positions[i]!;
    if (p < last) right[p]! += bits[i]!;
    paidFor[readings.blocks[i]!]! += bits[i]!;
  }
  for (let b = 0; b < blocks; b++) {
    for (let p = 0; p < last; p++) {
      const weight = weights[b * positions + p]!;
      if (weight !== 0) right[p]! -= (weight * paidFor[b]!) / ofBlocks[b]!;
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

/** The normal equations of the position effects, with block effects absorbed; the effect of the last position is 0. */
function designOf({ blocks: of, positions: at, lengths }: BlockReadings, blocks: number, positions: number) {
  const last = positions - 1;
  const weights = new Float64Array(blocks * positions);
  const ofBlocks = new Float64Array(blocks);
  for (let i = 0; i < lengths.length; i++) {
    weights[of[i]! * positions + at[i]!]! += lengths[i]!;
    ofBlocks[of[i]!]! += lengths[i]!;
  }
  const matrix = new Float64Array(last * last);
  for (let b = 0; b < blocks; b++) {
    for (let p = 0; p < last; p++) {
      const weight = weights[b * positions + p]!;
      if (weight === 0) continue;
      matrix[p * last + p]! += weight * (1 + ridge);
      for (let q = 0; q < last; q++) {
        matrix[p * last + q]! -= (weight * weights[b * positions + q]!) / ofBlocks[b]!;
      }
    }
  }
  return { weights, ofBlocks, matrix };
}

/**
 * Weights of the readings in a contrast of position effects: the contrast is the sum of weight times bits.
 *
 * @param contrast of each position, shape (positions,)
 * @returns shape (readings,)
 * Cost: O(readings + blocks positions^2 + positions^3).
 */
export function contrastWeights(
  readings: BlockReadings,
  blocks: number,
  contrast: Float64Array,
): Float64Array {
  const positions = contrast.length;
  const { weights, ofBlocks, matrix } = designOf(readings, blocks, positions);
  const last = positions - 1;
  const solved = new Float64Array(positions);
  solved.set(solveLinear(matrix, contrast.slice(0, last), last) ?? new Float64Array(last));
  const means = ofBlocks.map((symbols, b) => {
    let sum = 0;
    for (let p = 0; p < last; p++) sum += solved[p]! * weights[b * positions + p]!;
    return sum / symbols;
  });
  return Float64Array.from(
    readings.lengths,
    (_, i) => solved[readings.positions[i]!]! - means[readings.blocks[i]!]!,
  );
}
