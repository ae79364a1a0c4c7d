import { studentQuantile } from "../statistics/student-t.ts";
import type { PairedCurve } from "./paired-curve.ts";

/** A value and half the width of its interval; null with a single held-out block. */
export interface CurveEstimate {
  readonly value: number;
  readonly halfWidth: number | null;
}

/** What a paired curve says. */
export interface CurveSummary {
  /** l(m) at each size of the curve, bit/symbol */
  readonly losses: readonly CurveEstimate[];
  /** S, bits: what had to be learned, apart from what stays random */
  readonly structuralInformation: CurveEstimate;
}

/**
 * Loss against size and structural information of a paired curve. With d_j the held-out loss frozen at m_j minus that
 * frozen at M, S = sum over j of (ln 2 / 2)(m_j d_j + m_(j+1) d_(j+1)): the trapezoid in log m. S is linear in the
 * blocks, so its error is that of a mean over blocks.
 *
 * @param level nominal coverage, such as 0.95
 * @throws RangeError for a level outside (0, 1)
 * Cost: O(sizes * blocks).
 * Source: Dawid 1984, J. R. Stat. Soc. A 147 (prequential); Finzi et al. 2026 (epiplexity).
 */
export function summariseCurve(curve: PairedCurve, level: number): CurveSummary {
  const { sizes, blockLengths, blockBits } = curve;
  const last = blockBits.length - 1;
  const perBlock = new Float64Array(blockLengths.length);
  for (let j = 0; j < last; j++) {
    // The step may be shorter than a doubling at the end of the training part.
    const step = Math.log(sizes[j + 1]! / sizes[j]!) / 2;
    for (let b = 0; b < perBlock.length; b++) {
      const here = blockBits[j]![b]! - blockBits[last]![b]!;
      const there = blockBits[j + 1]![b]! - blockBits[last]![b]!;
      perBlock[b]! += step * (sizes[j]! * here + sizes[j + 1]! * there);
    }
  }
  return {
    losses: blockBits.map((bits) => ratioEstimate(bits, blockLengths, level)),
    structuralInformation: ratioEstimate(perBlock, blockLengths, level),
  };
}

/** Sum of y over sum of lengths, with the linearised error of a ratio of means over blocks. */
function ratioEstimate(y: ArrayLike<number>, lengths: readonly number[], level: number): CurveEstimate {
  const blocks = lengths.length;
  let total = 0;
  let length = 0;
  for (let b = 0; b < blocks; b++) {
    total += y[b]!;
    length += lengths[b]!;
  }
  const value = total / length;
  if (blocks < 2) return { value, halfWidth: null };
  let squares = 0;
  for (let b = 0; b < blocks; b++) {
    const residual = y[b]! - value * lengths[b]!;
    squares += residual * residual;
  }
  const standardError = Math.sqrt((blocks / (blocks - 1)) * squares) / length;
  return { value, halfWidth: studentQuantile(level, blocks - 1) * standardError };
}
