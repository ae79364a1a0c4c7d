import { expect, it } from "vitest";
import { causalStateMachine } from "../../../../src/estimators/memo/causal-state-machine.ts";
import { transientInformation } from "../../../../src/estimators/structure/transient-information.ts";
import { contextGiven, pairsGiven } from "../context-given.ts";
import { contextOfSymbols, numberFrom, reasonFrom } from "../context-of.ts";

/** A reconstructed machine: of each state the next one and the number of times, a symbol. */
function machine(...states: readonly (readonly (readonly [next: number, count: number])[])[]) {
  const edges = states.flat();
  return {
    shape: { states: states.length, next: Int32Array.from(edges, ([next]) => next) },
    run: { counts: Float64Array.from(edges, ([, count]) => count) },
  };
}

const given = (found: object, n = 1000) => pairsGiven(n, [causalStateMachine, found]);

const entropy = (...law: readonly number[]) => law.reduce((sum, p) => sum - p * Math.log2(p), 0);

/** A cycle of n states that shows 1 once. */
const cycle = (n: number) =>
  machine(
    ...Array.from({ length: n }, (_, i) =>
      i === n - 1
        ? ([
            [-1, 0],
            [0, 7],
          ] as const)
        : ([
            [i + 1, 7],
            [-1, 0],
          ] as const),
    ),
  );

/** Sum of E + h L - H(L) of a word that shows 1 once in n: n - L windows without it are alike, L are not. */
const ofCycle = (n: number): number => {
  const block = (length: number) =>
    length >= n - 1 ? Math.log2(n) : length * entropy(1 / n) + entropy((n - length) / n);
  return Array.from({ length: n }, (_, l) => Math.log2(n) - block(l)).reduce((sum, gap) => sum + gap, 0);
};

it.each([3, 10])("one in %i: H(L) of windows counted", async (n) => {
  expect(await numberFrom(transientInformation, given(cycle(n)))).toBeCloseTo(ofCycle(n), 8);
});

// Of order 1 only E itself is missing, at L = 0: H(1) - h.
it.each([
  [3, 1],
  [1, 9],
])("no 1 after a 1, %i to %i", async (zeros, ones) => {
  const p = ones / (zeros + ones);
  const golden = machine(
    [
      [0, zeros],
      [1, ones],
    ],
    [
      [0, 5],
      [-1, 0],
    ],
  );
  const first = 1 / (1 + p);
  const expected = entropy(first, 1 - first) - first * entropy(p, 1 - p);
  expect(await numberFrom(transientInformation, given(golden))).toBeCloseTo(expected, 12);
});

it("of one state nothing is missing", async () => {
  const coin = machine([
    [0, 3],
    [0, 4],
  ]);
  expect(await numberFrom(transientInformation, given(coin))).toBe(0);
});

it("one symbol has 0, and no machine is asked for", async () => {
  const context = contextOfSymbols(new Uint8Array(1000), 2);
  const asked = contextGiven([[causalStateMachine, { reason: "asked" }]], context);
  expect(await numberFrom(transientInformation, asked)).toBe(0);
});

it("says why there is none", async () => {
  expect(await reasonFrom(transientInformation, given({ reason: "no machine stands" }))).toBe(
    "no machine stands",
  );
  const parted = machine(
    [
      [0, 3],
      [-1, 0],
    ],
    [
      [-1, 0],
      [1, 3],
    ],
  );
  expect(await reasonFrom(transientInformation, given(parted))).toBe(
    "the machine falls into parts that are never left",
  );
  // Ones come in pairs and hardly ever end, so that 256 of them tell little of where one is.
  const even = machine(
    [
      [0, 1],
      [1, 999],
    ],
    [
      [-1, 0],
      [0, 999],
    ],
  );
  expect(await reasonFrom(transientInformation, given(even))).toBe(
    "block entropies do not reach their line within 256 symbols",
  );
  expect(await reasonFrom(transientInformation, given(cycle(2), 999))).toBe("999 symbols, needs 1000");
});

it("says what it gives", () => {
  expect(transientInformation).toMatchObject({
    id: "transient-information",
    quantity: "transientInformation",
    title: "transient information",
    summary: expect.stringContaining("sum of how far"),
    formula: expect.stringContaining("E + h L - H(L)"),
    convention: expect.stringContaining("L begins at 0"),
    validity: expect.stringContaining("within 256 symbols"),
    cost: expect.stringContaining("statistical complexity"),
    reference: expect.stringContaining("2003"),
  });
  expect(() => transientInformation.parseParameters({ order: 1 })).toThrow('no parameter "order"');
});
