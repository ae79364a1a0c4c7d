import { describe, expect, it } from "vitest";
import type { Machine } from "../../../src/core/source.ts";
import { processBounds } from "../../../src/exact/block-entropies.ts";
import { machineTruth } from "../../../src/exact/machine-truth.ts";
import { type Move, machineOf } from "./machine-of.ts";
import { afterSymbol, plainEntropy, wordEntropy } from "./words-of.ts";

/** A value that is met to 9 decimals, and as many digits claimed at least, or fewer where it is nearly 0. */
const value = (truth: number, route: unknown, fewest = 9) => ({
  status: "exact",
  value: expect.closeTo(truth, 9),
  digits: expect.toSatisfy((digits: number) => digits >= fewest && digits <= 12),
  route,
});
const inClosedForm = (truth: number, route: string) => ({
  ...value(truth, route),
  value: expect.closeTo(truth, 13),
  digits: 12,
});

const symbolRoute = "entropy of the stationary law of a symbol";
const rateRoute = "unifilar machine: sum of pi(state) H(row)";
const statesRoute = "entropy of the states of the minimal unifilar machine";
const cycleRoute = "log2 of the length of the cycle of states";
const futureRoute = "C_mu - H(state | future), with the future up to the first reset of the reversed machine";

/** States that one symbol tells: a chain of order 1, of which E = H(1) - h. */
function ofChain(symbolEntropy: number, rate: number, memory: number) {
  return {
    symbolEntropy: inClosedForm(symbolEntropy, symbolRoute),
    entropyRate: inClosedForm(rate, rateRoute),
    excessEntropy: value(symbolEntropy - rate, futureRoute),
    statisticalComplexity: inClosedForm(memory, statesRoute),
  };
}

describe("unifilar machines", () => {
  const golden: Move[] = [
    [0, 0, 0, 0.5],
    [0, 1, 1, 0.5],
    [1, 0, 0, 1],
  ];

  it("golden mean", () => {
    const third = plainEntropy([1 / 3, 2 / 3]);
    expect(machineTruth(machineOf(2, 2, golden))).toEqual(ofChain(third, 2 / 3, third));
  });

  it("the same with each state twice, and a state that is left for good", () => {
    const doubled = golden.flatMap(([from, symbol, to, p]): Move[] => [
      [2 * from, symbol, 2 * to, p / 2],
      [2 * from, symbol, 2 * to + 1, p / 2],
      [2 * from + 1, symbol, 2 * to + 1, p],
    ]);
    const third = plainEntropy([1 / 3, 2 / 3]);
    const machine = machineOf(2, 5, [...doubled, [4, 1, 0, 1]]);
    expect(machineTruth(machine)).toEqual(ofChain(third, 2 / 3, third));
  });

  // Past and future tell whether a run of 1s is even: E = C.
  it("even process, whose states no one symbol tells", () => {
    const memory = plainEntropy([2 / 3, 1 / 3]);
    expect(
      machineTruth(
        machineOf(2, 2, [
          [0, 0, 0, 0.5],
          [0, 1, 1, 0.5],
          [1, 1, 0, 1],
        ]),
      ),
    ).toEqual({
      ...ofChain(plainEntropy([1 / 3, 2 / 3]), 2 / 3, memory),
      excessEntropy: value(memory, futureRoute),
    });
  });

  it("coin: one state, which follows itself", () => {
    expect(
      machineTruth(
        machineOf(2, 1, [
          [0, 0, 0, 0.25],
          [0, 1, 0, 0.75],
        ]),
      ),
    ).toEqual({
      ...ofChain(plainEntropy([0.25, 0.75]), plainEntropy([0.25, 0.75]), 0),
      excessEntropy: inClosedForm(0, cycleRoute),
    });
  });

  it("cycle of three, one of whose symbols is drawn anew", () => {
    expect(
      machineTruth(
        machineOf(3, 3, [
          [0, 0, 1, 0.5],
          [0, 1, 1, 0.5],
          [1, 1, 2, 1],
          [2, 2, 0, 1],
        ]),
      ),
    ).toEqual({
      ...ofChain(plainEntropy([1 / 6, 1 / 2, 1 / 3]), 1 / 3, Math.log2(3)),
      excessEntropy: inClosedForm(Math.log2(3), cycleRoute),
    });
  });

  // Each 1 changes the state, so that no symbol resets it; yet runs tell it in the end, from either side: E = C.
  it("parity of 1s, where each state has its rate of them", () => {
    const memory = plainEntropy([0.25, 0.75]);
    const ones = 0.25 * 0.96 + 0.75 * 0.32;
    expect(
      machineTruth(
        machineOf(2, 2, [
          [0, 0, 0, 0.04],
          [0, 1, 1, 0.96],
          [1, 0, 1, 0.68],
          [1, 1, 0, 0.32],
        ]),
      ),
    ).toEqual({
      ...ofChain(
        plainEntropy([ones, 1 - ones]),
        0.25 * plainEntropy([0.04, 0.96]) + 0.75 * plainEntropy([0.32, 0.68]),
        memory,
      ),
      excessEntropy: value(
        memory,
        expect.stringMatching(/^sum of h\(k\) - h with a bounded tail, depth \d+$/),
      ),
    });
  });

  // Only the rare 2 resets it read backwards, where the other symbols leave two states in doubt.
  it("are bounded by sums of gains where resets are rare", () => {
    const machine = machineOf(3, 3, [
      [0, 0, 0, 0.5],
      [0, 1, 1, 0.499],
      [0, 2, 2, 0.001],
      [1, 0, 0, 0.3],
      [1, 1, 2, 0.7],
      [2, 0, 1, 0.6],
      [2, 1, 2, 0.4],
    ]);
    const { depth, excessEntropy } = processBounds(machine);
    expect(excessEntropy.upper - excessEntropy.lower).toBeLessThan(1e-8);
    expect(machineTruth(machine).excessEntropy).toEqual(
      value(
        (excessEntropy.lower + excessEntropy.upper) / 2,
        `sum of h(k) - h with a bounded tail, depth ${depth}`,
      ),
    );
  });
});

