import * as z from "zod";
import type { Random } from "../../core/random.ts";
import { defineSource, type SymbolStream } from "../../core/source.ts";
import { closedForm } from "../../core/truth.ts";
import { truthOfDifference } from "../../exact/block-entropies.ts";
import { createMachine, machineLimits } from "../../exact/machine.ts";
import { machineTruth } from "../../exact/machine-truth.ts";
import { binaryEntropy } from "../../statistics/entropy.ts";
import { probabilityThreshold } from "../sampling/draws.ts";
import { edgesOf, endless, type Move, machineOf, machineSource } from "../sampling/streams.ts";
import { renewalSums, renewalTruth } from "../truths/truths.ts";

/**
 * Two states: in the free one a symbol is drawn, `stays` with probability p; the other symbol leads to the second
 * state, from which a 1 leads back.
 */
function forcedOnes(p: number, stays: 0 | 1) {
  const free = 1 / (2 - p);
  const threshold = probabilityThreshold(p);
  const moves = 1 - stays;
  const machine = () =>
    createMachine(
      2,
      2,
      [
        { from: 0, symbol: stays, to: 0, probability: p },
        { from: 0, symbol: moves, to: 1, probability: 1 - p },
        { from: 1, symbol: 1, to: 0, probability: 1 },
      ],
      { stationary: Float64Array.of(free, 1 - free) },
    );
  return {
    alphabetSize: 2,
    machine,
    unknowns: () => edgesOf(machine()!),
    open(random: Random): SymbolStream {
      let forced = random.uint32() < probabilityThreshold(free) ? 0 : 1;
      return endless((target) => {
        let state = forced;
        for (let i = 0; i < target.length; i++) {
          const symbol = (random.uint32() < threshold ? stays : moves) | state;
          target[i] = symbol;
          state = state === 0 && symbol === moves ? 1 : 0;
        }
        forced = state;
      });
    },
  };
}

export const even = defineSource({
  id: "even",
  group: "middle",
  title: "even process",
  summary: "Runs of ones between zeros have even length: a two-state machine that no finite memory captures.",
  reference: "Weiss 1973, Monatsh. Math. 77; Crutchfield & Feldman 2003, Chaos 13(1)",
  params: z.strictObject({
    p: z.number().min(0).max(1).default(0.5).describe("probability of a 0 where a 0 is allowed"),
  }),
  example: "even(p=0.5)",
  bind({ p }) {
    const free = 1 / (2 - p); // stationary probability of an even number of ones since the last zero
    const memory = p === 0 ? 0 : binaryEntropy(free); // without zeros there is no parity to remember
    return {
      ...forcedOnes(p, 0),
      truth: () => ({
        symbolEntropy: closedForm(binaryEntropy(p * free), "H2 of the share of zeros, p/(2-p)"),
        entropyRate: closedForm(free * binaryEntropy(p), "H2(p)/(2-p)"),
        excessEntropy: closedForm(memory, "both past and future reveal the parity: H2(1/(2-p))"),
        statisticalComplexity: closedForm(memory, "H2(1/(2-p))"),
      }),
    };
  },
});

export const goldenMean = defineSource({
  id: "golden-mean",
  group: "middle",
  title: "golden mean process",
  summary: "No two zeros in a row: after a 1 comes a 1 with probability p, after a 0 always a 1.",
  reference: "Crutchfield & Feldman 2003, Chaos 13(1)",
  params: z.strictObject({
    p: z.number().min(0).max(1).default(0.5).describe("probability of a 1 after a 1"),
  }),
  example: "golden-mean(p=0.5)",
  bind({ p }) {
    const free = 1 / (2 - p); // stationary probability of the free state
    const zeros = (1 - p) * free;
    const entropyRate = free * binaryEntropy(p);
    return {
      ...forcedOnes(p, 1),
      truth: () => ({
        symbolEntropy: closedForm(binaryEntropy(zeros), "H2 of the share of zeros, (1-p)/(2-p)"),
        entropyRate: closedForm(entropyRate, "H2(p)/(2-p)"),
        excessEntropy: truthOfDifference(binaryEntropy(zeros), entropyRate, "H(1) - h, Markov of order 1"),
        statisticalComplexity: closedForm(binaryEntropy(free), "H2(1/(2-p))"),
      }),
    };
  },
});

