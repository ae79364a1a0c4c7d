import type { Random } from "../../core/random.ts";
import { allocateSymbols, type SymbolSequence, segmentsOf } from "../../core/sequence.ts";
import type { MemberDefinition } from "../member.ts";
import { settleObserver } from "../settled-observer.ts";

/** How much symbols with short context cost beyond the same symbols with more context. */
interface ContextGain {
  /** n: symbols of context, first..end-1 */
  readonly first: number;
  readonly end: number;
  /** additional symbols of context in the other reading */
  readonly further: number;
  /** difference of the costs, bits, by piece of the sequence, shape (pieces,) */
  readonly bits: Float64Array;
  /** number of compared symbols, shape (pieces,) */
  readonly compared: Float64Array;
}

/**
 * Contexts of up to half a block are measured; shorter blocks would not contain them, longer ones are fewer to average over.
 */
const blockLength = 128;
const fewestBlocks = 128;
/** The first symbols only train. */
const trainingShare = 1 / 4;

/**
 * The value of context: codes a sequence in short blocks in random order, without context across blocks, once cut at multiples
 * of L and once half a block later. A symbol has n symbols of context in the one reading and n + L/2 in the other, so its two
 * costs form a pair. The observer learns in both as it reads, so that learning within a block counts as context too.
 *
 * @param pieces into which the sequence is cut for errors
 * @param random a stream of its own
 * @returns from short contexts to long ones; none where too few blocks fit into the segments
 * Cost: that of coding the sequence twice.
 */
export function contextGains(
  sequence: SymbolSequence,
  definitions: readonly MemberDefinition[],
  pieces: number,
  random: Random,
): ContextGain[] {
  if (wholeBlocks(sequence.segmentEnds, blockLength) < fewestBlocks) return [];
  const n = sequence.symbols.length;
  const [one, other] = readTwice(sequence, definitions, blockLength, random);
  const further = blockLength / 2;
  const gains = halfOctaves(further).map(([first, end]) => ({
    ...{ first, end, further },
    bits: new Float64Array(pieces),
    compared: new Float64Array(pieces),
  }));
  const gainAt = Array.from({ length: further }, (_, context) =>
    gains.find(({ first, end }) => first <= context && context < end),
  );
  for (let at = 0; at < n; at++) {
    const context = Math.min(one.contexts[at]!, other.contexts[at]!);
    const more = other.contexts[at]! - one.contexts[at]!;
    const gain = Math.abs(more) === further ? gainAt[context] : undefined;
    if (gain === undefined || one.early[at] === 1 || other.early[at] === 1) continue;
    const piece = Math.floor((at * pieces) / n);
    gain.bits[piece]! += (one.losses[at]! - other.losses[at]!) * Math.sign(more);
    gain.compared[piece]!++;
  }
  return gains;
}

function wholeBlocks(segmentEnds: readonly number[], length: number): number {
  return segmentEnds.reduce((sum, end, s) => sum + Math.floor((end - (segmentEnds[s - 1] ?? 0)) / length), 0);
}

/** The cost of each symbol, by its position in the sequence. */
interface Reading {
  readonly losses: Float32Array;
  /** symbols of its block before it */
  readonly contexts: Uint16Array;
  /** 1: read before the observer had learned enough */
  readonly early: Uint8Array;
}

interface Block {
  readonly start: number;
  readonly end: number;
  /** sort key of the random order */
  readonly key: number;
}

function readTwice(
  sequence: SymbolSequence,
  definitions: readonly MemberDefinition[],
  length: number,
  random: Random,
): [Reading, Reading] {
  const { symbols, segmentEnds } = sequence;
  const cells = Math.ceil(symbols.length / length) + 2 * segmentEnds.length;
  const keys = Float64Array.from({ length: cells }, () => random.uniform());
  const [one, other] = [0, length / 2].map((offset) =>
    arrange(sequence, cutBlocks(segmentEnds, length, offset, keys)),
  ) as [ArrangedBlocks, ArrangedBlocks];
  const observer = settleObserver(one.sequence, definitions, symbols.length);
  const read = ({ sequence: given, blocks }: ArrangedBlocks): Reading => {
    const n = symbols.length;
    const reading = { losses: new Float32Array(n), contexts: new Uint16Array(n), early: new Uint8Array(n) };
    let block = 0;
    observer.segmentBits(given.symbols, given.segmentEnds, (paid, from, to) => {
      const { start, end } = blocks[block++]!;
      reading.losses.set(paid.subarray(0, to - from), start);
      for (let at = start; at < end; at++) reading.contexts[at] = at - start;
      if (from < trainingShare * n) reading.early.fill(1, start, end);
    });
    return reading;
  };
  return [read(one), read(other)];
}

/** Blocks in random order; blocks that lie half a block apart have the same order. */
function cutBlocks(
  segmentEnds: readonly number[],
  length: number,
  offset: number,
  keys: Float64Array,
): Block[] {
  const blocks: Block[] = [];
  let cell = 0;
  for (const [start, end] of segmentsOf(segmentEnds)) {
    // The beginning gets a place of its own: right before the next block the observer would have just learned it.
    if (offset > 0) blocks.push({ start, end: Math.min(end, start + offset), key: keys[cell]! });
    cell++;
    for (let from = start + offset; from < end; from += length) {
      blocks.push({ start: from, end: Math.min(end, from + length), key: keys[cell++]! });
    }
  }
  return blocks.sort((a, b) => a.key - b.key || a.start - b.start);
}

interface ArrangedBlocks {
  readonly sequence: SymbolSequence;
  readonly blocks: readonly Block[];
}

function arrange(sequence: SymbolSequence, blocks: readonly Block[]): ArrangedBlocks {
  const symbols = allocateSymbols(sequence.symbols.length, sequence.alphabetSize);
  const segmentEnds: number[] = [];
  let at = 0;
  for (const { start, end } of blocks) {
    symbols.set(sequence.symbols.subarray(start, end), at);
    at += end - start;
    segmentEnds.push(at);
  }
  return { sequence: { ...sequence, symbols, segmentEnds }, blocks };
}

/** 1, 2, 3, 4-5, 6-7, 8-11, ...: each from its first to before its end. */
function halfOctaves(limit: number): (readonly [number, number])[] {
  const bins: (readonly [number, number])[] = [[1, 2]];
  for (let octave = 2; octave < limit; octave *= 2) {
    bins.push([octave, octave * 1.5], [octave * 1.5, octave * 2]);
  }
  return bins;
}
