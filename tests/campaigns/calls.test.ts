// @module-tag thorough
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { wordyText } from "../e2e/fixtures.ts";
import { temporaryFolder } from "../e2e/run-cli.ts";
import { record, runsOf, timeout, whole } from "./campaign.ts";

const program = fileURLToPath(new URL("many-calls.mjs", import.meta.url));
const megabyte = 1_000_000;
/** Growth after the first calls that a process of any length may have. */
const most = { rss: 30 * megabyte, addresses: 2 ** 36, mappings: 200, pace: 2 };
/**
 * glibc gives each thread a part of memory of its own, which keeps what was freed. What the engine's threads compile at
 * the same time, and so how much these parts keep, depends on what else the machine does: from 100 to 190 MB were seen.
 * One part that gives back what is free holds what is in use, and of that the limit is: 3 to 17 MB were seen, half of them
 * the engine's heaps.
 */
const oneArena = {
  MALLOC_ARENA_MAX: "1",
  MALLOC_TRIM_THRESHOLD_: "131072",
  MALLOC_MMAP_THRESHOLD_: "131072",
  MALLOC_TOP_PAD_: "0",
};

/**
 * By how much the line through values at equal steps grows from the first to the last. Each look differs from others by the garbage
 * that threads have just then; a line through all of them does less.
 */
function lineGrowth(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const weights = values.map((_, i) => i - middle);
  const squares = weights.reduce((sum, weight) => sum + weight * weight, 0);
  return (values.reduce((sum, value, i) => sum + value * weights[i]!, 0) / squares) * (values.length - 1);
}

test("the growth of a line is exact, and less for noise than the last value less the first one", () => {
  expect(lineGrowth([1, 3, 5, 7])).toBeCloseTo(6, 12);
  expect(lineGrowth([0, 9, 0, 9, 0, 9])).toBeLessThan(9);
});

test.skipIf(process.platform !== "linux")(
  "calls of the library hold no more memory and take no longer the more there are",
  () => {
    const path = join(temporaryFolder(), "text");
    writeFileSync(path, wordyText(400_000));
    const calls = runsOf(500, 10_000);
    const [bytes, heavyEach] = whole ? [100_000, 20] : [10_000, 300];
    const argv = [program, calls, bytes, heavyEach, path].map(String);
    const { seen, pace } = JSON.parse(
      execFileSync(process.execPath, ["--expose-gc", ...argv], {
        encoding: "utf8",
        env: { ...process.env, ...oneArena },
      }),
    );
    const [before, after] = [seen[0], seen.at(-1)];
    const rss: number[] = seen.map((look: { rss: number }) => look.rss);
    const grown = {
      rss: lineGrowth(rss),
      addresses: after.addresses - before.addresses,
      mappings: after.mappings - before.mappings,
      pace,
    };
    const broken = Object.entries(most).filter(
      ([name, limit]) => !(grown[name as keyof typeof grown] <= limit),
    );
    record("calls", {
      runs: calls,
      outcomes: {
        "resident memory grown since call 200, by a line through 20 looks, MB": Math.round(
          grown.rss / megabyte,
        ),
        "resident memory at most, less at least, MB": Math.round(
          (Math.max(...rss) - Math.min(...rss)) / megabyte,
        ),
        "mappings grown since call 200": grown.mappings,
        "processor time of an estimate at the end, % of that at the start": Math.round(100 * pace),
      },
      broken: broken.length,
    });
    expect(broken, JSON.stringify(grown)).toEqual([]);
  },
  timeout,
);
