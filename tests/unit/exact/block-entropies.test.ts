import { describe, expect, it } from "vitest";
import type { Machine } from "../../../src/core/source.ts";
import { BeliefRecursion } from "../../../src/exact/belief-set.ts";
import {
  blockEntropies,
  processBounds,
  truthFromBounds,
  truthOfDifference,
} from "../../../src/exact/block-entropies.ts";
import { hidden, machineOf, padded } from "./machine-of.ts";
import { entropyOfState, plainEntropy, sumOver, toldStarts, wordEntropy } from "./words-of.ts";

/** What joining beliefs has given away after each symbol. */
function lossesOf(machine: Machine, steps: number): number[] {
  const recursion = new BeliefRecursion(machine, [machine.stationary], 2);
  return Array.from({ length: steps }, () => {
    recursion.advance();
    return recursion.lost;
  });
}

describe("blockEntropies", () => {
  it("are those of all words", () => {
    const entropies = blockEntropies(hidden, 9);
    expect(entropies).toHaveLength(9);
    entropies.forEach((entropy, i) => {
      expect(entropy).toBeCloseTo(wordEntropy(hidden, i + 1), 12);
    });
  });

  it("are k bits for fair bits, and none for no order", () => {
    const fair = machineOf(2, 1, [
      [0, 0, 0, 0.5],
      [0, 1, 0, 0.5],
    ]);
    expect(blockEntropies(fair, 40)).toEqual(Float64Array.from({ length: 40 }, (_, i) => i + 1));
    expect(blockEntropies(fair, 0)).toEqual(new Float64Array(0));
  });

  // Two symbols lead to four beliefs, which the third symbol is read from.
  it.each([180_000])("end where more beliefs are needed than there is room for, %i states", (states) => {
    const entropies = blockEntropies(padded(states), 5);
    expect(entropies).toHaveLength(2);
    expect(entropies[1]).toBeCloseTo(wordEntropy(hidden, 2), 13);
  });

  it("continue while the sum of the losses before each symbol is tolerated", () => {
    const machine = padded(180_000);
    const [, second, third] = lossesOf(machine, 3) as [number, number, number];
    expect(second).toBeGreaterThan(1e-6);
    expect(blockEntropies(machine, 4, second)).toHaveLength(3);
    expect(blockEntropies(machine, 4, (second + third) * (1 - 1e-9))).toHaveLength(3);
    expect(blockEntropies(machine, 4, second + third)).toHaveLength(4);
  });
});

const ample = { depth: 1000, beliefs: 8192, work: 30_000_000 };

const fair = machineOf(2, 1, [
  [0, 0, 0, 0.5],
  [0, 1, 0, 0.5],
]);

/** Every second symbol is a 1 with probability `rare`, all others are 0. */
const everySecond = (rare: number): Machine =>
  machineOf(2, 2, [
    [0, 0, 1, 1],
    [1, 0, 0, 1 - rare],
    [1, 1, 0, rare],
  ]);

describe("a unifilar machine has its rate at once", () => {
  it("fair bits, to rounding of 1e-15 for each of 1 + 8 symbols", () => {
    expect(processBounds(fair)).toEqual({
      entropyRate: { lower: 1 - 9e-15, upper: 1 + 9e-15 },
      excessEntropy: { lower: 0, upper: 9 * 1e-15 },
      depth: 1,
    });
  });

  it("golden mean: one symbol tells the state, and E = H(1) - h", () => {
    const golden = machineOf(2, 2, [
      [0, 0, 0, 0.5],
      [0, 1, 1, 0.5],
      [1, 0, 0, 1],
    ]);
    const { entropyRate, excessEntropy, depth } = processBounds(golden);
    expect(depth).toBe(1);
    const excess = plainEntropy([2 / 3, 1 / 3]) - 2 / 3;
    for (const bound of [entropyRate.lower, entropyRate.upper]) expect(bound).toBeCloseTo(2 / 3, 13);
    for (const bound of [excessEntropy.lower, excessEntropy.upper]) expect(bound).toBeCloseTo(excess, 13);
    expect(entropyRate.upper - entropyRate.lower).toBeCloseTo(1.8e-14, 15);
  });

  it("which no other bounds may widen or narrow", () => {
    const known = { lower: 0.25, upper: 0.5 };
    expect(processBounds(fair, ample, known).entropyRate).toEqual(processBounds(fair).entropyRate);
  });
});

