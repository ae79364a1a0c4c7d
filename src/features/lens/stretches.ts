import { median } from "../../core/collections.ts";
import { changesCheaply, ViterbiKernel } from "../../wasm/viterbi-kernel.ts";
import { type CostLevel, classOf, costClasses, levelOf, noCounts, noiseLevel, tilted } from "./costs.ts";
import type { Range } from "./rest-law.ts";

/** A stretch with one level of costs. */
export interface Segment {
  readonly start: number;
  readonly end: number;
  /** cheap: almost free; usual: as the rest of the text, or less; raised: more than that */
  readonly level: "cheap" | "usual" | "raised";
}

/** The costs to cut into segments. */
interface CostsToCut {
  /** bits of each byte, NaN where unknown, shape (n,) */
  readonly bits: Float32Array;
  /** long copies: their costs do not count */
  readonly longCopies: readonly Range[];
  /** short copies: their costs do not count for a cheap level */
  readonly shortCopies: readonly Range[];
  /** whether a stretch is noise, whatever the rest of the text is */
  readonly isNoise: (start: number, end: number) => boolean;
  /** the beginnings of lines, where a stretch is more likely to begin */
  readonly lineStarts: Uint32Array;
  /** bits that such a beginning saves */
  readonly lineBits: number;
}

/** The class after all others, which has no evidence. */
const silent = costClasses;
/** Symbols: the classes, followed by those of bytes in a short copy. */
const ofShortCopy = silent + 1;
const symbolKinds = 2 * ofShortCopy;
/** Limit of a cheap level: bits a byte, and as a share of the usual cost. */
const cheapBits = 0.05;
const cheapShare = 1 / 16;
/** Least excess of a raised level over the usual one: as a factor, and in bits. */
const leastRise = 1.4;
const leastRiseBits = 0.5;
const nextRise = 1.35;
const highest = 11;
const nextFall = 0.6;
/** Iterations: laws of costs are learned from the segments, and segments are found by the laws, in turns. */
const rounds = 3;
/** Bytes of the blocks whose means show how much costs are correlated. */
const blockBytes = 256;

/**
 * Cuts a text where the level of its costs changes: the most likely path through a hidden Markov chain whose states are levels.
 * The law of the usual level is that of the costs themselves; those of the others are the same law tilted to their means. As
 * neighbouring costs are correlated, evidence is divided by the excess of the differences between neighbouring blocks over
 * those of independent costs. A change costs its position and the new level.
 *
 * @returns segments in order, which cover the text
 * Cost: some 60 ns a byte, 4 bytes a byte of memory.
 * Source: Viterbi 1967, IEEE Trans. Inform. Theory 13(2); Rissanen 1978, Automatica 14 (the price of a change).
 */
export function segmentCosts(costs: CostsToCut): Segment[] {
  const n = costs.bits.length;
  if (n === 0) return [];
  const kernel = new ViterbiKernel(n);
  const { symbols } = kernel;
  writeSymbols(symbols, costs);
  let segments: Segment[] = [{ start: 0, end: n, level: "usual" }];
  for (let round = 0; round < rounds; round++) {
    const rest = usualOf(segments, costs.isNoise);
    const { levels, firstRaised } = levelsAround(usualLevel(symbols, rest));
    const evidence = 1 / costClustering(costs.bits, symbols, rest);
    const change = Math.log(n) + Math.log(levels.length);
    const path = kernel.path({
      states: levels.length,
      logLikelihoods: logLikelihoodsOf(levels, evidence),
      change,
      cheapChange: Math.max(0, change - costs.lineBits * Math.LN2),
    });
    const levelOf = (state: number) => (state >= firstRaised ? "raised" : state === 1 ? "cheap" : "usual");
    const next = path.map(({ start, end, state }): Segment => ({ start, end, level: levelOf(state) }));
    if (same(segments, next)) break;
    segments = next;
  }
  kernel.close();
  return segments;
}

function writeSymbols(symbols: Uint8Array, { bits, longCopies, shortCopies, lineStarts }: CostsToCut): void {
  for (let i = 0; i < symbols.length; i++) symbols[i] = Number.isNaN(bits[i]!) ? silent : classOf(bits[i]!);
  for (const { start, end } of longCopies) symbols.fill(silent, start, end);
  for (const { start, end } of shortCopies)
    for (let i = start; i < end; i++) symbols[i] = symbols[i]! + ofShortCopy;
  for (const start of lineStarts) symbols[start] = symbols[start]! | changesCheaply;
}

