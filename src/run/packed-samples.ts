import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Sample, Samples } from "../results/report.ts";

/** Samples that are kept as they are: most runs have no more. */
const unpacked = 64;
/**
 * Samples that are packed together: what zlib leaves of each call, some kB, stays until all of the memory is looked through;
 * reading one sample means unpacking all of them.
 */
const together = 64;
/** What samples have in common, such as names of keys: some of them before the others. */
const dictionarySamples = 4;
const compression = { level: 3, memLevel: 8, windowBits: 14, chunkSize: 16_384 };
const chunkBytes = 262_144;

/**
 * Samples of a batch, in some hundred bytes and more each where there are many.
 *
 * Samples may come in any order; they are read in the order of their tasks. Nothing may be added once any is read.
 */
export class PackedSamples implements Samples {
  /** Samples so far. */
  length = 0;
  readonly #plain = new Map<number, Sample>();
  /** Shape (tasks,): `together` times the group that the sample of a task is in, counted from 1, and its place there; 0 for none. */
  readonly #memberOf: Int32Array;
  /** of each group, counted from 0 */
  readonly #groups: { readonly chunk: Buffer; readonly begin: number; readonly end: number }[] = [];
  /** of the group that is not packed yet */
  #waiting: string[] = [];
  /** the group that was unpacked last */
  #open: { readonly group: number; readonly texts: readonly string[] } | undefined;
  #chunk: Buffer = Buffer.alloc(0);
  #filled = 0;
  #packedBytes = 0;
  #dictionary: Buffer | undefined;
  #places: Int32Array | undefined;

  /** @param tasks how many samples there can be */
  constructor(tasks: number) {
    this.#memberOf = new Int32Array(tasks);
  }

  /** Bytes of the samples that were packed. */
  get packedBytes(): number {
    return this.#packedBytes;
  }

  /**
   * @param task its place among the tasks
   * @param sample that JSON holds as it is
   * Cost: 3 us and some hundred bytes, for samples that are like the first ones; of a few samples nothing.
   */
  add(task: number, sample: Sample): void {
    this.length++;
    if (this.#plain.size < unpacked) {
      this.#plain.set(task, sample);
      return;
    }
    this.#memberOf[task] = together * (this.#groups.length + 1) + this.#waiting.length;
    this.#waiting.push(JSON.stringify(sample));
    if (this.#waiting.length === together) this.#pack();
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

  #pack(): void {
    this.#dictionary ??= this.#common();
    const packed = deflateRawSync(this.#waiting.join("\n"), { ...compression, dictionary: this.#dictionary });
    if (this.#filled + packed.length > this.#chunk.length) {
      this.#chunk = Buffer.allocUnsafe(Math.max(chunkBytes, packed.length));
      this.#filled = 0;
    }
    this.#chunk.set(packed, this.#filled);
    this.#groups.push({ chunk: this.#chunk, begin: this.#filled, end: this.#filled + packed.length });
    this.#filled += packed.length;
    this.#packedBytes += packed.length;
    this.#waiting = [];
  }

  #unpack(task: number): Sample {
    const member = this.#memberOf[task]!;
    const group = Math.floor(member / together) - 1;
    return JSON.parse(this.#textsOf(group)[member % together]!) as Sample;
  }

  #textsOf(group: number): readonly string[] {
    const place = this.#groups[group];
    if (place === undefined) return this.#waiting;
    if (this.#open?.group !== group) {
      const packed = place.chunk.subarray(place.begin, place.end);
      const text = inflateRawSync(packed, { ...compression, dictionary: this.#dictionary! });
      // No line of JSON breaks within a string.
      this.#open = { group, texts: text.toString().split("\n") };
    }
    return this.#open.texts;
  }

  #common(): Buffer {
    const first = [...this.#plain.values()].slice(0, dictionarySamples);
    return Buffer.from(JSON.stringify(first)).subarray(-(2 ** compression.windowBits));
  }

  /** Shape (length,): tasks that have a sample. */
  #taken(): Int32Array {
    const places = new Int32Array(this.length);
    let found = 0;
    for (let task = 0; task < this.#memberOf.length; task++)
      if (this.#memberOf[task]! > 0 || this.#plain.has(task)) places[found++] = task;
    return places;
  }
}
