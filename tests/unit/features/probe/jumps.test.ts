import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { InputError } from "../../../../src/core/errors.ts";
import { Random } from "../../../../src/core/random.ts";
import { lawThrough, measuredJump, predictedJumps } from "../../../../src/features/probe/jump-law.ts";
import { probePanel } from "../../../../src/features/probe/panel.ts";
import { predictJumps } from "../../../../src/features/probe/predict-jumps.ts";
import type { Exchange, Learner } from "../../../../src/learners/exchange.ts";
import { normalDraw } from "../../../../src/sources/sampling/draws.ts";

const sums = probePanel.filter(({ id }) => id === "sum-31");

/** Prices the sum of a record by `bitsOf`, everything else exactly. */
const learnerOfSums =
  (bitsOf: (seen: boolean, modulus: number, exchange: Exchange) => number): Learner =>
  async (exchange) => {
    const { alphabetSize, learn, ask } = exchange;
    const modulus = alphabetSize - 3;
    const seen = new Set<number>();
    const pairs = (block: ArrayLike<number>) =>
      Array.from(
        { length: Math.floor(block.length / 6) },
        (_, i) => block[6 * i]! * modulus + block[6 * i + 2]!,
      );
    for (const block of learn) for (const pair of pairs(block)) seen.add(pair);
    const blocks = ask.map((block) => {
      const losses = Float64Array.from(block, (_, i) =>
        i % 6 === 0 || i % 6 === 2 ? Math.log2(modulus) : 0,
      );
      for (const [i, pair] of pairs(block).entries())
        losses[6 * i + 4] = bitsOf(seen.has(pair), modulus, exchange);
      return { bits: losses.reduce((sum, one) => sum + one, 0), losses };
    });
    return { blocks, learns: true };
  };

const memorises = learnerOfSums((seen, modulus) => (seen ? 0 : Math.log2(modulus)));

async function jumpsOf(learner: Learner, entries = sums) {
  const printed: string[] = [];
  let asks = 0;
  let before = -1;
  const counting: Learner = (exchange) => {
    asks++;
    return learner(exchange);
  };
  const note = (text: string) => {
    printed.push(text);
    before = asks;
  };
  const jumps = await predictJumps({ learner: counting, size: 16_000, seed: 1, entries }, note, () => {});
  return { jumps, printed, before, asks };
}

test("a learner that memorises a table knows half of it after T ln 2 records", async () => {
  const { jumps, printed, before, asks } = await jumpsOf(memorises);
  const [{ sizes, perUnknown }] = jumps.structures as [(typeof jumps.structures)[number]];
  // An entry is unseen after n records with probability exp(-n / T); a record has six symbols. 504 priced records show a share of
  // one half to .022, and N50 to .064; four of these.
  for (const { unknowns, n50s } of sizes)
    for (const n50 of n50s) expect(Math.abs(Math.log(n50 / (6 * Math.LN2 * unknowns)))).toBeLessThan(0.26);
  expect(perUnknown! / (6 * Math.LN2)).toBeCloseTo(1, 0);
  expect(jumps.counts).toMatchObject({ sizes: 3, predicted: 3, measured: 3, close: 3 });
  // Printed once, before the larger sizes were asked for; anyone can compute the hash.
  expect(printed).toEqual([`${JSON.stringify(jumps.predictions)}\nsha256 ${jumps.sha256}\n`]);
  expect(createHash("sha256").update(JSON.stringify(jumps.predictions)).digest("hex")).toBe(jumps.sha256);
  expect(before).toBeGreaterThan(0);
  expect(asks).toBeGreaterThan(before);
});

