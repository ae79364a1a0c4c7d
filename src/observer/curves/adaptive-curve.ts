import { largestOf } from "../../core/extremes.ts";
import type { AdaptiveReadings } from "./adaptive-readings.ts";
import { type BlockEffects, type BlockReadings, blockEffects } from "./block-effects.ts";

/** The learning curve that readings in random orders show. */
export interface AdaptiveCurve extends CurveValues {
  /** M: symbols read */
  readonly trainingLength: number;
  /** where nearly nothing was read yet: within the blocks that came first, at 1, 2 to 3, 4 to 7, ... symbols read */
  readonly beginning: readonly CurveBeginning[];
  /** from the first blocks to the last ones, shape (positions,) */
  readonly positions: readonly CurvePosition[];
  /** what each block costs at the end, bit/symbol, shape (blocks,) */
  readonly blockRates: Float64Array;
  /** what all blocks cost in each order, bits, shape (orders,) */
  readonly orderBits: Float64Array;
  /**
   * The values without each of some shares of the blocks, which follow one another in the sequence, shape (shares,): what
   * they differ in is what the values owe to the blocks that were drawn and to where these stood.
   */
  readonly without: readonly CurveValues[];
  readonly fit: CurveFit;
}

/** What the effects of positions were read off, for errors of what depends on them. */
export interface CurveFit extends BlockReadings {
  /** which order each reading is of, shape (readings,) */
  readonly orders: ArrayLike<number>;
  /** which share of the blocks, which follow one another in the sequence, shape (readings,) */
  readonly shares: ArrayLike<number>;
  /** bits less what block and position explain, shape (readings,) */
  readonly residuals: Float64Array;
}

/** What a curve says. */
export interface CurveValues {
  /** l(M): that of the last position, bit/symbol */
  readonly rate: number;
  /** S = C(M) - M l(M): that up to the last position, bits */
  readonly structure: number;
  /** l(m) at each position, bit/symbol, shape (positions,) */
  readonly rates: Float64Array;
  /** S(m) = C(m) - m l(m), as if the curve ended at that position, bits, shape (positions,) */
  readonly structures: Float64Array;
}

/** A stretch of the blocks that came first. */
export interface CurveBeginning {
  /** symbols read before its middle */
  readonly size: number;
  /** bits a symbol that each order paid there, shape (orders,) */
  readonly orderRates: Float64Array;
}

/** Where on the curve a certain share of the sequence was read. */
export interface CurvePosition {
  /** symbols read before its middle */
  readonly size: number;
  /** symbols read at its end */
  readonly end: number;
}

/** Positions that are told apart, at most: they are counted in equal shares of the sequence and joined in growing steps. */
const mostCells = 32;
/** A position is a fifth as long as all before it, so that the last one is a fifth of the curve, and no longer than its slope is steady. */
const stepShare = 1 / 5;

/** Shares of the blocks that are left out in turn, at most. */
const mostShares = 32;
/** Blocks of one place are alike, and it is places that are drawn; of fewer than these a variance says little. */
const fewestPlaces = 8;

/** One reading of a block. */
interface Reading {
  readonly order: number;
  readonly block: number;
  readonly position: number;
  readonly length: number;
  readonly bits: number;
}

/** Blocks and what they cost where they were read. */
interface ReadBlocks {
  readonly readings: readonly Reading[];
  /** symbols of each block, shape (blocks,) */
  readonly lengths: readonly number[];
  /** what each costs who knows the law of its symbols, where blocks differ in nothing else, bits, shape (blocks,) */
  readonly known: Float64Array | undefined;
}

/**
 * Reads the curve off what the blocks cost: block and position effects by least squares, since some blocks are
 * difficult wherever they are read.
 *
 * @param known what each block costs who knows the law of its symbols, where blocks differ in nothing else, bits,
 * shape (blocks,); fewer orders say as much then
 * Cost: O(orders blocks).
 */
