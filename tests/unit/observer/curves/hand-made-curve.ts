import type { AdaptiveCurve } from "../../../../src/observer/curves/adaptive-curve.ts";

const meanOf = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;

/**
 * A curve of one position and of blocks of 100 symbols each.
 *
 * @param blockRates what each costs, bit/symbol
 * @param orderStructures S as each order has it, bits
 * @param offs what each order pays more or less at the end, bit/symbol
 */
export function handMadeCurve(
  blockRates: readonly number[],
  orderStructures: readonly number[],
  offs: readonly number[] = orderStructures.map(() => 0),
): AdaptiveCurve {
  const trainingLength = 100 * blockRates.length;
  const rate = meanOf(blockRates);
  const structure = meanOf(orderStructures);
  return {
    trainingLength,
    beginning: [],
    positions: [
      {
        size: trainingLength / 2,
        end: trainingLength,
        rate,
        structure,
        orderRates: Float64Array.from(offs, (off) => rate + off),
        orderStructures: Float64Array.from(orderStructures),
      },
    ],
    blockRates: Float64Array.from(blockRates),
    rate,
    structure,
  };
}
