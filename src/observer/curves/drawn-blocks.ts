import type { Random } from "../../core/random.ts";
import { allocateSymbols, type SymbolSequence } from "../../core/sequence.ts";
import { type CurveBlock, planCurveBlocks } from "./block-plan.ts";

/** Symbols of a block within longer documents. */
const drawnBlockLength = 2048;

/**
 * Cuts a sequence into blocks of some 2 048 symbols and puts them in seeded random order, so that early and late blocks are of
 * one kind. A shorter document is one block; no block crosses the end of a document.
 *
 * @param random a stream of its own
 * @param inOrder keeps the order of the sequence
 * @returns undefined with fewer than two blocks
 * Cost: O(n).
 */
export function drawBlocks(
  sequence: SymbolSequence,
  random: Random,
  inOrder = false,
): SymbolSequence | undefined {
  const plan = planCurveBlocks(sequence.segmentEnds, random, drawnBlockLength);
  if (plan === undefined) return undefined;
  const blocks = [...plan.heldOut, ...plan.training];
  return blocksOf(sequence, inOrder ? blocks.sort((a, b) => a.start - b.start) : blocks);
}

/** The blocks of the first n symbols in the order that they would have alone, then the blocks of the rest. */
export function drawParts(sequence: SymbolSequence, n: number, random: Random): SymbolSequence | undefined {
  const { symbols, segmentEnds } = sequence;
  const head = { ...sequence, symbols: symbols.subarray(0, n), segmentEnds: endsBetween(segmentEnds, 0, n) };
  const tail = {
    ...sequence,
    symbols: symbols.subarray(n),
    segmentEnds: endsBetween(segmentEnds, n, symbols.length),
  };
  const first = drawBlocks(head, random);
  if (first === undefined || n === symbols.length) return first;
  const second = drawBlocks(tail, random) ?? tail;
  const joined = allocateSymbols(symbols.length, sequence.alphabetSize);
  joined.set(first.symbols);
  joined.set(second.symbols, n);
  return {
    ...first,
    symbols: joined,
    segmentEnds: [...first.segmentEnds, ...second.segmentEnds.map((end) => end + n)],
  };
}

/** Ends of the segments of symbols from..to-1, counted from there. */
function endsBetween(segmentEnds: readonly number[], from: number, to: number): number[] {
  const inside = segmentEnds.filter((end) => end > from && end < to);
  return [...inside, to].map((end) => end - from);
}

/** The first n symbols of drawn blocks; cuts the last block. */
export function firstOf(drawn: SymbolSequence, n: number): SymbolSequence {
  const whole = drawn.segmentEnds.findIndex((end) => end >= n);
  if (whole < 0) return drawn;
  return {
    ...drawn,
    symbols: drawn.symbols.subarray(0, n),
    segmentEnds: [...drawn.segmentEnds.slice(0, whole), n],
  };
}

/**
 * The same blocks in another order.
 *
 * @param order shape (blocks,), each block once
 */
export function reordered(drawn: SymbolSequence, order: ArrayLike<number>): SymbolSequence {
  const blocks = Array.from(order, (b) => {
    const start = drawn.segmentEnds[b - 1] ?? 0;
    return { start, end: drawn.segmentEnds[b]!, segmentStart: start };
  });
  return blocksOf(drawn, blocks);
}

function blocksOf(sequence: SymbolSequence, blocks: readonly CurveBlock[]): SymbolSequence {
  const { symbols, alphabetSize, codes } = sequence;
  const drawn = allocateSymbols(
    blocks.reduce((sum, { start, end }) => sum + end - start, 0),
    alphabetSize,
  );
  const segmentEnds: number[] = [];
  let at = 0;
  for (const { start, end } of blocks) {
    drawn.set(symbols.subarray(start, end), at);
    at += end - start;
    segmentEnds.push(at);
  }
  return { symbols: drawn, alphabetSize, segmentEnds, ...(codes === undefined ? {} : { codes }) };
}
