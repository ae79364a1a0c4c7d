import { expect, test } from "vitest";
import type { TaskRunner } from "../../../src/run/pool.ts";
import { allResults, inThread } from "../../../src/run/pool.ts";
import { type BatchPlan, runBatch } from "../../../src/run/run-batch.ts";
import type { MeasureTask } from "../../../src/run/task.ts";
import { sampleAt } from "../report/hand-made.ts";

const options = {
  sample: 100,
  encoding: "bytes",
  seed: 1,
  estimators: [{ id: "plug-in", params: {} }],
  spectrum: true,
} as const;
const environment = { corpora: { manifests: "", packages: [] }, cacheFolder: null };
const task = (name: string): MeasureTask => ({
  name,
  input: { kind: "bytes", bytes: Buffer.from(name) },
  options,
  environment,
});
const maker = { version: "1.2.3", environment: { node: "20" } };

/** Fails what is called bad. */
const runner: TaskRunner = {
  async each(tasks, take) {
    // Results come in any order.
    for (const [place, { name }] of [...[...tasks].entries()].reverse()) {
      const failed = { status: "failed", reason: "it is bad" } as const;
      const sample = sampleAt(name, [0.5, 0.1], [1, 0.1], "structure");
      take(name.startsWith("bad") ? failed : { status: "ok", sample }, place);
    }
  },
};

const plan: BatchPlan = {
  tasks: [task("a"), task("bad b"), task("c")],
  references: [task("r")],
  skipped: [{ input: "s", reason: "skipped" }],
  failed: [{ input: "f", reason: "not there" }],
  options,
};

test("every input is accounted for, in the order of the plan", async () => {
  const finished: number[] = [];
  const report = await runBatch(plan, maker, runner, (count) => finished.push(count));
  expect(report.inputs).toEqual({ total: 5, ok: 2, skipped: 1, failed: 2 });
  expect([...report.samples].map(({ name }) => name)).toEqual(["a", "c"]);
  expect(report.references.map(({ name }) => name)).toEqual(["r"]);
  expect(report.errors).toEqual([
    { input: "f", reason: "not there" },
    { input: "bad b", reason: "it is bad" },
  ]);
  expect(report.tool).toEqual({ name: "mesoscope", version: "1.2.3" });
  expect(report.options).toEqual({ sample: 100, encoding: "bytes", seed: 1, estimators: ["plug-in"] });
  expect(finished).toEqual([1, 2, 3, 4]);
});

test("a reference that cannot be made is a bug, not an input", async () => {
  await expect(runBatch({ ...plan, references: [task("bad r")] }, maker, runner, () => {})).rejects.toThrow(
    "a reference could not be generated: it is bad",
  );
});

test("a reference made from a text that is not there is accounted for as an input", async () => {
  const road = { id: "noise", title: "", kind: "road", position: 0, parameter: null, value: null } as const;
  const references = [
    { ...task("bad text +5%"), family: { ...road, corpus: "moby-dick" } },
    { ...task("r"), family: { ...road, corpus: null } },
  ];
  const report = await runBatch({ ...plan, references }, maker, runner, () => {});
  expect(report.inputs).toEqual({ total: 6, ok: 2, skipped: 1, failed: 3 });
  expect(report.errors.at(-1)).toEqual({ input: "bad text +5%", reason: "it is bad" });
  expect(report.references.map(({ name }) => name)).toEqual(["r"]);
});

test("in this thread tasks run one after the other", async () => {
  const finished: number[] = [];
  const small = ["ab", "abc"].map((name) => ({ ...task(name), options: { ...options, spectrum: false } }));
  const results = await allResults(inThread, small, (count) => finished.push(count));
  expect(finished).toEqual([1, 2]);
  expect(results.map((result) => result.status === "ok" && result.sample.n)).toEqual([2, 3]);
});
