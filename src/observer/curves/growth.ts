import { confidenceLevel } from "../../core/constants.ts";
import { studentQuantile } from "../../math/intervals.ts";
import type { AdaptiveCurve, CurveFit } from "./adaptive-curve.ts";
import { contrastWeights } from "./block-effects.ts";
import { type Estimate, freedomOf } from "./curve-estimates.ts";

/** Growth of the learned structure at the end of a curve. */
export interface Growth {
  /** what the last doubling taught the observer, by a line of slope 1/2: less than half as uncertain as `coefficient`, bits */
  readonly amount: Estimate;
  /** b: slope of log2 G(m) against log2 m over the last doublings */
  readonly exponent: Estimate;
  /** G = S(M) - S(M/2) of an ideal learner, with that exponent, bits */
  readonly coefficient: Estimate;
  /** G at half of the curve, with the same exponent, bits */
  readonly before: number;
}

/** Doublings at the end of the curve from which growth is estimated. */
const fittedDoublings = 4;
/** Fewer positions give no slope. */
const fewestPositions = 4;
/** Exponents that are tried; faster changes of learning are put at the ends of the range. */
const exponents = { least: -3, most: 3, step: 0.1, finest: 1e-3 };
/** Between the exponent of a model that is fully learned, 0, and of a vocabulary in which nothing repeats, 1. */
const middleExponent = 0.5;
/** Spread of exponents around it in texts, tables and chains: what a sample too short to show its own is likely to have. */
const spread = 0.4;
const stepOfExponent = 1e-3;
/** Closer to a pole a formula uses its limit. */
const atPole = 1e-6;

/**
 * Deviation of the observer from an ideal learner, the Bayesian one that knows the family of the source: a share of G and some
 * bits, and an amount of b. They cover 95 % of Markov chains and of vocabularies from the urns of Pitman and Yor, of Simon, and
 * of words of syllables, whose ideal G and b are known; tests/calibration/growth.test.ts measures it. Words of syllables deviate
 * most: the observer pays up to twice as much as a learner that knows both urns. Beyond `atLength` shares grow with the fourth
 * root of the length, bits with the square root.
 */
const ofObserver = { share: 0.5, bits: 60, exponent: 0.25 };
const atLength = 100_000;

/** The exponent of a smaller growth cannot be estimated, bits. */
const leastBits = 250;

/**
 * The least amount of a doubling whose exponent can be estimated, bits.
 *
 * @param n M, symbols learned
 */
export function overheadOf(n: number): number {
  return leastBits * beyond(n);
}

/** Factor of deviations in bits at a length. */
const beyond = (n: number) => Math.sqrt(Math.max(1, n / atLength));

/**
 * Growth at the end of a curve. Fits l(m) = l(M) + g ((m/M)^(b-1) - 1) / (1 - b) to the last doublings, each position weighted
 * by its symbols. The loss of a model with K parameters falls as 1/m: b = 0 and G = K/2 bits.
 *
 * @param sampled share of the blocks' variance that counts: 1 for a small sample of a large input, 0 for an input that was read
 *   whole
 * @returns undefined where the curve is too short
 * Cost: some 200 fits of a line for each position.
 * Source: Bialek, Nemenman & Tishby 2001, Neural Comput. 13; Watanabe 2009, Algebraic Geometry and Statistical Learning Theory
 * (G is the learning coefficient).
 */
export function growthOf(curve: AdaptiveCurve, sampled = 1): Growth | undefined {
  const cells = lastCells(curve, 1);
  const earlier = lastCells(curve, 1 / 2);
  if (cells.length < fewestPositions || earlier.length < fewestPositions) return undefined;
  const { rates, trainingLength: n } = curve;
  const late = shapesOf(cells);
  const line = lineOf(late, rates.length);
  const amountWith = (b: number, at: Float64Array) => lastGain(fitOf(b, late, at), n);
  const estimate = (value: number, gradient: Float64Array, systematic = 0): Estimate => ({
    value,
    halfWidth: Math.hypot(reachOf(curve, gradient, line, sampled), systematic),
  });
  const b = bestFit(late, rates).exponent;
  const gradients = gradientsOf(
    (at) => ({ b: bestFit(late, at).exponent, amount: amountWith(middleExponent, at) }),
    curve,
    cells,
  );
  const drawn = estimate(b, gradients.b).halfWidth / studentQuantile(confidenceLevel, freedomOf(curve));
  const trust = (spread * spread) / (spread * spread + drawn * drawn);
  const likely = middleExponent + trust * (b - middleExponent);
  const coefficient = amountWith(likely, rates);
  const byExponent = trust * ((amountWith(likely + stepOfExponent, rates) - coefficient) / stepOfExponent);
  const ofRates = gradientsOf((at) => ({ coefficient: amountWith(likely, at) }), curve, cells).coefficient;
  const further = Math.sqrt(beyond(n));
  return {
    amount: estimate(amountWith(middleExponent, rates), gradients.amount),
    exponent: estimate(b, gradients.b, ofObserver.exponent * further),
    coefficient: estimate(
      coefficient,
      ofRates.map((one, p) => one + byExponent * gradients.b[p]!),
      Math.hypot(ofObserver.share * further * coefficient, ofObserver.bits * beyond(n)),
    ),
    before: lastGain(fitOf(likely, shapesOf(earlier), rates), n / 2),
  };
}

