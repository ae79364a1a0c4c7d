import { shuffleInPlace } from "../math/sampling.ts";

/** A split of 2B blocks: 1 for those of the first side, -1 for the others. */
export type Split = Int8Array;

/**
 * Splits of 2B blocks into equal sides, uniformly at random.
 *
 * @param uniformInteger source of randomness
 * Cost: O(B) a split.
 */
export function randomSplits(
  count: number,
  blocks: number,
  uniformInteger: (bound: number) => number,
): Split[] {
  return Array.from({ length: count }, () => {
    const split = Int8Array.from({ length: 2 * blocks }, (_, i) => (i < blocks ? 1 : -1));
    shuffleInPlace(split, uniformInteger);
    return split;
  });
}

/** Smaller relative differences are rounding. */
const rounding = 1e-9;

/**
 * The exact p-value of the hypothesis that the blocks of both sequences are exchangeable: the share of random splits of all
 * blocks, including the given one, whose sides differ at least as much as the given ones.
 *
 * @param products shape (2B, 2B), row by row: the statistic of a split s is s' P s
 * @param splits random ones; none depends on the products
 * @returns at least 1 / (splits + 1); where the blocks are exchangeable P(p <= x) <= x for every x
 * Cost: O(B^2) a split.
 * Source: Pitman 1937, Suppl. J. R. Stat. Soc. 4; Phipson & Smyth 2010, Stat. Appl. Genet. Mol. Biol. 9 (counting itself).
 */
export function exchangePValue(products: Float64Array, splits: readonly Split[]): number {
  const size = Math.sqrt(products.length);
  const given = Int8Array.from({ length: size }, (_, i) => (i < size / 2 ? 1 : -1));
  const found = statistic(products, given);
  const least = found - rounding * scaleOf(products);
  let asLarge = 1;
  for (const split of splits) if (statistic(products, split) >= least) asLarge++;
  return asLarge / (splits.length + 1);
}

/** The sum of the diagonal: no statistic is much larger. */
function scaleOf(products: Float64Array): number {
  const size = Math.sqrt(products.length);
  let sum = 0;
  for (let i = 0; i < products.length; i += size + 1) sum += products[i]!;
  return sum;
}

/** Half of s' P s without the diagonal, which is the same for all splits. */
function statistic(products: Float64Array, split: Split): number {
  const size = split.length;
  let sum = 0;
  for (let i = 1; i < size; i++) {
    const start = i * size;
    let row = 0;
    for (let j = 0; j < i; j++) row += split[j]! * products[start + j]!;
    sum += split[i]! * row;
  }
  return sum;
}

/**
 * P-values of several tests, each adjusted so that of those below a level an expected share of at most that level is wrong.
 *
 * @returns shape of `pValues`, none smaller than before
 * Source: Benjamini & Hochberg 1995, J. R. Stat. Soc. B 57.
 */
export function falseDiscoveryAdjusted(pValues: readonly number[]): number[] {
  const order = pValues.map((_, i) => i).sort((i, j) => pValues[j]! - pValues[i]!);
  const adjusted = [...pValues];
  let least = 1;
  order.forEach((i, rank) => {
    least = Math.min(least, (pValues[i]! * pValues.length) / (pValues.length - rank));
    adjusted[i] = least;
  });
  return adjusted;
}
