import { expect, test } from "vitest";
import {
  doublingsOf,
  errorsOf,
  measureMixtures,
  predictMixtures,
} from "../../../../scripts/jumps-mixtures.mjs";
import type { Exchange, Learner } from "../../../../src/learners/exchange.ts";

const answer = { symbols: 8, length: 3 };
const record = 6;
const nothing = 9;

/** Knows a record `table key answer end` once it has seen it, and pays for 512 equally likely answers before. */
const memorises: Learner = async ({ learn, ask }: Exchange) => {
  const seen = new Set<string>();
  const entry = (block: ArrayLike<number>, r: number) => [block[r * record], block[r * record + 1]].join();
  for (const block of learn) for (let r = 0; (r + 1) * record <= block.length; r++) seen.add(entry(block, r));
  const blocks = ask.map((block) => {
    const bits = seen.has(entry(block, 0)) ? 0 : nothing / answer.length;
    const losses = Float64Array.from(block, (_, i) => (i >= 2 && i < record - 1 ? bits : 0));
    return { bits: answer.length * bits, losses };
  });
  return { blocks, learns: true };
};

const plan = {
  ...{ learners: [memorises], seeds: [1], exponents: [1], draws: 3, answer },
  ...{ tables: 12, sizes: [12, 16, 20], small: [8, 10], smallSizes: [4, 12], mixtureSizes: [8, 13] },
  ...{ single: 32, singleSizes: [4, 12] },
};

test("the curve of a sum is predicted from small tables where tables are learned one by one", async () => {
  const predictions = await predictMixtures(plan);
  const { runs, measured, singles } = await measureMixtures(plan, predictions);
  const weights = Array.from({ length: 12 }, (_, k) => 1 / (k + 1));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  // Of T entries a share of exp(-n / T) is unseen after n records.
  const exact = (size: number) =>
    weights.reduce((sum, weight, k) => {
      const n = ((size / record) * weight) / total;
      return sum + (weight / total) * nothing * Math.exp(-n / [12, 16, 20][k % 3]!);
    }, 0);
  // At most, of which entries are seen (a coin for each) and of the 64 blocks of 21 answers.
  const chosen = weights.reduce((sum, w, k) => sum + (w / total) ** 2 / [12, 16, 20][k % 3]!, 0);
  const deviation = (nothing / 2) * Math.sqrt(chosen + 1 / (64 * 21));
  for (const [i, { size, bits }] of runs[0]!.predicted.entries()) {
    expect(Math.abs(bits - exact(size))).toBeLessThan(0.5);
    expect(Math.abs(measured[0]![i]!.bits - exact(size))).toBeLessThan(4 * deviation);
    expect(measured[0]![i]!.right).toBeCloseTo(1 - measured[0]![i]!.bits / nothing, 3);
  }
  const { law, power } = errorsOf(runs[0]!, measured[0]!);
  expect(law.bits).toBeLessThan(power.bits);
  // From .9 to .1 of exp(-n / T): a factor of ln(.1) / ln(.9).
  expect(doublingsOf(singles[0]!, nothing).bits).toBeGreaterThan(3.7);
  expect(doublingsOf(singles[0]!, nothing).bits).toBeLessThan(5.2);
  await expect(measureMixtures(plan, { ...predictions, sha256: "0" })).rejects.toThrow("hash");
});
