import type { Random } from "../../core/random.ts";
import { allocateSymbols, type SymbolSequence } from "../../core/sequence.ts";
import { shuffled } from "../../math/sampling.ts";
import { compactAlphabet } from "../../statistics/alphabet.ts";
import type { MemberDefinition } from "../member.ts";
import type { Observation } from "../observer.ts";
import { namingBits } from "../observer-alphabet.ts";
import { settleObserver } from "../settled-observer.ts";
import { type CurveBlock, cutIntoBlocks } from "./block-plan.ts";

/**
 * Random orders of blocks in which each block occurs once in each stretch, so that differences between blocks do not become
 * differences between stretches. A random Latin square assigns the blocks of a group to stretches; their position within a
 * stretch is random. Shifts of one order would keep the same blocks together, and S would be wrong by half. If the number of
 * blocks is not a multiple of the number of orders, some blocks fall next to their stretch.
 *
 * @param blocks number of blocks
 * @param count of orders, and of stretches of an order
 * @param draws a stream of its own
 * @returns `count` orders, each shape (blocks,)
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

/** The cost of the blocks of a sequence for an observer that always learns. */
export interface AdaptiveReadings {
  /** symbols of each block, in the order of the sequence, shape (blocks,) */
  readonly lengths: readonly number[];
  /** origin of each block: the sampled place of an input, or the document, counted from 0, shape (blocks,) */
  readonly places: readonly number[];
  /** readings of all blocks, each in a different order */
  readonly orders: readonly BlockOrder[];
  /**
   * Mean loss at each place of a block, bits, shape (median block,), over the blocks in the second half of the orders that are
   * at least as long as the median. It falls where a block has local structure. Short documents show little of that.
   */
  readonly within: Float64Array;
  /**
   * Local structure of each of these blocks: its cost beyond as many symbols like its last quarter, bits, shape (these blocks,)
   */
  readonly withinBlocks: Float64Array;
  /** the first order as a code: its bits, with all that a decoder needs, and a report of each member */
  readonly coded: Pick<Observation, "bits" | "members">;
}

/** The last quarter of a block shows its cost once its local structure is learned. */
const shownShare = 3 / 4;

/** One reading of all blocks. */
interface BlockOrder {
  /** blocks in the order of reading, shape (blocks,) */
  readonly blocks: Uint32Array;
  /** bits paid for each, shape (blocks,) */
  readonly bits: Float64Array;
  /** bits paid for each symbol of the first block, before anything was learned, shape (its symbols,) */
  readonly first: Float64Array;
}

const longestBlock = 1024;
const shortestBlock = 32;
/** Fewer blocks show too little of their differences. */
const fewestBlocks = 16;

/** Symbols of a block: a power of two, as long as sixteen blocks allow, so that blocks show most of their local structure. */
export function adaptiveBlockLength(n: number): number {
  let length = longestBlock;
  while (length > shortestBlock && length * fewestBlocks > n) length /= 2;
  return length;
}

/** A sequence in blocks, and orders in which they are read. It can be handed to another thread. */
export interface ArrangedBlocks {
  /** over the symbols that occur: the others teach nothing */
  readonly sequence: SymbolSequence;
  /** bits that name these symbols */
  readonly alphabetBits: number;
  readonly blocks: readonly CurveBlock[];
  /** shape (blocks,) each */
  readonly orders: readonly Uint32Array[];
}

/** What reading the blocks in one order gives. */
export interface OrderReading extends Omit<BlockOrder, "blocks"> {
  /** sums of the losses at each place of the blocks that count for `within`, shape (median block,), and their number */
  readonly sums: Float64Array;
  readonly summed: number;
  /** local structure of each of these blocks, bits, shape (blocks,); NaN: of another */
  readonly gains: Float64Array;
  readonly coded: AdaptiveReadings["coded"];
}

/**
 * Cuts a sequence into blocks, and draws balanced random orders of them.
 *
 * @param count of random orders
 * @param random a stream of its own
 * @returns undefined with fewer than two blocks
 */
export function arrangeBlocks(
  given: SymbolSequence,
  count: number,
  random: Random,
): ArrangedBlocks | undefined {
  const sequence = present(given);
  const blocks = cutIntoBlocks(sequence.segmentEnds, adaptiveBlockLength(sequence.symbols.length));
  if (blocks.length < 2) return undefined;
  const orders = balancedOrders(blocks.length, count, random.fork("block-orders"));
  return { sequence, alphabetBits: namingBits(given.alphabetSize, sequence.alphabetSize), blocks, orders };
}

/**
 * Reads blocks in some of their orders, each time with a new observer that learns from all that it reads.
 *
 * @param chosen indices of these orders
 * @throws RangeError when more than 65 536 symbols occur, or memory cannot be had
 * Cost: that of coding the sequence once for each order, and half of it for the choice of members.
 */
