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
/** Growth after a quarter of the calls that a process of any length may have. */
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

test.skipIf(process.platform !== "linux")(
  "calls of the library hold no more memory and take no longer the more there are",
  () => {
    const path = join(temporaryFolder(), "text");
    writeFileSync(path, wordyText(400_000));
    const calls = runsOf(2000, 10_000);
    const [bytes, heavyEach] = whole ? [100_000, 20] : [10_000, 300];
    const argv = [program, calls, bytes, heavyEach, path].map(String);
    const { start, before, after, pace } = JSON.parse(
      execFileSync(process.execPath, ["--expose-gc", ...argv], {
        encoding: "utf8",
        env: { ...process.env, ...oneArena },
      }),
    );
    const grown = {
      rss: after.rss - before.rss,
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
        "resident memory grown from call 200 to a quarter, MB": Math.round(
          (before.rss - start.rss) / megabyte,
        ),
        "resident memory grown since a quarter of the calls, MB": Math.round(grown.rss / megabyte),
        "mappings grown since a quarter of the calls": grown.mappings,
        "processor time of an estimate at the end, % of that at the start": Math.round(100 * pace),
      },
      broken: broken.length,
    });
    expect(broken, JSON.stringify(grown)).toEqual([]);
  },
  timeout,
);
