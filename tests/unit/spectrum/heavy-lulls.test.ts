import { expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { zetaSampler } from "../../../src/sources/sampling/draws.ts";
import { hasHeavyTailedRuns } from "../../../src/spectrum/heavy-lulls.ts";

const n = 30_000;
const draws = 40;

/** Ones after waits; the first wait is from a random moment. */
function spaced(wait: (random: Random) => number) {
  return Array.from({ length: draws }, (_, seed) => {
    const random = Random.fromSeed(seed + 1);
    const symbols = new Uint8Array(n);
    for (let at = Math.floor(random.uniform() * wait(random)); at < n; at += wait(random)) symbols[at] = 1;
    return symbols;
  });
}

function shareHeavy(samples: readonly Uint8Array[]): number {
  const heavy = samples.filter(hasHeavyTailedRuns);
  return heavy.length / samples.length;
}

const exponential = (mean: number) => (random: Random) =>
  1 + Math.floor(-mean * Math.log(1 - random.uniform()));

test.each([2.1, 2.3, 2.5])("waits with an exponent of %d have no scale", (a) => {
  expect(shareHeavy(spaced(zetaSampler(a)))).toBeGreaterThan(0.7);
});

test.each([2, 8, 100])("waits of %d on average have one", (mean) => {
  expect(shareHeavy(spaced(exponential(mean)))).toBeLessThan(0.1);
});

test("waits of one length have one, and of a few waits nobody can tell", () => {
  expect(shareHeavy(spaced(() => 200))).toBe(0);
  expect(shareHeavy(spaced(() => 5000))).toBe(1);
});

test("sequences without lulls have none without a scale", () => {
  const turns = Array.from({ length: draws }, (_, seed) => {
    const random = Random.fromSeed(seed + 1);
    return Uint8Array.from({ length: n }, () => random.below(3));
  });
  expect(shareHeavy(turns)).toBe(0);
});