test.each<[string, Learner, string]>([
  ["never finds it", learnerOfSums((_, modulus) => Math.log2(modulus)), "never: not within"],
  ["knows it before", learnerOfSums(() => 0), "at once: within 16 symbols"],
  [
    "does not learn",
    async (exchange) => ({ ...(await memorises(exchange)), learns: false }),
    "does not learn",
  ],
])("a learner that %s has that in its rows", async (_, learner, message) => {
  const { jumps } = await jumpsOf(learner);
  const [{ fault, sizes }] = jumps.structures as [(typeof jumps.structures)[number]];
  expect(fault).toContain(message);
  expect(sizes).toHaveLength(5);
  expect(jumps.counts.predicted).toBe(0);
});

test("a learner that dies at a larger size has that in that row, and the rest goes on", async () => {
  const dies: Learner = (exchange) => {
    if (exchange.alphabetSize === 34) throw new InputError("learner x: ended with status 7");
    return memorises(exchange);
  };
  const { jumps } = await jumpsOf(dies);
  const faults = jumps.structures[0]!.sizes.map(({ fault }) => fault);
  expect(faults).toEqual([null, null, null, "learner x: ended with status 7", null]);
  expect(jumps.counts).toMatchObject({ predicted: 3, measured: 2 });
});

test("a learner that answers NaN for one structure has that in its row, and one that never answers ends the run", async () => {
  const other = { ...sums[0]!, id: "other" };
  const [low, ...rest] = sums[0]!.family.sizes;
  const entries = [sums[0]!, { ...other, family: { ...other.family, sizes: [low! + 1, ...rest] } }];
  const broken =
    (isBroken: (alphabetSize: number) => boolean): Learner =>
    (exchange) => {
      if (isBroken(exchange.alphabetSize)) throw new InputError("learner x: line 1 holds NaN");
      return memorises(exchange);
    };
  const { jumps } = await jumpsOf(
    broken((alphabetSize) => alphabetSize === low! + 3),
    entries,
  );
  expect(jumps.structures.map(({ fault }) => fault)).toEqual(["learner x: line 1 holds NaN", null]);
  expect(jumps.counts).toMatchObject({ sizes: 6, predicted: 3, measured: 3 });
  await expect(jumpsOf(broken(() => true))).rejects.toThrow("holds NaN");
});

test("the law has no negative start-up, and more to know takes no fewer symbols", () => {
  expect(lawThrough([300, 500], [100, 200])).toEqual({ startUp: 100, perUnknown: 2 });
  expect(lawThrough([100, 400], [100, 200])).toEqual({ startUp: 0, perUnknown: Math.SQRT2 });
  expect(lawThrough([400, 100], [100, 200])).toEqual({ startUp: 200, perUnknown: 0 });
});

test("the interval has the scatter of the draws where the law holds", () => {
  // 150 tables with N50 = 50 + 3 T and 10 % scatter: the interval also has room for an error of the law, so that it holds more often.
  const random = Random.fromSeed(5);
  const measured = (T: number) => {
    const away = Array.from({ length: 12 }, () => random.uniform()).reduce((a, b) => a + b, -6);
    return (50 + 3 * T) * Math.exp(0.1 * away);
  };
  let held = 0;
  for (let i = 0; i < 150; i++) {
    const sizeOf = (unknowns: number) => ({ unknowns, n50s: [1, 2, 3].map(() => measured(unknowns)) });
    const { jumps } = predictedJumps([sizeOf(100), sizeOf(200)], [400], random.fork(String(i)));
    const n50 = measured(400);
    if (jumps[0]!.lower80 <= n50 && n50 <= jumps[0]!.upper80) held++;
  }
  expect(held / 150).toBeGreaterThan(0.76);
  expect(held / 150).toBeLessThan(0.95);
});

test("the interval of the measured N50 holds in four of five cases", () => {
  const random = Random.fromSeed(6);
  let held = 0;
  for (let i = 0; i < 2000; i++) {
    const n50s = Array.from({ length: 3 }, () => 100 * Math.exp(0.2 * normalDraw(random)));
    const { lower80, upper80 } = measuredJump(n50s);
    if (lower80 <= 100 && 100 <= upper80) held++;
  }
  // Four standard errors.
  expect(Math.abs(held / 2000 - 0.8)).toBeLessThan(0.036);
});
