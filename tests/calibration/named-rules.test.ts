// @module-tag thorough
import { expect, test } from "vitest";
import { Random } from "../../src/core/random.ts";
import { sequenceOf } from "../../src/core/sequence.ts";
import { findRules } from "../../src/features/explain/findings.ts";
import { complete } from "./campaign.ts";

/** MESOSCOPE_CALIBRATE=1 tosses 1,000 coins of each bias. */
const runs = complete ? 1000 : 100;

test.each([0.5, 0.1])("nothing is named in coins that show 1 with probability %f", (p) => {
  for (let run = 0; run < runs; run++) {
    const random = Random.fromSeed(60_000 + run);
    const coins = Uint8Array.from({ length: 4000 }, () => (random.uniform() < p ? 1 : 0));
    expect(findRules(sequenceOf(coins, 2))).toEqual([]);
  }
});