/** 1/phi, the probability of a 1 after a 1. */
const free = (Math.sqrt(5) - 1) / 2;

export const goldenMeanParry = defineSource({
  id: "golden-mean-parry",
  group: "middle",
  title: "golden mean shift, Parry measure",
  summary:
    "No two zeros in a row, and otherwise as random as possible: all such sequences are about equally likely.",
  reference: "Parry 1964, Trans. Amer. Math. Soc. 112",
  params: z.strictObject({}),
  example: "golden-mean-parry",
  bind() {
    const ones = 1 / (2 - free);
    const rate = Math.log2(1 / free);
    const machine = machineOf(2, 2, [
      [0, 1, 0, free],
      [0, 0, 1, 1 - free],
      [1, 1, 0, 1],
    ]);
    return machineSource(machine, () => ({
      symbolEntropy: closedForm(binaryEntropy(ones), "H2 of the share of ones, phi^2/(1+phi^2)"),
      entropyRate: closedForm(
        rate,
        "log2 of the golden ratio, by which the number of possible k-grams grows",
      ),
      excessEntropy: truthOfDifference(binaryEntropy(ones), rate, "H(1) - h, Markov of order 1"),
      statisticalComplexity: closedForm(binaryEntropy(ones), "H2 of the share of ones"),
    }));
  },
});

export const mess3 = defineSource({
  id: "mess3",
  group: "middle",
  title: "mess3",
  summary:
    "Three hidden states, each with a favourite symbol: an observer's beliefs about the state fill a fractal.",
  reference: "Marzen & Crutchfield 2017, Phys. Rev. E 95",
  params: z.strictObject({
    x: z.number().gt(0).max(0.5).default(0.15).describe("probability of a move to either other state"),
    a: z.number().min(0).max(1).default(0.6).describe("probability of the new state's own symbol"),
  }),
  example: "mess3(x=0.15, a=0.6)",
  bind({ x, a }) {
    const states = [0, 1, 2];
    const moves = states.flatMap((from) =>
      states.flatMap((to) =>
        states.map((symbol): Move => {
          const move = from === to ? 1 - 2 * x : x;
          return [from, symbol, to, move * (to === symbol ? a : (1 - a) / 2)];
        }),
      ),
    );
    return machineSource(machineOf(3, 3, moves));
  },
});

export const nemo = defineSource({
  id: "nemo",
  group: "middle",
  title: "Nemo process",
  summary: "Three states, with sequences of every length that do not determine the state.",
  reference: "Mahoney, Ellison & Crutchfield 2009, J. Phys. A 42",
  params: z.strictObject({
    p: z.number().min(0).max(1).default(0.5).describe("probability of a 1 in the first state"),
    q: z.number().min(0).max(1).default(0.5).describe("probability of a 1 after the first state's 0"),
  }),
  example: "nemo(p=0.5, q=0.5)",
  bind: ({ p, q }) =>
    machineSource(
      machineOf(2, 3, [
        [0, 1, 0, p],
        [0, 0, 2, 1 - p],
        [2, 1, 1, q],
        [2, 0, 0, 1 - q],
        [1, 1, 0, 1],
      ]),
    ),
});

export const noisyPeriod2 = defineSource({
  id: "noisy-period-2",
  group: "middle",
  title: "noisy period 2",
  summary: "Every other symbol is a 1; those between are coin tosses.",
  reference: "Crutchfield & Feldman 2003, Chaos 13(1)",
  params: z.strictObject({
    p: z.number().min(0).max(1).default(0.5).describe("probability that a tossed symbol is a 1"),
  }),
  example: "noisy-period-2(p=0.5)",
  bind({ p }) {
    const machine = machineOf(2, 2, [
      [0, 1, 1, 1],
      [1, 1, 0, p],
      [1, 0, 0, 1 - p],
    ]);
    const phase = closedForm(p === 1 ? 0 : 1, "log2 2: both past and future reveal the phase unless p = 1");
    return machineSource(machine, () => ({
      symbolEntropy: closedForm(binaryEntropy((1 - p) / 2), "H2 of the share of zeros, (1-p)/2"),
      entropyRate: closedForm(binaryEntropy(p) / 2, "H2(p)/2"),
      excessEntropy: phase,
      statisticalComplexity: phase,
    }));
  },
});

