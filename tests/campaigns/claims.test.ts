// @module-tag thorough
import { describe, expect, test } from "vitest";
import { Random } from "../../src/core/random.ts";
import { allocateSymbols } from "../../src/core/sequence.ts";
import {
  chaoShen,
  chaoWangJost,
  dirichlet,
  grassberger,
  grassberger1988,
  jackknife,
  jamesStein,
  millerMadow,
  nemenmanShafeeBialek,
  pitmanYorMixture,
  plugIn,
} from "../../src/estimators/entropy.ts";
import { machineRate, statisticalComplexity } from "../../src/estimators/structure.ts";
import { unseenSources } from "../calibration/unseen-sources.ts";
import { contextOfSymbols } from "../unit/estimators/context-of.ts";
import { bind } from "../unit/sources/support.ts";
import { record, runsOf, Tally, timeout, whole } from "./campaign.ts";

const firstSeed = 60_000_000;
const lengths = whole ? [1000, 4000, 20_000] : [1000];
const recipes = unseenSources.filter((_, i) => whole || i % 12 === 4);
const runs = runsOf(40, 40);
const ofSymbols = [
  ...[plugIn, millerMadow, jackknife, grassberger1988, grassberger, chaoShen, chaoWangJost],
  ...[jamesStein, dirichlet, nemenmanShafeeBialek, pitmanYorMixture],
];
const ofMachines = [statisticalComplexity, machineRate];

/** What was printed of one source at one length, by one estimator. */
interface Cell {
  readonly name: string;
  readonly bounds: boolean;
  held: number;
  readonly printed: number[];
  readonly unprinted: number[];
}

/** Chance of at most `held` of `given` intervals if each holds with probability p. */
function tail(held: number, given: number, p: number): number {
  let [term, sum] = [(1 - p) ** given, 0];
  for (let k = 0; k <= held; k++) {
    sum += term;
    term *= ((given - k) / (k + 1)) * (p / (1 - p));
  }
  return sum;
}

/** The test of Mann and Whitney, in standard deviations: whether values of one list tend to be larger. */
function separation(one: readonly number[], other: readonly number[]): number {
  let wins = 0;
  for (const a of one) for (const b of other) wins += a > b ? 1 : a === b ? 0.5 : 0;
  const pairs = one.length * other.length;
  return pairs === 0 ? 0 : (wins - pairs / 2) / Math.sqrt((pairs * (one.length + other.length + 1)) / 12);
}

async function cellsOf(recipe: string, n: number): Promise<Cell[]> {
  const source = await bind(recipe);
  const truths = source.truth();
  const cells = [...ofSymbols, ...ofMachines].map(
    ({ id }): Cell => ({
      name: id,
      bounds: ofMachines.some((one) => one.id === id),
      held: 0,
      printed: [],
      unprinted: [],
    }),
  );
  for (let run = 0; run < runs; run++) {
    const symbols = allocateSymbols(n, source.alphabetSize);
    source.open(Random.fromSeed(firstSeed + run)).fill(symbols);
    const context = contextOfSymbols(symbols, source.alphabetSize);
    for (const [i, estimator] of [...ofSymbols, ...ofMachines].entries()) {
      const truth = truths[estimator.quantity];
      // Infinite truths are above every lower bound; unknown ones say nothing.
      if (truth?.status !== "exact" && truth?.status !== "bounds") continue;
      const measured = await estimator.measure(context);
      if (measured.status !== "ok" || measured.shape !== "scalar") continue;
      const { interval, bound, value } = measured;
      const cell = cells[i]!;
      if (interval === null && bound === undefined) {
        cell.unprinted.push(value);
        continue;
      }
      cell.printed.push(value);
      const [lower, upper] =
        truth.status === "exact" ? [truth.value, truth.value] : [truth.lower, truth.upper];
      const notAbove = bound === "upper" || (interval?.lower ?? value) <= upper + 1e-9;
      const notBelow = bound === "lower" || (interval?.upper ?? value) >= lower - 1e-9;
      if (notAbove && notBelow) cell.held++;
    }
  }
  return cells;
}

const tally = new Tally();
let broken = 0;

/** What breaks a promise is counted, and fails the test. */
function check(holds: boolean, what: string): void {
  if (holds) return;
  broken++;
  expect.soft(holds, what).toBe(true);
}

describe.each(lengths)("what is printed of sources that no rule was chosen on, %i symbols", (n) => {
  const all = new Map<string, { given: number; held: number; bounds: boolean }>();

  test.each(recipes)("%s", { timeout }, async (recipe) => {
    for (const { name, bounds, held, printed, unprinted } of await cellsOf(recipe, n)) {
      const given = printed.length;
      const sum = all.get(name) ?? { given: 0, held: 0, bounds };
      all.set(name, { given: sum.given + given, held: sum.held + held, bounds });
      tally.add(given === 0 ? "nothing printed" : unprinted.length > 0 ? "printed in part" : "printed");
      if (given > 0 && held < 0.9 * given) {
        tally.add("below .90 of a cell");
        if (whole) process.stderr.write(`${recipe}, ${n}, ${name}: ${held} of ${given}\n`);
      }
      check(tail(held, given, 0.92) > 1e-4, `${name}: ${held} of ${given} hold`);
      if (!bounds)
        check(Math.abs(separation(printed, unprinted)) < 4, `${name}: the value decides what is printed`);
    }
  });

  test("all together", () => {
    for (const [name, { given, held, bounds }] of all) {
      if (whole) process.stderr.write(`${name}, ${n}: ${(held / given).toFixed(3)} of ${given}\n`);
      if (given < 500) continue;
      const [least, most] = bounds ? [0.95, 1] : [0.92, 0.98];
      check(held >= least * given && held <= most * given, `${name}: ${held} of ${given} hold`);
    }
    record("claims", {
      runs: recipes.length * lengths.length * runs,
      seed: firstSeed,
      outcomes: tally.counts,
      broken,
    });
  });
});
