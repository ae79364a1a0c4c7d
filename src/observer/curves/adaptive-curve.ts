import type { AdaptiveReadings } from "./adaptive-readings.ts";
import { type BlockEffects, blockEffects } from "./block-effects.ts";

/** The learning curve that readings in random orders show. */
export interface AdaptiveCurve {
  /** M: symbols read */
  readonly trainingLength: number;
  /** symbols read before the middle of each position, shape (positions,) */
  readonly sizes: readonly number[];
  /** l(m): bits a symbol of the mean block at each position, shape (positions,) */
  readonly rates: readonly number[];
  /** l(M) */
  readonly rate: number;
  /** what each block costs at the end, bit/symbol, shape (blocks,) */
  readonly blockRates: Float64Array;
  /** S = C(M) - M l(M): the mean of the orders, bits */
  readonly structure: number;
  /** S as each order has it, bits, shape (orders,) */
  readonly orderStructures: Float64Array;
  /** l(M) as each order has it, bit/symbol, shape (orders,) */
  readonly orderRates: Float64Array;
}

/** Positions that are told apart, at most: they are counted in equal shares of the sequence and joined in growing steps. */
const mostCells = 32;
/** A position is a fifth as long as all before it, so that the last one is a fifth of the curve, and no longer than its slope is steady. */
const stepShare = 1 / 5;

/**
 * Reads the curve off what the blocks cost: block and position effects by least squares, since some blocks are
 * difficult wherever they are read.
 *
 * @throws never
 * Cost: O(orders blocks).
 */
export function adaptiveCurve({ lengths, orders }: AdaptiveReadings): AdaptiveCurve {
  const n = lengths.reduce((sum, length) => sum + length, 0);
  const readings = orders.flatMap(({ blocks, bits }) => {
    let read = 0;
    return Array.from(blocks, (block, i) => {
      const length = lengths[block]!;
      const middle = read + length / 2;
      read += length;
      return { block, length, bits: bits[i]!, share: middle / n };
    });
  });
  const positionOf = positions(
    readings.map(({ share }) => share),
    Math.min(mostCells, lengths.length),
  );
  const places = readings.map(({ share }) => positionOf(share));
  const count = Math.max(...places) + 1;
  const effects = blockEffects(
    {
      blocks: readings.map(({ block }) => block),
      positions: places,
      lengths: readings.map(({ length }) => length),
      bits: readings.map(({ bits }) => bits),
    },
    lengths.length,
    count,
  );
  const rate = meanRate(effects, lengths, n);
  const symbols = new Float64Array(count);
  const middles = new Float64Array(count);
  for (const [i, { length, share }] of readings.entries()) {
    symbols[places[i]!]! += length / orders.length;
    middles[places[i]!]! += (share * n * length) / orders.length;
  }
  const rates = Array.from(effects.ofPosition, (more) => rate + more);
  const perOrder = orders.map((_, r) => {
    const from = r * lengths.length;
    let more = 0;
    let last = 0;
    let lastSymbols = 0;
    for (let i = from; i < from + lengths.length; i++) {
      const { block, length, bits } = readings[i]!;
      const beyond = bits - length * effects.ofBlock[block]!;
      more += beyond;
      if (places[i] !== count - 1) continue;
      last += beyond;
      lastSymbols += length;
    }
    const off = lastSymbols === 0 ? 0 : last / lastSymbols;
    return { rate: rate + off, structure: more - n * off };
  });
  return {
    trainingLength: n,
    sizes: Array.from(middles, (sum, p) => Math.round(sum / symbols[p]!)),
    rates,
    rate,
    blockRates: effects.ofBlock,
    structure: effects.ofPosition.reduce((sum, more, p) => sum + symbols[p]! * more, 0),
    orderStructures: Float64Array.from(perOrder, (one) => one.structure),
    orderRates: Float64Array.from(perOrder, (one) => one.rate),
  };
}

function meanRate({ ofBlock }: BlockEffects, lengths: readonly number[], n: number): number {
  let sum = 0;
  for (let b = 0; b < lengths.length; b++) sum += lengths[b]! * ofBlock[b]!;
  return sum / n;
}

/**
 * The positions of a curve, by the share of the sequence that was read: short ones first, those that nothing was read at
 * left out.
 */
function positions(shares: readonly number[], cells: number): (share: number) => number {
  const ofCell = new Int32Array(cells);
  let position = 0;
  for (let cell = 0; cell < cells; position++) {
    const step = Math.max(1, Math.floor(cell * stepShare));
    // What would be left at the end joins the last position.
    const end =
      cell + step + Math.max(1, Math.floor((cell + step) * stepShare)) / 2 > cells ? cells : cell + step;
    ofCell.fill(position, cell, end);
    cell = end;
  }
  const cellOf = (share: number) => Math.min(cells - 1, Math.floor(share * cells));
  const read = new Set(shares.map((share) => ofCell[cellOf(share)]!));
  const ranks = new Map([...read].sort((a, b) => a - b).map((one, rank) => [one, rank]));
  return (share) => ranks.get(ofCell[cellOf(share)]!)!;
}