export const rrxor = defineSource({
  id: "rrxor",
  group: "middle",
  title: "random-random-xor",
  summary: "Two coin tosses and their exclusive or, repeated from a random position in the triple.",
  reference: "Crutchfield & Feldman 2003, Chaos 13(1)",
  params: z.strictObject({
    p: z.number().min(0).max(1).default(0.5).describe("probability of a 1 for either coin"),
  }),
  example: "rrxor(p=0.5)",
  bind({ p }) {
    const machine = machineOf(2, 5, [
      [0, 0, 1, 1 - p],
      [0, 1, 2, p],
      [1, 0, 3, 1 - p],
      [1, 1, 4, p],
      [2, 0, 4, 1 - p],
      [2, 1, 3, p],
      [3, 0, 0, 1],
      [4, 1, 0, 1],
    ]);
    return machineSource(machine, () => {
      if (p === 0 || p === 1) return machineTruth(machine);
      const memory = Math.log2(3) + (binaryEntropy(p) + binaryEntropy(2 * p * (1 - p))) / 3;
      return {
        symbolEntropy: closedForm(
          binaryEntropy((2 * p + 2 * p * (1 - p)) / 3),
          "H2 of the share of ones, (2p + 2p(1-p))/3",
        ),
        entropyRate: closedForm((2 / 3) * binaryEntropy(p), "2 H2(p)/3"),
        excessEntropy: closedForm(memory, "both past and future reveal the state: E = C_mu"),
        statisticalComplexity: closedForm(memory, "log2 3 + (H2(p) + H2(2p(1-p)))/3"),
      };
    });
  },
});

/** Longer intervals are not summed. */
const longest = 4_194_304;
/** A tail below this is negligible. */
const negligible = 1e-22;

export const simpleNonunifilar = defineSource({
  id: "simple-nonunifilar",
  group: "middle",
  title: "simple nonunifilar source",
  summary:
    "Two states that both emit 1, of which only the second also emits 0: the past never quite determines the state.",
  reference: "Crutchfield 1994, Physica D 75; Marzen & Crutchfield 2015, Entropy 17(7)",
  params: z.strictObject({
    p: z.number().min(0).max(1).default(0.5).describe("probability of staying in the first state"),
    q: z.number().min(0).max(1).default(0.5).describe("probability of a 1 in the second state"),
  }),
  example: "simple-nonunifilar(p=0.5, q=0.5)",
  bind({ p, q }) {
    const machine = machineOf(2, 2, [
      [0, 1, 0, p],
      [0, 1, 1, 1 - p],
      [1, 1, 1, q],
      [1, 0, 0, 1 - q],
    ]);
    return machineSource(machine, () => {
      const law = p * q > 0 && p < 1 && q < 1 ? intervalLaw(p, q) : undefined;
      return law === undefined
        ? machineTruth(machine)
        : renewalTruth(renewalSums(law, 1 / (1 - p) + 1 / (1 - q)));
    });
  },
});

/** P(N = n) between zeros, a wait in each state; undefined where it is too long. */
function intervalLaw(p: number, q: number): Float64Array | undefined {
  // The slower state has the tail: the number of terms until it is negligible, with room for n * log(n).
  const terms = Math.ceil((Math.log(negligible) * 1.2) / Math.log(Math.max(p, q))) + 64;
  if (terms > longest) return undefined;
  const law = new Float64Array(terms);
  let first = 1;
  let second = 0;
  for (let n = 0; n < terms; n++) {
    law[n] = second * (1 - q);
    second = second * q + first * (1 - p);
    first *= p;
  }
  return law;
}

export const zeroOneRandom = defineSource({
  id: "zero-one-random",
  group: "middle",
  title: "zero, one, random",
  summary: "A 0, a 1 and a coin toss, repeated from a random position in the triple.",
  reference:
    "Shai, Marzen, Teixeira, Gietelink Oldenziel & Riechers 2024, Adv. Neural Inf. Process. Syst. 37",
  params: z.strictObject({
    p: z.number().min(0).max(1).default(0.5).describe("probability that the tossed symbol is a 1"),
  }),
  example: "zero-one-random(p=0.5)",
  bind({ p }) {
    const machine = machineOf(2, 3, [
      [0, 0, 1, 1],
      [1, 1, 2, 1],
      [2, 1, 0, p],
      [2, 0, 0, 1 - p],
    ]);
    const phase = closedForm(Math.log2(3), "log2 3: both past and future reveal the phase");
    return machineSource(machine, () => ({
      symbolEntropy: closedForm(binaryEntropy((1 + p) / 3), "H2 of the share of ones, (1+p)/3"),
      entropyRate: closedForm(binaryEntropy(p) / 3, "H2(p)/3"),
      excessEntropy: phase,
      statisticalComplexity: phase,
    }));
  },
});

