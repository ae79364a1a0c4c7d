import { expect, test } from "vitest";
import type { CausalStates } from "../../../src/causal-states/causal-states.ts";
import { machineOf } from "../../../src/causal-states/machine-of.ts";

/** What of a reconstruction the machine is made from. */
const found = (states: number, next: number[], counts: number[]) =>
  ({
    shape: { states, next: Int32Array.from(next) },
    run: { counts: Float64Array.from(counts) },
  }) as unknown as CausalStates;

test("edges are transitions that were seen, with their shares of the state's symbols", () => {
  // Three symbols: state 0 goes to 1 on symbol 2 one time in four; state 1 on symbol 1 never, though it was seen to once.
  const machine = machineOf(found(2, [0, -1, 1, 0, 1, -1], [6, 0, 2, 5, 0, 0]))!;
  const edges = Array.from(machine.from, (from, e) => [
    from,
    machine.symbol[e],
    machine.to[e],
    machine.probability[e],
  ]);
  expect(edges).toEqual([
    [0, 0, 0, 0.75],
    [1, 0, 0, 1],
    [0, 2, 1, 0.25],
  ]);
  expect([machine.alphabetSize, machine.states]).toEqual([3, 2]);
  // pi = (4/5, 1/5): what flows from 0 to 1, a quarter, flows back whole.
  expect([...machine.stationary]).toEqual([expect.closeTo(0.8, 13), expect.closeTo(0.2, 13)]);
});

test("two parts that are never left are no machine, nor is a state that nothing was read in", () => {
  expect(machineOf(found(2, [0, -1, -1, 1], [5, 0, 0, 5]))).toBeUndefined();
  expect(machineOf(found(2, [0, 1, 1, 0], [3, 1, 0, 2]))).toBeDefined();
  expect(machineOf(found(3, [0, 1, 1, 0, 0, 1], [3, 1, 0, 2, 0, 0]))).toBeUndefined();
});
