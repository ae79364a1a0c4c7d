import { largestOf } from "../../core/collections.ts";
import type { AdaptiveReadings } from "./adaptive-readings.ts";
import { type BlockEffects, type BlockReadings, blockEffects } from "./block-effects.ts";

/** The learning curve of readings in random orders. */
export interface AdaptiveCurve extends CurveValues {
  /** M: symbols read */
  readonly trainingLength: number;
  /** the start of the curve: within the first blocks, at 1, 2 to 3, 4 to 7, ... symbols read */
  readonly beginning: readonly CurveBeginning[];
  /** from the first blocks to the last ones, shape (positions,) */
  readonly positions: readonly CurvePosition[];
  /** cost of each block at the end, bit/symbol, shape (blocks,) */
  readonly blockRates: Float64Array;
  /** cost of all blocks in each order, bits, shape (orders,) */
  readonly orderBits: Float64Array;
  /**
   * The values without each of some shares of the blocks, which are contiguous in the sequence, shape (shares,). Their
   * differences estimate the error that the choice and place of the blocks cause.
   */
  readonly without: readonly CurveValues[];
  readonly fit: CurveFit;
}

/** The readings behind the position effects, for errors of values that depend on them. */
export interface CurveFit extends BlockReadings {
  /** order of each reading, shape (readings,) */
  readonly orders: ArrayLike<number>;
  /** share of the blocks of each reading; shares are contiguous in the sequence; shape (readings,) */
  readonly shares: ArrayLike<number>;
  /** bits that block and position do not explain, shape (readings,) */
  readonly residuals: Float64Array;
}

/** The values of a curve. */
export interface CurveValues {
  /** l(M): at the last position, bit/symbol */
  readonly rate: number;
  /** S = C(M) - M l(M): up to the last position, bits */
  readonly structure: number;
  /** l(m) at each position, bit/symbol, shape (positions,) */
  readonly rates: Float64Array;
  /** S(m) = C(m) - m l(m), as if the curve ended at that position, bits, shape (positions,) */
  readonly structures: Float64Array;
}

/** A stretch within the first blocks. */
export interface CurveBeginning {
  /** symbols read before its middle */
  readonly size: number;
  /** bits a symbol that each order paid there, shape (orders,) */
  readonly orderRates: Float64Array;
}

/** The part of the curve where a certain share of the sequence was read. */
export interface CurvePosition {
  /** symbols read before its middle */
  readonly size: number;
  /** symbols read at its end */
  readonly end: number;
}

/** Largest number of positions: readings are counted in equal shares of the sequence, which are joined in growing steps. */
const mostCells = 32;
/**
 * A position is a fifth as long as all before it: the last one is a fifth of the curve, and short enough for a steady slope.
 */
const stepShare = 1 / 5;

/** Largest number of shares of the blocks that are left out in turn. */
const mostShares = 32;
/** Blocks of one place are similar, and sampling draws places; fewer places than this give no useful variance. */
const fewestPlaces = 8;

/** Blocks and their cost at each reading. */
interface ReadBlocks {
  readonly readings: BlockReadings;
  /** symbols of each block, shape (blocks,) */
  readonly lengths: readonly number[];
  /** cost of each block under the known law of its symbols, where blocks differ in nothing else, bits, shape (blocks,) */
  readonly known: Float64Array | undefined;
}

/**
 * Estimates the curve from the cost of the blocks: block and position effects by least squares, since some blocks are difficult
 * wherever they are read.
 *
 * @param known cost of each block under the known law of its symbols, where blocks differ in nothing else, bits, shape
 *   (blocks,); fewer orders are then enough
 * Cost: O(orders blocks).
 */
