import { describe, expect, it } from "vitest";
import type { Machine } from "../../../src/core/source.ts";
import { blockEntropies, processBounds } from "../../../src/exact/block-entropies.ts";
import { replacementChannel } from "../../../src/exact/channels.ts";
import {
  closedClasses,
  createMachine,
  isUnifilar,
  lumpStates,
  machineLimits,
  stationaryLaw,
  symbolLaw,
  unifilarEntropyRate,
} from "../../../src/exact/machine.ts";
import { machineTruth } from "../../../src/exact/machine-truth.ts";
import { lawEntropy } from "../../../src/statistics/entropy.ts";
import { wordProbability, words } from "../sources/support.ts";
import { machineOf } from "./machine-of.ts";

type Row = readonly [symbol: number, from: number, to: number, probability: number];
const edgesOf = (rows: readonly Row[]) =>
  rows.map(([symbol, from, to, probability]) => ({ symbol, from, to, probability }));

/** Sums of halves, quarters and eighths: exact. The chain changes its state every second time. */
const scrambled: readonly Row[] = [
  [1, 1, 0, 0.25],
  [0, 1, 0, 0.25],
  [1, 0, 1, 0.125],
  [0, 0, 1, 0.25],
  [0, 1, 1, 0],
  [1, 0, 0, 0.25],
  [0, 0, 0, 0.25],
  [1, 0, 1, 0.125],
  [1, 1, 1, 0.25],
  [0, 1, 1, 0.25],
  [2, 0, 1, 0],
];

describe("createMachine", () => {
  it("sorts edges by symbol, then state, then next state, adds parallel ones and drops impossible ones", () => {
    const machine = createMachine(3, 2, edgesOf(scrambled));
    expect(machine).toEqual({
      alphabetSize: 3,
      states: 2,
      symbol: Uint32Array.of(0, 0, 0, 0, 1, 1, 1, 1),
      from: Uint32Array.of(0, 0, 1, 1, 0, 0, 1, 1),
      to: Uint32Array.of(0, 1, 0, 1, 0, 1, 0, 1),
      probability: new Float64Array(8).fill(0.25),
      stationary: Float64Array.of(0.5, 0.5),
      start: Float64Array.of(0.5, 0.5),
    });
  });

  it("is the same whatever the order of the edges, which it leaves as they are", () => {
    const edges = edgesOf(scrambled);
    const whole = createMachine(3, 2, edges);
    expect(edges).toEqual(edgesOf(scrambled));
    for (let turn = 1; turn < edges.length; turn++) {
      const turned = [...edges.slice(turn), ...edges.slice(0, turn)];
      expect(createMachine(3, 2, turned)).toEqual(whole);
      expect(createMachine(3, 2, turned.reverse())).toEqual(whole);
    }
  });

  it("keeps edges of different states apart, though they end alike", () => {
    const machine = createMachine(
      1,
      2,
      edgesOf([
        [0, 0, 1, 1],
        [0, 1, 1, 1],
      ]),
    );
    expect(machine?.from).toEqual(Uint32Array.of(0, 1));
    expect(machine?.probability).toEqual(Float64Array.of(1, 1));
  });

  it("takes edges from anything that can be gone through", () => {
    const machine = createMachine(1, 1, new Set(edgesOf([[0, 0, 0, 1]])).values());
    expect(machine?.stationary).toEqual(Float64Array.of(1));
  });

  const apart = edgesOf([
    [0, 0, 0, 1],
    [1, 1, 1, 1],
  ]);

  it("is undefined if two closed classes can be reached", () => {
    expect(createMachine(2, 2, apart)).toBeUndefined();
  });

  it("starts in the given states, which may leave only one class", () => {
    const start = Float64Array.of(0, 1);
    const machine = createMachine(2, 2, apart, { start });
    expect(machine?.stationary).toEqual(Float64Array.of(0, 1));
    expect(machine?.start).toBe(start);
  });

  it("takes a stationary law that is known, without a look at the edges", () => {
    const stationary = Float64Array.of(0.25, 0.75);
    const machine = createMachine(2, 2, apart, { stationary });
    expect(machine?.stationary).toBe(stationary);
    expect(machine?.start).toBe(stationary);
  });
});

it("machines have at most 512 states and 65 536 edges", () => {
  expect(machineLimits).toEqual({ states: 512, edges: 65_536 });
});

// @module-tag thorough