/** The class of each symbol, ignoring copies. */
const classes = Uint8Array.from(
  { length: 2 * changesCheaply },
  (_, symbol) => (symbol % changesCheaply) % ofShortCopy,
);

/** The rest of the text: what is neither cheap nor noise, unless all is; raised or not, whichever is more. */
function usualOf(segments: readonly Segment[], isNoise: CostsToCut["isNoise"]): readonly Segment[] {
  const quiet = (level: Segment["level"]) =>
    segments.filter((one) => one.level === level && !isNoise(one.start, one.end));
  const [raised, usual] = [quiet("raised"), quiet("usual")];
  const most = lengthOf(raised) > lengthOf(usual) ? raised : usual;
  return most.length > 0 ? most : segments;
}

const lengthOf = (segments: readonly Segment[]) =>
  segments.reduce((sum, { start, end }) => sum + end - start, 0);

function usualLevel(symbols: Uint8Array, segments: readonly Segment[]): CostLevel {
  const occurred = new Uint32Array(classes.length);
  for (const { start, end } of segments) for (let i = start; i < end; i++) occurred[symbols[i]!]!++;
  const counts = noCounts();
  for (const [symbol, count] of occurred.entries())
    if (classes[symbol] !== silent) counts[classes[symbol]!]! += count;
  return levelOf(counts);
}

interface Levels {
  /** the usual level first, then the cheap one */
  readonly levels: readonly CostLevel[];
  /** index of the first raised level; the levels before it that are below the usual one belong to the rest too */
  readonly firstRaised: number;
}

function levelsAround(usual: CostLevel): Levels {
  const cheap = Math.min(cheapBits, usual.mean * cheapShare);
  const levels = [usual, tilted(usual, cheap)];
  for (let mean = usual.mean * nextFall; mean > Math.max(2 * cheap, leastRiseBits); mean *= nextFall)
    levels.push(tilted(usual, mean));
  const firstRaised = levels.length;
  let mean = Math.max(usual.mean * leastRise, usual.mean + leastRiseBits);
  for (; mean < highest; mean = Math.max(mean * nextRise, mean + leastRiseBits))
    levels.push(tilted(usual, mean));
  // Bits of hexadecimal, of base64 and of bytes.
  for (const bits of [4, 6, 8]) if (bits >= usual.mean + leastRiseBits) levels.push(noiseLevel(bits));
  return { levels, firstRaised };
}

/**
 * Ratio of the differences between means of neighbouring blocks to those of independent costs, at least 1. Uses medians, so
 * that changes of the level, which are to be found, count little.
 */
function costClustering(bits: Float32Array, symbols: Uint8Array, segments: readonly Segment[]): number {
  const variances: number[] = [];
  const differences: number[] = [];
  for (const { start, end } of segments) {
    let before = Number.NaN;
    let [inBlock, sum, squares] = [0, 0, 0];
    for (let i = start; i < end; i++) {
      if (classes[symbols[i]!] === silent) continue;
      const cost = bits[i]!;
      sum += cost;
      squares += cost * cost;
      if (++inBlock < blockBytes) continue;
      const mean = sum / blockBytes;
      variances.push(squares / blockBytes - mean * mean);
      if (!Number.isNaN(before)) differences.push((mean - before) * (mean - before));
      before = mean;
      [inBlock, sum, squares] = [0, 0, 0];
    }
  }
  if (differences.length === 0) return 1;
  const variance = median(variances)!;
  // The median of the square of a normal variable is .455 of its mean; a difference has the variance of both.
  return variance <= 0 ? 1 : Math.max(1, (blockBytes * median(differences)!) / (2 * 0.455 * variance));
}

/**
 * Evidence of a symbol for each level against the usual one, by symbol and level. A copy is cheap wherever it is, and so is no
 * evidence for the cheap level.
 */
function logLikelihoodsOf(levels: readonly CostLevel[], evidence: number): Float64Array {
  const states = levels.length;
  const logLikelihoods = new Float64Array(symbolKinds * states);
  const [usual] = levels;
  for (let kind = 0; kind < silent; kind++) {
    for (const [s, { logLaw }] of levels.entries()) {
      const own = (logLaw[kind]! - usual!.logLaw[kind]!) * evidence;
      logLikelihoods[kind * states + s] = own;
      logLikelihoods[(ofShortCopy + kind) * states + s] = s === 1 ? Math.min(0, own) : own;
    }
  }
  return logLikelihoods;
}