// Past and future both tell the phase in the end, so E = 1. After k zeros the phase is open; after a 1 it is not.
describe("every second symbol is 0", () => {
  function openPhase(rare: number, k: number): number {
    const [more, fewer] = [(1 - rare) ** Math.ceil(k / 2) / 2, (1 - rare) ** Math.floor(k / 2) / 2];
    return (more + fewer) * plainEntropy([more / (more + fewer), fewer / (more + fewer)]);
  }

  it.each([1, 2, 3, 7, 20])(
    "E after %i symbols lies between 1 less the doubt of the phase, and 1",
    (depth) => {
      const bounds = processBounds(everySecond(0.3), { ...ample, depth });
      expect(bounds.depth).toBe(depth);
      expect(bounds.entropyRate.lower).toBeCloseTo(plainEntropy([0.3, 0.7]) / 2, 13);
      expect(bounds.entropyRate.upper).toBeCloseTo(plainEntropy([0.3, 0.7]) / 2, 13);
      expect(bounds.excessEntropy.lower).toBeCloseTo(1 - openPhase(0.3, depth), 13);
      expect(bounds.excessEntropy.upper).toBeCloseTo(1, 13);
    },
  );

  it("ends at a width below 1e-13", () => {
    const depth =
      1 + Array.from({ length: 200 }, (_, k) => openPhase(0.5, k)).findLastIndex((x) => x >= 1e-13);
    expect(processBounds(everySecond(0.5)).depth).toBe(depth);
  });

  /** Symbols after which the doubt of the phase was last less by a tenth than when it was so before, and 25 more. */
  function impatient(rare: number): number {
    let [last, best] = [1, openPhase(rare, 1)];
    for (let k = 2; k <= last + 24; k++)
      if (openPhase(rare, k) < 0.9 * best) [last, best] = [k, openPhase(rare, k)];
    return last + 25;
  }

  it.each([1e-6, 1e-3, 4e-3, 7e-3, 8e-3])("ends when 24 symbols do not narrow it by a tenth, %f", (rare) => {
    expect(processBounds(everySecond(rare)).depth).toBe(impatient(rare));
  });

  it("ends after 1000 symbols", () => {
    const { excessEntropy, depth } = processBounds(everySecond(0.01));
    expect(depth).toBe(1000);
    expect(excessEntropy.lower).toBeCloseTo(1 - openPhase(0.01, 1000), 11);
  });
});

it("continues to sum gains of a unifilar machine when beliefs are joined, until there are none", () => {
  const parity = machineOf(2, 2, [
    [0, 0, 0, 0.9],
    [0, 1, 1, 0.1],
    [1, 0, 1, 0.2],
    [1, 1, 0, 0.8],
  ]);
  const blind = new BeliefRecursion(parity, [parity.stationary], 2);
  const memory = plainEntropy(parity.stationary);
  const rate = (8 / 9) * plainEntropy([0.1, 0.9]) + (1 / 9) * plainEntropy([0.2, 0.8]);
  let [gains, doubt, least, most, best, last] = [0, 0, 0, 9, 9, 0];
  let depth = 0;
  for (; depth - last <= 24; ) {
    depth++;
    doubt += blind.lost;
    gains += blind.advance();
    least = Math.max(least, gains - doubt - depth * rate);
    most = Math.min(most, gains - depth * rate + blind.stateEntropy);
    if (most - least < 0.9 * best) [best, last] = [most - least, depth];
  }
  expect(doubt).toBeGreaterThan(most - least);
  const bounds = processBounds(parity, { ...ample, beliefs: 2 });
  expect(bounds.depth).toBe(depth);
  expect(bounds.excessEntropy).toEqual({ lower: expect.closeTo(least, 12), upper: expect.closeTo(most, 12) });
  // Either side tells the state in the end: E = C.
  expect(least).toBeLessThan(memory);
  expect(most).toBeGreaterThan(memory);
});

