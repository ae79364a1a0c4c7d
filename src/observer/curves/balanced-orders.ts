import type { Random } from "../../core/random.ts";
import { shuffled } from "../../math/sampling.ts";

/**
 * Random orders of blocks in which each block stands once in each stretch, so that what differs between blocks is no
 * difference between stretches; apart from that they are independent, since shifts of one order would keep the same blocks together,
 * and S would come out wrong by half. Blocks are drawn into groups of as many as there are orders; a random Latin square says in
 * which stretch of which order each block of a group stands, and where in the stretch is chance. Where the blocks are no
 * multiple of the orders, a block stands beside its stretch now and then.
 *
 * @param blocks how many
 * @param count of orders, and of stretches of an order
 * @param draws a stream of its own
 * @returns which block comes when, `count` times shape (blocks,)
 * Cost: O(count blocks log blocks).
 * Source: Fisher 1935, The Design of Experiments, ch. 5.
 */
export function balancedOrders(blocks: number, count: number, draws: Random): Uint32Array[] {
  const permutation = (length: number) =>
    shuffled(
      Uint32Array.from({ length }, (_, i) => i),
      (bound) => draws.below(bound),
    );
  const drawn = permutation(blocks);
  const places = Array.from({ length: count }, () => new Float64Array(blocks));
  for (let from = 0; from < blocks; from += count) {
    const [rows, columns, stretches] = [permutation(count), permutation(count), permutation(count)];
    for (const [i, block] of drawn.subarray(from, from + count).entries()) {
      for (const [order, place] of places.entries())
        place[block] = stretches[(rows[i]! + columns[order]!) % count]! + draws.uniform();
    }
  }
  return places.map((place) =>
    Uint32Array.from({ length: blocks }, (_, block) => block).sort((a, b) => place[a]! - place[b]!),
  );
}
