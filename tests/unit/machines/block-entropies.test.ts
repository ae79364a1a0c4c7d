import { describe, expect, it } from "vitest";
import type { Machine } from "../../../src/core/source.ts";
import { BeliefRecursion } from "../../../src/machines/belief-recursion.ts";
import { blockEntropies } from "../../../src/machines/block-entropies.ts";
import { hidden, machineOf, padded } from "./machine-of.ts";
import { wordEntropy } from "./words-of.ts";

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

  it("go on as long as the sum of what was lost before each symbol is tolerated", () => {
    const machine = padded(180_000);
    const [, second, third] = lossesOf(machine, 3) as [number, number, number];
    expect(second).toBeGreaterThan(1e-6);
    expect(blockEntropies(machine, 4, second)).toHaveLength(3);
    expect(blockEntropies(machine, 4, (second + third) * (1 - 1e-9))).toHaveLength(3);
    expect(blockEntropies(machine, 4, second + third)).toHaveLength(4);
  });
});
