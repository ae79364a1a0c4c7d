import type { PairedCurve } from "./paired-curve.ts";

/**
 * The curve whose blocks cost what one curve pays more than another for the same blocks. Rates and S are linear in what
 * blocks cost, so a summary of it holds the differences of rates and of S, with the errors of paired differences.
 *
 * @param curve of some plan, asked as `other` was
 * @param other a curve of the same plan
 * @throws RangeError when the two were not cut alike
 * Cost: O(sizes blocks).
 */
export function pairedDifference(curve: PairedCurve, other: PairedCurve): PairedCurve {
  const alike =
    equal(curve.sizes, other.sizes) &&
    equal(curve.blockLengths, other.blockLengths) &&
    curve.blockBits.every((bits, j) => bits.length === other.blockBits[j]?.length);
  if (!alike) throw new RangeError("curves of different plans cannot be compared block by block");
  return {
    ...curve,
    blockBits: curve.blockBits.map((bits, j) => bits.map((paid, b) => paid - other.blockBits[j]![b]!)),
    trainingBits: curve.trainingBits - other.trainingBits,
  };
}

function equal(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}
