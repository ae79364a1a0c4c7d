import { describe, expect, it } from "vitest";
import { createMachine, machineLimits } from "../../../src/machines/create-machine.ts";

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

  it("is none where two classes of states can be reached", () => {
    expect(createMachine(2, 2, apart)).toBeUndefined();
  });

  it("starts where it is told, which may leave one class only", () => {
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
