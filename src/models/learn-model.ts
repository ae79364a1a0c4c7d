import { createHash } from "node:crypto";
import { confidenceLevel } from "../core/constants.ts";
import { ratioOverBlocks } from "../math/intervals.ts";
import { observerMembers } from "../observer/observer-members.ts";
import { openObserver } from "../observer/open-observer.ts";
import { countStrings } from "./count-strings.ts";
import { estimateModel } from "./estimate-model.ts";
import { FrozenModel } from "./frozen-model.ts";
import { encodeModel, stringsWithin } from "./model-file.ts";
import { type ModelHeader, modelVersion } from "./model-schema.ts";
import type { ModelTree } from "./model-tree.ts";

/** Concatenated documents. */
export interface Text {
  /** shape (n,) */
  readonly bytes: Uint8Array;
  /** ascending, the last one n */
  readonly documentEnds: ArrayLike<number>;
}

/** Options of a model. */
export interface LearnOptions {
  /** bytes of the longest strings, including the predicted byte */
  readonly order: number;
  /** largest size of the file in bytes */
  readonly size: number;
  /** bytes of text on which the model is compared with the full observer; 0: no comparison */
  readonly trial: number;
  /** bytes of all documents, which may contain more than the text */
  readonly of: number;
  readonly version: string;
}

/** Size of the held-out pieces, in bytes. */
const blockBytes = 4096;
/** Held-out blocks: one of 16, at most 256. Short texts hold out four if these are at most a quarter of the text. */
const heldOutOneOf = 16;
const mostHeldOut = 256;
const fewestHeldOut = 4;

/**
 * Learns a model of a text; equal texts and options give equal bytes. Holds out a sixteenth of the text, 1 MiB at most, to
 * state the cost of unseen text of the same kind.
 *
 * @returns the bytes of the model file
 * Cost: 0.7 microseconds a byte, 20 bytes a byte, and the observer's few microseconds a byte of the trial.
 */
export function learnModel(text: Text, options: LearnOptions): { bytes: Uint8Array; header: ModelHeader } {
  const blocks = blocksOf(text);
  const { learned, heldOut } = splitBlocks(blocks, mostHeldOut);
  const joined = joinedBlocks(text.bytes, learned);
  const { tree, least } = modelOf(joined, options);
  const model = FrozenModel.of(tree);
  const paid = heldOut.map(([start, end]) => model.bits(text.bytes.subarray(start, end)));
  const header: Omit<ModelHeader, "levels"> = {
    mesoscopeModel: modelVersion,
    tool: { name: "mesoscope", version: options.version },
    encoding: "bytes",
    order: options.order,
    text: {
      documents: text.documentEnds.length,
      bytes: joined.bytes.length,
      of: options.of,
      sha256: createHash("sha256").update(joined.bytes).digest("hex"),
    },
    least,
    heldOut:
      heldOut.length === 0
        ? null
        : { bytes: lengthOf(heldOut), blocks: heldOut.length, ...rateOver(paid, heldOut) },
    observer: options.trial === 0 ? null : compareWithObserver(text.bytes, blocks, options),
  };
  const bytes = encodeModel(header, tree);
  return { bytes, header: { ...header, levels: tree.map(({ symbols }) => ({ strings: symbols.length })) } };
}

function modelOf(text: Text, { order, size }: LearnOptions): { tree: ModelTree; least: number } {
  const counts = countStrings(text.bytes, text.documentEnds, order, stringsWithin(size));
  return { tree: estimateModel(counts), least: Math.max(1, ...counts.thresholds) };
}

type Block = readonly [start: number, end: number];

/** Pieces of documents, at most a block long and within one document. */
function blocksOf({ documentEnds }: Text): Block[] {
  const blocks: Block[] = [];
  let start = 0;
  for (let s = 0; s < documentEnds.length; s++) {
    const end = documentEnds[s]!;
    for (let at = start; at < end; at += blockBytes) blocks.push([at, Math.min(end, at + blockBytes)]);
    start = end;
  }
  return blocks;
}