export function readOrders(
  arranged: ArrangedBlocks,
  definitions: readonly MemberDefinition[],
  chosen: readonly number[],
): OrderReading[] {
  const { sequence, alphabetBits, blocks, orders } = arranged;
  const n = sequence.symbols.length;
  // The members are chosen on blocks from all over the sequence.
  const { symbols, segmentEnds } = arrange(sequence, blocks, orders[0]!);
  const observer = settleObserver({ ...sequence, symbols, segmentEnds }, definitions, n);
  const usual = usualLength(blocks);
  return chosen.map((k) => {
    const order = orders[k]!;
    const moved = arrange(sequence, blocks, order);
    const [sums, gains] = [new Float64Array(usual), new Float64Array(blocks.length).fill(Number.NaN)];
    let [summed, place, first] = [0, 0, new Float64Array(0)];
    const { bits, headerBits, members } = observer.observe(
      moved.symbols,
      moved.segmentEnds,
      (losses, start, end) => {
        if (start === 0) first = losses.slice(0, end);
        const block = order[place++]!;
        if (start < n / 2 || end - start < usual) return;
        for (let t = 0; t < usual; t++) sums[t]! += losses[t]!;
        summed++;
        gains[block] = beyondItsEnd(losses, usual);
      },
    );
    const coded = { bits: bits.reduce((sum, one) => sum + one, alphabetBits + headerBits), members };
    return { bits, first, sums, summed, gains, coded };
  });
}

/** @param read each order, in their order */
export function joinReadings(
  { blocks, orders }: ArrangedBlocks,
  read: readonly OrderReading[],
): AdaptiveReadings {
  const lengths = blocks.map(({ start, end }) => end - start);
  const total = (of: (reading: OrderReading) => number) => read.reduce((sum, one) => sum + of(one), 0);
  const summed = total((one) => one.summed);
  const withinBlocks: number[] = [];
  for (let b = 0; b < blocks.length; b++) {
    const found = read.flatMap(({ gains }) => (Number.isNaN(gains[b]!) ? [] : gains[b]!));
    if (found.length > 0) withinBlocks.push(found.reduce((sum, gain) => sum + gain, 0) / found.length);
  }
  return {
    lengths,
    places: placesOf(blocks),
    orders: read.map(({ bits, first }, k) => ({ blocks: orders[k]!, bits, first })),
    within: Float64Array.from(
      { length: usualLength(blocks) },
      (_, t) => total(({ sums }) => sums[t]!) / Math.max(1, summed),
    ),
    withinBlocks: Float64Array.from(withinBlocks),
    coded: read[0]!.coded,
  };
}

/**
 * Reads the blocks of a sequence in several balanced random orders.
 *
 * @returns undefined with fewer than two blocks
 * @throws RangeError as `readOrders`
 * Cost: that of `readOrders`.
 */
export function adaptiveReadings(
  given: SymbolSequence,
  definitions: readonly MemberDefinition[],
  count: number,
  random: Random,
): AdaptiveReadings | undefined {
  const arranged = arrangeBlocks(given, count, random);
  if (arranged === undefined) return undefined;
  const all = arranged.orders.map((_, k) => k);
  return joinReadings(arranged, readOrders(arranged, definitions, all));
}

/** Median length of the blocks, in symbols. */
function usualLength(blocks: readonly CurveBlock[]): number {
  return blocks.map(({ start, end }) => end - start).sort((a, b) => a - b)[blocks.length >> 1]!;
}

/** Index of the segment of each block. */
function placesOf(blocks: readonly CurveBlock[]): number[] {
  let place = -1;
  return blocks.map(({ segmentStart }, b) => {
    if (segmentStart !== blocks[b - 1]?.segmentStart) place++;
    return place;
  });
}

/** Cost of a block beyond as many symbols like its last quarter, bits. @param losses shape (length,) or longer */
export function beyondItsEnd(losses: Float64Array, length: number): number {
  const from = Math.floor(length * shownShare);
  let sum = 0;
  let last = 0;
  for (let t = 0; t < length; t++) {
    sum += losses[t]!;
    if (t >= from) last += losses[t]!;
  }
  return sum - (length * last) / (length - from);
}

/** The sequence over the symbols that occur: the others teach nothing. */
function present({ symbols, alphabetSize, segmentEnds, codes }: SymbolSequence): SymbolSequence {
  const compact = compactAlphabet(symbols, alphabetSize);
  const named = codes === undefined ? {} : { codes: compact.originals.map((symbol) => codes[symbol]!) };
  return { symbols: compact.symbols, alphabetSize: compact.alphabetSize, segmentEnds, ...named };
}

/** The blocks concatenated in some order, each a segment. */
function arrange(
  { symbols, alphabetSize }: SymbolSequence,
  blocks: readonly CurveBlock[],
  order: Uint32Array,
) {
  const moved = allocateSymbols(symbols.length, alphabetSize);
  const segmentEnds: number[] = [];
  let at = 0;
  for (const b of order) {
    const { start, end } = blocks[b]!;
    moved.set(symbols.subarray(start, end), at);
    at += end - start;
    segmentEnds.push(at);
  }
  return { symbols: moved, segmentEnds };
}