const evenProcess = machineOf(2, 2, [
  [0, 0, 0, 0.5],
  [0, 1, 1, 0.5],
  [1, 1, 0, 1],
]);
const renewal = machineOf(2, 2, [
  [0, 1, 0, 0.5],
  [0, 1, 1, 0.5],
  [1, 1, 1, 0.5],
  [1, 0, 0, 0.5],
]);
const noisyEven = replacementChannel(evenProcess, 0.1) as Machine;

/** H(k) by writing out every word. */
function bruteForceEntropy(machine: Machine, k: number): number {
  let sum = 0;
  for (const word of words(machine.alphabetSize, k)) {
    const p = wordProbability(machine, word);
    if (p > 0) sum -= p * Math.log2(p);
  }
  return sum;
}

describe("createMachine of several processes", () => {
  it("gives nothing where two processes hide in one graph", () => {
    const edges = [0, 1].map((state) => ({ from: state, to: state, symbol: state, probability: 1 }));
    expect(createMachine(2, 2, edges)).toBeUndefined();
    expect(createMachine(2, 2, edges, { start: Float64Array.of(0, 1) })?.stationary).toEqual(
      Float64Array.of(0, 1),
    );
  });
});

describe("blockEntropies", () => {
  it.each([
    ["the even process", evenProcess],
    ["a machine that is not unifilar", renewal],
    ["a noisy one", noisyEven],
  ])("equals the sum over all words for %s", (_, machine) => {
    const entropies = blockEntropies(machine, 10);
    for (let k = 1; k <= 10; k++) expect(entropies[k - 1]).toBeCloseTo(bruteForceEntropy(machine, k), 11);
  });
});

describe("lumpStates", () => {
  /** Two copies of each state of the even process, and one that is never entered. */
  const doubled = machineOf(2, 5, [
    [0, 0, 2, 0.5],
    [0, 1, 1, 0.25],
    [0, 1, 3, 0.25],
    [2, 0, 0, 0.5],
    [2, 1, 3, 0.5],
    [1, 1, 2, 1],
    [3, 1, 0, 1],
    [4, 0, 0, 1],
  ]);

  it("finds the minimal machine", () => {
    const lumped = lumpStates(doubled);
    expect(lumped.states).toBe(2);
    expect(isUnifilar(doubled)).toBe(false);
    expect(isUnifilar(lumped)).toBe(true);
    expect(lawEntropy(lumped.stationary)).toBeCloseTo(0.9182958340544896, 12);
    expect(unifilarEntropyRate(lumped)).toBeCloseTo(2 / 3, 12);
  });

  it("keeps the process", () => {
    const lumped = lumpStates(doubled);
    for (const word of words(2, 6)) {
      expect(wordProbability(lumped, word)).toBeCloseTo(wordProbability(doubled, word), 13);
    }
  });

  it("leaves a minimal machine alone", () => {
    expect(lumpStates(evenProcess).states).toBe(2);
    expect(lumpStates(noisyEven).states).toBe(2);
  });
});

describe("replacementChannel", () => {
  it("mixes each word with its noise", () => {
    const eps = 0.1;
    for (const word of words(2, 4)) {
      let expected = 0;
      for (const source of words(2, 4)) {
        const channel = source.reduce((p, x, i) => p * (x === word[i] ? 1 - eps / 2 : eps / 2), 1);
        expected += channel * wordProbability(evenProcess, source);
      }
      expect(wordProbability(noisyEven, word)).toBeCloseTo(expected, 13);
    }
    expect([...symbolLaw(noisyEven)].reduce((a, b) => a + b)).toBeCloseTo(1, 13);
  });
});

describe("processBounds", () => {
  const exact = { entropyRate: 0.6778671810520431, excessEntropy: 0.14723194168092424 };

  it("closes in on the simple nonunifilar source", () => {
    const { entropyRate, excessEntropy } = processBounds(renewal);
    expect(entropyRate.upper - entropyRate.lower).toBeLessThan(1e-10);
    expect(entropyRate.lower).toBeCloseTo(exact.entropyRate, 9);
    expect(excessEntropy.upper - excessEntropy.lower).toBeLessThan(1e-8);
    expect(excessEntropy.lower).toBeCloseTo(exact.excessEntropy, 8);
  });

  it.each([2, 3, 8, 64, 512])(
    "still brackets the truth when only %i beliefs are kept",
    { tags: ["slow"] },
    (beliefs) => {
      const full = processBounds(noisyEven);
      const { entropyRate, excessEntropy } = processBounds(noisyEven, { depth: 60, beliefs, work: 1e7 });
      expect(entropyRate.lower).toBeLessThanOrEqual(full.entropyRate.upper);
      expect(entropyRate.upper).toBeGreaterThanOrEqual(full.entropyRate.lower);
      expect(excessEntropy.lower).toBeLessThanOrEqual(full.excessEntropy.upper);
      expect(excessEntropy.upper).toBeGreaterThanOrEqual(full.excessEntropy.lower);
      expect(entropyRate.upper - entropyRate.lower).toBeGreaterThan(
        full.entropyRate.upper - full.entropyRate.lower,
      );
    },
  );

  it("brackets the truth at every depth", () => {
    for (let depth = 1; depth < 20; depth++) {
      const { entropyRate, excessEntropy } = processBounds(renewal, { depth, beliefs: 4096, work: 1e7 });
      expect(entropyRate.lower).toBeLessThan(exact.entropyRate);
      expect(entropyRate.upper).toBeGreaterThan(exact.entropyRate);
      expect(excessEntropy.lower).toBeLessThan(exact.excessEntropy);
      expect(excessEntropy.upper).toBeGreaterThan(exact.excessEntropy);
    }
  });
});

