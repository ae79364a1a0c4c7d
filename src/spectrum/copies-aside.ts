import type { EstimationContext } from "../core/estimator.ts";
import type { SymbolSequence } from "../core/sequence.ts";
import { contextOfPart } from "../estimators/context.ts";
import { observedInOrder, shortestCurve } from "../estimators/learning-curves.ts";
import { compactSequence, symbolCounts } from "../estimators/shared.ts";
import { findCopies, markOverlaps } from "../observer/curves/copies.ts";
import { orderRandomness, orderTotal } from "./decide-regime.ts";

/** Copies are set aside if they are more than this share of a sequence. */
const fewCopies = 0.05;

/** A sequence without its copies. */
interface WithoutCopies {
  readonly context: EstimationContext;
  readonly copies: { readonly share: number; readonly rate: number };
}

const asides = new WeakMap<EstimationContext, WithoutCopies | null>();

/**
 * The sequence without copies of earlier passages, found once per context; undefined where that is nearly all, or almost
 * nothing, or where the sequence in its own order is order.
 */
export function setCopiesAside(context: EstimationContext, cut: boolean): WithoutCopies | undefined {
  const known = asides.get(context);
  if (known !== undefined) return known ?? undefined;
  const found = withoutCopies(context, cut);
  asides.set(context, found ?? null);
  return found;
}

function withoutCopies(context: EstimationContext, cut: boolean): WithoutCopies | undefined {
  const { sequence, n } = context;
  // Most sequences have too few copies, even if each symbol has the information of its frequency.
  const ofSymbol = context.get(symbolCounts).map((count) => Math.log2(n / count));
  const most = new Float64Array(n);
  for (let at = 0; at < n; at++) most[at] = ofSymbol[sequence.symbols[at]!]!;
  if (keptOf(copiesOf(sequence, most, cut), n) === undefined) return undefined;
  const { bits, losses } = context.get(observedInOrder("fast"));
  const scale = Math.log2(context.get(compactSequence).alphabetSize);
  const later = losses.subarray(n >> 1).reduce((sum, loss) => sum + loss, 0) / (n - (n >> 1));
  if (later < orderRandomness * scale && bits < orderTotal * n * scale) return undefined;
  const copied = copiesOf(sequence, losses, cut);
  const kept = keptOf(copied, n);
  if (kept === undefined || kept < shortestCurve) return undefined;
  const symbols = sequence.symbols.filter((_, at) => copied[at] === 0);
  const ends = new Set<number>();
  let [at, left] = [0, 0];
  for (const end of sequence.segmentEnds) {
    for (; at < end; at++) left += 1 - copied[at]!;
    if (left > 0) ends.add(left);
  }
  const rest = { ...sequence, symbols, segmentEnds: [...ends] };
  return {
    context: contextOfPart(context, rest, context.random.fork("without copies")),
    copies: { share: 1 - kept / n, rate: bits / n },
  };
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
