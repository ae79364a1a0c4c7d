import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { ScoreTally } from "../../../src/features/score/score-tally.ts";
import { type ScoredFiles, scoredAlone } from "../../../src/features/score/score-task.ts";
import { eachInPool, workerThreads } from "../../../src/run/pool.ts";
import type { MeasureTask, TaskResult } from "../../../src/run/task.ts";
import { temporaryFolder } from "../../e2e/run-cli.ts";

/** A worker whose thread ends at what is called after a way to end it. */
const file = join(temporaryFolder(), "worker.mjs");
writeFileSync(
  file,
  `import { Worker } from "node:worker_threads";
  const ends = {
    throws: () => setImmediate(() => { throw new Error("out of the blue"); }),
    // What a thread says that has reached the limit of its memory.
    fills: () => new Worker("const held = []; for (;;) held.push(new Array(1e5).fill(held.length));", {
      eval: true, resourceLimits: { maxOldGenerationSizeMb: 16 },
    }),
  };
  const work = async (name) => {
    if (!(name in ends)) return;
    ends[name]();
    await new Promise((resolve) => setTimeout(resolve, 20_000));
  };
  export async function measureParcel(tasks) {
    for (const { name } of tasks) await work(name);
    return JSON.stringify(tasks.map(({ name }) => ({ status: "ok", sample: { name } })));
  }
  export async function scoreFiles({ files, tally }) {
    for (const { path } of files) await work(path);
    return { scores: files.map(({ path }) => ({ id: path })), failed: [], tally };
  }`,
);
const worker = pathToFileURL(file).href;

const reasons: Readonly<Record<string, string>> = {
  throws: "could not be measured: its thread failed: out of the blue",
  fills: "could not be measured: its thread ran out of memory",
};
const named = (names: readonly string[]) =>
  names.map(
    (name) => ({ name, input: { kind: "recipe" }, options: { spectrum: false } }) as unknown as MeasureTask,
  );

describe.each([
  ["alone", ["throws"]],
  ["first", ["throws", "a", "b"]],
  [
    "among many, in parcels of which the last is smaller",
    Array.from({ length: 302 }, (_, i) => (i === 77 ? "throws" : `a${i}`)),
  ],
  ["for want of memory", ["a", "fills", "b"]],
  ["several", ["a", "throws", "throws", "b", "fills", "c"]],
] as const)("an input whose thread ends: %s", (_, names) => {
  it("fails, and the others are measured", async () => {
    const found: string[] = [];
    await workerThreads(worker, 2).each(named(names), (result: TaskResult, place) => {
      found[place] = result.status === "ok" ? result.sample.name : result.reason;
    });
    expect(found).toEqual(names.map((name) => reasons[name] ?? name));
  });

  it("has no score, and the others have theirs, in their order", async () => {
    const tally = new ScoreTally().pack();
    const works = [0, 1].map((half) => {
      const files = names.filter((_one, i) => (i < names.length / 2 ? 0 : 1) === half);
      return { files: files.map((path) => ({ path })), tally };
    });
    const scored: string[] = [];
    const failed: string[] = [];
    const take = (one: ScoredFiles) => {
      for (const { id } of one.scores) scored.push(id);
      for (const { reason } of one.failed) failed.push(reason);
    };
    await eachInPool(worker, 2, "scoreFiles", works, take, scoredAlone);
    expect(scored).toEqual(names.filter((name) => !(name in reasons)));
    expect(failed).toEqual(names.flatMap((name) => reasons[name] ?? []));
  });
});