describe("machineTruth", () => {
  it("knows independent draws, however they are written", () => {
    const twoStates = machineOf(2, 2, [
      [0, 0, 1, 0.5],
      [0, 1, 0, 0.5],
      [1, 0, 0, 0.5],
      [1, 1, 1, 0.5],
    ]);
    const truth = machineTruth(twoStates);
    expect(truth.entropyRate).toMatchObject({ status: "exact", value: 1 });
    expect(truth.excessEntropy).toMatchObject({ status: "exact", value: 0 });
    expect(truth.statisticalComplexity).toMatchObject({ status: "exact", value: 0 });
  });

  it("states E of the even process to twelve digits without its closed form", () => {
    const truth = machineTruth(evenProcess).excessEntropy;
    if (truth?.status !== "exact") throw new Error("expected a value");
    expect(truth.digits).toBeGreaterThanOrEqual(11);
    expect(truth.value).toBeCloseTo(0.9182958340544896, 11);
  });
});

const moves = (states: number, list: readonly (readonly [number, number, number])[]) => ({
  states,
  from: Uint32Array.from(list, ([from]) => from),
  to: Uint32Array.from(list, ([, to]) => to),
  probability: Float64Array.from(list, ([, , probability]) => probability),
});

/** 0 and 3 are transient; {1, 2} and {4} are closed. */
const split = moves(5, [
  [0, 1, 0.5],
  [0, 3, 0.5],
  [1, 2, 1],
  [2, 1, 1],
  [3, 0, 0.5],
  [3, 4, 0.5],
  [4, 4, 1],
]);

describe("closedClasses", () => {
  it("finds the sets that are never left", () => {
    expect(closedClasses(split)).toEqual([[1, 2], [4]]);
  });

  it("keeps to what can be reached from the start", () => {
    expect(closedClasses(split, Float64Array.of(0, 0, 1, 0, 0))).toEqual([[1, 2]]);
    expect(closedClasses(split, Float64Array.of(0, 0, 0, 1, 0))).toEqual([[1, 2], [4]]);
  });
});

describe("stationaryLaw", () => {
  it("is exact for a two-state chain, however lopsided", () => {
    for (const [p, q] of [
      [0.3, 0.2],
      [1e-12, 1],
      [1e-300, 0.5],
    ] as const) {
      const law = stationaryLaw(
        moves(2, [
          [0, 0, 1 - p],
          [0, 1, p],
          [1, 0, q],
          [1, 1, 1 - q],
        ]),
      ) as Float64Array;
      expect((law[0] as number) / (q / (p + q))).toBeCloseTo(1, 13);
      expect((law[1] as number) / (p / (p + q))).toBeCloseTo(1, 13);
    }
  });

  it("solves a birth-death chain in closed form", () => {
    const n = 40;
    const list: [number, number, number][] = [];
    for (let i = 0; i < n; i++) {
      list.push([i, Math.min(n - 1, i + 1), 0.25], [i, Math.max(0, i - 1), 0.75]);
    }
    const law = stationaryLaw(moves(n, list)) as Float64Array;
    // pi(i) is proportional to (1/3)^i.
    let total = 0;
    for (let i = 0, mass = 1; i < n; i++, mass /= 3) total += mass;
    for (let i = 0, mass = 1; i < n; i++, mass /= 3) {
      expect((law[i] as number) / (mass / total)).toBeCloseTo(1, 12);
    }
  });

  it("gives transient states nothing, and several closed classes no law", () => {
    expect(stationaryLaw(split)).toBeUndefined();
    expect(stationaryLaw(split, Float64Array.of(0, 1, 0, 0, 0))).toEqual(Float64Array.of(0, 0.5, 0.5, 0, 0));
  });
});
