import { expect, test } from "vitest";
import { informationBudget } from "../../../src/observer/information-budget.ts";

test("three shares of log2 A that sum to 1", () => {
  // log2 16 = 4 bits: 1 bit a symbol stays, 2 000 bits over 1 000 symbols were learned.
  expect(informationBudget(1, 2000, 1000, 16)).toEqual({
    random: 0.25,
    learned: 0.5,
    free: 0.25,
    raw: { random: 0.25, learned: 0.5, free: 0.25 },
  });
});

test("a rate above log2 A is all of it, a negative S is nothing", () => {
  expect(informationBudget(2.5, -100, 1000, 4)).toEqual({
    random: 1,
    learned: 0,
    free: 0,
    raw: { random: 1.25, learned: -0.05, free: expect.closeTo(-0.2, 12) },
  });
});

test("more than there is: the remainder is 0 and the others are scaled", () => {
  const { random, learned, free, raw } = informationBudget(1.5, 1500, 1000, 4);
  expect([random, learned, free]).toEqual([expect.closeTo(0.5, 12), expect.closeTo(0.5, 12), 0]);
  expect(raw).toEqual({ random: 0.75, learned: 0.75, free: -0.5 });
});