const probability = (what: string, value: number) => z.number().min(0).max(1).default(value).describe(what);

export const gilbertElliott = defineSource({
  id: "gilbert-elliott",
  group: "middle",
  title: "Gilbert-Elliott noise",
  summary: "Errors in bursts: ones are rare while a hidden channel is good and frequent while it is bad.",
  reference: "Gilbert 1960, Bell Syst. Tech. J. 39; Elliott 1963, Bell Syst. Tech. J. 42",
  params: z.strictObject({
    worsen: probability("probability that the good channel turns bad", 0.02),
    recover: probability("probability that the bad channel turns good", 0.1),
    good: probability("probability of a 1 in the good channel", 0.01),
    bad: probability("probability of a 1 in the bad channel", 0.3),
  }),
  example: "gilbert-elliott(worsen=0.02, recover=0.1, good=0.01, bad=0.3)",
  bind({ worsen, recover, good, bad }) {
    const moves = [
      [0, 0, 1 - worsen, good],
      [0, 1, worsen, good],
      [1, 0, recover, bad],
      [1, 1, 1 - recover, bad],
    ].flatMap(([from, to, move, one]): Move[] => [
      [from!, 1, to!, move! * one!],
      [from!, 0, to!, move! * (1 - one!)],
    ]);
    return machineSource(machineOf(2, 2, moves));
  },
});

const edge = z.array(z.number().min(0).max(65_536)).length(4);

export const machine = defineSource({
  id: "machine",
  group: "middle",
  title: "finite machine",
  summary: "Any hidden Markov source, given edge by edge; starts in its stationary law.",
  reference: "Crutchfield & Young 1989, Phys. Rev. Lett. 63; Birch 1962, Ann. Math. Statist. 33(3)",
  params: z
    .strictObject({
      states: z
        .int()
        .min(1)
        .max(machineLimits.states)
        .optional()
        .describe("number of states; by default as many as the edges name"),
      alphabet: z
        .int()
        .min(1)
        .max(65_536)
        .optional()
        .describe("number of symbols; by default as many as the edges name"),
      edges: z
        .array(edge)
        .min(1)
        .max(machineLimits.edges)
        .default([
          [0, 1, 0, 0.5],
          [0, 0, 1, 0.5],
          [1, 1, 0, 1],
        ])
        .describe(
          "[from, symbol, to, probability], counted from 0; the probabilities of the edges out of a state sum to 1",
        ),
    })
    .superRefine(({ states, alphabet, edges }, context) => {
      const fault = edgesFault(movesOf(edges), states, alphabet);
      if (fault !== undefined) context.addIssue({ code: "custom", ...fault });
    }),
  example: "machine(edges=[[0,1,0,0.5],[0,0,1,0.5],[1,1,0,1]])",
  bind({ states, alphabet, edges }) {
    const moves = movesOf(edges);
    const totals = leavingTotals(moves, states ?? statesOf(moves));
    const exact = moves.map(([from, symbol, to, p]): Move => [from, symbol, to, p / totals[from]!]);
    return machineSource(machineOf(alphabet ?? symbolsOf(moves), totals.length, exact));
  },
});

/** The schema guarantees four entries per edge. */
const movesOf = (edges: readonly number[][]): Move[] =>
  edges.map(([from, symbol, to, probability]) => [from!, symbol!, to!, probability!]);
const statesOf = (moves: readonly Move[]): number =>
  1 + moves.reduce((most, [from, , to]) => Math.max(most, from, to), 0);
const symbolsOf = (moves: readonly Move[]): number =>
  1 + moves.reduce((most, [, symbol]) => Math.max(most, symbol), 0);

