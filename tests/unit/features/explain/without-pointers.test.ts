import { expect, it } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import { sequenceOf } from "../../../../src/core/sequence.ts";
import { lossesWithoutPointers } from "../../../../src/features/explain/without-pointers.ts";
import { sumOf } from "../../../../src/math/sums.ts";

it("without pointers a noisy copy from far costs what noise does", () => {
  const random = Random.fromSeed(3);
  const n = 20_000;
  const symbols = new Uint8Array(n);
  for (let i = 0; i < n; i++)
    symbols[i] = i < 300 || random.uniform() < 0.2 ? random.below(2) : symbols[i - 300]!;
  // With the lag a bit would cost h = .469 bits: it differs from the one 300 before with probability .1.
  const losses = lossesWithoutPointers(sequenceOf(symbols, 2));
  expect(losses).toHaveLength(n);
  expect(Math.abs(sumOf(losses) / n - 1)).toBeLessThan(0.05);
});
