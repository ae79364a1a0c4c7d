import table from "../../data/growth-border.json" with { type: "json" };

/** What the last doubling teaches of noise with plain patterns; made by scripts/build-growth-border.mjs. */
export interface BorderTable {
  /** symbols of the samples, ascending */
  readonly lengths: readonly number[];
  /** G at each length, bits */
  readonly bits: readonly number[];
}

/** Where noise with a pattern ends. */
export interface Border {
  /** G that noise with a pattern reaches, bits */
  readonly bits: number;
  /** G that a text of that length is above, bits: in short ones a doubling teaches no more than in noise with a pattern */
  readonly least: number;
  /** whether the sample is longer than any that it was measured on */
  readonly extrapolated: boolean;
}

/** Texts of so many symbols are above the border; shorter ones are above a share of it, and this at least. */
const longEnough = 65_536;
const leastShare = 1 / 4;

/**
 * What the last doubling teaches of noise with plain patterns at some length, at most. Between measured lengths it
 * is a power of the length, and beyond the last one that of the last two.
 *
 * @param n symbols of the sample
 */
export function growthBorder(n: number, { lengths, bits }: BorderTable = table): Border {
  let cell = 0;
  while (cell < lengths.length - 2 && lengths[cell + 1]! <= n) cell++;
  const share = Math.log(n / lengths[cell]!) / Math.log(lengths[cell + 1]! / lengths[cell]!);
  const [from, to] = [Math.log(bits[cell]!), Math.log(bits[cell + 1]!)];
  const border = Math.exp(from + Math.max(0, share) * (to - from));
  return {
    bits: border,
    least: border * Math.min(1, Math.max(leastShare, n / longEnough)),
    extrapolated: n > lengths.at(-1)!,
  };
}
