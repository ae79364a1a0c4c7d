import { studentQuantile } from "../../math/student-t.ts";
import type { PairedCurve } from "./paired-curve.ts";

/** A value and its standard error, which is null where fewer than two held-out blocks were asked. */
export interface CurveEstimate {
  readonly value: number;
  readonly error: number | null;
}

/** A value and what every held-out block contributes to its deviation. */
export interface Influence {
  readonly value: number;
  /** shape (blocks,): the sum of squares is the variance of the value, that of products a covariance */
  readonly residuals: Float64Array;
}

/** What a paired curve says. */
export interface CurveSummary {
  /** M: symbols learned in all */
  readonly trainingLength: number;
  /** held-out blocks */
  readonly blocks: number;
  /** m: symbols learned, 1, 2, 4, ... M */
  readonly sizes: readonly number[];
  /** l(m) at each size of the curve, bit/symbol */
  readonly rates: readonly CurveEstimate[];
  /** S(m) of the part of the curve up to each size, bits; that of M last */
  readonly structures: readonly CurveEstimate[];
  /** l(M) and S block by block, for what depends on both */
  readonly last: { readonly rate: Influence; readonly structure: Influence };
  /** b: slope of log S against log m over the last octaves; undefined where S is not above 0 there */
  readonly growthExponent: CurveEstimate | undefined;
}

/** Octaves at the end of the curve that the growth exponent is read from. */
const growthOctaves = 3;

/**
 * Loss against size, and structural information, of a paired curve. With d_j the held-out loss frozen at m_j minus that
 * frozen at M, S = sum over j of (ln 2 / 2)(m_j d_j + m_(j+1) d_(j+1)): the trapezoid in log m. Everything is linear in
 * the blocks or a smooth function of what is, so that an error is that of a mean over blocks.
 *
 * Cost: O(sizes^2 * blocks).
 * Source: Dawid 1984, J. R. Stat. Soc. A 147 (prequential); Finzi et al. 2026, arXiv:2601.03220 (epiplexity).
 */
export function summariseCurve(curve: PairedCurve): CurveSummary {
  const { sizes, blockLengths, blockBits } = curve;
  const influences = sizes.map((_, end) => structureInfluence(curve, end));
  const rates = blockBits.map((bits) => ratioInfluence(bits, blockLengths));
  return {
    trainingLength: sizes.at(-1) ?? 0,
    blocks: blockLengths.length,
    sizes,
    rates: rates.map(estimateOf),
    structures: influences.map(estimateOf),
    last: { rate: rates.at(-1)!, structure: influences.at(-1)! },
    growthExponent: growthOf(sizes, influences),
  };
}

/** Half the width of the interval of an estimate over `blocks` blocks; null without an error. */
export function halfWidth(estimate: CurveEstimate, blocks: number, level: number): number | null {
  return estimate.error === null ? null : studentQuantile(level, blocks - 1) * estimate.error;
}

/** S of the curve as if it ended at one of its sizes. */
function structureInfluence({ sizes, blockLengths, blockBits }: PairedCurve, end: number): Influence {
  const residuals = new Float64Array(blockLengths.length);
  const last = blockBits[end]!;
  let value = 0;
  for (let j = 0; j < end; j++) {
    const bits = blockBits[j]!;
    const asked = bits.length;
    let length = 0;
    let saved = 0;
    for (let b = 0; b < asked; b++) {
      length += blockLengths[b]!;
      saved += bits[b]! - last[b]!;
    }
    // Each size closes one trapezoid and opens the next; the first has none before it.
    const before = j === 0 ? 0 : Math.log(sizes[j]! / sizes[j - 1]!);
    const weight = (sizes[j]! * (before + Math.log(sizes[j + 1]! / sizes[j]!))) / 2;
    const mean = saved / length;
    value += weight * mean;
    const scale = (weight / length) * Math.sqrt(asked / Math.max(1, asked - 1));
    for (let b = 0; b < asked; b++) residuals[b]! += scale * (bits[b]! - last[b]! - mean * blockLengths[b]!);
  }
  return { value, residuals };
}

function estimateOf({ value, residuals }: Influence): CurveEstimate {
  return { value, error: residuals.length < 2 ? null : Math.sqrt(sumOfSquares(residuals)) };
}

function growthOf(sizes: readonly number[], influences: readonly Influence[]): CurveEstimate | undefined {
  const from = sizes.length - 1 - growthOctaves;
  if (from < 0) return undefined;
  const window = influences.slice(from);
  if (window.some(({ value }) => !(value > 0))) return undefined;
  const x = sizes.slice(from).map(Math.log);
  const center = x.reduce((sum, one) => sum + one, 0) / x.length;
  const spread = x.reduce((sum, one) => sum + (one - center) * (one - center), 0);
  const residuals = new Float64Array(window[0]!.residuals.length);
  let value = 0;
  for (const [k, influence] of window.entries()) {
    const weight = (x[k]! - center) / spread;
    value += weight * Math.log(influence.value);
    for (let b = 0; b < residuals.length; b++) {
      residuals[b]! += (weight * influence.residuals[b]!) / influence.value;
    }
  }
  return estimateOf({ value, residuals });
}

/** Sum of y over sum of lengths, with the linearised residuals of a ratio of means over blocks. */
function ratioInfluence(y: Float64Array, lengths: readonly number[]): Influence {
  const blocks = y.length;
  let total = 0;
  let length = 0;
  for (let b = 0; b < blocks; b++) {
    total += y[b]!;
    length += lengths[b]!;
  }
  const value = total / length;
  const scale = Math.sqrt(blocks / Math.max(1, blocks - 1)) / length;
  return { value, residuals: y.map((bits, b) => scale * (bits - value * lengths[b]!)) };
}

function sumOfSquares(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return sum;
}