/**
 * Numerical gradients of values with respect to the loss at each position, each shape (positions,).
 *
 * @param cells positions that the values depend on
 */
function gradientsOf<Name extends string>(
  of: (rates: Float64Array) => Readonly<Record<Name, number>>,
  { rates, fit }: AdaptiveCurve,
  cells: readonly Cell[],
): Record<Name, Float64Array> {
  const [squares, symbols] = [new Float64Array(rates.length), new Float64Array(rates.length)];
  for (let i = 0; i < fit.residuals.length; i++) {
    const position = fit.positions[i]!;
    squares[position]! += fit.residuals[i]! * fit.residuals[i]!;
    symbols[position]! += fit.lengths[i]!;
  }
  const gradients: Partial<Record<Name, Float64Array>> = {};
  for (const { position: p } of cells) {
    const step = Math.max(leastStep, Math.sqrt(squares[p]!) / symbols[p]!);
    const at = (shift: number) => of(rates.with(p, rates[p]! + shift));
    const [above, below] = [at(step), at(-step)];
    for (const name in above) {
      gradients[name] ??= new Float64Array(rates.length);
      gradients[name][p] = (above[name] - below[name]) / (2 * step);
    }
  }
  return gradients as Record<Name, Float64Array>;
}

/** Degrees of freedom of single readings beside those of orders, which in most files differ no more than that. */
const priorOrders = 8;
/** Least step of a loss, bit/symbol. */
const leastStep = 1e-6;
/** A block read less often has no slope of its own. */
const fewestReadings = 3;

/**
 * Half the width of the interval of a value that depends on position effects. Some blocks gain more from earlier reading than
 * others: that is an error of the drawn places, which balanced orders average. The rest of a residual belongs to the reading or
 * its order.
 *
 * @param line predictor of the blocks' slopes, shape (positions,)
 * Source: Cameron, Gelbach & Miller 2011, J. Bus. Econ. Stat. 29 (two-way clustering); Wolter 1984, J. Am. Stat. Assoc. 79
 * (places drawn evenly); Smyth 2004, Stat. Appl. Genet. Mol. Biol. 3 (few variances with a prior).
 */
function reachOf(curve: AdaptiveCurve, gradient: Float64Array, line: Float64Array, sampled: number): number {
  const { fit, blockRates, orderBits } = curve;
  const weights = contrastWeights(fit, blockRates.length, gradient);
  const count = orderBits.length;
  const sloped = count >= fewestReadings;
  const { rest, unbalanced } = sloped
    ? withoutSlopes(fit, weights, blockRates.length, line)
    : { rest: fit.residuals, unbalanced: 0 };
  const [shares, orders] = [new Float64Array(curve.without.length), new Float64Array(count)];
  let sum = 0;
  for (let i = 0; i < weights.length; i++) {
    shares[fit.shares[i]!]! += weights[i]! * fit.residuals[i]!;
    const owed = weights[i]! * rest[i]!;
    orders[fit.orders[i]!]! += owed;
    sum += owed * owed;
  }
  // The fitted effects use up degrees of freedom.
  const readings = weights.length;
  const taken = (effects: number) => readings / Math.max(1, readings - effects - gradient.length + 1);
  const left = taken((sloped ? 2 : 1) * blockRates.length);
  const [alone, ofOrders] = [left * sum + unbalanced, left * together(orders) + unbalanced];
  const places = sampled * Math.max(0, taken(blockRates.length) * byNeighbours(shares) - alone);
  // A few orders say little about their common errors: single readings count as some more orders.
  const freedom = count - 1 + priorOrders;
  const ofEither = ((count - 1) * ofOrders + priorOrders * alone) / freedom;
  return Math.hypot(
    studentQuantile(confidenceLevel, freedomOf(curve)) * Math.sqrt(places),
    studentQuantile(confidenceLevel, freedom) * Math.sqrt(ofEither),
  );
}

