import { describe, expect, it } from "vitest";
import { BeliefRecursion, BeliefSet } from "../../../src/exact/belief-set.ts";
import { uniformIntegers } from "../statistics/inputs.ts";
import { machineOf } from "./machine-of.ts";
import { entropyOfState, jointsOf, plainEntropy, sumOver, toldStarts, wordEntropy } from "./words-of.ts";

/** Adds the belief that the first of two states has probability p. */
function addPair(set: BeliefSet, p: number, weight: number): void {
  set.add(Float64Array.of(weight * p, weight * (1 - p)), 0, weight);
}

const rowsOf = (set: BeliefSet): number[][] =>
  Array.from({ length: set.count }, (_, i) => [...set.sums.slice(i * set.states, (i + 1) * set.states)]);

const weightsOf = (set: BeliefSet): number[] => [...set.weights.slice(0, set.count)];

/** How many of two beliefs are held, a half and `gap` more than a half, each of that weight. */
function heldApart(gap: number, weight: number, set = new BeliefSet(2, 8)): number {
  const before = set.count;
  addPair(set, 0.5, weight);
  addPair(set, 0.5 + gap, weight);
  return set.count - before;
}

describe("what is added", () => {
  it("rows are in order of arrival, equal beliefs merged", () => {
    const set = new BeliefSet(3, 4);
    set.add(Float64Array.of(9, 0.125, 0.0625, 0, 9), 1, 0.1875);
    set.add(Float64Array.of(0, 0, 0.25), 0, 0.25);
    set.add(Float64Array.of(0.125, 0.0625, 0), 0, 0.1875);
    set.add(Float64Array.of(0, 0.0625, 0.125), 0, 0.1875);
    expect(rowsOf(set)).toEqual([
      [0.25, 0.125, 0],
      [0, 0, 0.25],
      [0, 0.0625, 0.125],
    ]);
    expect(weightsOf(set)).toEqual([0.375, 0.25, 0.1875]);
    expect([set.states, set.capacity, set.sums.length, set.weights.length]).toEqual([3, 4, 12, 4]);
    // Beliefs (2/3, 1/3), certain, (1/3, 2/3); nothing is lost where equal ones are joined.
    expect(set.meanStateEntropy()).toBeCloseTo(0.5625 * plainEntropy([1 / 3, 2 / 3]), 14);
    expect(set.lost()).toBeLessThan(1e-15);
  });

  it("is gone when cleared", () => {
    const set = new BeliefSet(2, 2);
    addPair(set, 0.5, 0.5);
    addPair(set, 0.25, 0.5);
    set.clear();
    expect([set.count, set.meanStateEntropy(), set.lost()]).toEqual([0, 0, 0]);
    addPair(set, 0.25, 1);
    expect(rowsOf(set)).toEqual([[0.25, 0.75]]);
    expect(weightsOf(set)).toEqual([1]);
    expect(set.lost()).toBe(0);
  });

  it("is all kept where there is room for it, and found again", () => {
    const uniform = uniformIntegers(7);
    const set = new BeliefSet(3, 3000);
    const beliefs = Array.from({ length: 3000 }, () => {
      const [a, b] = [uniform(1 << 20), uniform(1 << 20)].sort((x, y) => x - y) as [number, number];
      return Float64Array.of(a, b - a, 2 ** 20 - b).map((count) => count * 2 ** -32);
    });
    for (const belief of beliefs) set.add(belief, 0, 2 ** -12);
    expect(rowsOf(set)).toEqual(beliefs.map((belief) => [...belief]));
    for (const belief of [...beliefs].reverse()) set.add(belief, 0, 2 ** -12);
    expect(rowsOf(set)).toEqual(beliefs.map((belief) => [...belief.map((mass) => 2 * mass)]));
    expect(weightsOf(set)).toEqual(new Array(3000).fill(2 ** -11));
    const mean = beliefs.reduce((sum, belief) => sum + plainEntropy(belief.map((mass) => mass * 2 ** 12)), 0);
    expect(set.meanStateEntropy()).toBeCloseTo(mean * 2 ** -11, 11);
  });
});