/** Holds out some blocks, evenly spaced. */
function splitBlocks(blocks: readonly Block[], most: number): { learned: Block[]; heldOut: Block[] } {
  const few = Math.min(fewestHeldOut, Math.floor(blocks.length / 4));
  const count = Math.min(most, Math.max(few, Math.floor(blocks.length / heldOutOneOf)));
  const learned: Block[] = [];
  const heldOut: Block[] = [];
  for (const [i, block] of blocks.entries()) {
    // The middle block of each of `count` equal stretches.
    const stretch = Math.floor((i * count) / blocks.length);
    const middle = Math.floor(((stretch + 0.5) * blocks.length) / count);
    (count > 0 && i === middle ? heldOut : learned).push(block);
  }
  return { learned, heldOut };
}

/** Blocks as a text; adjacent ones in a document are joined. */
function joinedBlocks(bytes: Uint8Array, blocks: readonly Block[]): Text {
  const joined = new Uint8Array(lengthOf(blocks));
  const ends: number[] = [];
  let at = 0;
  for (const [i, [start, end]] of blocks.entries()) {
    joined.set(bytes.subarray(start, end), at);
    at += end - start;
    // A block that is not full ends its document.
    const isFull = end - start === blockBytes;
    if (!isFull || blocks[i + 1]?.[0] !== end) ends.push(at);
  }
  return { bytes: joined, documentEnds: ends };
}

function lengthOf(blocks: readonly Block[]): number {
  return blocks.reduce((sum, [start, end]) => sum + end - start, 0);
}

/** Lets both learn a part of the text and compares them on held-out blocks. */
function compareWithObserver(
  bytes: Uint8Array,
  all: readonly Block[],
  options: LearnOptions,
): ModelHeader["observer"] {
  const wanted = Math.max(heldOutOneOf, Math.floor(options.trial / blockBytes));
  const step = Math.max(1, all.length / wanted);
  const some = Array.from({ length: Math.floor(all.length / step) }, (_, i) => all[Math.floor(i * step)]!);
  const { learned, heldOut } = splitBlocks(some, mostHeldOut);
  if (heldOut.length < 2) return null;
  const text = joinedBlocks(bytes, learned);
  const model = FrozenModel.of(modelOf(text, options).tree);
  const trial = joinedBlocks(bytes, heldOut);
  const sequence = {
    symbols: new Uint8Array(Buffer.concat([text.bytes, trial.bytes])),
    alphabetSize: 256,
    segmentEnds: [...Array.from(text.documentEnds), ...heldOut.map(endAfter(text.bytes.length))],
  };
  const { mixture } = openObserver(sequence, observerMembers());
  const losses = new Float64Array(blockBytes);
  const paid: number[] = [];
  let start = 0;
  for (const end of sequence.segmentEnds) {
    const learns = end <= text.bytes.length;
    for (let at = start; at < end; at += blockBytes) {
      const to = Math.min(end, at + blockBytes);
      mixture.code(at, to, start, learns, losses);
      if (!learns) paid.push(losses.subarray(0, to - at).reduce((sum, loss) => sum + loss, 0));
    }
    start = end;
  }
  mixture.close();
  const own = heldOut.map(([from, to]) => model.bits(bytes.subarray(from, to)));
  const { rate: above, interval } = rateOver(
    own.map((bits, i) => bits - paid[i]!),
    heldOut,
  );
  return {
    learned: text.bytes.length,
    bytes: lengthOf(heldOut),
    model: rateOver(own, heldOut).rate,
    observer: rateOver(paid, heldOut).rate,
    above,
    interval,
  };
}

function endAfter(start: number): (block: Block) => number {
  let at = start;
  return ([from, to]) => (at += to - from);
}

type Interval = NonNullable<NonNullable<ModelHeader["heldOut"]>["interval"]>;

/** Bits a byte over blocks, with a Student interval of their ratio; null for a single block. */
function rateOver(
  bits: readonly number[],
  blocks: readonly Block[],
): { rate: number; interval: Interval | null } {
  const lengths = blocks.map(([start, end]) => end - start);
  const { value: rate, half } = ratioOverBlocks(bits, lengths);
  const interval = half === null ? null : { lower: rate - half, upper: rate + half, level: confidenceLevel };
  return { rate, interval };
}
