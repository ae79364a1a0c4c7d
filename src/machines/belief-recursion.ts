import type { Machine } from "../core/source.ts";
import { BeliefSet } from "./belief-set.ts";

/**
 * What an observer who knows a machine believes about its state, symbol by symbol: the set of all beliefs that
 * blocks of k symbols can lead to, with their probabilities.
 */
export class BeliefRecursion {
  readonly #machine: Machine;
  readonly #symbolEnds: Int32Array;
  readonly #joint: Float64Array;
  #now: BeliefSet;
  #next: BeliefSet;
  #lost = 0;
  /** work done so far, in moves of probability along an edge */
  work = 0;

  /**
   * @param initial beliefs before the first symbol; each row sums to its weight, all rows to 1
   * @param capacity most beliefs at a level
   */
  constructor(machine: Machine, initial: readonly Float64Array[], capacity: number) {
    this.#machine = machine;
    this.#symbolEnds = symbolEnds(machine);
    this.#joint = new Float64Array(machine.states);
    this.#now = new BeliefSet(machine.states, Math.max(capacity, initial.length));
    this.#next = new BeliefSet(machine.states, Math.max(capacity, initial.length));
    for (const row of initial)
      this.#now.add(
        row,
        0,
        row.reduce((sum, mass) => sum + mass, 0),
      );
  }

  /** Bits of information about the state given away by merging, over all levels; bounds every later error. */
  get lost(): number {
    return this.#lost;
  }

  /** H(state now | symbols so far), in bits, never too small. */
  get stateEntropy(): number {
    return this.#now.meanStateEntropy();
  }

  /**
   * Reads one more symbol.
   *
   * @returns H(that symbol | symbols before it), in bits; at most `lost` (as it was before the call) too large
   * Cost: O(beliefs * (edges + A states)).
   */
  advance(): number {
    const { states, alphabetSize, from, to, probability } = this.#machine;
    const now = this.#now;
    const next = this.#next;
    const joint = this.#joint;
    const ends = this.#symbolEnds;
    next.clear();
    let entropy = 0;
    for (let i = 0; i < now.count; i++) {
      const offset = i * states;
      const weight = now.weights[i]!;
      for (let run = 0, e = 0; run < ends.length; run++) {
        const end = ends[run]!;
        joint.fill(0);
        for (; e < end; e++) joint[to[e]!]! += now.sums[offset + from[e]!]! * probability[e]!;
        let mass = 0;
        for (let s = 0; s < states; s++) mass += joint[s]!;
        if (mass <= 0) continue;
        entropy -= mass * Math.log2(mass / weight);
        next.add(joint, 0, mass);
      }
    }
    this.work += now.count * (from.length + alphabetSize * states);
    this.#lost += next.lost();
    this.#now = next;
    this.#next = now;
    return entropy;
  }
}

/** End of the edges of each symbol that has some, in the sorted list. */
function symbolEnds({ symbol }: Machine): Int32Array {
  const ends: number[] = [];
  for (let e = 0; e < symbol.length; e++) if (symbol[e] !== symbol[e + 1]) ends.push(e + 1);
  return Int32Array.from(ends);
}
