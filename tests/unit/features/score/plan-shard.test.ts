import { expect, test } from "vitest";
import { filesOfShard, planJob, shardOf } from "../../../../src/features/score/plan-shard.ts";

const files = [
  { path: "b", size: 10 },
  { path: "a", size: 30 },
  { path: "c", size: 0 },
  { path: "d", size: 60 },
].map((file) => ({ ...file, measured: file.size }));

test("files lie in the order of their paths, whatever that of the list", () => {
  const job = planJob(files, {});
  expect(job.files).toEqual([
    { path: "a", start: 0, size: 30 },
    { path: "b", start: 30, size: 10 },
    { path: "c", start: 40, size: 0 },
    { path: "d", start: 40, size: 60 },
  ]);
  expect([job.total, job.candidates]).toEqual([100, 1]);
  expect(planJob([...files].reverse(), {}).id).toBe(job.id);
});

test("the job depends on names, sizes and options", () => {
  const ids = [
    planJob(files, {}),
    planJob(files.slice(1), {}),
    planJob([{ path: "b", size: 11, measured: 11 }, ...files.slice(1)], {}),
    planJob(files, { seed: 2 }),
  ].map(({ id }) => id);
  expect(new Set(ids).size).toBe(4);
});

test("documents go by where they begin, in shares of the bytes", () => {
  expect([0, 24, 25, 49, 50, 99].map((offset) => shardOf(offset, 100, 4))).toEqual([0, 0, 1, 1, 2, 3]);
  expect(shardOf(100, 100, 4)).toBe(3);
  expect(shardOf(0, 0, 4)).toBe(0);
});

test("a shard has the files that begin in it, and those that reach into it", () => {
  const job = planJob(files, {});
  const names = [0, 1, 2, 3].map((index) => filesOfShard(job, { index, count: 4 }).map(({ path }) => path));
  expect(names).toEqual([["a"], ["a", "b", "c", "d"], ["d"], ["d"]]);
});

test("of many bytes few documents may belong to the sample: four times a million bytes of what is measured", () => {
  const many = Array.from({ length: 1000 }, (_, i) => ({
    path: String(i),
    size: 1_000_000,
    measured: 100_000,
  }));
  expect(planJob(many, {}).candidates).toBeCloseTo(0.04, 12);
});
