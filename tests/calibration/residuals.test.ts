// @module-tag thorough
import { expect, test } from "vitest";
import { Random } from "../../src/core/random.ts";
import { observeWith } from "../../src/observer/observer.ts";
import { observerMembers } from "../../src/observer/observer-members.ts";
import { openObserver } from "../../src/observer/open-observer.ts";
import { Residuals } from "../../src/observer/residuals.ts";
import { leastOf, uniformityTests } from "../../src/statistics/uniformity.ts";
import { bind, take } from "../unit/sources/support.ts";
import { distanceFromUniform } from "../unit/statistics/distance-from-uniform.ts";
import { complete, report } from "./campaign.ts";

/**
 * Where the observer learns the law of a source nearly, p-values of the tests of its residuals are uniform: by Kolmogorov and Smirnov
 * at the 1 % level. Sources, seeds, length and bound were fixed before the first run. MESOSCOPE_CALIBRATE=1 makes 200 runs of each.
 */
const runs = complete ? 200 : 40;
const n = 10_000;

const recipes = [
  "uniform(alphabet=2)",
  "coin(p=0.11)",
  "uniform(alphabet=27)",
  "replace(periodic(word=00101), eps=0.1)",
  "random-markov(order=1, alphabet=4, concentration=0.5, seed=1)",
  "golden-mean(p=0.5)",
];

test.each(complete ? recipes : recipes.filter((_, i) => i % 4 === 0))(
  "%s: the remainder is tested",
  { timeout: 3_600_000 },
  async (recipe) => {
    const source = await bind(recipe);
    const pValues: number[] = [];
    for (let run = 0; run < runs; run++) {
      const symbols = take(source, n, 8_000_000 + run);
      const sequence = { symbols, alphabetSize: source.alphabetSize, segmentEnds: [n] };
      const opened = openObserver(sequence, observerMembers());
      const { alphabet } = opened;
      const residuals = new Residuals(alphabet.symbols, alphabet.alphabetSize, Random.fromSeed(run));
      observeWith(opened, sequence, residuals);
      const tests = uniformityTests(residuals.values, Random.fromSeed(run).fork("ties"));
      pValues.push(leastOf(tests.map(({ pValue }) => pValue)));
    }
    const distance = distanceFromUniform(pValues);
    report(recipe, { runs, distance, least: Math.min(...pValues) });
    expect(distance).toBeLessThan(1.63 / Math.sqrt(runs));
  },
);
