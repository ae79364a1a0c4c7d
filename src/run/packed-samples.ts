import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Sample, Samples } from "../results/report.ts";

/** Samples that stay unpacked: most runs have no more. */
const unpacked = 64;
/**
 * Samples that are packed together. Each call of zlib leaves some kB until a full garbage collection; reading one sample
 * unpacks all of its group.
 */
const together = 64;
/** Samples used as a dictionary, for what samples have in common, such as names of keys. */
const dictionarySamples = 4;
const compression = { level: 3, memLevel: 8, windowBits: 14, chunkSize: 16_384 };
const chunkBytes = 262_144;

/**
 * Samples of a batch, some hundred bytes each where there are many.
 *
 * Samples may come in any order; they are read in the order of their tasks. None may be added after the first read.
 */
export class PackedSamples implements Samples {
  /** Number of samples so far. */
  length = 0;
  readonly #plain = new Map<number, Sample>();
  /** Shape (tasks,): `together` times the group of the task's sample, counted from 1, plus its place there; 0 for none. */
  readonly #memberOf: Int32Array;
  /** of each group, counted from 0 */
  readonly #groups: { readonly chunk: Buffer; readonly begin: number; readonly end: number }[] = [];
  /** samples of the group that is not packed yet */
  #waiting: string[] = [];
  /** the group that was unpacked last */
  #open: { readonly group: number; readonly texts: readonly string[] } | undefined;
  #chunk: Buffer = Buffer.alloc(0);
  #filled = 0;
  #packedBytes = 0;
  #dictionary: Buffer | undefined;
  #places: Int32Array | undefined;

  /** @param tasks largest number of samples */
  constructor(tasks: number) {
    this.#memberOf = new Int32Array(tasks);
  }

  /** Bytes of the packed samples. */
  get packedBytes(): number {
    return this.#packedBytes;
  }

  /**
   * @param task index of the task
   * @param sample a value that JSON holds without loss
   * Cost: 3 us and some hundred bytes, for samples similar to the first ones; nothing for the first few.
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
      // JSON has no line break within a string.
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
