/**
 * Heights of labels that stand in one column, each as near to the height it wants as its neighbours let it: the least
 * sum of squared shifts (isotonic regression by pooling adjacent violators).
 *
 * @param wanted heights of their middles, pixels, in any order
 * @param gap least distance of two middles, pixels
 * @param room where middles may lie; labels without room run over its end
 * @returns shape of `wanted`
 */
export function spreadLabels(
  wanted: readonly number[],
  gap: number,
  [top, bottom]: readonly [number, number],
): number[] {
  const order = [...wanted.keys()].sort((a, b) => wanted[a]! - wanted[b]! || a - b);
  // Less the gaps before it, each label need only be no higher than the one before.
  const pools: { sum: number; count: number }[] = [];
  for (const [i, label] of order.entries()) {
    let pool = { sum: wanted[label]! - i * gap, count: 1 };
    for (
      let last = pools.at(-1);
      last && last.sum / last.count > pool.sum / pool.count;
      last = pools.at(-1)
    ) {
      pool = { sum: pool.sum + last.sum, count: pool.count + last.count };
      pools.pop();
    }
    pools.push(pool);
  }
  const heights = pools.flatMap(({ sum, count }) => Array.from({ length: count }, () => sum / count));
  const most = Math.max(top, bottom - (order.length - 1) * gap);
  const spread = new Array<number>(order.length);
  for (const [i, label] of order.entries()) {
    spread[label] = Math.min(most, Math.max(top, heights[i]!)) + i * gap;
  }
  return spread;
}