describe("a machine whose symbols leave its state in doubt", () => {
  const starts = toldStarts(hidden);
  const gain = (k: number) => wordEntropy(hidden, k) - wordEntropy(hidden, k - 1);
  const toldEntropy = (k: number) => sumOver(starts, (start) => wordEntropy(hidden, k, start));
  const toldGain = (k: number) => toldEntropy(k) - toldEntropy(k - 1);
  const shared = (k: number) =>
    entropyOfState(hidden, k) - sumOver(starts, (start) => entropyOfState(hidden, k, start));

  /** The same from all words of up to `depth` symbols. */
  function fromWords(depth: number, known = { lower: 0, upper: 1 }) {
    let { lower, upper } = known;
    let [least, most] = [0, Number.POSITIVE_INFINITY];
    for (let k = 1; k <= depth; k++) {
      lower = Math.max(lower, toldGain(k));
      upper = Math.min(upper, gain(k));
      least = Math.max(least, wordEntropy(hidden, k) - k * upper);
      most = Math.min(most, wordEntropy(hidden, k) - k * lower + shared(k));
    }
    return {
      entropyRate: { lower: expect.closeTo(lower, 12), upper: expect.closeTo(upper, 12) },
      excessEntropy: { lower: expect.closeTo(least, 12), upper: expect.closeTo(most, 12) },
      depth,
    };
  }

  it.each([1, 2, 3, 6])("has the bounds of its words, %i symbols", (depth) => {
    expect(processBounds(hidden, { ...ample, depth })).toEqual(fromWords(depth));
  });

  it("is bounded by what is known, until words tell more", () => {
    const [lower, upper] = [(toldGain(2) + toldGain(3)) / 2, (gain(2) + gain(3)) / 2];
    for (const known of [
      { lower, upper: 1 },
      { lower: 0, upper },
      { lower, upper },
    ])
      for (const depth of [1, 2, 4])
        expect(processBounds(hidden, { ...ample, depth }, known)).toEqual(fromWords(depth, known));
  });

  it("is bounded by nothing but the alphabet before the first symbol", () => {
    const { entropyRate, excessEntropy, depth } = processBounds(hidden, { ...ample, depth: 0 });
    expect(entropyRate).toEqual({ lower: 0, upper: 1 + 8e-15 });
    expect(excessEntropy).toEqual({ lower: 0, upper: Number.POSITIVE_INFINITY });
    expect(depth).toBe(0);
  });

  // One belief, then 2, 4, ... of those who are told nothing, and 2, 4, ... of those told the state; for each 6 edges
  // and 4 entries of joint laws.
  it.each([
    [1, 1],
    [30, 1],
    [31, 2],
    [90, 2],
    [91, 3],
  ])("work of %i ends it after %i symbols", (work, depth) => {
    expect(processBounds(hidden, { ...ample, work }).depth).toBe(depth);
  });

  it("does not work on states that never occur", () => {
    // Three states make 6 entries: 36 for three beliefs, where four would be 48.
    expect(processBounds(padded(3), { ...ample, work: 36 }).depth).toBe(1);
    expect(processBounds(padded(3), { ...ample, work: 37 }).depth).toBe(2);
  });

  describe("with room for few beliefs", () => {
    /** The same as the recursions say, with what they have lost so far given away. */
    function fromRecursions(capacity: number, most: number) {
      const blind = new BeliefRecursion(hidden, [hidden.stationary], capacity);
      const told = new BeliefRecursion(hidden, starts, capacity);
      const rows: { rate: [number, number]; excess: [number, number]; settled: boolean }[] = [];
      let [lower, upper, least, top, gains, doubt] = [0, 1, 0, Number.POSITIVE_INFINITY, 0, 0];
      for (let k = 1; k <= most; k++) {
        doubt += blind.lost;
        const before = told.lost;
        const symbol = blind.advance();
        gains += symbol;
        upper = Math.min(upper, symbol);
        lower = Math.max(lower, told.advance() - before);
        least = Math.max(least, gains - doubt - k * upper);
        const tail = Math.max(0, blind.stateEntropy - (told.stateEntropy - told.lost));
        top = Math.min(top, gains - k * lower + tail);
        const settled = doubt > top - least && told.lost > upper - lower;
        rows.push({ rate: [lower, upper], excess: [least, top], settled });
      }
      return rows;
    }

    it.each([2, 3, 5])("gives away what is lost, %i beliefs", (beliefs) => {
      const rows = fromRecursions(beliefs, 6);
      rows.forEach(({ rate, excess, settled }, i) => {
        if (rows.slice(0, i).some((row) => row.settled)) return;
        const depth = i + 1;
        const bounds = processBounds(hidden, { ...ample, beliefs, depth });
        expect(bounds.depth).toBe(depth);
        expect([bounds.entropyRate.lower, bounds.entropyRate.upper]).toEqual(
          rate.map((x) => expect.closeTo(x, 13)),
        );
        expect([bounds.excessEntropy.lower, bounds.excessEntropy.upper]).toEqual(
          excess.map((x) => expect.closeTo(x, 13)),
        );
        if (settled) expect(processBounds(hidden, { ...ample, beliefs }).depth).toBe(depth);
      });
    });

    it.each([2, 3, 5, 16, 64])("ends where more was lost than there is to gain, %i beliefs", (beliefs) => {
      const rows = fromRecursions(beliefs, 40);
      const settled = rows.findIndex((row) => row.settled);
      expect(settled).toBeGreaterThan(0);
      expect(processBounds(hidden, { ...ample, beliefs }).depth).toBe(settled + 1);
    });

    it("has room for two at least", () => {
      const few = { ...ample, depth: 5 };
      expect(processBounds(hidden, { ...few, beliefs: 0 })).toEqual(
        processBounds(hidden, { ...few, beliefs: 2 }),
      );
    });

    it("has room for a million entries of joint laws: three beliefs of 300 000 states", () => {
      const few = { ...ample, depth: 2 };
      expect(processBounds(padded(300_000), few)).toEqual(processBounds(hidden, { ...few, beliefs: 3 }));
    });
  });
});

