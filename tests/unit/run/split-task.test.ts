import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, onTestFinished, test } from "vitest";
import { defaultMemory } from "../../../src/input/sample-source.ts";
import { needsOfMeasuring } from "../../../src/run/memory-needs.ts";
import { allResults, inThread } from "../../../src/run/pool.ts";
import { inParts, splitTask } from "../../../src/run/split-task.ts";
import type { MeasureTask, TaskInput } from "../../../src/run/task.ts";

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

test("parts find what the whole finds, in the requested order", async () => {
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

test("what takes memory to be read, or may take so much, stays whole", async () => {
  const folder = mkdtempSync(join(tmpdir(), "mesoscope-split-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = (name: string, bytes: Uint8Array | string, more = {}) => {
    writeFileSync(join(folder, name), bytes);
    return { kind: "file", path: join(folder, name), ...more } as const;
  };
  const reading = { decompress: true, records: "auto" } as const;
  const limit = { reading: { ...reading, mostMemory: 1e8 } };
  const plain = file("plain.txt", "plain");
  const packed = file("packed.gz", gzipSync("packed"));
  const records = file("records.jsonl", '{"text":"a"}\n', { reading: { ...reading, field: "text" } });
  const asItIs = { ...packed, reading: { ...reading, decompress: false } };
  const bytes = { kind: "bytes", bytes: new Uint8Array(9) } as const;
  const parts: readonly (readonly [TaskInput, boolean])[] = [
    [plain, true],
    [asItIs, true],
    [{ kind: "files", files: [plain, plain] }, true],
    [bytes, true],
    [packed, false],
    [records, false],
    [{ ...plain, ...limit }, false],
    [{ kind: "files", files: [plain, packed] }, false],
    [{ ...bytes, ...limit }, false],
    [{ ...bytes, bytes: gzipSync("packed") }, false],
    [{ ...bytes, bytes: new Uint8Array(20_000_000) }, false],
    [{ kind: "file", path: join(folder, "nowhere") }, false],
  ];
  for (const [input, isCut] of parts) {
    const given: MeasureTask = { ...task(chosen), input };
    const found = await splitTask(given);
    expect([input, found.length > 1]).toEqual([input, isCut]);
    if (!isCut) expect(found).toEqual([given]);
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
  while (needs(bytes, bytes) <= defaultMemory) bytes += 10_000;
  writeFileSync(path, "");
  truncateSync(path, bytes);
  const [first] = await splitTask(whole);
  expect((await needsOfMeasuring(first!.options))(bytes, bytes)).toBeLessThan(defaultMemory);
  const [alone] = await allResults(inThread, [whole], () => {});
  expect(alone).toMatchObject({
    status: "failed",
    reason: expect.stringContaining("of memory, more than 4096"),
  });
  expect(await allResults(inParts(inThread), [whole], () => {})).toEqual([alone]);
});
