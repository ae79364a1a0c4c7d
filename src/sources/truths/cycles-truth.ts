import type { Machine } from "../../core/source.ts";
import { closedForm, type GroundTruth } from "../../core/truth.ts";

/** A word that is repeated for ever, from a random place, and the chance of it. */
export interface Cycle {
  readonly word: readonly number[];
  readonly chance: number;
}

/**
 * E and C_mu of one of several periodic sequences, drawn once, in a random phase: past and future both reveal which it is and where it
 * stands, and nothing else.
 *
 * @param cycles chances sum to 1; words that are repeats or rotations of each other are one sequence
 * Cost: O(symbols of all words).
 */
export function cyclesTruth(cycles: readonly Cycle[]): GroundTruth {
  const chances = new Map<string, { period: number; chance: number }>();
  for (const { word, chance } of cycles) {
    const root = leastRotation(primitiveRoot(word));
    const key = root.join();
    chances.set(key, { period: root.length, chance: chance + (chances.get(key)?.chance ?? 0) });
  }
  const kinds = [...chances.values()];
  const entropy = kinds.reduce((sum, { period, chance }) => sum + chance * Math.log2(period / chance), 0);
  const memory = closedForm(
    entropy,
    kinds.length === 1
      ? "log2 of the period, which past and future reveal"
      : "entropy of the periodic sequence and its phase, which past and future reveal",
  );
  return { excessEntropy: memory, statisticalComplexity: memory };
}

/** The symbols that a machine goes through for ever, in any phase; undefined where it draws anything. */
export function cycleOf(machine: Machine | undefined): number[] | undefined {
  if (machine === undefined) return undefined;
  const { states, from, to, symbol, stationary, start } = machine;
  // A phase that is given is none that one can meet at a random moment.
  if (start.some((mass, state) => Math.abs(mass - stationary[state]!) > 1e-12)) return undefined;
  const leaving = new Int32Array(states).fill(-1);
  for (let e = 0; e < from.length; e++) {
    if (leaving[from[e]!]! >= 0) return undefined;
    leaving[from[e]!] = e;
  }
  const first = stationary.findIndex((mass) => mass > 0);
  const word: number[] = [];
  let state = first;
  do {
    const edge = leaving[state]!;
    word.push(symbol[edge]!);
    state = to[edge]!;
  } while (state !== first && word.length <= states);
  return word;
}

function primitiveRoot(word: readonly number[]): readonly number[] {
  // Borders by Knuth, Morris and Pratt.
  const border = new Int32Array(word.length + 1);
  border[0] = -1;
  for (let i = 0, k = -1; i < word.length; ) {
    while (k >= 0 && word[i] !== word[k]) k = border[k]!;
    border[++i] = ++k;
  }
  const period = word.length - border[word.length]!;
  return word.length % period === 0 ? word.slice(0, period) : word;
}

/** Source: Booth 1980, Inf. Process. Lett. 10. */
function leastRotation(word: readonly number[]): readonly number[] {
  const n = word.length;
  let [a, b, same] = [0, 1, 0];
  while (a < n && b < n && same < n) {
    const difference = word[(a + same) % n]! - word[(b + same) % n]!;
    if (difference === 0) {
      same++;
      continue;
    }
    if (difference > 0) a += same + 1;
    else b += same + 1;
    if (a === b) b++;
    same = 0;
  }
  const start = Math.min(a, b);
  return [...word.slice(start), ...word.slice(0, start)];
}