// Cells are as wide as 2^-40 times 2 to a third of -log2 weight, rounded; a half is in the middle of its cell.
describe("the finest grid", () => {
  it.each([
    [1, 40],
    [2 ** -1, 40],
    [2 ** -2, 39],
    [2 ** -4, 39],
    [2 ** -5, 38],
    [2 ** -7, 38],
    [2 ** -30, 30],
    [2 ** -33, 29],
  ])("of weight %f has cells of 2^-%i", (weight, exponent) => {
    expect(heldApart(2 ** -(exponent + 2), weight)).toBe(1);
    expect(heldApart(2 ** -(exponent + 1), weight)).toBe(2);
  });

  // A cell of width 2 ends at belief 1; one of width 4 has all beliefs.
  it.each([
    [2 ** -123, 2],
    [2 ** -126, 1],
    [2 ** -1000, 1],
  ])("joins what weighs too little to matter: sure beliefs of weight %f make %i", (weight, count) => {
    const set = new BeliefSet(2, 4);
    addPair(set, 1, weight);
    addPair(set, 0, weight);
    expect(set.count).toBe(count);
  });
});

describe("a set that is full", () => {
  /** A half, a little more, and something else, of which two are held. */
  function fullSet(gap: number): BeliefSet {
    const set = new BeliefSet(2, 2);
    addPair(set, 0.5, 0.25);
    addPair(set, 0.5 + gap, 0.25);
    addPair(set, 0.125, 0.25);
    return set;
  }

  it("joins the nearest and returns the lost information", () => {
    const gap = 2 ** -6;
    const set = fullSet(gap);
    expect(rowsOf(set)).toEqual([
      [0.25 + gap / 4, 0.25 - gap / 4],
      [0.03125, 0.21875],
    ]);
    expect(weightsOf(set)).toEqual([0.5, 0.25]);
    const joined = plainEntropy([0.5 + gap / 2, 0.5 - gap / 2]);
    const single = plainEntropy([0.5 + gap, 0.5 - gap]);
    expect(set.lost()).toBeCloseTo(0.5 * joined - 0.25 - 0.25 * single, 15);
    expect(set.meanStateEntropy()).toBeCloseTo(0.5 * joined + 0.25 * plainEntropy([0.125, 0.875]), 15);
  });

  it("joins all in one where there is room for one", () => {
    const set = new BeliefSet(3, 1);
    for (let s = 0; s < 3; s++)
      set.add(
        Float64Array.from({ length: 3 }, (_, k) => (k === s ? 0.25 : 0)),
        0,
        0.25,
      );
    expect(rowsOf(set)).toEqual([[0.25, 0.25, 0.25]]);
    expect(set.meanStateEntropy()).toBeCloseTo(0.75 * Math.log2(3), 15);
    expect(set.lost()).toBeCloseTo(0.75 * Math.log2(3), 15);
  });

  it("keeps mass and means whatever is joined", () => {
    const uniform = uniformIntegers(11);
    const set = new BeliefSet(2, 16);
    let [mass, first] = [0, 0];
    for (let i = 0; i < 500; i++) {
      const [p, weight] = [uniform(1024) / 1024, (1 + uniform(8)) * 2 ** -12];
      addPair(set, p, weight);
      [mass, first] = [mass + weight, first + weight * p];
    }
    expect(weightsOf(set).reduce((sum, weight) => sum + weight, 0)).toBe(mass);
    expect(rowsOf(set).reduce((sum, row) => sum + row[0]!, 0)).toBe(first);
    for (const [i, row] of rowsOf(set).entries()) expect(row[0]! + row[1]!).toBe(set.weights[i]);
  });

  // Of weight 1/4, beliefs of a gap of 2^-30 are joined by cells of 2^-27, the first of 2^-39 times 8, 8^2, ... that
  // are wide enough; each level halves that thrice, down to where it began.
  it("has a finer grid again level by level", () => {
    const set = fullSet(2 ** -30);
    for (const exponent of [30, 33, 36, 39, 39]) {
      set.clear();
      expect(heldApart(2 ** -(exponent + 2), 0.25, set)).toBe(1);
      addPair(set, 0.5 + 2 ** -(exponent + 1), 0.25);
      expect(set.count).toBe(2);
    }
  });
});

/** Three states of which no symbol tells, but for 3; symbols 0 and 2 never occur, nor does 5. */
const hidden = machineOf(6, 3, [
  [0, 1, 0, 0.3],
  [0, 1, 1, 0.2],
  [0, 3, 2, 0.5],
  [1, 1, 2, 0.4],
  [1, 4, 1, 0.6],
  [2, 1, 0, 0.25],
  [2, 4, 0, 0.35],
  [2, 4, 1, 0.4],
]);

