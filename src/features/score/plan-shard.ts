import { createHash } from "node:crypto";
import { by } from "../../core/collections.ts";
import { distinctName } from "../../input/raw-path.ts";
import type { PartHead } from "./part-schema.ts";

/** A file of a job, with its place among all files. */
export interface PlacedFile {
  readonly path: string;
  /** for a name that is not UTF-8: the bytes of the path */
  readonly pathBase64?: string;
  /** bytes of the files before it, and its own */
  readonly start: number;
  readonly size: number;
}

/** A file without its place. */
export interface SizedFile extends Omit<PlacedFile, "start"> {
  /** most bytes of it that are measured */
  readonly measured: number;
}

/** The share of a job done here: shard `index` of `count`, counted from 0. */
export type Shard = PartHead["shard"];

/** A whole job, the same for every shard. */
interface Job {
  readonly files: readonly PlacedFile[];
  /** bytes of all files */
  readonly total: number;
  /** SHA-256 of all that the result depends on: equal for shards of one job */
  readonly id: string;
  /** Share of the documents that may be in the sample of the whole, in (0, 1]. */
  readonly candidates: number;
}

/** Bytes of documents for the learning curve of the whole. */
export const sampledBytes = 1_000_000;
/** Excess factor of candidates, so that too few are practically impossible. */
const candidateExcess = 4;

/**
 * Concatenates the files of a job, in the order of their paths.
 *
 * @param files in any order
 * @param about whatever else the result depends on
 * Cost: O(files log files).
 */
export function planJob(files: readonly SizedFile[], about: unknown): Job {
  const sorted = files.map((file) => ({ name: distinctName(file), file })).sort(by(({ name }) => name));
  const hash = createHash("sha256").update(JSON.stringify(about));
  const placed: PlacedFile[] = [];
  let total = 0;
  let read = 0;
  for (const { name, file } of sorted) {
    const { measured, ...own } = file;
    const { size } = own;
    hash.update(`\0${name}\0${size}`);
    placed.push({ ...own, start: total });
    total += size;
    read += measured;
  }
  const candidates = Math.min(1, (candidateExcess * sampledBytes) / Math.max(1, read));
  return { files: placed, total, id: hash.digest("hex"), candidates };
}

/**
 * The shard of a document: by its offset in all files, which does not depend on content.
 *
 * @param offset bytes before it, 0..total
 * @returns 0..count-1, ascending with the offset
 */
export function shardOf(offset: number, total: number, count: number): number {
  return total === 0 ? 0 : Math.min(count - 1, Math.floor((offset / total) * count));
}

/** @returns files with a document that may belong to the shard, in order */
export function filesOfShard({ files, total }: Job, { index, count }: Shard): PlacedFile[] {
  return files.filter(
    ({ start, size }) =>
      shardOf(start, total, count) <= index && shardOf(start + Math.max(0, size - 1), total, count) >= index,
  );
}
