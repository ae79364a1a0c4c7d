import { describe, expect, it } from "vitest";
import { BeliefRecursion } from "../../../src/machines/belief-recursion.ts";
import { machineOf } from "./machine-of.ts";
import { entropyOfState, jointsOf, plainEntropy, sumOver, toldStarts, wordEntropy } from "./words-of.ts";

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

describe("from states that are told", () => {
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
