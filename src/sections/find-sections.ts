import { type Level, levels } from "../core/section-levels.ts";
import type { ByteSource } from "../input/byte-source.ts";
import type { LikenessModels } from "../models/likeness-models.ts";
import { type BlockCounts, byteValues, countBlocks, countedBits, sumRoom } from "./block-counts.ts";
import { KindCosts, pieceBytes } from "./kind-costs.ts";
import { localise, type Place } from "./localise.ts";
import { mergeBlocks } from "./merge-blocks.ts";
import { testCuts } from "./test-cuts.ts";

/** A boundary between two sections. */
export interface Boundary extends Place {
  /** the first level that has it; each has those of the levels before it */
  readonly level: Level;
}

/** How sections are found. */
export interface FindOptions {
  /** how much evidence a boundary needs: coarse has the fewest; "usual" by default */
  readonly level?: Level;
  /** of known kinds of text, which tell apart what bytes do not; absent: byte counts alone decide */
  readonly models?: LikenessModels;
}

/** Where an input changes. */
export interface Found {
  /** ascending; none for an input of one kind */
  readonly boundaries: readonly Boundary[];
  readonly counts: BlockCounts;
}

/**
 * Where an input changes, by its byte counts, and by the kinds of its texts.
 *
 * @param source of which the whole is read once, text twice, and 40 kB about each boundary
 * @throws InputError when the source cannot be read
 * Cost: 20 nanoseconds a byte up to 32 MiB, 2 beyond, 60 more for text with models; at most 160 MB of memory.
 */
export function findBoundaries(
  source: Pick<ByteSource, "size" | "read">,
  { level = "usual", models }: FindOptions = {},
): Found {
  const counts = countBlocks(source);
  const room = sumRoom(counts);
  const kinds = models && new KindCosts(source, counts, models);
  const { blocks, levels: first } = testCuts(counts, mergeBlocks(counts, room), room, kinds);
  const shown = levels.slice(0, levels.indexOf(level) + 1);
  const { width, size } = counts;
  const found: Boundary[] = [];
  for (const [i, block] of blocks.entries()) {
    if (!shown.includes(first[i]!)) continue;
    // The neighbours at the finest level, so that a boundary is at one place at all levels.
    const low = (blocks[i - 1] ?? 0) * width;
    const high = i + 1 < blocks.length ? blocks[i + 1]! * width : size;
    const place = localise(source, block * width, width, low, high);
    const other = kinds?.place(place.at, low, high);
    const better = other === undefined ? place : localise(source, other, pieceBytes, low, high);
    found.push({ ...better, level: first[i]! });
  }
  return { boundaries: found, counts };
}

/**
 * Entropy of the bytes of whole blocks between two offsets, or of those they are in.
 *
 * @returns bit/byte
 */
export function entropyBetween({ counts, width, blocks }: BlockCounts, from: number, to: number): number {
  const first = Math.ceil(from / width);
  const last = Math.max(first + 1, Math.floor(to / width));
  const sums = new Float64Array(byteValues);
  let bytes = 0;
  for (let block = Math.min(first, blocks - 1); block < Math.min(last, blocks); block++)
    for (let b = 0; b < byteValues; b++) {
      const count = counts[block * byteValues + b]!;
      sums[b]! += count;
      bytes += count;
    }
  return bytes === 0 ? 0 : countedBits(sums, 0) / bytes;
}
