import table from "../../data/growth-border.json" with { type: "json" };
import { overheadOf } from "../observer/curves/growth.ts";

/** What the last doubling teaches in noise with plain patterns; made by scripts/build-growth-border.mjs. */
export interface BorderTable {
  /** symbols of the samples, ascending */
  readonly lengths: readonly number[];
  /** G at each length, bits */
  readonly bits: readonly number[];
  /** G of those that are significantly open-ended, at each length, bits */
  readonly openBits: readonly number[];
}

/** Where noise with a pattern ends. */
export interface Border {
  /** largest G of noise with a pattern, bits */
  readonly bits: number;
  /** largest G where its growth is significantly open-ended, bits */
  readonly openBits: number;
  /** least G of a text of that length, bits: in short texts a doubling teaches no more than in noise with a pattern */
  readonly least: number;
  /** whether the sample is longer than all that the border was measured on */
  readonly extrapolated: boolean;
}

/** Texts of at least this many symbols are above the border; shorter ones are above a share of it, `leastShare` or more. */
const longEnough = 65_536;
const leastShare = 1 / 4;

/**
 * The largest G of noise with plain patterns at a length. Between measured lengths it is a power of the length; beyond the last
 * one it extrapolates the last two.
 *
 * @param n symbols of the sample
 */
export function growthBorder(n: number, { lengths, bits, openBits }: BorderTable = table): Border {
  let cell = 0;
  while (cell < lengths.length - 2 && lengths[cell + 1]! <= n) cell++;
  const share = Math.log(n / lengths[cell]!) / Math.log(lengths[cell + 1]! / lengths[cell]!);
  const between = (values: readonly number[]) => {
    const [from, to] = [Math.log(values[cell]!), Math.log(values[cell + 1]!)];
    return Math.exp(from + Math.max(0, share) * (to - from));
  };
  const border = between(bits);
  return {
    bits: border,
    // Below the overhead of the observer the exponent is unknown.
    openBits: Math.min(border, Math.max(overheadOf(n), between(openBits))),
    least: border * Math.min(1, Math.max(leastShare, n / longEnough)),
    extrapolated: n > lengths.at(-1)!,
  };
}