const same = (one: readonly Segment[], other: readonly Segment[]) =>
  one.length === other.length &&
  one.every(({ start, level }, i) => start === other[i]!.start && level === other[i]!.level);

/**
 * Joins adjacent stretches whose pairs of bytes follow one law: where one law explains both as well as two do, minus the cost
 * of the position of the second. From left to right, each with the result of the joins before it.
 *
 * @param whole pairs of the whole text
 * @param stretches ascending
 * Cost: O(stretches), and 65 536 each.
 * Source: Rissanen 1978, Automatica 14 (the price of a change).
 */
export function joinStretches(bytes: Uint8Array, whole: PairCounts, stretches: readonly Range[]): Range[] {
  const all: Range[] = [];
  const none = countPairs(bytes, 0, 0);
  const price = Math.log(bytes.length);
  /** of the latest one; null: it is alone so far, and its pairs are not counted yet */
  let counts: PairCounts | null = null;
  const told = (law: PairCounts, { start, end }: Range) => {
    let sum = 0;
    for (let i = Math.max(1, start); i < end; i++) {
      const pair = (bytes[i - 1]! << 8) | bytes[i]!;
      sum += addPair(law, pair, restOfPair(whole, none, pair));
    }
    return sum;
  };
  for (const { start, end } of stretches) {
    const one = { start, end };
    const before = all.at(-1);
    if (before?.end !== start) {
      all.push(one);
      counts = null;
      continue;
    }
    counts ??= countPairs(bytes, before.start, before.end);
    const own = countPairs(bytes, start, start);
    const alone = told(own, one);
    if (told(counts, one) + price >= alone) all[all.length - 1] = { start: before.start, end };
    else {
      all.push(one);
      counts = own;
    }
  }
  return all;
}

/** A part of a stretch. */
interface Part extends RefinedRange {
  /**
   * bits by which its pairs are more likely under the law of the other part than under that of the rest: the one it belongs to
   */
  readonly affinity: number;
}

/**
 * Splits a stretch into two parts whose pairs of bytes follow different laws: a part beside another kind may be unlike the rest
 * on its own. The split is accepted if both laws are more likely than that of the whole by more than the cost of the position.
 * As elsewhere, a pair is left out of the counts that judge it.
 *
 * @param whole of the whole text
 * @returns none: its law does not change
 * Cost: O(stretch + 65 536).
 * Source: Vostrikova 1981, Soviet Math. Dokl. 24 (binary segmentation); Rissanen 1978, Automatica 14 (the price of a change).
 */
export function splitStretch(bytes: Uint8Array, whole: PairCounts, { start, end }: Range): readonly Part[] {
  const own = countPairs(bytes, start, end);
  const before = countPairs(bytes, start, start);
  const after = countPairs(bytes, start, start);
  const from = Math.max(1, start);
  /** log ratio of the likelihoods of the pairs on either side under their own law and that of the rest, nats */
  let [ofBefore, ofAfter] = [0, 0];
  const pairAt = (i: number) => (bytes[i - 1]! << 8) | bytes[i]!;
  for (let i = from; i < end; i++) ofAfter += addPair(after, pairAt(i), restOfPair(whole, own, pairAt(i)));
  let most = ofAfter + Math.log(bytes.length);
  let at = start;
  let bits: readonly [number, number] = [0, 0];
  for (let i = from; i < end - 1; i++) {
    const rest = restOfPair(whole, own, pairAt(i));
    ofBefore += addPair(before, pairAt(i), rest);
    ofAfter -= removePair(after, pairAt(i), rest);
    if (ofBefore + ofAfter <= most) continue;
    most = ofBefore + ofAfter;
    at = i + 1;
    bits = [ofBefore / Math.LN2, ofAfter / Math.LN2];
  }
  if (at === start) return [];
  const affinity = (part: Range, other: Range) => {
    const { pairs, firsts } = countPairs(bytes, other.start, other.end);
    let sum = 0;
    for (let i = Math.max(1, part.start); i < part.end; i++) {
      const rest = restOfPair(whole, own, pairAt(i));
      const likely = (pairs[pairAt(i)]! + pairPrior * rest) / (firsts[bytes[i - 1]!]! + pairPrior);
      sum += Math.log2(likely / rest);
    }
    return sum;
  };
  const [one, other] = [
    { start, end: at },
    { start: at, end },
  ];
  return [
    { ...one, bits: bits[0], affinity: affinity(one, other) },
    { ...other, bits: bits[1], affinity: affinity(other, one) },
  ];
}

