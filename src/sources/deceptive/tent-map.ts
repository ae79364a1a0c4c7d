import * as z from "zod";
import { defineSource, type Machine } from "../../core/source.ts";
import { closedForm, type GroundTruth, unknown } from "../../core/truth.ts";
import { createMachine, type Edge, machineLimits } from "../../exact/machine.ts";
import { machineTruth } from "../../exact/machine-truth.ts";
import { probabilityThreshold } from "../sampling/probability-threshold.ts";
import { CriticalOrbit } from "./critical-orbit.ts";

/**
 * Where the symbols so far leave x, as the states of a chain: intervals between points of the critical orbit in
 * which all places are equally likely. Both halves of an interval about 1/2 have T(1/2) as their upper end next.
 * States are found as they are met; state 0 is the interval in which the orbit ends up.
 *
 * Source: Hofbauer 1979, Israel J. Math. 34(3).
 */
class TentIntervals {
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

const mostIntervals = machineLimits.states;
/** Probability of intervals beyond these that no longer shows in a double. */
const negligible = 1e-14;

export const tentMap = defineSource({
  id: "tent-map",
  group: "deceptive",
  title: "tent map",
  summary:
    "Whether x > 1/2 under x <- slope min(x, 1 - x), x drawn by its invariant law: each symbol by its exact " +
    "probability given all before, for floating point would leave the orbit within 60 steps.",
  reference: "Rokhlin 1967, Russ. Math. Surv. 22(5); Hofbauer 1979, Israel J. Math. 34(3)",
  params: z.strictObject({
    slope: z.number().min(1.01).max(2).default(1.5).describe("slope of both sides, in absolute value"),
  }),
  example: "tent-map(slope=1.618033988749895)",
  bind({ slope }) {
    const orbit = new CriticalOrbit(slope);
    const machine = () => intervalMachine(orbit);
    return {
      alphabetSize: 2,
      length: Number.POSITIVE_INFINITY,
      machine,
      open(random) {
        const intervals = new TentIntervals(orbit);
        const { left, afterLeft, afterRight } = intervals;
        const thresholds: number[] = [];
        let last = 0;
        const fill = (target: { length: number; [i: number]: number }): number => {
          let state = last;
          for (let i = 0; i < target.length; i++) {
            if (afterLeft[state]! < 0) {
              intervals.expand(state);
              thresholds[state] = probabilityThreshold(left[state]!);
            }
            const symbol = random.uint32() < thresholds[state]! ? 0 : 1;
            target[i] = symbol;
            state = symbol === 0 ? afterLeft[state]! : afterRight[state]!;
          }
          last = state;
          return target.length;
        };
        // Any density comes close to the invariant one as slope^-n; a random number of steps more evens out the bands
        // that x visits by turns when the slope is below sqrt 2.
        const relaxation = 1 / Math.log(slope);
        const extra = random.below(2 ** Math.ceil(Math.log2(relaxation) + 1));
        fill(new Uint8Array(Math.ceil(40 * relaxation) + extra));
        return { fill };
      },
      truth: () => tentTruth(slope, machine()),
    };
  },
});

/**
 * The intervals as a machine. Where they are too many, those met last, if next to never, lead back to the first.
 */
function intervalMachine(orbit: CriticalOrbit): Machine | undefined {
  const intervals = new TentIntervals(orbit);
  const { left, afterLeft, afterRight } = intervals;
  const edges: Edge[] = [];
  const rim: number[] = [];
  for (let from = 0; from < Math.min(left.length, mostIntervals); from++) {
    intervals.expand(from);
    const [to0, to1] = [afterLeft[from]!, afterRight[from]!];
    if (Math.max(to0, to1) >= mostIntervals) rim.push(from);
    const within = (to: number) => (to < mostIntervals ? to : 0);
    edges.push({ from, symbol: 0, to: within(to0), probability: left[from]! });
    edges.push({ from, symbol: 1, to: within(to1), probability: 1 - left[from]! });
  }
  const machine = createMachine(2, Math.min(left.length, mostIntervals), edges);
  const missed = rim.reduce((sum, state) => sum + (machine?.stationary[state] ?? 0), 0);
  return missed < negligible ? machine : undefined;
}

function tentTruth(slope: number, machine: Machine | undefined): GroundTruth {
  const entropyRate = closedForm(Math.log2(slope), "log2 of the slope (Rokhlin's formula)");
  if (machine !== undefined) return { ...machineTruth(machine), entropyRate };
  const why = unknown(`more than ${mostIntervals} intervals between images of 1/2 have to be told apart`);
  return { symbolEntropy: why, entropyRate, excessEntropy: why, statisticalComplexity: why };
}
