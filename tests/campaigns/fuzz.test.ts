// @module-tag thorough
import { join } from "node:path";
import { expect, test } from "vitest";
import { Random } from "../../src/core/random.ts";
import { temporaryFolder } from "../e2e/run-cli.ts";
import { bundleTargets, corpusOf, fuzz } from "../fuzz/jazzer.ts";
import { seeds } from "../fuzz/seeds.ts";
import { type Target, targets } from "../fuzz/targets.ts";
import { growthOf, mostGrowth } from "../linearity.ts";
import { record, runsOf, timeout, whole } from "./campaign.ts";
import { mutate } from "./mutate.ts";

const seed = 20_265;
/** Inputs of each target that are repeated. */
const mostRepeated = whole ? 40 : 8;

test.each(Object.keys(targets))("%s keeps its promise on whole and on damaged inputs", async (name) => {
  const inputs = seeds[name] ?? [];
  expect(inputs.length).toBeGreaterThan(0);
  const random = Random.fromSeed(seed).fork(name);
  for (const input of inputs) {
    await targets[name]!(input);
    for (let run = 0; run < 40; run++) await targets[name]!(mutate(input, random));
  }
});

/** The machine does other things, too, and small inputs need no collection of garbage: what looks steep is looked at over a wider range. */
async function isSteep(target: Target, input: Buffer): Promise<boolean> {
  for (const doublings of [2, 4, 4, 4]) {
    const { time, memory } = await growthOf((size) => Buffer.alloc(size, input), target, { doublings });
    if (time <= mostGrowth && memory <= mostGrowth) return false;
  }
  return true;
}

/** Inputs that the fuzzer kept whose repetition takes more than linear time or memory, of as many as are tried. */
async function superlinear(name: string, corpus: readonly Buffer[]): Promise<string[]> {
  const random = Random.fromSeed(seed).fork(`${name}-repeated`);
  const tried =
    corpus.length <= mostRepeated
      ? corpus
      : Array.from({ length: mostRepeated }, () => corpus[random.below(corpus.length)]!);
  const found: string[] = [];
  for (const input of tried) {
    if (await isSteep(targets[name]!, input)) found.push(`${name}, repeated: ${input.toString("base64")}`);
  }
  return found;
}

test(
  "a fuzzer that is guided by coverage finds nothing that breaks a promise",
  async () => {
    await bundleTargets();
    const folder = temporaryFolder();
    const outcomes: Record<string, number> = {};
    const findings: string[] = [];
    let runs = 0;
    for (const name of whole ? Object.keys(targets) : ["recipe"]) {
      const found = fuzz(name, runsOf(500, 100_000), seed, join(folder, name));
      outcomes[`${name}: ${found.edges} branches reached`] = found.runs;
      runs += found.runs;
      findings.push(...found.findings);
      findings.push(...(await superlinear(name, corpusOf(join(folder, name)))));
    }
    record("fuzz", { runs, seed, outcomes, broken: findings.length });
    expect(findings).toEqual([]);
    // Guided: more is reached than the seeds reach by themselves.
    expect(runs).toBeGreaterThanOrEqual(500);
  },
  timeout,
);
