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
 * Random orders of blocks in which each block stands once in each stretch, so that what differs between blocks is no
 * difference between stretches; apart from that they are independent, since shifts of one order would keep the same blocks together,
 * and S would come out wrong by half. Each group has one block for each order; a random Latin square says in
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

/** What the blocks of a sequence cost an observer that learns all the time. */
export interface AdaptiveReadings {
  /** symbols of each block, in the order of the sequence, shape (blocks,) */
  readonly lengths: readonly number[];
  /** where each block is from: the place of an input that was drawn or the document, counted from 0, shape (blocks,) */
  readonly places: readonly number[];
  /** readings of all blocks, each in an order of its own */
  readonly orders: readonly BlockOrder[];
  /**
   * Mean loss at each place of a block, over the blocks read in the second half of the orders that are no shorter than the
   * median, bits, shape (median block,): what a block teaches of itself makes it fall. Short documents show little of that.
   */
  readonly within: Float64Array;
  /**
   * Bits that each of these blocks costs beyond as many symbols like its last quarter: what it teaches of itself,
   * shape (blocks looked at,)
   */
  readonly withinBlocks: Float64Array;
  /** the first order as a code: what it pays with all that a decoder needs, in bits, and what each member did */
  readonly coded: Pick<Observation, "bits" | "members">;
}

/** The last quarter of a block is what it costs when it has shown itself. */
const shownShare = 3 / 4;

/** One reading of all blocks. */
interface BlockOrder {
  /** which block came when, shape (blocks,) */
  readonly blocks: Uint32Array;
  /** bits paid for it, shape (blocks,) */
  readonly bits: Float64Array;
  /** bits paid for each symbol of the block that came first, when nothing was known yet, shape (its symbols,) */
  readonly first: Float64Array;
}

const longestBlock = 1024;
const shortestBlock = 32;
/** Fewer blocks say little of how different they are. */
const fewestBlocks = 16;

/**
 * Symbols of a block: a power of two, as long as there are sixteen of them, so that what a block shows of itself is
 * worth as much as it can be.
 */
export function adaptiveBlockLength(n: number): number {
  let length = longestBlock;
  while (length > shortestBlock && length * fewestBlocks > n) length /= 2;
  return length;
}

/**
 * Reads the blocks of a sequence in several balanced random orders, each time by an observer that knows nothing at first and
 * learns from all that it reads.
 *
 * @param count of random orders
 * @param random a stream of its own
 * @returns undefined with fewer than two blocks
 * @throws RangeError when more than 65 536 symbols occur, or memory cannot be had
 * Cost: that of coding the sequence once for each order, and half of it for the choice of members.
 */
export function adaptiveReadings(
  given: SymbolSequence,
  definitions: readonly MemberDefinition[],
  count: number,
  random: Random,
): AdaptiveReadings | undefined {
  const sequence = present(given);
  const n = sequence.symbols.length;
  const blocks = cutIntoBlocks(sequence.segmentEnds, adaptiveBlockLength(n));
  if (blocks.length < 2) return undefined;
  const draws = random.fork("block-orders");
  const arranged = balancedOrders(blocks.length, count, draws).map((order) => ({
    order,
    ...arrange(sequence, blocks, order),
  }));
  // Who reads is settled on blocks from all over the sequence.
  const { symbols, segmentEnds } = arranged[0]!;
  const alphabetBits = namingBits(given.alphabetSize, sequence.alphabetSize);
  const observer = settleObserver({ ...sequence, symbols, segmentEnds }, definitions, n);
  const lengths = blocks.map(({ start, end }) => end - start);
  const usual = lengths.toSorted((a, b) => a - b)[lengths.length >> 1]!;
  const sums = new Float64Array(usual);
  let summed = 0;
  const taught = new Float64Array(blocks.length);
  const looked = new Float64Array(blocks.length);
  let coded: AdaptiveReadings["coded"] | undefined;
  const orders = arranged.map(({ order, symbols: moved, segmentEnds: ends }) => {
    let first = new Float64Array(0);
    let place = 0;
    const { bits, headerBits, members } = observer.observe(moved, ends, (losses, start, end) => {
      if (start === 0) first = losses.slice(0, end);
      const block = order[place++]!;
      if (start < n / 2 || end - start < usual) return;
      for (let t = 0; t < usual; t++) sums[t]! += losses[t]!;
      summed++;
      taught[block]! += beyondItsEnd(losses, usual);
      looked[block]!++;
    });
    coded ??= { bits: bits.reduce((sum, one) => sum + one, alphabetBits + headerBits), members };
    return { blocks: order, bits, first };
  });
  return {
    lengths,
    places: placesOf(blocks),
    orders,
    within: sums.map((sum) => sum / Math.max(1, summed)),
    withinBlocks: taught.map((sum, b) => sum / looked[b]!).filter((_, b) => looked[b]! > 0),
    coded: coded!,
  };
}

/** Segments that blocks are of, counted. */
function placesOf(blocks: readonly CurveBlock[]): number[] {
  let place = -1;
  return blocks.map(({ segmentStart }, b) => {
    if (segmentStart !== blocks[b - 1]?.segmentStart) place++;
    return place;
  });
}

/** Bits of a block beyond those of as many symbols like its last quarter. @param losses shape (length,) or longer */
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

/** The sequence over the symbols that occur: there is nothing to learn from others. */
function present({ symbols, alphabetSize, segmentEnds, codes }: SymbolSequence): SymbolSequence {
  const compact = compactAlphabet(symbols, alphabetSize);
  const named = codes === undefined ? {} : { codes: compact.originals.map((symbol) => codes[symbol]!) };
  return { symbols: compact.symbols, alphabetSize: compact.alphabetSize, segmentEnds, ...named };
}

/** The blocks one after another in some order, each a segment. */
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
