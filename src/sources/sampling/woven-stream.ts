import { allocateSymbols, type Symbols } from "../../core/sequence.ts";
import type { SymbolStream } from "../../core/source.ts";

/** Symbols that are woven at a time. */
const longestPiece = 65_536;

/**
 * Streams by turns of a fixed length, from a place in the cycle of turns on.
 *
 * @param turn symbols a turn
 * @param place where in the cycle it begins, 0 .. streams * turn - 1
 * @param length symbols after which it ends; until then no stream may run dry
 */
export function wovenStream(
  streams: readonly SymbolStream[],
  turn: number,
  place: number,
  length: number,
  alphabetSize: number,
): SymbolStream {
  const cycle = streams.length * turn;
  const scratch = streams.map(() => allocateSymbols(0, alphabetSize));
  let at = place;
  let left = length;
  return {
    fill(target) {
      const wanted = Math.min(target.length, left);
      for (let done = 0; done < wanted; ) {
        const piece = target.subarray(done, Math.min(wanted, done + longestPiece));
        weave(piece);
        at = (at + piece.length) % cycle;
        done += piece.length;
      }
      left -= wanted;
      return wanted;
    },
  };

  /** Draws what each stream owes to a piece, and lays it out by turns. */
  function weave(piece: Symbols): void {
    const next = new Uint32Array(streams.length);
    for (const [side, stream] of streams.entries()) {
      const share = countOf(side, at + piece.length) - countOf(side, at);
      if (scratch[side]!.length < share) scratch[side] = allocateSymbols(share, alphabetSize);
      stream.fill(scratch[side]!.subarray(0, share));
    }
    let side = Math.floor(at / turn);
    let rest = turn - (at % turn);
    for (let i = 0; i < piece.length; ) {
      const drawn = scratch[side]!;
      const end = Math.min(piece.length, i + rest);
      let from = next[side]!;
      while (i < end) piece[i++] = drawn[from++]!;
      next[side] = from;
      side = side + 1 === streams.length ? 0 : side + 1;
      rest = turn;
    }
  }

  /** Symbols of a side among the first ones of a cycle's begin. */
  function countOf(side: number, symbols: number): number {
    const cycles = Math.floor(symbols / cycle);
    const rest = symbols - cycles * cycle - side * turn;
    return cycles * turn + Math.max(0, Math.min(turn, rest));
  }
}
