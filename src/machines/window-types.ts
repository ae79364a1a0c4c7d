import type { Machine } from "../core/source.ts";
import { logMultinomial } from "../math/special-functions.ts";
import { createMachine, type Edge, machineLimits } from "./create-machine.ts";

/** The counts of symbols in consecutive windows of a machine, as a machine of its own. */
export interface WindowTypes {
  /** one step a window; its symbols are the types of windows, which count how often each symbol occurs */
  readonly machine: Machine;
  /** mean of log2 of the number of arrangements of a window, in bits */
  readonly arrangementEntropy: number;
}

/** Steps of types along edges, at most: some seconds. Wide windows have too many types, which shows only after most of the work. */
const mostWork = 2 ** 23;

/**
 * The process of window types, by adding up all words of a window with the same counts.
 *
 * @param width symbols a window
 * @returns undefined when there are too many types, or too much work to find them
 * Cost: O(width * states * types * edges).
 */
export function windowTypes(machine: Machine, width: number): WindowTypes | undefined {
  const { states, alphabetSize, from, to, symbol, probability, stationary, start } = machine;
  // Types are numbers to the base width + 1, one digit a symbol.
  const weight = Array.from({ length: alphabetSize }, () => 1);
  for (let x = 1; x < alphabetSize; x++) weight[x] = weight[x - 1]! * (width + 1);
  if (weight.at(-1)! * (width + 1) > Number.MAX_SAFE_INTEGER) return undefined;
  let work = 0;
  const ids = new Map<number, number>();
  const edges: Edge[] = [];
  for (let origin = 0; origin < states; origin++) {
    if (stationary[origin] === 0) continue;
    let reached = new Map([[0, unitVector(states, origin)]]);
    for (let step = 0; step < width; step++) {
      work += reached.size * from.length;
      if (work > mostWork) return undefined;
      const next = new Map<number, Float64Array>();
      for (const [type, law] of reached) {
        for (let e = 0; e < from.length; e++) {
          const mass = law[from[e]!]! * probability[e]!;
          if (mass === 0) continue;
          const counted = type + weight[symbol[e]!]!;
          const target = next.get(counted) ?? new Float64Array(states);
          next.set(counted, target);
          target[to[e]!]! += mass;
        }
        if (next.size * states > machineLimits.edges / 4) return undefined;
      }
      reached = next;
    }
    for (const [type, law] of reached) {
      const id = ids.get(type) ?? ids.size;
      ids.set(type, id);
      law.forEach((mass, state) => {
        if (mass > 0) edges.push({ from: origin, symbol: id, to: state, probability: mass });
      });
    }
    if (edges.length > machineLimits.edges) return undefined;
  }
  const types = createMachine(ids.size, states, edges, { stationary, start });
  if (types === undefined) return undefined;
  return {
    machine: types,
    arrangementEntropy: meanArrangements(types, [...ids.keys()], width, alphabetSize),
  };
}

function meanArrangements(
  types: Machine,
  keys: readonly number[],
  width: number,
  alphabetSize: number,
): number {
  const bits = keys.map((key) => {
    const counts = new Float64Array(alphabetSize);
    for (let x = 0, rest = key; x < alphabetSize; x++) {
      counts[x] = rest % (width + 1);
      rest = (rest - counts[x]!) / (width + 1);
    }
    return logMultinomial(counts);
  });
  let sum = 0;
  for (let e = 0; e < types.from.length; e++)
    sum += types.stationary[types.from[e]!]! * types.probability[e]! * bits[types.symbol[e]!]!;
  return sum;
}

function unitVector(length: number, place: number): Float64Array {
  const vector = new Float64Array(length);
  vector[place] = 1;
  return vector;
}
