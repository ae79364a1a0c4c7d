import type { AdaptiveCurve, CurveFit, CurveValues } from "../../../../src/observer/curves/adaptive-curve.ts";

const meanOf = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;

/** The values of a curve. @param rates l(m) at each position @param structures S(m) at each position */
export function curveValues(rates: readonly number[], structures: readonly number[]): CurveValues {
  return {
    rate: rates.at(-1)!,
    structure: structures.at(-1)!,
    rates: Float64Array.from(rates),
    structures: Float64Array.from(structures),
  };
}

/**
 * A curve of one position and of blocks of 100 symbols each.
 *
 * @param blockRates what each costs, bit/symbol
 * @param structure S, bits
 * @param orderOffs what all blocks cost more or less in each order, bits
 * @param taught what each block adds to S, bits; nothing unless given
 */
export function handMadeCurve(
  blockRates: readonly number[],
  structure: number,
  orderOffs: readonly number[],
  taught: readonly number[] = blockRates.map(() => 0),
): AdaptiveCurve {
  const trainingLength = 100 * blockRates.length;
  const rate = meanOf(blockRates);
  const rest = (values: readonly number[], left: number) => meanOf(values.filter((_, i) => i !== left));
  return {
    ...curveValues([rate], [structure]),
    trainingLength,
    beginning: [],
    positions: [{ size: trainingLength / 2, end: trainingLength }],
    blockRates: Float64Array.from(blockRates),
    orderBits: Float64Array.from(orderOffs, (off) => structure + trainingLength * rate + off),
    without: blockRates.map((_, i) =>
      curveValues([rest(blockRates, i)], [structure + (rest(taught, i) - meanOf(taught)) * taught.length]),
    ),
    fit: fitOf(orderOffs.map(() => blockRates.map((_, b) => [b, 0, 100]))),
  };
}

/**
 * A fit that leaves nothing unexplained, of readings of blocks.
 *
 * @param orders what each order read: block, position, symbols
 */
export function fitOf(orders: readonly (readonly (readonly [number, number, number])[])[]): CurveFit {
  const readings = orders.flatMap((read, order) => read.map((one) => [order, ...one] as const));
  return {
    orders: readings.map(([order]) => order),
    blocks: readings.map(([, block]) => block),
    positions: readings.map(([, , position]) => position),
    lengths: readings.map(([, , , length]) => length),
    bits: readings.map(() => 0),
    shares: readings.map(([, block]) => block),
    residuals: new Float64Array(readings.length),
  };
}
