// @module-tag thorough
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Random } from "../../src/core/random.ts";
import { runCli, temporaryFolder } from "../e2e/run-cli.ts";
import { complaintsOf, record, runsOf, Tally, timeout } from "./campaign.ts";
import { soundInputs } from "./inputs.ts";
import { mutate } from "./mutate.ts";

const seed = 20_261;
const mostSeconds = 10;

// First, since it loads everything: that takes its time on a busy machine.
test(
  "sound inputs of all formats are read",
  async () => {
    const folder = temporaryFolder();
    for (const { name, bytes, options } of soundInputs) {
      writeFileSync(join(folder, name), bytes);
      const { status, err } = await runCli(["-e", "plug-in", "--jobs", "1", ...options, join(folder, name)]);
      expect([name, status, err]).toEqual([name, 0, ""]);
    }
  },
  timeout,
);

test(
  "damaged inputs: a documented status, plain messages, no hang, and every input is accounted for",
  async () => {
    const folder = temporaryFolder();
    const tally = new Tally();
    const broken: string[] = [];
    const runs = runsOf(130, 20_000);
    for (let run = 0; run < runs; run++) {
      const { name, bytes, options } = soundInputs[run % soundInputs.length]!;
      const path = join(folder, name);
      const damaged = mutate(bytes, Random.fromSeed(seed).fork(String(run)));
      writeFileSync(path, damaged);
      const started = performance.now();
      const argv = ["-f", "json", "-e", "plug-in", "--jobs", "1", "--no-cache", ...options, path];
      const { status, out, err } = await runCli(argv);
      const seconds = (performance.now() - started) / 1000;
      // Damage to a field's name is a field that is not there: all records lack it, and the command stops.
      if (
        status === 2 &&
        out === "" &&
        options.includes("--field") &&
        err.split("\n").length === 2 &&
        complaintsOf(err).length === 0
      ) {
        tally.add("lacks the field, named");
        continue;
      }
      const { inputs, samples, errors } = JSON.parse(out);
      const sound =
        (status === 0 || status === 3) &&
        complaintsOf(err).length === 0 &&
        seconds < mostSeconds &&
        inputs.total === 1 &&
        inputs.ok === samples.length &&
        inputs.failed === errors.length &&
        inputs.ok + inputs.skipped + inputs.failed === inputs.total &&
        (status === 3) === err.includes("mesoscope: ");
      if (!sound) broken.push(`${run} ${name}: status ${status}, ${seconds.toFixed(1)} s, ${err}`);
      tally.add(status === 0 ? "read" : inputs.ok === 1 ? "read in part, named" : "refused, named");
    }
    record("damage", { runs, seed, outcomes: tally.counts, broken: broken.length });
    expect(broken).toEqual([]);
    if (runs >= 130) expect(Object.keys(tally.counts).length).toBeGreaterThanOrEqual(3);
  },
  timeout,
);