/**
 * Residuals without the slope of each block on a line, and the contribution of slopes to the variance of a contrast: as no
 * order is quite balanced, some blocks count more than others.
 *
 * @param weights of the contrast, shape (readings,)
 * @param line shape (positions,)
 */
function withoutSlopes(
  { blocks, positions, lengths, residuals }: CurveFit,
  weights: Float64Array,
  count: number,
  line: Float64Array,
) {
  const [symbols, middle] = [new Float64Array(count), new Float64Array(count)];
  for (let i = 0; i < residuals.length; i++) {
    symbols[blocks[i]!]! += lengths[i]!;
    middle[blocks[i]!]! += lengths[i]! * line[positions[i]!]!;
  }
  for (let b = 0; b < count; b++) middle[b]! /= symbols[b]!;
  const off = Float64Array.from(blocks, (b, i) => line[positions[i]!]! - middle[b]!);
  const [squares, slopes, counts] = [
    new Float64Array(count),
    new Float64Array(count),
    new Float64Array(count),
  ];
  for (let i = 0; i < residuals.length; i++) {
    const b = blocks[i]!;
    squares[b]! += lengths[i]! * off[i]! * off[i]!;
    slopes[b]! += residuals[i]! * off[i]!;
    counts[b]! += weights[i]! * lengths[i]! * off[i]!;
  }
  let [read, counted] = [0, 0];
  for (let b = 0; b < count; b++) {
    slopes[b] = squares[b]! > 0 ? slopes[b]! / squares[b]! : 0;
    read += symbols[b]!;
    counted += counts[b]!;
  }
  const rest = residuals.map((one, i) => one - lengths[i]! * slopes[blocks[i]!]! * off[i]!);
  // Noise of the readings is part of the square of a slope.
  const noise = rest.reduce((sum, one, i) => sum + (one * one) / lengths[i]!, 0);
  const variance = noise / Math.max(1, residuals.length - 2 * count - line.length + 1);
  let unbalanced = 0;
  for (let b = 0; b < count; b++) {
    if (squares[b]! === 0) continue;
    const uneven = counts[b]! - (counted * symbols[b]!) / read;
    unbalanced += (slopes[b]! * slopes[b]! - variance / squares[b]!) * uneven * uneven;
  }
  return { rest, unbalanced: Math.max(0, unbalanced) };
}

/** Sum of squares of the sums by unit. */
function together(sums: Float64Array): number {
  const all = sums.reduce((sum, one) => sum + one * one, 0);
  return (all * sums.length) / Math.max(1, sums.length - 1);
}

/** The same from successive differences: places are drawn evenly, so that a drift from one end to the other does not count. */
function byNeighbours(sums: Float64Array): number {
  let all = 0;
  for (let i = 1; i < sums.length; i++) all += (sums[i]! - sums[i - 1]!) * (sums[i]! - sums[i - 1]!);
  return (all * sums.length) / (2 * Math.max(1, sums.length - 1));
}

/** A position of a curve, in shares of its end. */
interface Cell {
  readonly position: number;
  readonly from: number;
  readonly to: number;
  readonly logFrom: number;
  readonly logTo: number;
}

/** The positions of the last doublings, up to a share of the curve. */
function lastCells({ positions, trainingLength }: AdaptiveCurve, share: number): Cell[] {
  const n = share * trainingLength;
  return positions.flatMap(({ end }, position): Cell[] => {
    const start = positions[position - 1]?.end ?? 0;
    const isLast = end > trainingLength / 2 ** fittedDoublings && (start + end) / 2 < n && end > start;
    if (!isLast) return [];
    const [from, to] = [Math.max(start, 1) / n, end / n];
    return [{ position, from, to, logFrom: Math.log(from), logTo: Math.log(to) }];
  });
}

/** The shape of a curve at its positions, and weighted sums of it and of its squares. */
interface Shape {
  readonly exponent: number;
  readonly values: Float64Array;
  readonly sum: number;
  readonly squares: number;
}