export function adaptiveCurve(
  { lengths, places, orders }: AdaptiveReadings,
  known?: Float64Array,
): AdaptiveCurve {
  const n = lengths.reduce((sum, length) => sum + length, 0);
  const standing = orders.flatMap(({ blocks, bits }, order) => {
    let read = 0;
    return Array.from(blocks, (block, i) => {
      const length = lengths[block]!;
      const middle = read + length / 2;
      read += length;
      return { order, block, length, bits: bits[i]!, share: middle / n };
    });
  });
  const shares = standing.map(({ share }) => share);
  const positionOf = positions(shares, Math.min(mostCells, lengths.length));
  const readings = standing.map(({ share, ...one }): Reading => ({ ...one, position: positionOf(share) }));
  const count = largestOf(readings.map(({ position }) => position)) + 1;
  const [symbols, middles] = [new Float64Array(count), new Float64Array(count)];
  for (const [i, { position, length }] of readings.entries()) {
    symbols[position]! += length;
    middles[position]! += shares[i]! * n * length;
  }
  const ofOrder = symbols.map((sum) => sum / orders.length);
  const blocks: ReadBlocks = { readings, lengths, known };
  const effects = effectsOf(blocks, count);
  const all = valuesOf(effects, lengths, ofOrder);
  const curvePositions = Array.from(
    middles,
    (sum, p): CurvePosition => ({
      size: Math.round(sum / symbols[p]!),
      end: Math.round(sumTo(p, ofOrder)),
    }),
  );
  const sharesOfBlocks = sharesOf(places);
  return {
    ...all,
    trainingLength: n,
    beginning: beginningOf(orders, curvePositions[0]!.size),
    positions: curvePositions,
    blockRates: effects.ofBlock,
    orderBits: Float64Array.from(orders, ({ bits }) => bits.reduce((sum, one) => sum + one, 0)),
    without: leftOut(blocks, sharesOfBlocks, (rest) => {
      const found = effectsOf(rest, count);
      const read = new Set(rest.readings.map(({ position }) => position));
      // Of a position that only these blocks were read at the others say nothing.
      const ofPosition = found.ofPosition.map((more, p) => (read.has(p) ? more : effects.ofPosition[p]!));
      return valuesOf({ ...found, ofPosition }, rest.lengths, ofOrder);
    }),
    fit: {
      ...columnsOf(readings),
      orders: readings.map(({ order }) => order),
      shares: readings.map(({ block }) => sharesOfBlocks[block]!),
      residuals: Float64Array.from(
        readings,
        ({ block, position, length, bits }) =>
          bits - length * (effects.ofBlock[block]! + effects.ofPosition[position]!),
      ),
    },
  };
}

function columnsOf(readings: readonly Reading[]): BlockReadings {
  return {
    blocks: readings.map(({ block }) => block),
    positions: readings.map(({ position }) => position),
    lengths: readings.map(({ length }) => length),
    bits: readings.map(({ bits }) => bits),
  };
}

function effectsOf({ readings, lengths, known }: ReadBlocks, count: number): BlockEffects {
  const read = columnsOf(readings);
  if (known === undefined) return blockEffects(read, lengths.length, count);
  const alike = {
    ...read,
    blocks: readings.map(() => 0),
    bits: readings.map(({ bits, block }) => bits - known[block]!),
  };
  const { ofBlock, ofPosition } = blockEffects(alike, 1, count);
  return { ofBlock: known.map((bits, b) => bits / lengths[b]! + ofBlock[0]!), ofPosition };
}

/** The share of each block: whole places that follow one another, or blocks where there are few places, shape (blocks,). */
function sharesOf(places: readonly number[]): number[] {
  const drawn = places.at(-1)! + 1;
  const [units, count] = drawn < fewestPlaces ? [places.map((_, b) => b), places.length] : [places, drawn];
  const shares = Math.min(mostShares, count);
  return units.map((unit) => Math.floor((unit * shares) / count));
}

/** Values without each share of the blocks; those left are counted anew. */
function leftOut(
  { readings, lengths, known }: ReadBlocks,
  shares: readonly number[],
  valuesOf: (rest: ReadBlocks) => CurveValues,
): CurveValues[] {
  return Array.from({ length: shares.at(-1)! + 1 }, (_, share) => {
    const [first, next] = [shares.indexOf(share), shares.lastIndexOf(share) + 1];
    return valuesOf({
      readings: readings
        .filter(({ block }) => shares[block] !== share)
        .map((one) => (one.block < first ? one : { ...one, block: one.block - (next - first) })),
      lengths: lengths.filter((_length, b) => shares[b] !== share),
      known: known?.filter((_bits, b) => shares[b] !== share),
    });
  });
}

/** @param symbols read at each position in an order, shape (positions,) */
function valuesOf(effects: BlockEffects, lengths: readonly number[], symbols: Float64Array): CurveValues {
  const { ofPosition } = effects;
  const rate = meanRate(effects, lengths);
  const paid = symbols.map((sum, p) => sum * ofPosition[p]!);
  const structures = ofPosition.map((more, p) => sumTo(p, paid) - sumTo(p, symbols) * more);
  return { rate, structure: structures.at(-1)!, rates: ofPosition.map((more) => rate + more), structures };
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

function meanRate({ ofBlock }: BlockEffects, lengths: readonly number[]): number {
  let [bits, symbols] = [0, 0];
  for (const [b, length] of lengths.entries()) {
    bits += length * ofBlock[b]!;
    symbols += length;
  }
  return bits / symbols;
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
