import { largestOf } from "../../core/extremes.ts";
import type { AdaptiveReadings } from "./adaptive-readings.ts";
import { type BlockEffects, blockEffects } from "./block-effects.ts";

/** The learning curve that readings in random orders show. */
export interface AdaptiveCurve {
  /** M: symbols read */
  readonly trainingLength: number;
  /** where nearly nothing was read yet: within the blocks that came first, at 1, 2 to 3, 4 to 7, ... symbols read */
  readonly beginning: readonly CurveBeginning[];
  /** from the first blocks to the last ones, shape (positions,) */
  readonly positions: readonly CurvePosition[];
  /** what each block costs at the end, bit/symbol, shape (blocks,) */
  readonly blockRates: Float64Array;
  /** l(M): that of the last position */
  readonly rate: number;
  /** S = C(M) - M l(M): that up to the last position, bits */
  readonly structure: number;
}

/** A stretch of the blocks that came first. */
export interface CurveBeginning {
  /** symbols read before its middle */
  readonly size: number;
  /** bits a symbol that each order paid there, shape (orders,) */
  readonly orderRates: Float64Array;
}

/** What the curve shows where a certain share of the sequence was read. */
export interface CurvePosition {
  /** symbols read before its middle */
  readonly size: number;
  /** symbols read at its end */
  readonly end: number;
  /** l(m): bits a symbol of the mean block */
  readonly rate: number;
  /** S(m) = C(m) - m l(m), as if the curve ended here: the mean of the orders, bits */
  readonly structure: number;
  /** l(m) as each order has it, bit/symbol, shape (orders,) */
  readonly orderRates: Float64Array;
  /** S(m) as each order has it, bits, shape (orders,) */
  readonly orderStructures: Float64Array;
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
  const count = largestOf(places) + 1;
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
  const tallies = orders.map((_, r): Tally => {
    const [symbols, beyond] = [new Float64Array(count), new Float64Array(count)];
    for (let i = r * lengths.length; i < (r + 1) * lengths.length; i++) {
      const { block, length, bits } = readings[i]!;
      symbols[places[i]!]! += length;
      beyond[places[i]!]! += bits - length * effects.ofBlock[block]!;
    }
    return { symbols, beyond };
  });
  const middles = new Float64Array(count);
  for (const [i, { length, share }] of readings.entries()) middles[places[i]!]! += share * n * length;
  const symbols = middles.map((_, p) => tallies.reduce((sum, one) => sum + one.symbols[p]!, 0));
  const mean: Tally = {
    symbols: symbols.map((sum) => sum / orders.length),
    beyond: symbols.map((sum, p) => (sum / orders.length) * effects.ofPosition[p]!),
  };
  const curvePositions = Array.from(effects.ofPosition, (more, p): CurvePosition => {
    // An order of uneven blocks may skip a position: it says nothing of it.
    const offs = tallies.map((one) => (one.symbols[p] === 0 ? more : one.beyond[p]! / one.symbols[p]!));
    return {
      size: Math.round(middles[p]! / symbols[p]!),
      end: Math.round(sumTo(p, mean.symbols)),
      rate: rate + more,
      structure: structureTo(p, mean, more),
      orderRates: Float64Array.from(offs, (off) => rate + off),
      orderStructures: Float64Array.from(offs, (off, r) => structureTo(p, tallies[r]!, off)),
    };
  });
  return {
    trainingLength: n,
    beginning: beginningOf(orders, curvePositions[0]!.size),
    positions: curvePositions,
    rate,
    blockRates: effects.ofBlock,
    structure: curvePositions.at(-1)!.structure,
  };
}

/** What was read at each position, and bits paid for it beyond what the blocks cost at the end, shape (positions,). */
interface Tally {
  readonly symbols: Float64Array;
  readonly beyond: Float64Array;
}

/** What was paid up to a position beyond the price there. */
function structureTo(position: number, { symbols, beyond }: Tally, off: number): number {
  return sumTo(position, beyond) - sumTo(position, symbols) * off;
}

function sumTo(position: number, values: Float64Array): number {
  return values.subarray(0, position + 1).reduce((sum, one) => sum + one, 0);
}

/** The first blocks in octaves, as long as all orders have them and none reaches the first position. */
function beginningOf(orders: AdaptiveReadings["orders"], before: number): CurveBeginning[] {
  const shortest = orders.reduce((least, { first }) => Math.min(least, first.length), before);
  const octaves: CurveBeginning[] = [];
  for (let from = 1; 2 * from <= shortest; from *= 2) {
    const orderRates = Float64Array.from(
      orders,
      ({ first }) => first.subarray(from, 2 * from).reduce((sum, loss) => sum + loss, 0) / from,
    );
    octaves.push({ size: Math.floor(1.5 * from), orderRates });
  }
  return octaves;
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
