// @module-tag thorough
import { closeSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { wordyText } from "../e2e/fixtures.ts";
import { spawnCli, temporaryFolder } from "../e2e/run-cli.ts";
import { record, runsOf, timeout, whole } from "./campaign.ts";

const megabyte = 1_000_000;
/** What the command takes whatever it measures, with two threads; and for each file of a batch. */
const ceiling = { fixed: 260 * megabyte, ofFile: 2000 };
const reporter = new URL("../../benchmarks/report-peak.mjs", import.meta.url).href;
const folder = temporaryFolder();

/** Runs the command to its end. @returns the peak of its resident memory, bytes, as the system saw it */
async function peakOf(argv: readonly string[]): Promise<number> {
  const report = join(folder, "peak");
  const env = { NODE_OPTIONS: `--import ${reporter}`, PEAK_REPORT: report };
  const { status, err } = await spawnCli([...argv, "--no-cache", "--quiet"], { env });
  expect(err).toBe("");
  expect(status).toBe(0);
  return Number(readFileSync(report, "utf8"));
}

/** Many small files, a thousand in a folder. */
function smallFiles(count: number): string {
  const root = join(folder, "small");
  const text = wordyText(300 + count);
  for (let i = 0; i < count; i++) {
    const inner = join(root, String(Math.floor(i / 1000)));
    if (i % 1000 === 0) mkdirSync(inner, { recursive: true });
    writeFileSync(join(inner, `${i}.txt`), text.slice(i, i + 300));
  }
  return root;
}

/** A file of zeros that takes no room on the disk. */
function largeFile(bytes: number): string {
  const path = join(folder, "large");
  const descriptor = openSync(path, "w");
  ftruncateSync(descriptor, bytes);
  closeSync(descriptor);
  return path;
}

test.skipIf(process.platform !== "linux")(
  "memory is bounded: many small files, and one of 5 GiB",
  async () => {
    const count = runsOf(2000, 100_000);
    const output = join(folder, "report.json");
    const panel = ["-e", "block-entropies,lempel-ziv-76,deflate", "--sample", "all"];
    const small = await peakOf([smallFiles(count), ...panel, "--jobs", "2", "-o", output]);
    const bytes = whole ? 5 * 2 ** 30 : 2 ** 26;
    const large = await peakOf([largeFile(bytes), "-e", "plug-in", "--sample", "all", "-o", output]);
    const broken = [small > ceiling.fixed + count * ceiling.ofFile, large > ceiling.fixed].filter(Boolean);
    record("memory", {
      runs: 2,
      outcomes: {
        [`${count} files of 300 bytes, peak`]: Math.round(small / megabyte),
        [`one file of ${(bytes / 2 ** 30).toFixed(2)} GiB, peak`]: Math.round(large / megabyte),
      },
      broken: broken.length,
    });
    expect({ small, large, broken: broken.length }).toMatchObject({ broken: 0 });
  },
  timeout,
);
