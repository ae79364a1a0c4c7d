import { changesCheaply, ViterbiKernel } from "../wasm/viterbi-kernel.ts";
import {
  type CostLevel,
  classOf,
  costClasses,
  levelOf,
  noCounts,
  noiseLevel,
  tilted,
} from "./cost-levels.ts";
import type { Range } from "./rest-law.ts";

/** A stretch whose costs have one level. */
export interface Segment {
  readonly start: number;
  readonly end: number;
  /** cheap: next to nothing is paid; usual: what the rest of the text costs, or less; raised: more than that */
  readonly level: "cheap" | "usual" | "raised";
}

/** What is to be cut into segments. */
export interface CostsToCut {
  /** bits of each byte, NaN where nothing is known, shape (n,) */
  readonly bits: Float32Array;
  /** what stood before and is long: its costs say nothing */
  readonly longCopies: readonly Range[];
  /** what stood before and is short: its costs say nothing for a cheap level */
  readonly shortCopies: readonly Range[];
  /** whether a stretch is noise, whatever the rest of the text is */
  readonly isNoise: (start: number, end: number) => boolean;
  /** where a stretch is likelier to begin, being the beginnings of lines */
  readonly lineStarts: Uint32Array;
  /** bits that such a beginning saves */
  readonly lineBits: number;
}

/** The class, behind all others, that says nothing. */
const silent = costClasses;
/** Symbols: the classes, and behind them those of bytes that are of a short copy. */
const ofShortCopy = silent + 1;
const symbolKinds = 2 * ofShortCopy;
/** Next to nothing: bits a byte, and as a share of the usual cost. */
const cheapBits = 0.05;
const cheapShare = 1 / 16;
/** A raised level costs so much more than the usual one: as a factor, and in bits. */
const leastRise = 1.4;
const leastRiseBits = 0.5;
const nextRise = 1.35;
const highest = 11;
const nextFall = 0.6;
/** Laws of costs are learned of the segments, and segments are found by the laws, in turns. */
const rounds = 3;
/** Bytes of blocks whose means say how much costs vary together. */
const blockBytes = 256;

/**
 * Cuts a text where the level of its costs changes: the most likely path through a hidden Markov chain whose states are levels.
 * The law of the usual level is that of the costs themselves, those of the others are it, tilted to their means. As costs
 * near each other vary together, evidence counts for as much less as the means of neighbouring blocks differ more than those of
 * independent costs would. A change costs what it takes to say where it is and what comes.
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
    const evidence = 1 / togetherness(costs.bits, symbols, rest);
    const change = Math.log(n) + Math.log(levels.length);
    const path = kernel.path({
      states: levels.length,
      said: whatSymbolsSay(levels, evidence),
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

/** The class of each symbol, whatever it is a copy of. */
const classes = Uint8Array.from(
  { length: 2 * changesCheaply },
  (_, symbol) => (symbol % changesCheaply) % ofShortCopy,
);

/** The rest of the text: what is neither cheap nor noise, unless all is; raised or not, whichever is more. */
function usualOf(segments: readonly Segment[], isNoise: CostsToCut["isNoise"]): readonly Segment[] {
  const quiet = segments.filter(({ start, end, level }) => level !== "cheap" && !isNoise(start, end));
  const raised = quiet.filter(({ level }) => level === "raised");
  const usual = quiet.filter(({ level }) => level === "usual");
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
  /** the first of the raised ones; before it are those below the usual one, which are of the rest, too */
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
 * How many times as much the means of blocks differ from those of their neighbours as those of independent costs would, at least
 * 1. Medians are taken, so that changes of the level, which are to be found, count little.
 */
function togetherness(bits: Float32Array, symbols: Uint8Array, segments: readonly Segment[]): number {
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
  const variance = median(variances);
  // Of the square of a normal variable the median is .455 of the mean; a difference has the variance of both.
  return variance <= 0 ? 1 : Math.max(1, (blockBytes * median(differences)) / (2 * 0.455 * variance));
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!;

/**
 * What a symbol says for each level and against the usual one, by symbol and level. What was said before is cheap wherever it
 * stands and so says nothing for the cheap level.
 */
function whatSymbolsSay(levels: readonly CostLevel[], evidence: number): Float64Array {
  const states = levels.length;
  const said = new Float64Array(symbolKinds * states);
  const [usual] = levels;
  for (let kind = 0; kind < silent; kind++) {
    for (const [s, { logLaw }] of levels.entries()) {
      const own = (logLaw[kind]! - usual!.logLaw[kind]!) * evidence;
      said[kind * states + s] = own;
      said[(ofShortCopy + kind) * states + s] = s === 1 ? Math.min(0, own) : own;
    }
  }
  return said;
}

const same = (one: readonly Segment[], other: readonly Segment[]) =>
  one.length === other.length &&
  one.every(({ start, level }, i) => start === other[i]!.start && level === other[i]!.level);
