import { expect, test } from "vitest";
import { runnerFor } from "../../../src/command/measure.ts";
import { inThread } from "../../../src/run/pool.ts";
import type { MeasureTask } from "../../../src/run/task.ts";

/** Whether threads are started for `count` inputs of `bytes` each. */
async function hasThreads(count: number, bytes: number, estimators: readonly string[] | null, threads = 2) {
  const options = {
    ...{ sample: 100_000, encoding: "bytes", seed: 1, spectrum: estimators === null },
    estimators: (estimators ?? []).map((id) => ({ id, params: {} })),
  } as unknown as MeasureTask["options"];
  const input = { kind: "bytes", bytes: new Uint8Array(bytes), origin: "memory" };
  const tasks = Array.from(
    { length: count },
    (_, i) => ({ name: String(i), input, options }) as unknown as MeasureTask,
  );
  return (await runnerFor({ tasks, options }, threads)) !== inThread;
}

test("threads start where they are worth it: by what inputs cost, not by their number", async () => {
  expect(await hasThreads(2, 500, null)).toBe(false);
  expect(await hasThreads(2, 100_000, null)).toBe(true);
  expect(await hasThreads(2, 100_000, null, 1)).toBe(false);
  expect(await hasThreads(1, 40_000, null)).toBe(false);
  expect(await hasThreads(40, 500, null)).toBe(true);
  // Counting is cheap, and what reads the order of symbols is not.
  expect(await hasThreads(200, 5000, ["plug-in"])).toBe(false);
  expect(await hasThreads(200, 5000, ["plug-in", "observer"])).toBe(true);
  expect(await hasThreads(5000, 5000, ["plug-in"])).toBe(true);
});
