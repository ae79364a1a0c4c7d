import { allocateSymbols } from "../../core/sequence.ts";
import type { SymbolStream } from "../../core/source.ts";

/** Which of several streams goes first, how long each turn lasts and who has the next one. */
export interface Turns {
  readonly first: number;
  /** symbols until the next change of side; negative when the same side goes on after as many */
  next(): number;
  /** who follows a side */
  follow(side: number): number;
}

/**
 * Several streams by turns.
 *
 * @param open called at the start of each turn; gives the stream that has it
 * @param length symbols after which it ends
 */
export function alternatingStream(
  open: (side: number) => SymbolStream,
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
        side = turns.follow(side);
        stream = open(side);
      }
      left -= filled;
      return filled;
    },
  };
}

/** Moves a stream forward. */
export function skipSymbols(stream: SymbolStream, count: number, alphabetSize: number): void {
  const scratch = allocateSymbols(Math.min(count, 4096), alphabetSize);
  for (let left = count; left > 0; ) {
    const given = stream.fill(scratch.subarray(0, Math.min(left, scratch.length)));
    if (given === 0) return;
    left -= given;
  }
}
