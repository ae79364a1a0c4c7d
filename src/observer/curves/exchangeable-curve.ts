import type { Random } from "../../core/random.ts";
import type { SymbolSequence } from "../../core/sequence.ts";
import { shuffleInPlace } from "../../math/sampling.ts";
import type { SettledObserver } from "../settled-observer.ts";
import { reordered } from "./drawn-blocks.ts";

/** Costs of the blocks of a sample that is read in several orders. */
export interface ExchangeableCurve {
  /** symbols of each block, shape (blocks,) */
  readonly lengths: readonly number[];
  readonly orders: readonly CodedOrder[];
}

/** One reading of all blocks. */
interface CodedOrder {
  /** order of the blocks, shape (blocks,) */
  readonly blocks: ArrayLike<number>;
  /** bits paid for each, in that order, shape (blocks,) */
  readonly bits: ArrayLike<number>;
}

/**
 * Codes the blocks of a sample in several orders: one random order, started at equally spaced blocks, so that every block
 * occurs equally often in each part and easy blocks do not tilt the curve.
 *
 * @param random a stream of its own
 * @param count orders
 * Cost: that of coding the sample `count` times.
 */
export function exchangeableCurve(
  sample: SymbolSequence,
  observer: SettledObserver,
  random: Random,
  count: number,
): ExchangeableCurve {
  const { segmentEnds } = sample;
  const total = segmentEnds.length;
  const draws = random.fork("sample-orders");
  const base = Array.from({ length: total }, (_, b) => b);
  shuffleInPlace(base, (bound) => draws.below(bound));
  const orders = Array.from({ length: count }, (_, turn) => {
    const shift = Math.floor((turn * total) / count);
    const blocks = base.map((_, i) => base[(i + shift) % total]!);
    const { symbols, segmentEnds } = reordered(sample, blocks);
    return { blocks, bits: observer.segmentBits(symbols, segmentEnds) };
  });
  return { lengths: segmentEnds.map((end, b) => end - (segmentEnds[b - 1] ?? 0)), orders };
}

/**
 * Bits paid for the first m symbols, mean over the orders; interpolated linearly within a block.
 *
 * Cost: O(orders blocks).
 */
export function codeLengthOf({ lengths, orders }: ExchangeableCurve, m: number): number {
  let sum = 0;
  for (const { blocks, bits } of orders) {
    let read = 0;
    for (let i = 0; i < blocks.length && read < m; i++) {
      const length = lengths[blocks[i]!]!;
      sum += bits[i]! * Math.min(1, (m - read) / length);
      read += length;
    }
  }
  return sum / orders.length;
}
