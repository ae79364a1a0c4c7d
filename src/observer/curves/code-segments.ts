import { segmentsOf } from "../../core/sequence.ts";
import type { Member } from "../member.ts";

/**
 * Lets a member code a whole sequence, segment by segment.
 *
 * @param segmentEnds ends of the segments, the last one n
 * @param losses receives -log2 p of each symbol, bits, shape (n,)
 * @param learns whether the member learns what it codes
 */
export function codeSegments(
  member: Member,
  segmentEnds: readonly number[],
  losses: Float64Array,
  learns = true,
): void {
  for (const [start, end] of segmentsOf(segmentEnds))
    member.code(start, end, start, learns, losses.subarray(start, end));
}
