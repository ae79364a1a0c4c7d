import type { Level } from "../core/section-levels.ts";
import { type BlockCounts, byteValues, type Counts, countedBits, type SumRoom } from "./block-counts.ts";
import { isControl, mostControls } from "./byte-tests.ts";
import type { KindCosts } from "./kind-costs.ts";

/** Blocks of the largest windows, as a power of two. */
const highestLevel = 7;
/** Fewer pairs of windows do not show how much a side drifts. */
const fewestPairs = 3;
/** Pairs that are looked at: more do not change a median. */
const mostPairs = 255;
/** Drift grows like this power of the length of a window, in powers of two. */
const driftExponent = 0.6;
/** Text has a sharp contrast where a side is long enough to drift. */
const textLimit = Math.exp(1.4);
const shortestText = 4096;
/** What the kinds of text on both sides save, bits a byte, from which that alone is evidence, and the power of the cuts for it. */
const kindLimit = 0.4;
const kindPower = 0.25;
/** Where many cuts remain, others are likelier: the most that count, and the power of their number. */
const mostCuts = Math.exp(3);
const cutsPower = { text: 0.5, binary: 0.1 };

/** Evidence that a boundary of a level needs, relative to the usual. */
const evidence: Readonly<Record<Level, number>> = { coarse: 10, usual: 1, fine: 0.2 };

/** Boundaries between blocks. */
export interface Cuts {
  /** block at which a section begins, ascending, shape (cuts,) */
  readonly blocks: readonly number[];
  /** the first level that has it, shape (cuts,) */
  readonly levels: readonly Level[];
}

/**
 * Keeps those cuts whose contrast exceeds what their sides vary by themselves at the same scale.
 *
 * @param starts as of `mergeBlocks`
 * @param room is overwritten
 * @param kinds tell texts of two kinds apart where their bytes do not; absent: bytes alone decide
 * Cost: O(blocks) for the drift, and a window of 128 blocks at most for each test.
 */
export function testCuts(
  counts: BlockCounts,
  starts: Int32Array,
  room: SumRoom,
  kinds?: Pick<KindCosts, "contrast">,
): Cuts {
  const all = starts.subarray(1, -1);
  const tests = new CutTests(counts, all, room, kinds);
  const whole = all.length === 0 ? [] : [...all.keys()];
  let usual = tests.remaining(whole, 1, 1);
  for (let cuts = 0; usual.length > cuts; ) {
    cuts = usual.length;
    const more = tests.remaining(whole, 1, cuts);
    if (more.length <= cuts) break;
    usual = more;
  }
  const likely = Math.max(1, usual.length);
  const coarse = new Set(tests.remaining(usual, evidence.coarse, likely));
  const kept = new Set(usual);
  const fine = tests.remaining(whole, evidence.fine, likely, kept);
  return {
    blocks: fine.map((cut) => all[cut]!),
    levels: fine.map((cut) => (coarse.has(cut) ? "coarse" : kept.has(cut) ? "usual" : "fine")),
  };
}

/** Tests of cuts between blocks, with what they share. */
class CutTests {
  readonly #counts: BlockCounts;
  readonly #cuts: Int32Array;
  /** gains of neighbouring windows of 2^level blocks, by level */
  readonly #drift: readonly Float64Array[];
  /** gain of the two windows beside a cut, and whether they are text (1) or not (2), by cut and level */
  readonly #contrast: Float64Array;
  readonly #isText: Uint8Array;
  readonly #sums = [new Uint32Array(byteValues), new Uint32Array(byteValues)] as const;
  readonly #kinds: Pick<KindCosts, "contrast"> | undefined;

  constructor(
    counts: BlockCounts,
    cuts: Int32Array,
    room: SumRoom,
    kinds: Pick<KindCosts, "contrast"> | undefined,
  ) {
    this.#kinds = kinds;
    this.#counts = counts;
    this.#cuts = cuts;
    this.#drift = driftOf(counts, room);
    this.#contrast = new Float64Array(cuts.length * (highestLevel + 1));
    this.#isText = new Uint8Array(cuts.length * (highestLevel + 1));
  }

