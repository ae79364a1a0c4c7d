import type { SymbolSequence } from "../../core/sequence.ts";
import type { SharedBits } from "../../statistics/decay.ts";
import type { MemberDefinition } from "../member.ts";
import { codeLength } from "../observer.ts";
import { openObserver } from "../open-observer.ts";

/** Parts of a sequence, each with a value of its own. */
export const sharingPieces = 8;
const smallestBlock = 128;
/** A longer block would cost as much as all shorter ones. */
const largestBlock = 4096;

/**
 * Mutual information of neighbouring blocks, from the code lengths of a fresh observer: C(a) + C(b) - C(ab), headers included.
 * Both sides code the same symbols, so that random costs of a block cancel.
 *
 * @param definitions of the members; the blocks are read by those that are chosen for the whole sequence
 * @returns a row for each length 128, 256, ... up to 4096 of which every piece holds two; none where none does
 * @throws RangeError when more than 65 536 symbols occur, or memory cannot be had
 * Cost: that of coding 260 000 symbols; four times the length of a short sequence.
 */
export function sharedBits(sequence: SymbolSequence, definitions: readonly MemberDefinition[]): SharedBits[] {
  const pieceLength = Math.floor(sequence.symbols.length / sharingPieces);
  const rows: SharedBits[] = [];
  if (2 * smallestBlock > pieceLength) return rows;
  const { chosen, mixture } = openObserver(sequence, definitions);
  mixture.close();
  for (let size = smallestBlock; size <= largestBlock && 2 * size <= pieceLength; size *= 2) {
    const bits = Float64Array.from({ length: sharingPieces }, (_, piece) =>
      sharedAt(sequence, chosen, piece * pieceLength, size),
    );
    rows.push({ size, bits });
  }
  return rows;
}

function sharedAt(
  sequence: SymbolSequence,
  definitions: readonly MemberDefinition[],
  start: number,
  size: number,
): number {
  const paid = (from: number, to: number) => codeLength(stretch(sequence, from, to), definitions);
  return paid(start, start + size) + paid(start + size, start + 2 * size) - paid(start, start + 2 * size);
}

/** A part of a sequence, with the ends of its segments. */
function stretch(sequence: SymbolSequence, start: number, end: number): SymbolSequence {
  const inside = Array.from(sequence.segmentEnds).filter((at) => at > start && at < end);
  return {
    ...sequence,
    symbols: sequence.symbols.subarray(start, end),
    segmentEnds: [...inside, end].map((at) => at - start),
  };
}