/** How many words of k symbols there are, each with a belief of its own. */
const beliefsAfter = (k: number, start = hidden.stationary): number => jointsOf(hidden, start, k).length;

describe("from the stationary law", () => {
  it("gives what each symbol adds to the entropy of words, and that of the state after them", () => {
    const recursion = new BeliefRecursion(hidden, [hidden.stationary], 1000);
    expect(recursion.stateEntropy).toBeCloseTo(plainEntropy(hidden.stationary), 14);
    for (let k = 1; k <= 6; k++) {
      const gain = wordEntropy(hidden, k) - wordEntropy(hidden, k - 1);
      expect(recursion.advance()).toBeCloseTo(gain, 13);
      expect(recursion.stateEntropy).toBeCloseTo(entropyOfState(hidden, k), 13);
      expect(recursion.lost).toBeLessThan(1e-13);
    }
  });

  it("counts moves along 8 edges, and 18 entries of joint laws, for each belief", () => {
    const recursion = new BeliefRecursion(hidden, [hidden.stationary], 1000);
    expect(recursion.work).toBe(0);
    recursion.advance();
    expect(recursion.work).toBe(26);
    recursion.advance();
    expect(recursion.work).toBe(26 * (1 + beliefsAfter(1)));
  });
});

describe("from known first states", () => {
  it("gives the same given the first state", () => {
    const starts = toldStarts(hidden);
    const recursion = new BeliefRecursion(hidden, starts, 1000);
    expect(recursion.stateEntropy).toBe(0);
    const entropy = (k: number) => sumOver(starts, (start) => wordEntropy(hidden, k, start));
    for (let k = 1; k <= 5; k++) {
      expect(recursion.advance()).toBeCloseTo(entropy(k) - entropy(k - 1), 13);
      const ofState = sumOver(starts, (start) => entropyOfState(hidden, k, start));
      expect(recursion.stateEntropy).toBeCloseTo(ofState, 13);
    }
  });

  it("has room for all of them, whatever the capacity", () => {
    const recursion = new BeliefRecursion(hidden, toldStarts(hidden), 1);
    expect(recursion.stateEntropy).toBe(0);
    const starts = toldStarts(hidden);
    const first = sumOver(starts, (start) => wordEntropy(hidden, 1, start));
    expect(recursion.advance()).toBeCloseTo(first - plainEntropy(hidden.stationary), 14);
    recursion.advance();
    expect(recursion.work).toBe(26 * 6);
  });
});

describe("with room for one belief", () => {
  // All are joined to the stationary law, whatever was read.
  it("loses at each step what one symbol tells of the state after it", () => {
    const recursion = new BeliefRecursion(hidden, [hidden.stationary], 1);
    const perStep = plainEntropy(hidden.stationary) - entropyOfState(hidden, 1);
    for (let k = 1; k <= 5; k++) {
      expect(recursion.advance()).toBeCloseTo(wordEntropy(hidden, 1), 13);
      expect(recursion.lost).toBeCloseTo(k * perStep, 13);
      expect(recursion.stateEntropy).toBeCloseTo(plainEntropy(hidden.stationary), 13);
      expect(recursion.work).toBe(26 * k);
    }
  });
});

describe("where nothing is left to tell", () => {
  const cycle = machineOf(2, 3, [
    [0, 0, 1, 1],
    [1, 1, 2, 1],
    [2, 1, 0, 1],
  ]);

  it("each symbol has 0 bits, not -0, once the phase is known", () => {
    const recursion = new BeliefRecursion(cycle, [cycle.stationary], 10);
    expect(recursion.advance()).toBeCloseTo(Math.log2(3) - 2 / 3, 14);
    expect(recursion.stateEntropy).toBeCloseTo(2 / 3, 14);
    expect(recursion.advance()).toBeCloseTo(2 / 3, 14);
    expect(Object.is(recursion.advance(), 0)).toBe(true);
    expect([recursion.stateEntropy, recursion.lost]).toEqual([0, 0]);
    expect(recursion.work).toBe(9 * (1 + 2 + 3));
  });
});
