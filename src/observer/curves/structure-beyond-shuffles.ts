import { studentQuantile } from "../../math/student-t.ts";
import { type CurveSummary, halfWidth } from "./structural-information.ts";

/** A variance so many times that of a few shuffles is not theirs by chance. */
const clearlyLarger = 4;
/** Bits: what it takes to name a member of the observer; S of noise jumps by as much. */
const leastHalfWidth = 3;

type Structures = Pick<CurveSummary, "structures" | "blocks">;

/** S of a sequence less that of its shuffles. */
interface StructureBeyondShuffles {
  /** dS, bits; negative where shuffles happen to have more */
  readonly value: number;
  readonly halfWidth: number | null;
}

/**
 * dS = S less the mean S of shuffles learned the same way. For symbols in no order the expectation is 0 at every
 * length, since the sequence is one of its shuffles.
 *
 * What S owes to the symbols that happened to be learned shows in the spread of the shuffles: with two or more of them
 * the interval holds that too. With one it holds the error over held-out blocks only.
 *
 * @param shuffles one or more
 * @throws RangeError for a level outside (0, 1)
 */
export function structureBeyondShuffles(
  curve: Structures,
  shuffles: readonly Structures[],
  level: number,
): StructureBeyondShuffles {
  const of = ({ structures }: Structures) => structures.at(-1)!;
  const values = shuffles.map((shuffle) => of(shuffle).value);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const value = of(curve).value - mean;
  if (values.length === 1) {
    const parts = [curve, shuffles[0]!].map((one) => halfWidth(of(one), one.blocks, level));
    const [own = null, other = null] = parts;
    return { value, halfWidth: own === null || other === null ? null : Math.hypot(own, other) };
  }
  const squares = values.reduce((sum, one) => sum + (one - mean) * (one - mean), 0);
  const spread = squares / (values.length - 1);
  const own = of(curve).error ?? 0;
  // A sequence in no order varies as its shuffles do; one with structure has a clearly larger error of its own.
  const variance = (own * own > clearlyLarger * spread ? own * own : spread) + spread / values.length;
  const half = studentQuantile(level, values.length - 1) * Math.sqrt(variance);
  return { value, halfWidth: Math.max(leastHalfWidth, half) };
}
