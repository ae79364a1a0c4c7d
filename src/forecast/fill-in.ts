import type { BlockRepeats } from "../words/block-repeats.ts";

/** Distances between blocks, in blocks, that are pooled; those beyond the last are far. */
const rings = [1, 2, 5, 15];
/** Pairs of the next ring out that count beside those of a ring, where there are few. */
const borrowed = 4;

/**
 * What is repeated between neighbours and not yet between the blocks of a sample: the share of a block's windows that would be
 * known from its neighbours alone once all blocks between those of the sample are there, were none known from two of
 * them. A sample that is drawn from all over a text has few neighbours; as it grows, each block finds its own.
 *
 * The share that two blocks alone have in common is measured by distance; what far blocks have in common is taken off, for
 * it grows with the sample and not with nearness.
 *
 * @param starts where each block stood, symbols, shape (blocks,)
 * @param blockLength symbols of a block, the unit of distances
 * @returns 0 where neighbours have no more in common than others
 * @throws never
 * Cost: O(blocks^2).
 */
export function fillIn({ betweenTwo }: BlockRepeats, starts: readonly number[], blockLength: number): number {
  const blocks = starts.length;
  const sums = new Float64Array(rings.length + 1);
  const pairs = new Float64Array(rings.length + 1);
  for (let b = 0; b < blocks; b++) {
    for (let o = 0; o < blocks; o++) {
      if (o === b) continue;
      const distance = Math.round(Math.abs(starts[o]! - starts[b]!) / blockLength);
      const ring = rings.findIndex((farthest) => distance <= farthest);
      const place = ring < 0 ? rings.length : ring;
      sums[place]! += betweenTwo.get(b * blocks + o) ?? 0;
      pairs[place]!++;
    }
  }
  const far = pairs[rings.length]! > 0 ? sums[rings.length]! / pairs[rings.length]! : 0;
  let beyond = far;
  let gained = 0;
  for (let ring = rings.length - 1; ring >= 0; ring--) {
    const outermost = ring === rings.length - 1;
    const others = outermost && pairs[ring]! > 0 ? 0 : borrowed;
    beyond = (sums[ring]! + others * beyond) / (pairs[ring]! + others);
    // There are two blocks at every distance.
    gained += 2 * (rings[ring]! - (rings[ring - 1] ?? 0)) * (beyond - far);
  }
  return Math.max(0, gained);
}
