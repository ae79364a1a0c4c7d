import { expect, it, test } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import { balancedOrders } from "../../../../src/observer/curves/adaptive-readings.ts";

const sizes = [[24, 5], [25, 5], [16, 10], [3, 4], [2, 2], [200, 7]] as const; // biome-ignore format: short

test.each(sizes)("every one of %i blocks comes once in each of %i orders", (blocks, count) => {
  const orders = balancedOrders(blocks, count, Random.fromSeed(1));
  expect(orders).toHaveLength(count);
  for (const order of orders) expect([...order].sort((a, b) => a - b)).toEqual([...Array(blocks).keys()]);
});

it("occurs once in each stretch", () => {
  for (let seed = 0; seed < 20; seed++) {
    const orders = balancedOrders(20, 5, Random.fromSeed(seed));
    const stretches = [...Array(20).keys()].map((block) =>
      orders.map((order) => Math.floor(order.indexOf(block) / 4)).sort(),
    );
    for (const one of stretches) expect(one).toEqual([0, 1, 2, 3, 4]);
  }
});

it("comes before any other as often as after it, and beside it no more often than chance has it", () => {
  const [blocks, count, runs] = [12, 4, 2000];
  let [before, beside] = [0, 0];
  for (let seed = 0; seed < runs; seed++) {
    for (const order of balancedOrders(blocks, count, Random.fromSeed(seed))) {
      const [one, other] = [order.indexOf(3), order.indexOf(7)];
      if (one < other) before++;
      if (other === one + 1) beside++;
    }
  }
  const trials = runs * count;
  expect(Math.abs(before / trials - 1 / 2)).toBeLessThan(4 * Math.sqrt(1 / 4 / trials));
  // Of 12 * 11 ordered places 11 are neighbours in that order.
  expect(Math.abs(beside / trials - 1 / 12)).toBeLessThan(0.02);
});
