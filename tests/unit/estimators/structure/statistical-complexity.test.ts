import { expect, it } from "vitest";
import { causalStateMachine } from "../../../../src/estimators/memo/causal-state-machine.ts";
import { statisticalComplexity } from "../../../../src/estimators/structure/statistical-complexity.ts";
import { contextGiven, pairsGiven } from "../context-given.ts";
import { contextOfSymbols, numberFrom, reasonFrom } from "../context-of.ts";

const given = (found: object, n = 1000) => pairsGiven(n, [causalStateMachine, found]);
const machine = (states: number) => ({ shape: { states }, complexity: 1.5, halfWidth: 0.25 });

it.each([2, 3])("the complexity of %i states and its interval", async (states) => {
  expect(await statisticalComplexity.measure(given(machine(states)))).toMatchObject({
    status: "ok",
    value: 1.5,
    interval: { lower: 1.25, upper: 1.75, level: 0.95, method: "batch-means" },
  });
});

it("one state has 0, without an interval", async () => {
  expect(await statisticalComplexity.measure(given(machine(1)))).toMatchObject({
    status: "ok",
    value: 0,
    interval: null,
  });
});

it("one symbol has 0, and no machine is asked for", async () => {
  const context = contextOfSymbols(new Uint8Array(1000), 2);
  expect(
    await numberFrom(statisticalComplexity, contextGiven([[causalStateMachine, machine(2)]], context)),
  ).toBe(0);
});

// The states of a period are its places: log2 of 3, but for the one that is short of a visit.
it("a period of three, reconstructed", async () => {
  const period = contextOfSymbols(
    Array.from({ length: 3000 }, (_, i) => [7, 7, 9][i % 3]!),
    16,
  );
  expect(await numberFrom(statisticalComplexity, period)).toBeCloseTo(Math.log2(3), 5);
});

it("says why there is none", async () => {
  expect(await reasonFrom(statisticalComplexity, given({ reason: "no machine stands" }))).toBe(
    "no machine stands",
  );
  expect(await reasonFrom(statisticalComplexity, given(machine(2), 999))).toBe("999 symbols, needs 1000");
});

it("says what it gives", () => {
  expect(statisticalComplexity).toMatchObject({
    id: "statistical-complexity",
    quantity: "statisticalComplexity",
    title: "statistical complexity",
    summary: expect.stringContaining("causal states"),
    formula: expect.stringContaining("-sum pi(s) log2 pi(s)"),
    convention: expect.stringContaining("words up to 10 symbols"),
    validity: expect.stringContaining("128 states"),
    cost: expect.stringContaining("hundred passes"),
    reference: expect.stringContaining("Crutchfield & Young 1989"),
  });
  expect(() => statisticalComplexity.parseParameters({ order: 1 })).toThrow('no parameter "order"');
});
