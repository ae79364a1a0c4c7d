// @module-tag thorough
import { join } from "node:path";
import { expect, test } from "vitest";
import { Random } from "../../src/core/random.ts";
import { temporaryFolder } from "../e2e/run-cli.ts";
import { bundleTargets, fuzz } from "../fuzz/jazzer.ts";
import { seeds } from "../fuzz/seeds.ts";
import { targets } from "../fuzz/targets.ts";
import { record, runsOf, timeout, whole } from "./campaign.ts";
import { mutate } from "./mutate.ts";

const seed = 20_265;

test.each(Object.keys(targets))("%s keeps its promise on whole and on damaged inputs", async (name) => {
  const inputs = seeds[name] ?? [];
  expect(inputs.length).toBeGreaterThan(0);
  const random = Random.fromSeed(seed).fork(name);
  for (const input of inputs) {
    await targets[name]!(input);
    for (let run = 0; run < 40; run++) await targets[name]!(mutate(input, random));
  }
});

test(
  "a fuzzer that is guided by coverage finds nothing that breaks a promise",
  async () => {
    await bundleTargets();
    const folder = temporaryFolder();
    const outcomes: Record<string, number> = {};
    const findings: string[] = [];
    let runs = 0;
    for (const name of whole ? Object.keys(targets) : ["recipe"]) {
      const found = fuzz(name, runsOf(1000, 20_000), seed, join(folder, name));
      outcomes[`${name}: ${found.edges} branches reached`] = found.runs;
      runs += found.runs;
      findings.push(...found.findings);
    }
    record("fuzz", { runs, seed, outcomes, broken: findings.length });
    expect(findings).toEqual([]);
    // Guided: more is reached than the seeds reach by themselves.
    expect(runs).toBeGreaterThanOrEqual(1000);
  },
  timeout,
);