/** Three states of which the last is, now and ever after, as good as a toss between the others. */
function withToss(moves: readonly Move[]): Move[] {
  const toss = moves.map(([, symbol, to, p]): Move => [2, symbol, to, p / 2]);
  return [...moves, ...toss];
}

/** A symbol says little of what was before it: words of 9 symbols give the rate to 12 decimals. */
const forgetful: Move[] = [
  [0, 0, 0, 0.4],
  [0, 0, 1, 0.2],
  [0, 1, 0, 0.1],
  [0, 1, 1, 0.3],
  [1, 0, 0, 0.3],
  [1, 0, 1, 0.25],
  [1, 1, 0, 0.1],
  [1, 1, 1, 0.35],
];

/** What words of 9 symbols say. */
function ofWords(machine: Machine) {
  const [eight, nine] = [wordEntropy(machine, 8), wordEntropy(machine, 9)];
  const route = expect.stringMatching(/^Birch bounds on beliefs, depth \d+$/);
  return {
    symbolEntropy: inClosedForm(wordEntropy(machine, 1), symbolRoute),
    entropyRate: value(nine - eight, route),
    excessEntropy: value(nine - 9 * (nine - eight), route, 6),
  };
}

describe("machines that are not unifilar", () => {
  // After a 1 the state is 0, after a 0 it is 0 three times of five: a chain of order 1 on symbols.
  it("are as good as unifilar ones where finitely many beliefs are led to", () => {
    const truth = machineTruth(
      machineOf(2, 2, [
        [0, 0, 0, 0.3],
        [0, 0, 1, 0.2],
        [0, 1, 0, 0.5],
        [1, 1, 0, 1],
      ]),
    );
    // P(1 | 1) = 1/2, P(1 | 0) = 7/10, so that P(1) = 7/12.
    const memory = plainEntropy([7 / 12, 5 / 12]);
    const rate = 7 / 12 + (5 / 12) * plainEntropy([0.3, 0.7]);
    expect(truth).toEqual(ofChain(memory, rate, memory));
  });

  // Runs of 0s as long as two geometric times, the first of mean 1/(1 - p) and the second of 1/(1 - q), end with a 1.
  it.each([
    [0.5, 0.5, true],
    [0.3, 0.6, false],
  ])("count the words since a reset: p=%f, q=%f, of which words or bounds are narrower", (p, q, areWords) => {
    const survival: number[] = [];
    for (let [a, b] = [1, 0]; a + b > 1e-20; [a, b] = [p * a, (1 - p) * a + q * b]) survival.push(a + b);
    const mean = survival.reduce((sum, x) => sum + x, 0);
    const ages = survival.map((x) => x / mean);
    const hazards = survival.map((x, n) => 1 - (survival[n + 1] ?? 0) / x);
    const rate = ages.reduce((sum, mass, n) => sum + mass * plainEntropy([hazards[n]!, 1 - hazards[n]!]), 0);
    // Age and time to go have one law each, and together that of the length of the run: L, L - 1 ... in L ways.
    const lengths = survival.map((x, n) => (x - (survival[n + 1] ?? 0)) / mean);
    const both = lengths.reduce((sum, mass, n) => sum - (mass > 0 ? (n + 1) * mass * Math.log2(mass) : 0), 0);
    const machine = machineOf(2, 2, [
      [0, 0, 0, p],
      [0, 0, 1, 1 - p],
      [1, 0, 1, q],
      [1, 1, 0, 1 - q],
    ]);
    const excess = 2 * plainEntropy(ages) - both;
    const bounds = expect.stringMatching(/^Birch bounds on beliefs, depth \d\d$/);
    expect(machineTruth(machine)).toEqual({
      symbolEntropy: inClosedForm(plainEntropy([1 / mean, 1 - 1 / mean]), symbolRoute),
      entropyRate: value(
        rate,
        areWords ? "mean entropy of a symbol given the symbols since the last reset" : bounds,
      ),
      excessEntropy: value(excess, bounds),
      statisticalComplexity: value(
        plainEntropy(ages),
        "entropy of the beliefs, enumerated by the symbols since the last reset",
      ),
    });
  });

  it("have no finite complexity where maps of beliefs are one to one and forget", () => {
    const machine = machineOf(2, 2, forgetful);
    expect(machineTruth(machine)).toEqual({
      ...ofWords(machine),
      statisticalComplexity: {
        status: "infinite",
        route:
          "the law of beliefs has no atoms: belief maps are one-to-one, and some k-gram makes beliefs converge",
      },
    });
  });

  it("have one that is not known where nothing is proved of their beliefs", () => {
    const moves = forgetful.map(
      ([from, symbol, to, p]): Move => [from, symbol, symbol === 1 && to === 1 ? 2 : to, p],
    );
    const machine = machineOf(2, 3, withToss(moves));
    expect(machineTruth(machine)).toEqual({
      ...ofWords(machine),
      statisticalComplexity: {
        status: "unknown",
        reason: "the machine is not unifilar, and it is not proved whether its beliefs are countable",
      },
    });
  });

  // Each 2 leads to state 2 and each 1 to state 1; between them are 0s, of which the number and the last other symbol
  // tell the belief, though not all beliefs tell the future.
  it("are between E and the entropy of words where futures do not tell beliefs apart", () => {
    const machine = machineOf(
      3,
      3,
      withToss([
        [0, 0, 0, 0.4],
        [0, 0, 1, 0.3],
        [0, 2, 2, 0.3],
        [1, 0, 0, 0.1],
        [1, 0, 1, 0.6],
        [1, 1, 1, 0.1],
        [1, 2, 2, 0.2],
      ]),
    );
    const words: number[] = [];
    for (const reset of [1, 2]) {
      let joint = afterSymbol(machine, machine.stationary, reset);
      for (; joint.some((mass) => mass > 1e-18); joint = afterSymbol(machine, joint, 0)) {
        words.push(joint.reduce((sum, mass) => sum + mass, 0));
      }
    }
    const { excessEntropy } = processBounds(machine);
    expect(machineTruth(machine).statisticalComplexity).toEqual({
      status: "bounds",
      lower: excessEntropy.lower,
      upper: expect.closeTo(plainEntropy(words), 9),
      route: "E <= C_mu <= entropy of the symbols since the last reset",
    });
  });
});
