import type { CriticalOrbit } from "./critical-orbit.ts";

/**
 * Where the symbols so far leave x, as the states of a chain: intervals between points of the critical orbit in
 * which all places are equally likely. Both halves of an interval about 1/2 have T(1/2) as their upper end next.
 * States are found as they are met; state 0 is the interval in which the orbit ends up.
 *
 * Source: Hofbauer 1979, Israel J. Math. 34(3).
 */
export class TentIntervals {
  /** state -> probability that x is in the left half */
  readonly left: number[] = [];
  /** state -> next state after a 0 or a 1; -1 until asked for by `expand` */
  readonly afterLeft: number[] = [];
  readonly afterRight: number[] = [];
  readonly #orbit: CriticalOrbit;
  readonly #low: number[] = [];
  readonly #high: number[] = [];
  readonly #ids = new Map<string, number>();

  constructor(orbit: CriticalOrbit) {
    this.#orbit = orbit;
    this.#idOf(2, 1);
  }

  /** Finds the successors of a state. */
  expand(state: number): void {
    const low = this.#orbit.after(this.#low[state]!);
    const high = this.#orbit.after(this.#high[state]!);
    const left = this.left[state]!;
    const cut = left > 0 && left < 1;
    this.afterLeft[state] = left > 0 ? this.#idOf(low, cut ? 1 : high) : state;
    this.afterRight[state] = left < 1 ? this.#idOf(high, cut ? 1 : low) : state;
  }

  #idOf(low: number, high: number): number {
    const key = `${low},${high}`;
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const [from, to] = [this.#orbit.value(low), this.#orbit.value(high)];
    this.#ids.set(key, this.left.length);
    this.#low.push(low);
    this.#high.push(high);
    this.afterLeft.push(-1);
    this.afterRight.push(-1);
    return this.left.push(Math.min(1, Math.max(0, (1 / 2 - from) / (to - from)))) - 1;
  }
}
