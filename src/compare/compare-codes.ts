import { confidenceLevel } from "../core/constants.ts";
import { studentQuantile } from "../math/student-t.ts";
import type { CrossCodeLengths } from "../observer/curves/cross-code-length.ts";
import type { Figure } from "../results/figure.ts";
import { figure } from "../results/figure.ts";
import type { CrossCode } from "./schema.ts";

/**
 * What the observer of one sample pays for another, beside what the other's own does.
 *
 * @param learned place of the sample that was learned
 * @param coded place of the sample whose held-out blocks are coded
 * @throws never
 */
export function crossCode(
  lengths: CrossCodeLengths,
  learned: number,
  coded: number,
): Omit<CrossCode, "learned" | "coded"> {
  const symbols = lengths.blockLengths[coded]!;
  const own = lengths.bits[coded]![coded]!;
  const other = lengths.bits[learned]![coded]!;
  return {
    trainingLength: Math.min(lengths.trainingLengths[learned]!, lengths.trainingLengths[coded]!),
    own: rateOf(own, symbols),
    rate: rateOf(other, symbols),
    excess: rateOf(
      other.map((paid, i) => paid - own[i]!),
      symbols,
    ),
  };
}

/** Bits a symbol, with Student's t over blocks of nearly equal length. */
function rateOf(bits: Float64Array, symbols: readonly number[]): Figure {
  const blocks = bits.length;
  const total = symbols.reduce((sum, length) => sum + length, 0);
  const rate = bits.reduce((sum, paid) => sum + paid, 0) / total;
  if (blocks < 2) return figure(rate, "bit/symbol");
  let squares = 0;
  for (let i = 0; i < blocks; i++) {
    const residual = bits[i]! - rate * symbols[i]!;
    squares += residual * residual;
  }
  const error = Math.sqrt((squares * blocks) / (blocks - 1)) / total;
  const half = studentQuantile(confidenceLevel, blocks - 1) * error;
  return figure(rate, "bit/symbol", {
    lower: rate - half,
    upper: rate + half,
    level: confidenceLevel,
    method: "blocks",
  });
}
