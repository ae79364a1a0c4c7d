import table from "../../data/structure-border.json" with { type: "json" };

/** dS that noise with plain patterns reaches; made by scripts/build-structure-border.mjs. */
export interface BorderTable {
  /** symbols of the samples, ascending */
  readonly lengths: readonly number[];
  /** K* at each length, bits */
  readonly bits: readonly number[];
}

/** Where noise with a pattern ends. */
export interface Border {
  /** K*, bits */
  readonly bits: number;
  /** whether the sample is longer than any that it was measured on */
  readonly extrapolated: boolean;
}

/**
 * K*: the structure beyond its shuffles that noise with plain patterns reaches at some length. Between measured lengths it
 * is a power of the length, and beyond the last one that of the last two.
 *
 * @param n symbols of the sample
 * @throws never
 */
export function structureBorder(n: number, { lengths, bits }: BorderTable = table): Border {
  let cell = 0;
  while (cell < lengths.length - 2 && lengths[cell + 1]! <= n) cell++;
  const share = Math.log(n / lengths[cell]!) / Math.log(lengths[cell + 1]! / lengths[cell]!);
  const [from, to] = [Math.log(bits[cell]!), Math.log(bits[cell + 1]!)];
  return {
    bits: Math.exp(from + Math.max(0, share) * (to - from)),
    extrapolated: n > lengths.at(-1)!,
  };
}
