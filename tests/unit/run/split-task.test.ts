import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { usualMemory } from "../../../src/input/sample-source.ts";
import { needsOfMeasuring } from "../../../src/run/memory-needs.ts";
import { allResults, inThread } from "../../../src/run/pool.ts";
import { inParts, splitTask } from "../../../src/run/split-task.ts";
import type { MeasureTask } from "../../../src/run/task.ts";

const chosen = [
  ...["plug-in", "context-tree-weighting", "dictionary-prediction"],
  ...["entropy-gains", "structure-beyond-shuffle"],
];

function task(ids: readonly string[], spectrum = false, name = "a"): MeasureTask {
  return {
    name,
    input: { kind: "recipe", recipe: "zipf(alphabet=64)" },
    options: {
      sample: 5000,
      encoding: "bytes",
      seed: 3,
      estimators: ids.map((id) => ({ id, params: {} })),
      spectrum,
    },
    environment: { corpora: { manifests: "", packages: [] }, cacheFolder: null },
  };
}

const idsOf = ({ options }: MeasureTask) => options.estimators.map(({ id }) => id);

test("expensive estimators go apart, the others stay together", async () => {
  expect((await splitTask(task(chosen))).map(idsOf)).toEqual([
    ["plug-in", "entropy-gains"],
    ["structure-beyond-shuffle"],
    ["context-tree-weighting"],
    ["dictionary-prediction"],
  ]);
  const expensive = "context-tree-weighting";
  expect((await splitTask(task([expensive]))).map(idsOf)).toEqual([[expensive]]);
  expect((await splitTask(task([expensive], true))).map(idsOf)).toEqual([[], [expensive]]);
  expect((await splitTask(task(["dictionary-prediction", expensive]))).map(idsOf)).toEqual([
    [expensive],
    ["dictionary-prediction"],
  ]);
  expect((await splitTask(task(["plug-in"]))).map(idsOf)).toEqual([["plug-in"]]);
});

test("parts find what the whole finds, in the order that was asked for", async () => {
  const tasks = [task(chosen, true), task(["context-tree-weighting", "plug-in"], false, "b")];
  const whole = await allResults(inThread, tasks, () => {});
  const finished: number[] = [];
  const joined = await allResults(inParts(inThread), tasks, (count) => finished.push(count));
  expect(joined).toEqual(whole);
  expect(whole.map(({ status }) => status)).toEqual(["ok", "ok"]);
  expect(finished.at(-1)).toBe(2);
});

test("a part that fails is a task that fails", async () => {
  const unreadable: MeasureTask = { ...task(chosen), input: { kind: "file", path: "/nowhere/at/all" } };
  const [result] = await allResults(inParts(inThread), [unreadable], () => {});
  expect(result).toEqual({ status: "failed", reason: "no such file" });
});

test("what may take so much memory stays whole", async () => {
  const reading = { decompress: true, records: "auto", mostMemory: 1e8 } as const;
  const file = { kind: "file", path: "a", reading } as const;
  const bytes = new Uint8Array(9);
  for (const input of [file, { kind: "files", files: [file] }, { kind: "bytes", bytes, reading }] as const) {
    const limited: MeasureTask = { ...task(chosen), input };
    expect(await splitTask(limited)).toEqual([limited]);
  }
});

test("parts are refused where there is no memory for the whole", async () => {
  const path = join(mkdtempSync(join(tmpdir(), "mesoscope-split-")), "zeros");
  onTestFinished(() => rmSync(dirname(path), { recursive: true }));
  const given = task(chosen, true);
  const whole: MeasureTask = {
    ...given,
    input: { kind: "file", path },
    options: { ...given.options, sample: "all" },
  };
  // So many bytes that each part would do with the memory that all of them have, and the whole would not.
  const needs = await needsOfMeasuring(whole.options);
  let bytes = 1;
  while (needs(bytes, bytes) <= usualMemory) bytes += 10_000;
  writeFileSync(path, "");
  truncateSync(path, bytes);
  const [first] = await splitTask(whole);
  expect((await needsOfMeasuring(first!.options))(bytes, bytes)).toBeLessThan(usualMemory);
  const [alone] = await allResults(inThread, [whole], () => {});
  expect(alone).toMatchObject({
    status: "failed",
    reason: expect.stringContaining("of memory, more than 4096"),
  });
  expect(await allResults(inParts(inThread), [whole], () => {})).toEqual([alone]);
});