const route = "by hand";

describe("truthFromBounds", () => {
  // Digits: those of the whole part of log10(value / half the width).
  it.each<[string, number, number, number, number]>([
    ["half-width 6e-8 of 2", 2 - 6e-8, 2 + 6e-8, 2, 7],
    ["5e-7 of 1, the fewest digits", 1 - 5e-7, 1 + 5e-7, 1, 6],
    ["2e-11 of 0.1", 0.1 - 2e-11, 0.1 + 2e-11, 0.1, 9],
    ["no more than 12", 3 - 1e-14, 3 + 1e-14, 3, 12],
    ["no width at all", 0.7, 0.7, 0.7, 12],
    ["1e-9 is not nothing", 1e-9, 1e-9, 1e-9, 12],
  ])("%s", (_, lower, upper, value, digits) => {
    const truth = truthFromBounds({ lower, upper }, route);
    expect(truth).toEqual({ status: "exact", value: expect.closeTo(value, 15), digits, route });
  });

  it("leaves bounds that make no six digits", () => {
    expect(truthFromBounds({ lower: 1 - 2e-6, upper: 1 + 2e-6 }, route)).toEqual({
      status: "bounds",
      lower: 1 - 2e-6,
      upper: 1 + 2e-6,
      route,
    });
    expect(truthFromBounds({ lower: 0, upper: 1 }, route)).toEqual({
      status: "bounds",
      lower: 0,
      upper: 1,
      route,
    });
  });

  it("is 0 to nine decimals below a billionth", () => {
    for (const upper of [0, 5e-10, 9.99e-10])
      expect(truthFromBounds({ lower: 0, upper }, route)).toEqual({
        status: "exact",
        value: 0,
        digits: 9,
        route,
      });
  });
});

describe("truthOfDifference", () => {
  it("is a closed form where nothing is left", () => {
    expect(truthOfDifference(1.5, 1.5, route)).toEqual({ status: "exact", value: 0, digits: 12, route });
  });

  // Rounding is (larger + smaller) 1e-15: 2e-15 of 2^-17 = 7.6e-6 is a share of 2.6e-10.
  it("keeps the digits that cancellation leaves", () => {
    expect(truthOfDifference(1 + 2 ** -17, 1, route)).toEqual({
      status: "exact",
      value: expect.closeTo(2 ** -17, 18),
      digits: 9,
      route,
    });
  });

  // A share of 2e-15 / 2^-29 = 1.07e-6.
  it("states bounds when too few are left", () => {
    expect(truthOfDifference(1 + 2 ** -29, 1, route)).toEqual({
      status: "bounds",
      lower: expect.closeTo(2 ** -29 - 2e-15, 18),
      upper: expect.closeTo(2 ** -29 + 2e-15, 18),
      route,
    });
  });

  it("never states less than nothing", () => {
    expect(truthOfDifference(1e6 + 2 ** -30, 1e6, route)).toEqual({
      status: "bounds",
      lower: 0,
      upper: expect.closeTo(2 ** -30 + 2e-9, 17),
      route,
    });
  });
});