/** Adds a pair. @returns the change of the log likelihood ratio of all */
function addPair({ pairs, firsts }: PairCounts, pair: number, rest: number): number {
  const [count, of] = [pairs[pair]!++, firsts[pair >>> 8]!++];
  return risen(count, pairPrior * rest) - risen(of, pairPrior) - Math.log(rest);
}

/** Removes a pair. @returns the decrease of the log likelihood ratio of all */
function removePair({ pairs, firsts }: PairCounts, pair: number, rest: number): number {
  const [count, of] = [--pairs[pair]!, --firsts[pair >>> 8]!];
  return risen(count, pairPrior * rest) - risen(of, pairPrior) - Math.log(rest);
}

/** Change of the sum of log counts, each leaving itself out, when a count increases. */
function risen(count: number, prior: number): number {
  return (count + 1) * Math.log(count + prior) - (count > 0 ? count * Math.log(count - 1 + prior) : 0);
}

/** Least bytes to both sides within which an end is searched, and as a share of the stretch. */
const leastMargin = 256;
const marginShare = 1 / 4;
/** Pairs of the rest that the law of a stretch starts with, by first byte. */
const pairPrior = 4;
const refinements = 2;

/** Counts of pairs of bytes in a text. */
export interface PairCounts {
  readonly pairs: Uint32Array;
  readonly firsts: Uint32Array;
}

/** A stretch, and the log likelihood ratio of its pairs under its own law and that of the rest. */
export interface RefinedRange extends Range {
  readonly bits: number;
}

/**
 * The pairs that end in a stretch.
 *
 * Cost: O(stretch + 65 536).
 */
export function countPairs(bytes: Uint8Array, start = 0, end: number = bytes.length): PairCounts {
  const pairs = new Uint32Array(65_536);
  const firsts = new Uint32Array(256);
  const from = Math.max(1, start);
  let pair = bytes[from - 1] ?? 0;
  for (let i = from; i < end; i++) {
    pair = ((pair << 8) | bytes[i]!) & 0xffff;
    pairs[pair]!++;
    firsts[pair >>> 8]!++;
  }
  return { pairs, firsts };
}

/** The probability of a pair's second byte in a text without a stretch. */
function restOfPair(whole: PairCounts, stretch: PairCounts, pair: number): number {
  const first = pair >>> 8;
  return (
    (whole.pairs[pair]! - stretch.pairs[pair]! + 1 / 16) /
    (whole.firsts[first]! - stretch.firsts[first]! + 16)
  );
}

/**
 * The most likely ends of a stretch of another kind: those that maximise the likelihood of its bytes under its own pairs over
 * those of the rest. A pair is left out of the counts that judge it.
 *
 * @param whole of the whole text
 * @param low first byte at which the stretch may begin
 * @param high largest end of it
 * Cost: O(stretch + 65 536).
 */
export function refineEnds(
  bytes: Uint8Array,
  whole: PairCounts,
  given: Range,
  low: number,
  high: number,
): RefinedRange {
  let { start, end } = given;
  let bits = 0;
  const margin = Math.max(leastMargin, Math.floor((end - start) * marginShare));
  const from = Math.max(low, start - margin, 1);
  const to = Math.min(high, end + margin);
  for (let round = 0; round < refinements; round++) {
    const own = countPairs(bytes, start, end);
    const { pairs, firsts } = own;
    // The stretch with the largest sum.
    let [sum, most, since] = [0, 0, from];
    const [before, after] = [start, end];
    for (let i = from; i < to; i++) {
      const first = bytes[i - 1]!;
      const pair = (first << 8) | bytes[i]!;
      const inside = i >= before && i < after ? 1 : 0;
      const rest = restOfPair(whole, own, pair);
      const likely = (pairs[pair]! - inside + pairPrior * rest) / (firsts[first]! - inside + pairPrior);
      sum += Math.log(likely / rest);
      if (sum <= 0) [sum, since] = [0, i + 1];
      if (sum <= most) continue;
      most = sum;
      [start, end] = [since, i + 1];
    }
    bits = most / Math.LN2;
    if (start === before && end === after) break;
  }
  return { start, end, bits };
}