  /**
   * Removes the cut of least evidence until all have enough.
   *
   * @param of the cuts to begin with, ascending
   * @param limit evidence that they need
   * @param cuts number of cuts that others make likely
   * @param kept cuts that stay
   */
  remaining(of: readonly number[], limit: number, cuts: number, kept?: ReadonlySet<number>): number[] {
    const left = [...of];
    const evidenceAt = (i: number) =>
      kept?.has(left[i]!) === true
        ? Number.POSITIVE_INFINITY
        : this.#evidenceOf(
            left[i]!,
            i === 0 ? 0 : this.#cuts[left[i - 1]!]!,
            i === left.length - 1 ? this.#counts.blocks : this.#cuts[left[i + 1]!]!,
            cuts,
            limit,
          );
    const known = left.map((_, i) => evidenceAt(i));
    while (left.length > 0) {
      let least = 0;
      for (let i = 1; i < known.length; i++) if (known[i]! < known[least]!) least = i;
      if (known[least]! >= limit) break;
      left.splice(least, 1);
      known.splice(least, 1);
      if (least > 0) known[least - 1] = evidenceAt(least - 1);
      if (least < left.length) known[least] = evidenceAt(least);
    }
    return left;
  }

  /** Evidence for a cut between two sides, 1 where it is usually enough; that of kinds only below a limit. */
  #evidenceOf(cut: number, start: number, end: number, cuts: number, limit: number): number {
    const at = this.#cuts[cut]!;
    const shorter = Math.min(at - start, end - at);
    const level = Math.min(highestLevel, 31 - Math.clz32(shorter));
    const place = cut * (highestLevel + 1) + level;
    if (this.#isText[place] === 0) this.#compare(at, level, place);
    const gain = this.#contrast[place]!;
    const bytes = 2 ** level * this.#counts.width;
    const perByte = gain / bytes;
    const ratio = gain / Math.max(this.#driftIn(start, at, level), this.#driftIn(at, end, level), 1);
    const many = Math.log(Math.min(cuts, mostCuts));
    if (this.#isText[place] === 2) return perByte * perByte * ratio * Math.exp(cutsPower.binary * many);
    if (shorter * this.#counts.width < shortestText) return 0;
    const byCounts = ((perByte * ratio) / textLimit) * Math.exp(cutsPower.text * many);
    if (byCounts >= limit) return byCounts;
    const byKind = (this.#kinds?.contrast(start, at, end) ?? 0) / kindLimit;
    return Math.max(byCounts, byKind * Math.exp(kindPower * many));
  }

  #compare(at: number, level: number, place: number): void {
    const { counts } = this.#counts;
    const [left, right] = this.#sums;
    left.fill(0);
    right.fill(0);
    const width = 2 ** level;
    for (let i = at - width; i < at; i++)
      for (let b = 0; b < byteValues; b++) {
        left[b]! += counts[i * byteValues + b]!;
        right[b]! += counts[(i + width) * byteValues + b]!;
      }
    this.#contrast[place] = countedBits(left, 0, right) - countedBits(left, 0) - countedBits(right, 0);
    let [controls, all] = [0, 0];
    for (let b = 0; b < byteValues; b++) {
      const count = left[b]! + right[b]!;
      all += count;
      if (isControl(b)) controls += count;
    }
    this.#isText[place] = controls > mostControls * all ? 2 : 1;
  }

  /** The median gain of neighbouring windows between two blocks; from smaller windows where there are too few. */
  #driftIn(start: number, end: number, level: number): number {
    for (let own = level; ; own--) {
      const width = 2 ** own;
      const first = Math.ceil(start / width);
      const pairs = Math.floor(end / width) - 1 - first;
      if (pairs < fewestPairs && own > 0) continue;
      if (pairs < 1) return 0;
      const step = Math.ceil(pairs / mostPairs);
      const gains = new Float64Array(Math.ceil(pairs / step));
      for (let i = 0; i < gains.length; i++) gains[i] = this.#drift[own]![first + i * step]!;
      gains.sort();
      const middle = (gains[(gains.length - 1) >> 1]! + gains[gains.length >> 1]!) / 2;
      return middle * Math.exp(driftExponent * (level - own) * Math.LN2);
    }
  }
}

/** Gains of keeping neighbouring windows of 2^level blocks apart, by level. */
function driftOf({ counts, blocks }: BlockCounts, room: SumRoom): Float64Array[] {
  const drift: Float64Array[] = [];
  let windows: Counts = counts;
  let bits = Float64Array.from({ length: blocks }, (_, i) => countedBits(counts, i * byteValues));
  for (let level = 0, count = blocks; level <= highestLevel && count > 1; level++) {
    const gains = new Float64Array(count - 1);
    const next = new Float64Array(count >> 1);
    for (let i = 0; i < count - 1; i++) {
      const together = countedBits(windows, i * byteValues, windows, (i + 1) * byteValues);
      gains[i] = together - bits[i]! - bits[i + 1]!;
      if ((i & 1) === 0) next[i >> 1] = together;
    }
    drift.push(gains);
    bits = next;
    count >>= 1;
    for (let i = 0; i < count; i++)
      for (let b = 0; b < byteValues; b++)
        room[i * byteValues + b] = windows[2 * i * byteValues + b]! + windows[(2 * i + 1) * byteValues + b]!;
    windows = room;
  }
  return drift;
}
