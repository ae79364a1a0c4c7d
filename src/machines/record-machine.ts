import type { Machine } from "../core/source.ts";
import { createMachine, type Edge, machineLimits } from "./create-machine.ts";

/**
 * The machine of independent records of one length, one after the other: its states are what has been read of a record.
 *
 * @param records words of equal length, different ones, with chances that sum to 1
 * @returns undefined when there are too many beginnings
 * Cost: O(symbols of all records).
 */
export function recordMachine(
  alphabetSize: number,
  records: Iterable<readonly [word: ArrayLike<number>, chance: number]>,
): Machine | undefined {
  const states = new Map([["", 0]]);
  const moves = new Map<string, { from: number; to: number; symbol: number; mass: number }>();
  const masses: number[] = [0];
  for (const [word, chance] of records) {
    let [state, read] = [0, ""];
    for (let i = 0; i < word.length; i++) {
      masses[state]! += chance;
      read += `${word[i]},`;
      let next = 0;
      if (i + 1 < word.length) {
        next = states.get(read) ?? states.size;
        if (next === states.size) {
          if (next === machineLimits.states) return undefined;
          states.set(read, next);
          masses.push(0);
        }
      }
      const move = moves.get(read) ?? { from: state, to: next, symbol: word[i]!, mass: 0 };
      move.mass += chance;
      moves.set(read, move);
      state = next;
    }
  }
  const edges = [...moves.values()].map(
    ({ from, to, symbol, mass }): Edge => ({ from, to, symbol, probability: mass / masses[from]! }),
  );
  return createMachine(alphabetSize, states.size, edges);
}
