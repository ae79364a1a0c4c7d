// @module-tag thorough
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";
import { expect, test } from "vitest";
import { reportSchema } from "../../src/results/report-schema.ts";
import { wordyText } from "../e2e/fixtures.ts";
import { type Outcome, runCli, temporaryFolder } from "../e2e/run-cli.ts";
import { complaintsOf, record, Tally, timeout, whole } from "./campaign.ts";

/** System calls that a run makes, and what each of them can meet. */
const calls = {
  openSync: ["EACCES", "EMFILE", "EIO", "ENOSPC"],
  readSync: ["EIO"],
  fstatSync: ["EIO"],
  statSync: ["EACCES", "EIO"],
  lstatSync: ["EACCES", "EIO"],
  readFileSync: ["EACCES", "EMFILE", "EIO"],
  writeSync: ["ENOSPC", "EIO"],
  writeFileSync: ["ENOSPC", "EIO", "EMFILE"],
  mkdirSync: ["ENOSPC", "EACCES"],
  fsyncSync: ["ENOSPC", "EIO"],
  renameSync: ["EACCES", "EIO"],
  closeSync: ["ENOSPC", "EIO"],
} as const;
type Call = keyof typeof calls;

/** Lets the k-th call of a function fail while `act` runs. @returns what it returned, and whether there was a k-th call */
async function failing<Value>(call: Call, code: string, k: number, act: () => Promise<Value>) {
  const own = fs[call] as (...parameters: unknown[]) => unknown;
  let count = 0;
  const failingCall = (...parameters: unknown[]) => {
    if (++count !== k) return own(...parameters);
    // A descriptor is gone even when closing it fails.
    if (call === "closeSync") own(...parameters);
    throw Object.assign(new Error(`${code}: made to fail, ${call}`), {
      code,
      syscall: call.replace("Sync", ""),
    });
  };
  Object.assign(fs, { [call]: failingCall });
  syncBuiltinESMExports();
  try {
    return { value: await act(), met: count >= k };
  } finally {
    Object.assign(fs, { [call]: own });
    syncBuiltinESMExports();
  }
}

const folder = temporaryFolder();
const output = join(folder, "report.json");
const scan = () => {
  const paths = ["in", "a.jsonl"].map((name) => join(folder, name));
  return runCli(["-e", "plug-in", "--jobs", "1", ...paths, "-o", output], {
    env: { XDG_CACHE_HOME: join(folder, "cache") },
  });
};

/** What is wrong with how a run ended: nothing, when the old report is there or a whole new one is. */
function faultOf({ status, err }: Outcome): string | null {
  if (![0, 2, 3].includes(status ?? -1)) return `status ${status}`;
  if (complaintsOf(err).length > 0) return `says ${err}`;
  if ((status !== 0) !== (err !== "")) return `status ${status} and says ${JSON.stringify(err)}`;
  const text = fs.readFileSync(output, "utf8");
  if (status === 2) return text === "old" ? null : "the old report is lost";
  if (text === "old") return `status ${status} without a report: ${err}`;
  const { inputs, samples, errors } = reportSchema.parse(JSON.parse(text));
  const adds = inputs.total === inputs.ok + inputs.skipped + inputs.failed;
  return adds && inputs.ok === samples.length && inputs.failed === errors.length ? null : "does not add up";
}

test(
  "a system call that fails, each in its turn: no report is torn or lost, and every failure is reported",
  async () => {
    fs.mkdirSync(join(folder, "in"));
    for (const i of [1, 2]) fs.writeFileSync(join(folder, "in", `${i}.txt`), wordyText(2000, i));
    fs.writeFileSync(join(folder, "a.jsonl"), '{"text":"abc"}\n'.repeat(20));
    fs.writeFileSync(output, "old");
    expect((await scan()).status).toBe(0); // and all modules are loaded
    const tally = new Tally();
    const broken: string[] = [];
    let runs = 0;
    for (const [call, codes] of Object.entries(calls) as [Call, readonly string[]][]) {
      for (const code of whole ? codes : codes.slice(0, 1)) {
        for (let k = 1; ; k++) {
          fs.rmSync(join(folder, "cache"), { recursive: true, force: true });
          fs.writeFileSync(output, "old");
          const { value, met } = await failing(call, code, k, scan);
          if (!met) break;
          runs++;
          const fault = faultOf(value);
          if (fault !== null) broken.push(`${call} ${k} ${code}: ${fault}`);
          tally.add(`${call}: status ${value.status}`);
        }
      }
    }
    record("faults", { runs, outcomes: tally.counts, broken: broken.length });
    expect(broken).toEqual([]);
    expect(runs).toBeGreaterThan(40);
  },
  timeout,
);
