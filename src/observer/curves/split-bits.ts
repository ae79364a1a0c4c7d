import type { SymbolSequence } from "../../core/sequence.ts";
import type { SettledObserver } from "../settled-observer.ts";
import type { PositionParts } from "./position-parts.ts";

/** Bits segment by segment, in total and at positions of each kind. */
export interface SplitSegments {
  /** bits of each segment, shape (segments,) */
  readonly bits: Float64Array;
  /** bits at positions of each kind, shape (parts, segments) */
  readonly paid: readonly Float64Array[];
  /** number of these positions, shape (parts, segments) */
  readonly places: readonly Float64Array[];
}

/**
 * Codes a sequence and sums its bits by segment and kind of position.
 *
 * @param parts none: only the sum of each segment
 * Cost: that of coding the sequence once.
 */
export function splitBits(
  observer: SettledObserver,
  { symbols, segmentEnds }: Pick<SymbolSequence, "symbols" | "segmentEnds">,
  parts: PositionParts | undefined,
): SplitSegments {
  if (parts === undefined) return { bits: observer.segmentBits(symbols, segmentEnds), paid: [], places: [] };
  const labels = parts.label(symbols, segmentEnds);
  const none = () => parts.names.map(() => new Float64Array(segmentEnds.length));
  const [paid, places] = [none(), none()];
  let segment = 0;
  const bits = observer.segmentBits(symbols, segmentEnds, (losses, start, end) => {
    for (let at = start; at < end; at++) {
      const part = labels[at]!;
      paid[part]![segment]! += losses[at - start]!;
      places[part]![segment]!++;
    }
    segment++;
  });
  return { bits, paid, places };
}