/** Shapes by their exponents; each is computed once. */
interface Shapes {
  readonly cells: readonly Cell[];
  /** Of each cell, shape (cells,): its share of the curve, and its position. */
  readonly weights: Float64Array;
  readonly positions: Uint32Array;
  of(exponent: number): Shape;
  /** Those that are tried first, ascending. */
  readonly first: () => readonly Shape[];
}

function shapesOf(cells: readonly Cell[]): Shapes {
  const known = new Map<number, Shape>();
  const weights = Float64Array.from(cells, ({ from, to }) => to - from);
  let first: readonly Shape[] | undefined;
  return {
    cells,
    weights,
    positions: Uint32Array.from(cells, ({ position }) => position),
    of(exponent) {
      const shape = known.get(exponent) ?? shapeAt(exponent, cells, weights);
      known.set(exponent, shape);
      return shape;
    },
    first() {
      const { least, most, step } = exponents;
      first ??= Array.from({ length: (most - least) / step + 1 }, (_, i) =>
        shapeAt(least + i * step, cells, weights),
      );
      return first;
    },
  };
}

/** A single function, so that it is compiled once. */
function shapeAt(exponent: number, cells: readonly Cell[], weights: Float64Array): Shape {
  const values = new Float64Array(cells.length);
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < cells.length; i++) {
    const value = meanShape(cells[i]!, exponent);
    values[i] = value;
    sum += weights[i]! * value;
    squares += weights[i]! * value * value;
  }
  return { exponent, values, sum, squares };
}

/** The line whose slope is the amount, constant before the last doublings, shape (positions,). */
function lineOf({ cells, of }: Shapes, positions: number): Float64Array {
  const shape = of(middleExponent).values;
  const line = new Float64Array(positions).fill(shape[0]!);
  for (const [i, { position }] of cells.entries()) line[position] = shape[i]!;
  return line;
}

interface Fit {
  readonly exponent: number;
  /** minus the slope of the loss against m/M at the end, bit/symbol */
  readonly slope: number;
  readonly misfit: number;
}

function bestFit(shapes: Shapes, rates: Float64Array): Fit {
  const { least, most, step, finest } = exponents;
  let best = fitOf(0, shapes, rates);
  const attempt = (shape: Shape) => {
    const fit = fitWith(shape, shapes, rates);
    if (fit.misfit < best.misfit) best = fit;
  };
  for (const shape of shapes.first()) if (shape.exponent <= most) attempt(shape);
  for (let width = step / 2; width > finest; width /= 2) {
    const { exponent } = best;
    for (const b of [exponent - width, exponent + width]) if (b >= least && b <= most) attempt(shapes.of(b));
  }
  return best;
}

/** S(m) - S(m/2) at the end m of a fit, bits. */
function lastGain({ exponent: b, slope }: Fit, m: number): number {
  return m * slope * (Math.abs(b) < atPole ? Math.LN2 : (1 - Math.exp(-b * Math.LN2)) / b);
}

/** The best fit for a given exponent. */
function fitOf(exponent: number, shapes: Shapes, rates: Float64Array): Fit {
  return fitWith(shapes.of(exponent), shapes, rates);
}

/** The best fit of a shape. */
function fitWith(shape: Shape, { weights, positions }: Shapes, rates: Float64Array): Fit {
  const { exponent, values, sum: x, squares: xx } = shape;
  let w = 0;
  let y = 0;
  let xy = 0;
  let yy = 0;
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i]!;
    const rate = rates[positions[i]!]!;
    w += weight;
    y += weight * rate;
    xy += weight * values[i]! * rate;
    yy += weight * rate * rate;
  }
  const [ofShape, joint, ofRate] = [xx - (x * x) / w, xy - (x * y) / w, yy - (y * y) / w];
  const slope = ofShape > 0 ? joint / ofShape : 0;
  return { exponent, slope, misfit: ofRate - slope * joint };
}

/** The mean of (u^(b-1) - 1) / (1 - b) over a position. */
function meanShape({ from, to, logFrom, logTo }: Cell, b: number): number {
  const width = to - from;
  if (Math.abs(b - 1) < atPole) return 1 - (to * logTo - from * logFrom) / width;
  const mean = Math.abs(b) < atPole ? Math.log(to / from) : (Math.exp(b * logTo) - Math.exp(b * logFrom)) / b;
  return (mean / width - 1) / (1 - b);
}