export function adaptiveCurve(
  { lengths, places, orders }: AdaptiveReadings,
  known?: Float64Array,
): AdaptiveCurve {
  const n = lengths.reduce((sum, length) => sum + length, 0);
  const count = orders.reduce((sum, { blocks }) => sum + blocks.length, 0);
  const readings = emptyReadings(count);
  const [ofOrders, middles] = [new Uint32Array(count), new Float64Array(count)];
  let i = 0;
  for (const [order, { blocks, bits }] of orders.entries()) {
    let read = 0;
    for (let b = 0; b < blocks.length; b++, i++) {
      const block = blocks[b]!;
      const length = lengths[block]!;
      readings.blocks[i] = block;
      readings.lengths[i] = length;
      readings.bits[i] = bits[b]!;
      ofOrders[i] = order;
      middles[i] = (read + length / 2) / n;
      read += length;
    }
  }
  readings.positions.set(positionsOf(middles, Math.min(mostCells, lengths.length)));
  const positions = largestOf(readings.positions) + 1;
  const [symbols, sums] = [new Float64Array(positions), new Float64Array(positions)];
  for (let r = 0; r < count; r++) {
    symbols[readings.positions[r]!]! += readings.lengths[r]!;
    sums[readings.positions[r]!]! += middles[r]! * n * readings.lengths[r]!;
  }
  const ofOrder = symbols.map((sum) => sum / orders.length);
  const blocks: ReadBlocks = { readings, lengths, known };
  const effects = effectsOf(blocks, positions);
  const all = valuesOf(effects, lengths, ofOrder);
  const curvePositions = Array.from(
    sums,
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
      const found = effectsOf(rest, positions);
      const read = new Set(Array.from(rest.readings.positions));
      // Other readings say nothing about a position at which only these blocks were read.
      const ofPosition = found.ofPosition.map((more, p) => (read.has(p) ? more : effects.ofPosition[p]!));
      return valuesOf({ ...found, ofPosition }, rest.lengths, ofOrder);
    }),
    fit: {
      ...readings,
      orders: ofOrders,
      shares: readings.blocks.map((block) => sharesOfBlocks[block]!),
      residuals: readings.bits.map(
        (bits, r) =>
          bits -
          readings.lengths[r]! *
            (effects.ofBlock[readings.blocks[r]!]! + effects.ofPosition[readings.positions[r]!]!),
      ),
    },
  };
}

const emptyReadings = (count: number) => ({
  blocks: new Uint32Array(count),
  positions: new Uint32Array(count),
  lengths: new Float64Array(count),
  bits: new Float64Array(count),
});

function effectsOf({ readings, lengths, known }: ReadBlocks, count: number): BlockEffects {
  if (known === undefined) return blockEffects(readings, lengths.length, count);
  const { bits, blocks } = readings;
  const alike = {
    ...readings,
    blocks: new Uint32Array(blocks.length),
    bits: Float64Array.from(bits, (paid, r) => paid - known[blocks[r]!]!),
  };
  const { ofBlock, ofPosition } = blockEffects(alike, 1, count);
  return { ofBlock: known.map((bits, b) => bits / lengths[b]! + ofBlock[0]!), ofPosition };
}

/** The share of each block: contiguous places, or blocks where there are few places, shape (blocks,). */
function sharesOf(places: readonly number[]): number[] {
  const drawn = places.at(-1)! + 1;
  const [units, count] = drawn < fewestPlaces ? [places.map((_, b) => b), places.length] : [places, drawn];
  const shares = Math.min(mostShares, count);
  return units.map((unit) => Math.floor((unit * shares) / count));
}

/** Values without each share of the blocks; the remaining ones are renumbered. */
function leftOut(
  { readings, lengths, known }: ReadBlocks,
  shares: readonly number[],
  valuesOf: (rest: ReadBlocks) => CurveValues,
): CurveValues[] {
  return Array.from({ length: shares.at(-1)! + 1 }, (_, share) => {
    const [first, next] = [shares.indexOf(share), shares.lastIndexOf(share) + 1];
    const rest = emptyReadings(readings.bits.length);
    let kept = 0;
    for (let r = 0; r < readings.bits.length; r++) {
      const block = readings.blocks[r]!;
      if (block >= first && block < next) continue;
      rest.blocks[kept] = block < first ? block : block - (next - first);
      rest.positions[kept] = readings.positions[r]!;
      rest.lengths[kept] = readings.lengths[r]!;
      rest.bits[kept++] = readings.bits[r]!;
    }
    const isLeft = (_: number, b: number) => b < first || b >= next;
    return valuesOf({
      readings: {
        blocks: rest.blocks.subarray(0, kept),
        positions: rest.positions.subarray(0, kept),
        lengths: rest.lengths.subarray(0, kept),
        bits: rest.bits.subarray(0, kept),
      },
      lengths: lengths.filter(isLeft),
      known: known?.filter(isLeft),
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

/** The first blocks in octaves, up to the shortest of them and the first position. */
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
 * The positions of a curve, by the share of the sequence that was read: short ones first; positions without a reading are
 * omitted.
 */
function positionsOf(shares: Float64Array, cells: number): Uint32Array {
  const ofCell = new Int32Array(cells);
  let position = 0;
  for (let cell = 0; cell < cells; position++) {
    const step = Math.max(1, Math.floor(cell * stepShare));
    // A rest at the end joins the last position.
    const end =
      cell + step + Math.max(1, Math.floor((cell + step) * stepShare)) / 2 > cells ? cells : cell + step;
    ofCell.fill(position, cell, end);
    cell = end;
  }
  const found = Uint32Array.from(shares, (share) => ofCell[Math.min(cells - 1, Math.floor(share * cells))]!);
  const ranks = new Map([...new Set(found)].sort((a, b) => a - b).map((one, rank) => [one, rank]));
  return found.map((one) => ranks.get(one)!);
}
