import { allocateSymbols } from "../../core/sequence.ts";
import type { SymbolStream } from "../../core/source.ts";

/** Which of two streams goes first and how long each turn lasts. */
export interface Turns {
  readonly first: 0 | 1;
  /** symbols until the next change of side; negative when the same side goes on after as many */
  next(): number;
}

/**
 * Two streams by turns.
 *
 * @param open called at the start of each turn; gives the stream that has it
 * @param length symbols after which it ends
 * @throws never
 */
export function alternatingStream(
  open: (side: 0 | 1) => SymbolStream,
  turns: Turns,
  length: number,
): SymbolStream {
  let side = turns.first;
  let stream = open(side);
  let left = length;
  let turn = turns.next();
  return {
    fill(target) {
      const wanted = Math.min(target.length, left);
      let filled = 0;
      while (filled < wanted) {
        const take = Math.min(Math.abs(turn), wanted - filled);
        const given = stream.fill(target.subarray(filled, filled + take));
        filled += given;
        if (given < take) break;
        const endsTurn = turn > 0;
        turn -= endsTurn ? take : -take;
        if (turn !== 0) continue;
        turn = turns.next();
        if (!endsTurn) continue;
        side = side === 0 ? 1 : 0;
        stream = open(side);
      }
      left -= filled;
      return filled;
    },
  };
}

/**
 * Moves a stream forward.
 *
 * @throws never
 */
export function skipSymbols(stream: SymbolStream, count: number, alphabetSize: number): void {
  const scratch = allocateSymbols(Math.min(count, 4096), alphabetSize);
  for (let left = count; left > 0; ) {
    const given = stream.fill(scratch.subarray(0, Math.min(left, scratch.length)));
    if (given === 0) return;
    left -= given;
  }
}
