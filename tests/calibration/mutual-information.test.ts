// @module-tag thorough
import { describe, expect, it } from "vitest";
import { Random } from "../../src/core/random.ts";
import type { BoundSource, Machine } from "../../src/core/source.ts";
import { mutualInformation } from "../../src/estimators/memory/mutual-information.ts";
import { bindRecipe } from "../../src/sources/recipe.ts";
import { contextOfSymbols } from "../unit/estimators/context-of.ts";
import { casesOf, complete, report } from "./campaign.ts";

/**
 * Nominal 95 % intervals of I(d) must contain that of the source's machine in at least 92 % of 500 runs at each distance;
 * the subset of 30 shorter runs must reach 80 % (a true 95 % misses that twice in ten thousand). Seeds and bounds were fixed before
 * the first run. MESOSCOPE_CALIBRATE=1 makes all runs.
 */
const runs = complete ? 500 : 30;
const n = complete ? 20_000 : 5000;
const least = complete ? 0.92 : 0.8;
const firstSeed = 20_290_000;
const distances = [1, 2, 4, 8, 16, 64];

/** Intervals that short memory keeps, of all runs; at least this many, and where waiting times have no scale at most this many. */
const keptShare = { short: 0.85, heavy: 0.05 };

const sources = [
  "uniform(alphabet=2)",
  "zipf(alphabet=16)",
  "golden-mean(p=0.5)",
  "even(p=0.5)",
  "markov(order=1, matrix=[[0.9,0.1],[0.1,0.9]])",
  "markov(order=1, matrix=[[0.7,0.1,0.1,0.1],[0.05,0.8,0.1,0.05],[0.25,0.25,0.4,0.1],[0.1,0.2,0.3,0.4]])",
  "replace(periodic(word=00101), eps=0.1)",
];

/** I(d) of a stationary machine, by its laws d symbols on. */
function exactInformation({ states, symbol, from, to, probability, stationary }: Machine, distance: number) {
  const after = (law: Float64Array, kept: (edge: number) => boolean): Float64Array => {
    const next = new Float64Array(states);
    for (let e = 0; e < symbol.length; e++) if (kept(e)) next[to[e]!]! += law[from[e]!]! * probability[e]!;
    return next;
  };
  const entropy = (law: readonly number[]) => law.reduce((sum, p) => sum - (p > 0 ? p * Math.log2(p) : 0), 0);
  const alphabet = [...new Set(symbol)];
  const massOf = (law: Float64Array, b: number) =>
    after(law, (e) => symbol[e] === b).reduce((x, y) => x + y, 0);
  const joint = alphabet.flatMap((a) => {
    let law = after(stationary, (e) => symbol[e] === a);
    for (let k = 1; k < distance; k++) law = after(law, () => true);
    return alphabet.map((b) => massOf(law, b));
  });
  return 2 * entropy(alphabet.map((a) => massOf(stationary, a))) - entropy(joint);
}

/** The points of one run; undefined where too little was seen of the pairs. */
async function measuredPoints(source: BoundSource, run: number) {
  const symbols = new Uint8Array(n);
  source.open(Random.fromSeed(firstSeed + run)).fill(symbols);
  const context = contextOfSymbols(symbols, source.alphabetSize);
  const measured = await mutualInformation.measure(context, { longest: 64 });
  if (measured.status !== "ok") return undefined;
  if (measured.shape !== "series") throw new Error("no series");
  const kept = measured.value.points[0]!.interval !== null;
  expect(measured.warnings.map(({ code }) => code)).toEqual(kept ? [] : ["heavy-tailed"]);
  return { kept, points: measured.value.points };
}

/** Of the intervals that were kept, how many hold, by distance. */
async function coverageOf(
  source: BoundSource,
  machine: Machine,
): Promise<{ kept: number; shares: number[] }> {
  const exact = distances.map((distance) => exactInformation(machine, distance));
  const hits = distances.map(() => 0);
  let kept = 0;
  for (let run = 0; run < runs; run++) {
    const measured = (await measuredPoints(source, run))!;
    if (!measured.kept) continue;
    kept++;
    for (const [i, distance] of distances.entries()) {
      const { lower, upper } = measured.points.find(({ x }) => x === distance)!.interval!;
      if (lower <= exact[i]! && exact[i]! <= upper) hits[i]!++;
    }
  }
  return { kept: kept / runs, shares: hits.map((hit) => hit / kept) };
}

describe("intervals of I(d) hold", () => {
  it.for(casesOf(sources, 2))("%s", { timeout: 600_000 }, async (recipe) => {
    const source = await bindRecipe(recipe);
    const { kept, shares } = await coverageOf(source, source.machine!()!);
    const found = distances.map((d, i): [string, number] => [`I(${d})`, shares[i]!]);
    report(`I(d), ${recipe}`, { kept, ...Object.fromEntries(found) });
    expect(kept).toBeGreaterThanOrEqual(keptShare.short);
    for (const share of shares) expect(share).toBeGreaterThanOrEqual(least);
  });
});

// Waiting times without a variance: what is seldom seen decides, and half-widths hold in 43 to 85 % of runs at 2.2 and 2.5.
describe("where waiting times have no scale there is no interval", () => {
  it.for(casesOf([2.1, 2.3, 2.5, 2.7, 3], 2))("exponent %f", { timeout: 600_000 }, async (exponent) => {
    const source = await bindRecipe(`renewal-zeta(a=${exponent})`);
    let kept = 0;
    let told = 0;
    for (let run = 0; run < runs; run++) {
      const measured = await measuredPoints(source, run);
      if (measured === undefined) continue;
      told++;
      if (measured.kept) kept++;
    }
    report(`I(d), renewal-zeta(a=${exponent})`, { kept: kept / told });
    expect(told).toBeGreaterThan(runs / 3);
    expect(kept / told).toBeLessThanOrEqual(keptShare.heavy);
  });
});
