import type { Random } from "../core/random.ts";

/**
 * How many of the 2^32 draws `drawBelow` has to refuse so that no symbol is favoured.
 *
 * @param bound 1..65536
 * @throws never
 */
export function unfairDraws(bound: number): number {
  return 0x1_0000_0000 % bound;
}

/**
 * Uniform integer in [0, bound): the high word of draw * bound, without a division for each draw.
 *
 * @param bound 1..65536, so that the product is exact
 * @param unfair `unfairDraws(bound)`
 * @throws never
 * Source: Lemire 2019, ACM Trans. Model. Comput. Simul. 29(1).
 */
export function drawBelow(random: Random, bound: number, unfair: number): number {
  let draw = random.uint32();
  while (Math.imul(draw, bound) >>> 0 < unfair) draw = random.uint32();
  return Math.floor((draw * bound) / 0x1_0000_0000);
}
