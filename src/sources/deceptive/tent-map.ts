import * as z from "zod";
import { defineSource, type Machine } from "../../core/source.ts";
import { closedForm, type GroundTruth, unknown } from "../../core/truth.ts";
import { createMachine, type Edge, machineLimits } from "../../statistics/machines/create-machine.ts";
import { machineTruth } from "../../statistics/machines/machine-truth.ts";
import { CriticalOrbit } from "./critical-orbit.ts";

/** Indices of the points of the critical orbit between which x lies, all places equally likely. */
type Interval = readonly [low: number, high: number];
/** The orbit ends up between the second and the first image of 1/2. */
const core: Interval = [2, 1];

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
        let [low, high] = core;
        const step = (): number => {
          const left = (1 / 2 - orbit.value(low)) / (orbit.value(high) - orbit.value(low));
          const symbol = random.uniform() < left ? 0 : 1;
          const kept = orbit.after(symbol === 0 ? low : high);
          const other = left > 0 && left < 1 ? 1 : orbit.after(symbol === 0 ? high : low);
          [low, high] = [kept, other];
          return symbol;
        };
        // Any density comes close to the invariant one as slope^-n; a random number of steps more evens out the bands
        // that x visits by turns when the slope is below sqrt 2.
        const relaxation = 1 / Math.log(slope);
        const extra = random.below(2 ** Math.ceil(Math.log2(relaxation) + 1));
        for (let skip = Math.ceil(40 * relaxation) + extra; skip > 0; skip--) step();
        return {
          fill(target) {
            for (let i = 0; i < target.length; i++) target[i] = step();
            return target.length;
          },
        };
      },
      truth: () => tentTruth(slope, machine()),
    };
  },
});

/** The intervals that can be met, as states; too many where the critical orbit does not come back soon. */
function intervalMachine(orbit: CriticalOrbit): Machine | undefined {
  const states: Interval[] = [core];
  const edges: Edge[] = [];
  const idOf = (low: number, high: number): number => {
    const known = states.findIndex((interval) => interval[0] === low && interval[1] === high);
    return known >= 0 ? known : states.push([low, high]) - 1;
  };
  for (let from = 0; from < states.length; from++) {
    if (states.length > machineLimits.states / 4) return undefined;
    const [low, high] = states[from]!;
    const left = (1 / 2 - orbit.value(low)) / (orbit.value(high) - orbit.value(low));
    const cut = left > 0 && left < 1;
    const toLeft = () => idOf(orbit.after(low), cut ? 1 : orbit.after(high));
    const toRight = () => idOf(orbit.after(high), cut ? 1 : orbit.after(low));
    if (left > 0) edges.push({ from, symbol: 0, to: toLeft(), probability: Math.min(1, left) });
    if (left < 1) edges.push({ from, symbol: 1, to: toRight(), probability: Math.min(1, 1 - left) });
  }
  return createMachine(2, states.length, edges);
}

function tentTruth(slope: number, machine: Machine | undefined): GroundTruth {
  const entropyRate = closedForm(Math.log2(slope), "log2 of the slope (Rokhlin's formula)");
  if (machine !== undefined) return { ...machineTruth(machine), entropyRate };
  const why = unknown(
    "1/2 does not come back soon, so the intervals between its images are too many to work through",
  );
  return { symbolEntropy: why, entropyRate, excessEntropy: why, statisticalComplexity: why };
}
