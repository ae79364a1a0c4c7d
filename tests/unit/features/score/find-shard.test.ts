import { expect, test } from "vitest";
import type { Io } from "../../../../src/command/io.ts";
import { findShard } from "../../../../src/features/score/score-documents.ts";

const world = (env: Record<string, string>) => ({ env }) as unknown as Io;

test.each([
  ["3/16", {}, 3, 16, null],
  ["0/1", { SLURM_ARRAY_TASK_ID: "7" }, 0, 1, null],
  [
    undefined,
    { SLURM_ARRAY_TASK_ID: "5", SLURM_ARRAY_TASK_MIN: "1", SLURM_ARRAY_TASK_COUNT: "16" },
    4,
    16,
    1,
  ],
  [undefined, { SLURM_ARRAY_TASK_ID: "5", SLURM_ARRAY_TASK_COUNT: "16" }, 5, 16, 0],
  // Started again: the least task and the number are those of what is started again.
  [
    undefined,
    {
      SLURM_ARRAY_TASK_ID: "7",
      SLURM_ARRAY_TASK_MIN: "3",
      SLURM_ARRAY_TASK_COUNT: "2",
      MESOSCOPE_SHARDS: "16",
    },
    7,
    16,
    0,
  ],
  [
    undefined,
    {
      SLURM_ARRAY_TASK_ID: "8",
      SLURM_ARRAY_TASK_MIN: "8",
      SLURM_ARRAY_TASK_COUNT: "1",
      MESOSCOPE_SHARDS: "16",
      MESOSCOPE_FIRST_TASK: "1",
    },
    7,
    16,
    1,
  ],
  ["/16", { SLURM_ARRAY_TASK_ID: "9", SLURM_ARRAY_TASK_MIN: "9" }, 9, 16, 0],
  ["/4", { JOB_COMPLETION_INDEX: "2" }, 2, 4, null],
  [undefined, { JOB_COMPLETION_INDEX: "2", MESOSCOPE_SHARDS: "4" }, 2, 4, null],
])("%s in %o", (text, env, index, count, firstTask) => {
  expect(findShard(text, world(env))).toEqual({ shard: { index, count }, firstTask });
});

test.each([
  ["3", {}, "--shard 3: write i/N, with i from 0 to N - 1"],
  ["4/4", {}, "shard 4 of 4: shards are numbered from 0 to 3"],
  ["0/0", {}, "--shard takes 1 to 1000000 shards"],
  ["/4", {}, "the shard is not known"],
  [undefined, { JOB_COMPLETION_INDEX: "2" }, "the shard is not known"],
  [undefined, { SLURM_ARRAY_TASK_ID: "x" }, "SLURM_ARRAY_TASK_ID=x is not a number"],
])("%s in %o is refused", (text, env, message) => {
  expect(() => findShard(text, world(env))).toThrow(message);
});