function leavingTotals(moves: readonly Move[], states: number): Float64Array {
  const totals = new Float64Array(states);
  for (const [from, , , probability] of moves) totals[from]! += probability;
  return totals;
}

/** The first fault in a list of edges, and its position. */
function edgesFault(
  moves: readonly Move[],
  states: number = Math.min(statesOf(moves), machineLimits.states),
  alphabet: number = 65_536,
): { path: (string | number)[]; message: string } | undefined {
  for (const [index, [from, symbol, to, probability]] of moves.entries()) {
    const at = (place: number, message: string) => ({
      path: ["edges", index, place],
      message: `edges: ${message}`,
    });
    for (const [place, state] of [
      [0, from],
      [2, to],
    ] as const) {
      if (!Number.isInteger(state)) return at(place, `a state must be a whole number, not ${state}`);
      if (state >= states) return at(place, `state ${state} is outside 0..${states - 1}`);
    }
    if (!Number.isInteger(symbol)) return at(1, `a symbol must be a whole number, not ${symbol}`);
    if (symbol >= alphabet) return at(1, `symbol ${symbol} is outside 0..${alphabet - 1}`);
    if (probability > 1) return at(3, `a probability must be at most 1, not ${probability}`);
  }
  const totals = leavingTotals(moves, states);
  const wrong = totals.findIndex((total) => Math.abs(total - 1) > 1e-9);
  if (wrong < 0) return undefined;
  const first = moves.findIndex(([from]) => from === wrong);
  const path = first < 0 ? ["edges"] : ["edges", first];
  if (first < 0) return { path, message: `edges: no edge leaves state ${wrong}` };
  const sum = Number(totals[wrong]!.toPrecision(10));
  return {
    path,
    message: `edges: the probabilities of the edges out of state ${wrong} sum to ${sum}, not 1`,
  };
}

const rows = (width: number) => z.array(z.array(z.number().min(0).max(1)).min(1).max(width)).min(1);

export const hiddenMarkov = defineSource({
  id: "hidden-markov",
  group: "middle",
  title: "hidden Markov model",
  summary: "A hidden chain that at each step emits a symbol drawn by its state, and then moves.",
  reference: "Rabiner 1989, Proc. IEEE 77(2)",
  params: z
    .strictObject({
      transition: rows(machineLimits.states)
        .max(machineLimits.states)
        .default([
          [0.95, 0.05],
          [0.1, 0.9],
        ])
        .describe("one row per state; P(next state | state)"),
      emission: rows(65_536)
        .max(machineLimits.states)
        .default([
          [0.9, 0.1],
          [0.4, 0.6],
        ])
        .describe("one row per state; P(symbol | state)"),
    })
    .superRefine(({ transition, emission }, context) => {
      const fault =
        rowsFault("transition", transition, transition.length, transition.length) ??
        rowsFault("emission", emission, transition.length, emission[0]!.length);
      if (fault !== undefined) context.addIssue({ code: "custom", ...fault });
    }),
  example: "hidden-markov(transition=[[0.95,0.05],[0.1,0.9]], emission=[[0.9,0.1],[0.4,0.6]])",
  bind({ transition, emission }) {
    const moves = transition.flatMap((row, from) =>
      normalised(row).flatMap((move, to) =>
        normalised(emission[from]!).map((shown, symbol): Move => [from, symbol, to, move * shown]),
      ),
    );
    return machineSource(machineOf(emission[0]!.length, transition.length, moves));
  },
});

function normalised(row: readonly number[]): number[] {
  const total = row.reduce((sum, probability) => sum + probability, 0);
  return row.map((probability) => probability / total);
}

function rowsFault(key: string, matrix: readonly (readonly number[])[], height: number, width: number) {
  const fault = (message: string, ...path: number[]) => ({
    path: [key, ...path],
    message: `${key}: ${message}`,
  });
  if (matrix.length !== height) return fault(`${matrix.length} rows for ${height} states`);
  for (const [index, row] of matrix.entries()) {
    if (row.length !== width) return fault(`row ${index + 1} has ${row.length} entries, not ${width}`, index);
    const sum = row.reduce((total, probability) => total + probability, 0);
    if (Math.abs(sum - 1) > 1e-9)
      return fault(`row ${index + 1} sums to ${Number(sum.toPrecision(10))}, not 1`, index);
  }
  return undefined;
}
