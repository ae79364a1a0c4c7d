// @module-tag thorough
import {
  closeSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { wordyText } from "../e2e/fixtures.ts";
import { spawnCli, temporaryFolder } from "../e2e/run-cli.ts";
import { bombs, mostOfReader } from "./bombs.ts";
import { complaintsOf, record, runsOf, timeout, whole } from "./campaign.ts";

const megabyte = 1_000_000;
/** What the command takes whatever it measures, with two threads; and for each file of a batch. */
const ceiling = { fixed: 260 * megabyte, ofFile: 2000 };
/** A million files with one estimate each. */
const mostOfBatch = 600 * megabyte;
const reporter = new URL("../../benchmarks/report-peak.mjs", import.meta.url).href;
const folder = temporaryFolder();
const readerPath = (name: string) => join(folder, name);

/** Runs the command to its end. @returns the peak of its resident memory, bytes, as the system saw it */
async function peakOf(
  argv: readonly string[],
  allowed: readonly number[] = [0],
  how: readonly string[] = ["--no-cache", "--quiet"],
): Promise<number> {
  const report = join(folder, "peak");
  const env = { NODE_OPTIONS: `--import ${reporter}`, PEAK_REPORT: report };
  const { status, err } = await spawnCli([...argv, ...how], { env });
  expect(allowed, err).toContain(status);
  expect(complaintsOf(err)).toEqual([]);
  if (status === 0) expect(err).toBe("");
  return Number(readFileSync(report, "utf8"));
}

/** What --max-memory does not count: what a start takes, and a thread. */
const apart = { start: 70 * megabyte, thread: 40 * megabyte };
/** Commands that read an input, with what they need to. */
const readers: readonly (readonly string[])[] = [
  ["score"],
  ["lens"],
  ["explain"],
  ["forecast"],
  ["forecast", "--sample", "100kB"],
  ["learn", "-o", join(folder, "a.model"), "--force"],
  ["ngrams"],
  ["map", "-o", join(folder, "map.txt")],
  ["odd", readerPath("other.txt")],
  ["compare", readerPath("other.txt")],
  ["report", "-o", join(folder, "report.html"), "--force"],
  ["--sample", "all"],
  ["--sample", "300kB"],
  ["--encoding", "words"],
  ["-e", "all"],
  ["-e", "lempel-ziv-76,detrended-fluctuation,ppmd", "--sample", "1MB"],
];

// The suite has tests/campaigns/limits.test.ts.
test.skipIf(process.platform !== "linux" || !whole)(
  "every command keeps to --max-memory, or says that it is too little",
  async () => {
    const text = readerPath("large.txt");
    const words = wordyText(1_000_000);
    const [descriptor, table] = [openSync(text, "w"), openSync(readerPath("large.csv"), "w")];
    writeSync(table, "text\n");
    for (let i = 0; i < 60; i++) {
      // Each stretch is another one, so that not all of it is a copy.
      const other = words.replaceAll(" ", ` ${i.toString(36)}`);
      writeSync(descriptor, other);
      writeSync(table, `"${other.slice(0, 500_000).replaceAll('"', "")}"\n`);
    }
    closeSync(descriptor);
    closeSync(table);
    writeFileSync(readerPath("other.txt"), words.slice(0, 300_000));
    writeFileSync(readerPath("large.gz"), gzipSync(readFileSync(text), { level: 1 }));
    const zeros = largeFile(2 ** 31);
    const over: string[] = [];
    for (const limit of [64, 100, 200])
      for (const [i, argv] of readers.entries())
        for (const path of [text, zeros, readerPath("large.gz"), readerPath("large.csv")]) {
          if (!whole && (i + limit) % 16 !== 0) continue;
          const run = [...argv, path, "--max-memory", `${limit}MB`];
          const cached = !["score", "lens", "learn", "odd"].includes(argv[0]!);
          const peak = await peakOf(run, [0, 3], cached ? ["--no-cache", "--quiet"] : ["--quiet"]);
          const most = limit * megabyte + apart.start + 2 * apart.thread;
          if (peak > most) over.push(`${run.join(" ")}: ${Math.round(peak / megabyte)} MB`);
        }
    expect(over).toEqual([]);
  },
  timeout,
);

/** Many small files, a thousand in a folder. */
function smallFiles(name: string, count: number, bytes: number): string {
  const root = join(folder, name);
  const text = wordyText(bytes + count);
  for (let i = 0; i < count; i++) {
    const inner = join(root, String(Math.floor(i / 1000)));
    if (i % 1000 === 0) mkdirSync(inner, { recursive: true });
    writeFileSync(join(inner, `${i}.txt`), text.slice(i, i + bytes));
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
  "memory is bounded: many small files, one of 5 GiB, and a million bytes that ask for much",
  async () => {
    const count = runsOf(300, 100_000);
    const output = join(folder, "report.json");
    const panel = ["-e", "block-entropies,lempel-ziv-76,deflate", "--sample", "all"];
    const small = await peakOf([smallFiles("small", count, 300), ...panel, "--jobs", "2", "-o", output]);
    const bytes = whole ? 5 * 2 ** 30 : 2 ** 26;
    const large = await peakOf([largeFile(bytes), "-e", "plug-in", "--sample", "all", "-o", output]);
    // It is the only file of its folder but one.
    mkdirSync(join(folder, "together"));
    renameSync(join(folder, "large"), join(folder, "together", "large.txt"));
    writeFileSync(join(folder, "together", "small.txt"), wordyText(300));
    const joined = await peakOf([join(folder, "together"), "--together", "--binary", "-e", "plug-in"]);
    rmSync(join(folder, "together"), { recursive: true });
    const many = runsOf(300, 1_000_000);
    const least = [smallFiles("least", many, 100), "-e", "plug-in", "-o"];
    const leastPeaks = [
      await peakOf([...least, output]),
      await peakOf([...least, join(folder, "rows.csv"), "-f", "csv"]),
    ];
    const peaks = new Map<string, number>();
    for (const { name, make, options } of whole ? bombs : bombs.filter((_, i) => i % 20 === 0)) {
      const path = join(folder, name);
      writeFileSync(path, await make());
      // Where no record has the field that was asked for the status is 2.
      peaks.set(name, await peakOf([path, ...options, "-e", "plug-in"], [0, 2, 3]));
      rmSync(path);
    }
    const [most = "", peak = 0] = [...peaks].sort(([, a], [, b]) => b - a)[0] ?? [];
    const broken = [
      small > ceiling.fixed + count * ceiling.ofFile,
      large > ceiling.fixed,
      joined > ceiling.fixed,
      Math.max(...leastPeaks) > mostOfBatch,
      ...[...peaks.values()].map((bytes) => bytes > mostOfReader),
    ].filter(Boolean);
    record("memory", {
      runs: 5 + peaks.size,
      outcomes: {
        [`${peaks.size} kinds of 1 MB that ask for much, highest peak (${most})`]: Math.round(
          peak / megabyte,
        ),
        [`${many} files of 100 bytes and one estimate, peak`]: Math.round(leastPeaks[0]! / megabyte),
        [`${many} files of 100 bytes and one estimate as CSV, peak`]: Math.round(leastPeaks[1]! / megabyte),
        [`${count} files of 300 bytes, peak`]: Math.round(small / megabyte),
        [`one file of ${(bytes / 2 ** 30).toFixed(2)} GiB, peak`]: Math.round(large / megabyte),
        [`the same together with a small one, peak`]: Math.round(joined / megabyte),
      },
      broken: broken.length,
    });
    expect({ small, least, large, joined, peaks: [...peaks], broken: broken.length }).toMatchObject({
      broken: 0,
    });
  },
  timeout,
);
