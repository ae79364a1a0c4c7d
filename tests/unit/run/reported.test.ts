import { expect, test } from "vitest";
import { quantities } from "../../../src/core/quantities.ts";
import { presentSymbols, reported, withUnits, worded } from "../../../src/run/reported.ts";

test("symbols that occur are counted", () => {
  expect(presentSymbols(Uint32Array.of(0, 3, 0, 1))).toBe(2);
  expect(presentSymbols([])).toBe(0);
});

test("a measurement takes the unit of its quantity and the wording of its warnings", () => {
  const stamp = {
    quantity: "excessEntropy",
    estimator: "excess-entropy",
    parameters: { k: 2 },
    n: 10,
  } as const;
  expect(
    reported({
      ...stamp,
      status: "ok",
      shape: "scalar",
      value: 1,
      interval: null,
      warnings: [{ code: "incomplete-phrase" }],
    }),
  ).toEqual({
    ...stamp,
    unit: quantities.excessEntropy.unit,
    status: "ok",
    shape: "scalar",
    value: 1,
    interval: null,
    warnings: [{ code: "incomplete-phrase", message: "the last phrase is incomplete" }],
  });
  expect(reported({ ...stamp, status: "undefined", reason: "short" })).toEqual({
    ...stamp, unit: "bit", status: "undefined", reason: "short",
  }); // biome-ignore format: short
});

test("truths have units; warnings keep their data", () => {
  expect(withUnits({ entropyRate: { status: "infinite", route: "why" } })).toEqual({
    entropyRate: { status: "infinite", route: "why", unit: "bit/symbol" },
  });
  expect(worded({ code: "invalid-text", count: 2, firstOffset: 5 })).toEqual({
    code: "invalid-text", count: 2, firstOffset: 5, message: "2 invalid byte sequences, the first at offset 5",
  }); // biome-ignore format: short
});
