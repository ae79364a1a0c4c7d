import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Sample, Samples } from "../results/report.ts";

/** Samples that are kept as they are: most runs have no more. */
const unpacked = 64;
/** What samples have in common, such as names of keys: some of them before the others. */
const dictionarySamples = 4;
const compression = { level: 3, memLevel: 5, windowBits: 14, chunkSize: 4096 };
const chunkBytes = 262_144;

/**
 * Samples of a batch, in some 400 bytes each where there are many.
 *
 * Samples may come in any order; they are read in the order of their tasks. Nothing may be added once any is read.
 */
export class PackedSamples implements Samples {
  /** Samples so far. */
  length = 0;
  readonly #plain = new Map<number, Sample>();
  /** Shape (tasks,): in which chunk the sample of a task is, counted from 1, and where; 0 for none. */
  readonly #chunkOf: Int32Array;
  readonly #begins: Int32Array;
  readonly #ends: Int32Array;
  readonly #chunks: Buffer[] = [];
  #filled = 0;
  #packedBytes = 0;
  #dictionary: Buffer | undefined;
  #places: Int32Array | undefined;

  /** @param tasks how many samples there can be */
  constructor(tasks: number) {
    this.#chunkOf = new Int32Array(tasks);
    this.#begins = new Int32Array(tasks);
    this.#ends = new Int32Array(tasks);
  }

  /** Bytes of the samples that were packed. */
  get packedBytes(): number {
    return this.#packedBytes;
  }

  /**
   * @param task its place among the tasks
   * @param sample that JSON holds as it is
   * Cost: 0.1 ms and some 400 bytes, for samples that are like the first ones; of a few samples nothing.
   */
  add(task: number, sample: Sample): void {
    this.length++;
    if (this.#plain.size < unpacked) {
      this.#plain.set(task, sample);
      return;
    }
    this.#dictionary ??= this.#common();
    const packed = deflateRawSync(JSON.stringify(sample), { ...compression, dictionary: this.#dictionary });
    let chunk = this.#chunks.at(-1);
    if (chunk === undefined || this.#filled + packed.length > chunk.length) {
      chunk = Buffer.allocUnsafe(Math.max(chunkBytes, packed.length));
      this.#chunks.push(chunk);
      this.#filled = 0;
    }
    chunk.set(packed, this.#filled);
    this.#packedBytes += packed.length;
    this.#chunkOf[task] = this.#chunks.length;
    this.#begins[task] = this.#filled;
    this.#filled += packed.length;
    this.#ends[task] = this.#filled;
  }

  /** @param index among the samples, not the tasks */
  at(index: number): Sample | undefined {
    this.#places ??= this.#taken();
    const task = this.#places[index];
    if (task === undefined) return undefined;
    return this.#plain.get(task) ?? this.#unpack(task);
  }

  *[Symbol.iterator](): Generator<Sample> {
    for (let i = 0; i < this.length; i++) yield this.at(i)!;
  }

  #unpack(task: number): Sample {
    const packed = this.#chunks[this.#chunkOf[task]! - 1]!.subarray(this.#begins[task], this.#ends[task]);
    const text = inflateRawSync(packed, { ...compression, dictionary: this.#dictionary! });
    return JSON.parse(text.toString()) as Sample;
  }

  #common(): Buffer {
    const first = [...this.#plain.values()].slice(0, dictionarySamples);
    return Buffer.from(JSON.stringify(first)).subarray(-(2 ** compression.windowBits));
  }

  /** Shape (length,): tasks that have a sample. */
  #taken(): Int32Array {
    const places = new Int32Array(this.length);
    let found = 0;
    for (let task = 0; task < this.#chunkOf.length; task++)
      if (this.#chunkOf[task]! > 0 || this.#plain.has(task)) places[found++] = task;
    return places;
  }
}
