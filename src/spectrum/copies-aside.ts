import { contextOfPart } from "../context/context.ts";
import { observedInOrder, shortestCurve } from "../context/learning-curves.ts";
import { compactSequence, symbolCounts } from "../context/shared.ts";
import { smallestOf } from "../core/collections.ts";
import type { EstimationContext } from "../core/estimator.ts";
import { type SymbolSequence, type Symbols, segmentsOf } from "../core/sequence.ts";
import { findCopies, markOverlaps } from "../observer/curves/copies.ts";
import { orderRandomness, orderTotal } from "./decide-regime.ts";

/** Copies are set aside if they are more than this share of a sequence. */
const fewCopies = 0.05;

/** What a sequence repeats of itself. */
export interface Repeated {
  /** symbols of the one passage of which it consists, over and over; undefined: there is none */
  readonly passage: number | undefined;
  /** the sequence without copies of earlier passages; undefined where that is nearly all, or almost nothing */
  readonly rest: WithoutCopies | undefined;
}

interface WithoutCopies {
  readonly context: EstimationContext;
  /** share of the symbols in copies */
  readonly share: number;
  /** cost of a symbol of all, in their order, bit/symbol */
  readonly rate: number;
  /** cost of a copied symbol, bit/symbol */
  readonly copied: number;
}

const found = new WeakMap<EstimationContext, Repeated>();

/** What a sequence repeats of itself, found once per context. @param cut whether its segments are places of one document */
export function repeatedIn(context: EstimationContext, cut: boolean): Repeated {
  let repeated = found.get(context);
  if (repeated === undefined) {
    repeated = findRepeated(context, cut);
    found.set(context, repeated);
  }
  return repeated;
}

function findRepeated(context: EstimationContext, cut: boolean): Repeated {
  const { sequence, n } = context;
  // Most sequences have too few copies, even if each symbol has the information of its frequency.
  const ofSymbol = context.get(symbolCounts).map((count) => Math.log2(n / count));
  const most = new Float64Array(n);
  for (let at = 0; at < n; at++) most[at] = ofSymbol[sequence.symbols[at]!]!;
  if (keptOf(copiesOf(sequence, most, cut), n) === undefined) return { passage: undefined, rest: undefined };
  const passage = passageOf(sequence);
  return { passage, rest: withoutCopies(context, cut, passage !== undefined) };
}

/** @param isPassage whether it is one passage over and over, which is set aside however little the whole costs */
function withoutCopies(
  context: EstimationContext,
  cut: boolean,
  isPassage: boolean,
): WithoutCopies | undefined {
  const { sequence, n } = context;
  const { bits, losses } = context.get(observedInOrder("fast"));
  const scale = Math.log2(context.get(compactSequence).alphabetSize);
  const later = losses.subarray(n >> 1).reduce((sum, loss) => sum + loss, 0) / (n - (n >> 1));
  if (!isPassage && later < orderRandomness * scale && bits < orderTotal * n * scale) return undefined;
  const copied = copiesOf(sequence, losses, cut);
  const kept = keptOf(copied, n);
  if (kept === undefined || kept < shortestCurve) return undefined;
  const symbols = sequence.symbols.filter((_, at) => copied[at] === 0);
  const ends = new Set<number>();
  let [at, left, paid] = [0, 0, 0];
  for (const end of sequence.segmentEnds) {
    for (; at < end; at++) {
      left += 1 - copied[at]!;
      paid += copied[at]! * losses[at]!;
    }
    if (left > 0) ends.add(left);
  }
  const rest = { ...sequence, symbols, segmentEnds: [...ends] };
  return {
    context: contextOfPart(context, rest, context.random.fork("without copies")),
    share: 1 - kept / n,
    rate: bits / n,
    copied: paid / (n - kept),
  };
}

/** Share of the symbols that a passage predicts which occurs over and over, and how often it occurs at least. */
const [repeatedShare, fewestTimes] = [0.98, 3];
/** Symbols by which an earlier occurrence is recognised, and places where one is looked for. */
const [seedLength, seeds] = [32, 8];

/**
 * The passage of which a sequence consists: a lag that predicts nearly all symbols after the first such lag in every segment.
 *
 * @returns undefined where no lag of at most a third of the shortest segment does
 * Cost: O(n).
 */
function passageOf({ symbols, segmentEnds }: SymbolSequence): number | undefined {
  const segments = [...segmentsOf(segmentEnds)];
  const longest = Math.floor(smallestOf(segments.map(([start, end]) => end - start)) / fewestTimes);
  const [from, to] = segments[0]!;
  for (let k = 0; k < seeds; k++) {
    const lag = distanceBack(symbols, to - Math.floor(((to - from) * k) / (2 * seeds)), longest);
    if (lag === undefined) continue;
    let wrong = 0;
    for (const [start, end] of segments)
      for (let at = start + lag; at < end; at++) if (symbols[at] !== symbols[at - lag]) wrong++;
    if (wrong <= (1 - repeatedShare) * (symbols.length - lag * segments.length)) return lag;
  }
  return undefined;
}

/** Distance from the symbols before `end` to where they occur next before; undefined: no nearer than `longest`. */
function distanceBack(symbols: Symbols, end: number, longest: number): number | undefined {
  for (let lag = 1; lag <= longest && end - lag >= seedLength; lag++) {
    let length = 0;
    while (length < seedLength && symbols[end - 1 - length] === symbols[end - 1 - length - lag]) length++;
    if (length === seedLength) return lag;
  }
  return undefined;
}

/** @param losses information of each symbol at its first occurrence, bits, shape (n,) */
function copiesOf({ symbols, segmentEnds }: SymbolSequence, losses: Float64Array, cut: boolean): Uint8Array {
  const copied = findCopies(symbols, segmentEnds, losses);
  if (cut) markOverlaps(symbols, segmentEnds, losses, copied);
  return copied;
}

/** Number of symbols that are not copies; undefined where copies are too few to set aside. */
function keptOf(copied: Uint8Array, n: number): number | undefined {
  const kept = copied.reduce((sum, one) => sum + 1 - one, 0);
  return kept > (1 - fewCopies) * n ? undefined : kept;
}
