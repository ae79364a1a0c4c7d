// @module-tag thorough
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { Random } from "../../src/core/random.ts";
import { wordyText } from "../e2e/fixtures.ts";
import { binary, temporaryFolder } from "../e2e/run-cli.ts";
import { record, runsOf, Tally, timeout } from "./campaign.ts";

const seed = 20_262;
const folder = temporaryFolder();
const output = join(folder, "report.json");
const hash = () => createHash("sha256").update(readFileSync(output)).digest("hex");

/** Whether a result is in the cache. */
const hasKept = () => {
  const cache = join(folder, "cache");
  return (
    existsSync(cache) &&
    readdirSync(cache, { recursive: true }).some((name) => String(name).endsWith(".json"))
  );
};

/** Starts the batch; its cache is what is left of earlier runs. */
function start() {
  const argv = [binary, join(folder, "in"), "-e", "plug-in,observer,block-gain", "--jobs", "2", "-o", output];
  const env = {
    PATH: process.env["PATH"],
    HOME: folder,
    XDG_CACHE_HOME: join(folder, "cache"),
    LANG: "C.UTF-8",
  };
  const child = spawn(process.execPath, argv, { stdio: "ignore", env });
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  return { child, ended };
}

test(
  "kill -9 in a batch: nothing torn, and resuming gives the same bytes",
  async () => {
    mkdirSync(join(folder, "in"));
    for (let i = 0; i < 40; i++) writeFileSync(join(folder, "in", `${i}.txt`), wordyText(1500, i));
    const whole = performance.now();
    expect(await start().ended).toBe(0);
    const span = performance.now() - whole;
    const expected = hash();
    const random = Random.fromSeed(seed);
    const tally = new Tally();
    let broken = 0;
    const runs = runsOf(2, 500);
    for (let run = 0; run < runs; run++) {
      rmSync(join(folder, "cache"), { recursive: true, force: true });
      writeFileSync(output, "old");
      const { child, ended } = start();
      // Every other one is killed at work, however long it takes to start.
      while (run % 2 === 1 && child.exitCode === null && !hasKept()) await sleep(2);
      await sleep((random.uniform() * span) / (run % 2 === 1 ? 4 : 1));
      child.kill("SIGKILL");
      const finished = (await ended) === 0;
      const after = readFileSync(output, "utf8");
      const torn = after !== "old" && hash() !== expected;
      const kept = hasKept();
      const resumed = await start().ended;
      if (torn || resumed !== 0 || hash() !== expected) broken++;
      tally.add(finished ? "had ended" : kept ? "killed at work, resumed" : "killed at the start, resumed");
      // What a killed run was writing lies beside; it never counts for anything.
      for (const name of readdirSync(folder)) if (name.endsWith(".tmp")) rmSync(join(folder, name));
      // It takes long: what was found so far is kept.
      if (run % 50 === 49 || run === runs - 1)
        record("kill", { runs: run + 1, seed, outcomes: tally.counts, broken });
    }
    expect(broken).toBe(0);
  },
  timeout,
);
