import * as z from "zod";
import { UsageError } from "../../core/errors.ts";
import { defineSource, type Machine } from "../../core/source.ts";
import { closedForm, type GroundTruth, infinite, unknown } from "../../core/truth.ts";
import { createMachine, type Edge, machineLimits, singleStateMachine } from "../../exact/machine.ts";
import { machineTruth } from "../../exact/machine-truth.ts";
import { binaryEntropy } from "../../statistics/entropy.ts";
import { probabilityThreshold } from "../sampling/draws.ts";
import { endless } from "../sampling/streams.ts";
import { substitutionStream } from "../structure/words.ts";
import { independentTruth } from "../truths/truths.ts";

const scaleBits = 64;

/**
 * The orbit of 1/2 under the tent map x <- slope min(x, 1 - x): value n is the n-th image, in exact arithmetic rounded once. An
 * orbit that returns to itself, up to the rounding of the slope, is folded onto its cycle.
 */
class CriticalOrbit {
  readonly #slope: number;
  #values: Float64Array;
  /** index whose image is an earlier index */
  readonly #last: number;
  readonly #back: number;

  /** @param slope in (1, 2] */
  constructor(slope: number) {
    this.#slope = slope;
    this.#values = exactOrbit(slope, 512);
    [this.#last, this.#back] = this.#fold();
  }

  value(n: number): number {
    if (n >= this.#values.length) this.#values = exactOrbit(this.#slope, 2 * n);
    return this.#values[n]!;
  }

  /** The index of the image of point n. */
  after(n: number): number {
    return n === this.#last ? this.#back : n + 1;
  }

  /** The point at which the orbit returns while the growing error of the slope is still negligible. */
  #fold(): readonly [last: number, back: number] {
    const values = this.#values;
    let error = 2 ** -50;
    for (let j = 1; j < values.length; j++) {
      error *= this.#slope;
      if (error * j > 1e-9) break;
      for (let i = 0; i < j; i++) {
        if (Math.abs(values[j]! - values[i]!) > error * j) continue;
        if (i === 0) values[j] = 1 / 2; // so that rounding does not put 1/2 inside an interval
        return i === 0 ? [j, 1] : [j - 1, i];
      }
    }
    return [Number.POSITIVE_INFINITY, 0];
  }
}

/** Values 0..count-1 of the orbit of 1/2. */
function exactOrbit(slope: number, count: number): Float64Array {
  // The slope is a multiple of 2^-52; the additional bits keep the error of `count` roundings below that of a double.
  const bits = BigInt(Math.ceil(count * Math.log2(slope)) + scaleBits);
  const one = 1n << bits;
  const factor = BigInt(slope * 2 ** 52);
  const values = new Float64Array(count);
  let x = one >> 1n;
  for (let n = 0; n < count; n++) {
    values[n] = Number(x >> (bits - 60n)) / 2 ** 60;
    x = (factor * (2n * x > one ? one - x : x)) >> 52n;
  }
  return values;
}

/** The accumulation point of period doublings. */
const feigenbaum = 3.569945671870945;
/** The period-doubling word with its letters swapped. */
const onset = {
  images: [
    [0, 1],
    [0, 0],
  ],
  coding: [1, 0],
};

export const logisticMap = defineSource({
  id: "logistic-map",
  group: "deceptive",
  title: "logistic map",
  summary:
    "Whether x > 1/2 under x <- r x (1 - x), in exact arithmetic: fair coin tosses at r = 4, the period-doubling word at the Feigenbaum point 3.569945671870945. No exact law is known elsewhere.",
  reference:
    "May 1976, Nature 261; Collet & Eckmann 1980, Iterated Maps on the Interval as Dynamical Systems",
  params: z.strictObject({
    r: z.number().min(0).max(4).default(4).describe("height of the parabola: 4 or 3.569945671870945"),
  }),
  example: "logistic-map(r=4)",
  bind({ r }) {
    const atOnset = Math.abs(r - feigenbaum) < 1e-12;
    if (!atOnset && r !== 4) {
      throw new UsageError(`no exact law is known at r = ${r}; r can be 4 or ${feigenbaum}`);
    }
    if (atOnset) {
      return {
        alphabetSize: 2,
        open: () => substitutionStream(onset, 0),
        truth: () => ({
          symbolEntropy: closedForm(binaryEntropy(1 / 3), "two thirds of the orbit are above 1/2"),
          entropyRate: closedForm(0, "the itinerary of 1/2 is the period-doubling word"),
          excessEntropy: infinite("H(2k) = H(k) + 1"),
          statisticalComplexity: infinite("at least the excess entropy"),
        }),
      };
    }
    return {
      alphabetSize: 2,
      machine: () => singleStateMachine([0.5, 0.5]),
      open(random) {
        // x = sin^2(pi theta), and each step doubles theta: x > 1/2 when its first two binary digits differ.
        let digit = random.uint32() >>> 31;
        return endless((target) => {
          for (let i = 0; i < target.length; i++) {
            const next = random.uint32() >>> 31;
            target[i] = digit ^ next;
            digit = next;
          }
        });
      },
      truth: () =>
        independentTruth(
          1,
          "conjugate to the doubling of an angle, whose binary digits are fair coin tosses",
        ),
    };
  },
});

/**
 * Possible values of x given the symbols so far, as the states of a chain: intervals between points of the critical orbit in
 * which x is uniform. Both halves of an interval around 1/2 next have T(1/2) as their upper end. States are created on demand;
 * state 0 is the interval in which the orbit ends up.
 *
 * Source: Hofbauer 1979, Israel J. Math. 34(3).
 */
class TentIntervals {
  /** state -> probability that x is in the left half */
  readonly left: number[] = [];
  /** state -> next state after a 0 or a 1; -1 before `expand` */
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
/** Probability of further intervals that is negligible in a double. */
const negligible = 1e-14;

export const tentMap = defineSource({
  id: "tent-map",
  group: "deceptive",
  title: "tent map",
  summary:
    "Whether x > 1/2 under x <- slope min(x, 1 - x), x drawn from its invariant law. Each symbol is drawn with its exact probability given all earlier ones, because floating point would leave the orbit within 60 steps.",
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
        // Any density approaches the invariant one as slope^-n; a random number of additional steps averages over the bands
        // that x visits in turns when the slope is below sqrt 2.
        const relaxation = 1 / Math.log(slope);
        const extra = random.below(2 ** Math.ceil(Math.log2(relaxation) + 1));
        fill(new Uint8Array(Math.ceil(40 * relaxation) + extra));
        return { fill };
      },
      truth: () => tentTruth(slope, machine()),
    };
  },
});

/** The intervals as a machine. With too many, the last ones, if they are almost never visited, lead back to the first. */
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
  const why = unknown(`more than ${mostIntervals} intervals between images of 1/2 must be distinguished`);
  return { symbolEntropy: why, entropyRate, excessEntropy: why, statisticalComplexity: why };
}
