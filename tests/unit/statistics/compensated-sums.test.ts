import { expect, test } from "vitest";
import { CompensatedSums } from "../../../src/statistics/compensated-sums.ts";

test("large terms that cancel leave the small ones intact", () => {
  const sums = new CompensatedSums(3);
  for (let i = 0; i < 1000; i++) {
    sums.add(1, 1e15 + i);
    sums.add(1, 0.1);
    sums.add(1, -1e15 - i);
  }
  sums.add(0, 1);
  sums.add(2, -101);
  const totals = sums.runningTotals();
  expect(totals[0]).toBe(1);
  expect(totals[1]).toBeCloseTo(101, 12);
  expect(totals[2]).toBeCloseTo(0, 12);
});
