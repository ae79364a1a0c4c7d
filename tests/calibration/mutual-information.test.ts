// @module-tag thorough
import { describe, expect, it } from "vitest";
import { Random } from "../../src/core/random.ts";
import type { BoundSource } from "../../src/core/source.ts";
import { mutualInformation } from "../../src/estimators/memory.ts";
import { bindRecipe } from "../../src/sources/recipe.ts";
import { exactInformation, renewalInformation } from "../references/exact-information.ts";
import { contextOfSymbols } from "../unit/estimators/context-of.ts";
import { casesOf, complete, report } from "./campaign.ts";
import { drawnMachines } from "./drawn-machines.ts";

/**
 * Nominal 95 % intervals of I(d) must contain that of the source in at least 90 % of 200 runs at each distance and length; the subset of 30
 * runs must reach 80 % (a true 95 % misses that twice in ten thousand). Machines, seeds and bounds were fixed before the first run.
 * MESOSCOPE_CALIBRATE=1 makes all runs.
 */
const runs = complete ? 200 : 30;
const lengths = complete ? [1000, 4000, 20_000] : [4000];
const least = complete ? 0.9 : 0.8;
const firstSeed = 20_290_000;
const distances = [1, 2, 4, 8, 16, 32, 64, 128, 256];

/** Intervals withheld of all runs, at most: of machines, which have no heavy tails. */
const withheldShare = 0.2;

const sources = [
  "uniform(alphabet=2)",
  "zipf(alphabet=16)",
  "golden-mean(p=0.5)",
  "even(p=0.5)",
  "markov(order=1, matrix=[[0.9,0.1],[0.1,0.9]])",
  "markov(order=1, matrix=[[0.7,0.1,0.1,0.1],[0.05,0.8,0.1,0.05],[0.25,0.25,0.4,0.1],[0.1,0.2,0.3,0.4]])",
  "replace(periodic(word=00101), eps=0.1)",
  "markov(order=1, matrix=[[0.98,0.01,0.01],[0.01,0.98,0.01],[0.01,0.01,0.98]])",
];

/** How many runs gave an interval, and in which shares of the runs it held, or did not, by distance. */
async function outcomeOf(source: BoundSource, truth: readonly number[], n: number) {
  const misses = truth.map(() => 0);
  let kept = 0;
  for (let run = 0; run < runs; run++) {
    const symbols = new Uint8Array(n);
    source.open(Random.fromSeed(firstSeed + run)).fill(symbols);
    const measured = await mutualInformation.measure(contextOfSymbols(symbols, source.alphabetSize), {
      longest: 256,
    });
    if (measured.status !== "ok") continue;
    if (measured.shape !== "series") throw new Error("no series");
    const { points } = measured.value;
    const keeps = points[0]!.interval !== null;
    const codes = measured.warnings.map(({ code }) => code);
    expect(keeps ? [[]] : [["heavy-tailed"], ["few-events"]]).toContainEqual(codes);
    if (!keeps) continue;
    kept++;
    for (const [i, exact] of truth.entries()) {
      const { lower, upper } = points.find(({ x }) => x === distances[i])!.interval!;
      if (exact < lower || exact > upper) misses[i]!++;
    }
  }
  return {
    kept: kept / runs,
    shares: misses.map((miss) => 1 - miss / kept),
    unharmed: misses.map((miss) => 1 - miss / runs),
  };
}

const within = (n: number) => distances.filter((d) => d <= n / 4);
const figures = (kept: number, shares: readonly number[]) => ({
  kept,
  ...Object.fromEntries(shares.map((share, i) => [`I(${distances[i]})`, share])),
});

describe.each(lengths)("intervals of I(d) hold, of %i symbols", (n) => {
  it.for(casesOf(sources, 6))("%s", { timeout: 600_000 }, async (recipe) => {
    const source = await bindRecipe(recipe);
    const truth = within(n).map((d) => exactInformation(source.machine!()!, d));
    const { kept, shares } = await outcomeOf(source, truth, n);
    report(`I(d), ${recipe}, ${n}`, figures(kept, shares));
    // Of 1 000 symbols of 16 kinds too few pairs are seen, which the estimator says.
    if (kept === 0 && n < 4000) return;
    expect(kept).toBeGreaterThanOrEqual(1 - withheldShare);
    for (const share of shares) expect(share).toBeGreaterThanOrEqual(least);
  });

  it("of thirty machines drawn at random", { timeout: 3_600_000 }, async () => {
    let all = 0;
    const machines = casesOf(drawnMachines(17_000_000, 30), 6);
    for (const recipe of machines) {
      const source = await bindRecipe(recipe);
      const truth = within(n).map((d) => exactInformation(source.machine!()!, d));
      const { kept, shares, unharmed } = await outcomeOf(source, truth, n);
      report(`I(d), ${recipe}, ${n}`, figures(kept, shares));
      all += kept / machines.length;
      for (const share of unharmed) expect(share, recipe).toBeGreaterThanOrEqual(least);
      // What is kept is not drawn at random: of one machine, kept in .73 of the runs of 1 000 symbols, .884 held at distance 2, before few
      // events were looked for.
      if (kept > 0.5) for (const share of shares) expect(share, recipe).toBeGreaterThanOrEqual(least - 0.02);
    }
    report(`I(d), thirty machines, ${n}`, { kept: all });
    expect(all).toBeGreaterThanOrEqual(1 - withheldShare);
  });
});

// Half of the samples of 1 000 symbols have fewer than two bursts, and a tenth none: a few pairs of errors decide what neighbours tell.
it.for(lengths)("bursts as long as a tenth of %i symbols", { timeout: 600_000 }, async (n) => {
  const source = await bindRecipe("gilbert-elliott(worsen=0.002, recover=0.01, good=0.05, bad=0.5)");
  const { kept, shares } = await outcomeOf(
    source,
    within(n).map((d) => exactInformation(source.machine!()!, d)),
    n,
  );
  report(`I(d), bursts, ${n}`, figures(kept, shares));
  if (n >= 4000) expect(kept).toBeGreaterThanOrEqual(1 - withheldShare);
  for (const share of shares) expect(share).toBeGreaterThanOrEqual(least);
});

// Waiting times without a variance: what is seldom seen decides. Most samples have no interval, and the others that do seldom err.
describe.each(lengths)("where waiting times have no scale, of %i symbols", (n) => {
  it.for(casesOf([2.1, 2.3, 2.5, 2.7, 3], 2))("exponent %f", { timeout: 600_000 }, async (exponent) => {
    const source = await bindRecipe(`renewal-zeta(a=${exponent})`);
    const { kept, unharmed } = await outcomeOf(source, renewalInformation(exponent, within(n)), n);
    report(`I(d), renewal-zeta(a=${exponent}), ${n}`, figures(kept, unharmed));
    if (n >= 4000) expect(kept).toBeLessThanOrEqual(0.6);
    for (const share of unharmed) expect(share).toBeGreaterThanOrEqual(least);
  });
});
