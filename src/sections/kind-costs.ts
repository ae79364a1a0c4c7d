import type { ByteSource } from "../input/byte-source.ts";
import { type LikenessModels, withoutRuns } from "../models/likeness-models.ts";
import type { BlockCounts } from "./block-counts.ts";
import { isTextual } from "./byte-tests.ts";

/** Blocks of a window, most bytes that are read of one, and most windows of a side. */
const windowBlocks = 4;
const mostRead = 2048;
const mostWindows = 8;
/** Bytes of a piece to which a boundary is placed. */
export const pieceBytes = 128;
/** Bytes up to which a side shows its kind, those beside the boundary that do not, and fewest that do. */
const shownBytes = 8192;
const unsureBytes = 1024;
const fewestShown = 512;
/** Bytes to each side within which a boundary is placed, and bits that another place has to save. */
const placed = 4096;
const leastSaved = 100;
/** Half of a side differs from the other half by chance: what counts is more than this many times that. */
const driftFactor = 3;

/** What parts of an input cost under the models of known kinds of text. */
export class KindCosts {
  readonly #source: Pick<ByteSource, "read" | "size">;
  readonly #step: number;
  readonly #models: LikenessModels;
  /** the kind of each reference, shape (references,) */
  readonly #kinds: Int32Array;
  /** costs of each window under each reference, shape (windows, references), and which of them are known */
  readonly #costs: Float32Array;
  readonly #known: Uint8Array;
  /** costs of the two sides under each reference, and the least under each kind */
  readonly #sides: readonly [Float64Array, Float64Array];
  readonly #least: readonly [Float64Array, Float64Array];

  constructor(
    source: Pick<ByteSource, "read" | "size">,
    { width, blocks }: BlockCounts,
    models: LikenessModels,
  ) {
    this.#source = source;
    this.#step = windowBlocks * width;
    this.#models = models;
    const { references } = models;
    const windows = Math.ceil(blocks / windowBlocks);
    this.#costs = new Float32Array(windows * references.length);
    this.#known = new Uint8Array(windows);
    const kinds = [...new Set(references.map(({ kind }) => kind))];
    this.#kinds = Int32Array.from(references, ({ kind }) => kinds.indexOf(kind));
    const room = (length: number) => [new Float64Array(length), new Float64Array(length)] as const;
    this.#sides = room(references.length);
    this.#least = room(kinds.length);
  }

  /**
   * What it saves that two sides of a cut may be of two kinds, beyond what the halves of each side save so.
   *
   * @param start, at, end blocks
   * @returns bit/byte, of the shorter side
   * Cost: 60 ns for each byte that was not read before.
   */
  contrast(start: number, at: number, end: number): number {
    const [middle, next] = [Math.floor(at / windowBlocks), Math.ceil(at / windowBlocks)];
    const first = Math.max(Math.ceil(start / windowBlocks), middle - mostWindows);
    const last = Math.min(Math.floor(end / windowBlocks), next + mostWindows);
    const gain = this.#gain(first, middle, next, last);
    if (gain === 0) return 0;
    const halves = [(first + middle) >> 1, (next + last) >> 1] as const;
    const drift = Math.max(
      this.#gain(first, halves[0], halves[0], middle),
      this.#gain(next, halves[1], halves[1], last),
    );
    return Math.max(0, gain - driftFactor * drift);
  }

  /**
   * Where the kind of text changes, to a piece of 128 bytes.
   *
   * @param about the presumed offset
   * @param low, high the boundaries before and after
   * @returns undefined: both sides are of one kind, or the presumed offset is about as likely
   * @throws InputError when the source cannot be read
   * Cost: 60 ns for each of 22 kB.
   */
  place(about: number, low: number, high: number): number | undefined {
    const before = this.#best(Math.max(low, about - shownBytes), about - unsureBytes);
    const after = this.#best(about + unsureBytes, Math.min(high, about + shownBytes));
    if (before === undefined || after === undefined || this.#kinds[before] === this.#kinds[after])
      return undefined;
    const from = about - pieceBytes * Math.floor(Math.min(placed, about - low) / pieceBytes);
    const to = Math.min(high, about + placed);
    let [saved, most, present, at] = [0, 0, 0, from];
    for (let start = from; start < to; start += pieceBytes) {
      if (start === about) present = saved;
      const costs = this.#costsOf(start, Math.min(to, start + pieceBytes));
      saved += costs[after]! - costs[before]!;
      if (saved > most) [most, at] = [saved, start + pieceBytes];
    }
    return most - present > leastSaved ? at : undefined;
  }

  /** The reference under which some text costs least; undefined: too little, or no text. */
  #best(from: number, to: number): number | undefined {
    if (to - from < fewestShown) return undefined;
    const bytes = this.#source.read(from, to - from);
    if (!isTextual(bytes)) return undefined;
    const costs = this.#models.costsOfPiece(withoutRuns(bytes));
    return costs.indexOf(Math.min(...costs));
  }

  #costsOf(from: number, to: number): Float64Array {
    return this.#models.costsOfPiece(withoutRuns(this.#source.read(from, to - from)));
  }

  /** What two kinds save over one for windows [first, middle) and [next, last), bits a byte of the shorter. */
  #gain(first: number, middle: number, next: number, last: number): number {
    const shorter = Math.min(middle - first, last - next);
    if (shorter < 1) return 0;
    const [a, b] = this.#least;
    const apart = this.#leastOf(0, first, middle) + this.#leastOf(1, next, last);
    let together = Number.POSITIVE_INFINITY;
    for (let kind = 0; kind < a.length; kind++) together = Math.min(together, a[kind]! + b[kind]!);
    return (together - apart) / (shorter * Math.min(mostRead, this.#step));
  }

  /** Fills the least costs of some windows under each kind, and returns the least of all. */
  #leastOf(side: 0 | 1, first: number, last: number): number {
    const [sums, least] = [this.#sides[side].fill(0), this.#least[side].fill(Number.POSITIVE_INFINITY)];
    for (let window = first; window < last; window++) {
      if (this.#known[window] === 0) this.#read(window);
      const from = window * sums.length;
      for (let r = 0; r < sums.length; r++) sums[r]! += this.#costs[from + r]!;
    }
    let all = Number.POSITIVE_INFINITY;
    for (let r = 0; r < sums.length; r++) {
      const [kind, cost] = [this.#kinds[r]!, sums[r]!];
      if (cost < least[kind]!) least[kind] = cost;
      if (cost < all) all = cost;
    }
    return all;
  }

  #read(window: number): void {
    const at = window * this.#step;
    const read = this.#source.read(at, Math.min(mostRead, this.#step, this.#source.size - at));
    const costs = this.#models.costsOfPiece(withoutRuns(read));
    this.#costs.set(costs, window * costs.length);
    this.#known[window] = 1;
  }
}
