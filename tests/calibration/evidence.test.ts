// @module-tag thorough
import { expect, test } from "vitest";
import { observe } from "../../src/observer/observer.ts";
import { observerMembers } from "../../src/observer/observer-members.ts";
import { bind, take } from "../unit/sources/support.ts";
import { oneOf } from "../whole.ts";
import { complete, report } from "./campaign.ts";

/**
 * Under laws that no order is more likely in, someone who looks after every symbol may see p <= .01 in at most 1 % of the runs.
 * Laws, seeds, length and bound were fixed before the first run. MESOSCOPE_CALIBRATE=1 makes 1,000 runs of each.
 */
const runs = complete ? 1000 : 100;
const n = 2000;
const level = 0.01;

const recipes = [
  "uniform(alphabet=2)",
  "coin(p=0.1)",
  "uniform(alphabet=27)",
  "zipf(alphabet=64)",
  "random-multiplicative(from=1000000000)",
];

test.each(complete ? recipes : oneOf(12, recipes))(
  "%s: evidence that is watched at every symbol",
  async (recipe) => {
    const source = await bind(recipe);
    let alarms = 0;
    let most = Number.NEGATIVE_INFINITY;
    for (let run = 0; run < runs; run++) {
      const symbols = take(source, n, 7_000_000 + run);
      const { headerBits, losses } = observe(
        { symbols, alphabetSize: source.alphabetSize, segmentEnds: [n] },
        observerMembers("fast"),
      );
      const counts = new Float64Array(source.alphabetSize);
      let evidence = -headerBits;
      let largest = evidence;
      for (let i = 0; i < n; i++) {
        evidence += Math.log2((i + 1) / ++counts[symbols[i]!]!) - losses[i]!;
        largest = Math.max(largest, evidence);
      }
      most = Math.max(most, largest);
      if (largest >= -Math.log2(level)) alarms++;
    }
    report(recipe, { runs, alarms, most });
    expect(alarms / runs).toBeLessThanOrEqual(level);
  },
);
