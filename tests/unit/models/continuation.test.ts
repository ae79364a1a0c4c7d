import { expect, test } from "vitest";
import { continuation } from "../../../scripts/continue-text.mjs";
import { Random } from "../../../src/core/random.ts";

const [a, b] = [97, 98];
/** Behind an a comes a b in three of four places; behind anything else an a. */
const model = {
  distribution: (before: Uint8Array) =>
    Float64Array.from({ length: 256 }, (_, symbol) =>
      before.at(-1) === a ? (symbol === b ? 0.75 : symbol === a ? 0.25 : 0) : symbol === a ? 1 : 0,
    ),
};
const written = (temperature: number, seed = 1) =>
  continuation(model, Uint8Array.of(b), 4000, temperature, Random.fromSeed(seed));
/** Share of places behind an a where another one stands. */
const doubled = (bytes: Uint8Array) => {
  const behind = [...bytes.keys()].filter((i) => i > 0 && bytes[i - 1] === a);
  return behind.filter((i) => bytes[i] === a).length / behind.length;
};

test("bytes are drawn by the model, and equal seeds give equal bytes", () => {
  expect([...new Set(written(1))].sort()).toEqual([a, b]);
  expect(written(1)[0]).toBe(a);
  expect(written(1)).toEqual(written(1));
  expect(written(1, 2)).not.toEqual(written(1));
});

test("the temperature T makes of p its power 1/T", () => {
  // Of 1/4 and 3/4: their squares are 1 to 9, their square roots 1 to 1.73; four deviations of 2 500 places and more.
  expect(Math.abs(doubled(written(1)) - 0.25)).toBeLessThan(0.035);
  expect(Math.abs(doubled(written(0.5)) - 0.1)).toBeLessThan(0.027);
  expect(Math.abs(doubled(written(2)) - 1 / (1 + Math.sqrt(3)))).toBeLessThan(0.04);
  expect(doubled(written(0.01))).toBe(0);
});
