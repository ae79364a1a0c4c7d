import type { Random } from "../../core/random.ts";
import { shuffleInPlace } from "../../math/sampling.ts";
import type { SettledObserver } from "../settled-observer.ts";
import { type DrawnBlocks, reordered } from "./drawn-blocks.ts";
import type { PositionParts } from "./position-parts.ts";
import { type SplitSegments, splitBits } from "./split-bits.ts";

/** Costs of the blocks of a sample that is read in several orders. */
export interface ExchangeableCurve {
  /** symbols of each block, shape (blocks,) */
  readonly lengths: readonly number[];
  readonly orders: readonly CodedOrder[];
}

/** Costs of the blocks, split by kind of position. */
export interface SplitCurve extends ExchangeableCurve {
  readonly parts: readonly CurvePart[];
}

/** One kind of position in a sequence: two curves over the blocks of the whole. */
export interface CurvePart {
  readonly name: string;
  /** bits paid at these positions */
  readonly paid: ExchangeableCurve;
  /** the positions themselves, as if each cost a bit */
  readonly places: ExchangeableCurve;
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
 * @param parts kinds of positions whose bits are summed separately; none by default
 * Cost: that of coding the sample `count` times.
 */
export function exchangeableCurve(
  sample: DrawnBlocks,
  observer: SettledObserver,
  random: Random,
  count: number,
  parts?: PositionParts,
): SplitCurve {
  const { segmentEnds } = sample;
  const total = segmentEnds.length;
  const draws = random.fork("sample-orders");
  const base = Array.from({ length: total }, (_, b) => b);
  shuffleInPlace(base, (bound) => draws.below(bound));
  const orders = Array.from({ length: count }, (_, turn) => {
    const shift = Math.floor((turn * total) / count);
    const blocks = base.map((_, i) => base[(i + shift) % total]!);
    return { blocks, ...splitBits(observer, reordered(sample, blocks), parts) };
  });
  const lengths = segmentEnds.map((end, b) => end - (segmentEnds[b - 1] ?? 0));
  const curveOf = (bitsOf: (order: SplitSegments) => Float64Array): ExchangeableCurve => ({
    lengths,
    orders: orders.map((order) => ({ blocks: order.blocks, bits: bitsOf(order) })),
  });
  return {
    ...curveOf(({ bits }) => bits),
    parts: (parts?.names ?? []).map((name, p) => ({
      name,
      paid: curveOf(({ paid }) => paid[p]!),
      places: curveOf(({ places }) => places[p]!),
    })),
  };
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

/** Bits a symbol of each block, mean over the orders, shape (blocks,). */
export function blockRates({ lengths, orders }: ExchangeableCurve): Float64Array {
  const rates = new Float64Array(lengths.length);
  for (const { blocks, bits } of orders) {
    for (let i = 0; i < blocks.length; i++) {
      const b = blocks[i]!;
      rates[b]! += bits[i]! / lengths[b]! / orders.length;
    }
  }
  return rates;
}
