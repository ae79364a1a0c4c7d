import { expect, test } from "vitest";
import { eachGroup } from "../../../../src/features/experiments/grid.ts";
import { interrupted } from "../../../../src/run/interruptible.ts";
import type { TaskRunner } from "../../../../src/run/pool.ts";
import type { MeasureTask, TaskResult } from "../../../../src/run/task.ts";

/** Tasks that are told apart by their names. */
const groups = [["a", "b"], ["c"], ["d", "e"]].map((names) => names.map((name) => ({ name }) as MeasureTask));

/** Answers in an order of its own. */
function answering(order: readonly number[], resultOf: (name: string) => TaskResult): TaskRunner {
  return {
    each: async (tasks, take) => {
      for (const place of order) take(resultOf(tasks.at(place)!.name), place);
    },
  };
}

const measured = (name: string) => ({ status: "ok", sample: { name } }) as TaskResult;

async function run(runner: TaskRunner) {
  const seen: [group: number, names: string | undefined][] = [];
  const counted: number[] = [];
  const unfinished = await eachGroup(
    runner,
    groups,
    (samples, group) => seen.push([group, samples?.map(({ name }) => name).join("")]),
    (finished) => counted.push(finished),
  );
  return { seen, counted, unfinished };
}

test("a group is handed over when its last task is done, its samples in order", async () => {
  expect(await run(answering([4, 1, 2, 0, 3], measured))).toEqual({
    seen: [
      [1, "c"],
      [0, "ab"],
      [2, "de"],
    ],
    counted: [1, 2, 3, 4, 5],
    unfinished: [],
  });
});

test("what an interrupt left undone is named after the others", async () => {
  const runner = answering([0, 1, 2, 3, 4], (name) =>
    name === "b" || name === "d" ? { status: "failed", reason: interrupted } : measured(name),
  );
  expect(await run(runner)).toEqual({
    seen: [
      [1, "c"],
      [0, undefined],
      [2, undefined],
    ],
    counted: [1, 2, 3],
    unfinished: [0, 2],
  });
});

test("a sequence that cannot be made ends the run", async () => {
  const runner = answering([0], () => ({ status: "failed", reason: "no such corpus" }));
  await expect(run(runner)).rejects.toThrow("no such corpus");
});
