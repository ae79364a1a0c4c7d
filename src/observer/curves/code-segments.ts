import type { Member } from "../member.ts";

/**
 * Lets a member code a whole sequence, segment by segment, while learning.
 *
 * @param segmentEnds ends of the segments, the last one n
 * @param losses receives -log2 p of each symbol, bits, shape (n,)
 */
export function codeSegments(member: Member, segmentEnds: readonly number[], losses: Float64Array): void {
  let start = 0;
  for (const end of segmentEnds) {
    member.code(start, end, start, true, losses.subarray(start, end));
    start = end;
  }
}
