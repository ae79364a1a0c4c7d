import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { runCli } from "./run-cli.ts";

beforeAll(() => {
  process.chdir(mkdtempSync(join(tmpdir(), "unmeasured-")));
  const text = (seed: number) =>
    Array.from({ length: 90 }, (_, i) => `user ${(i * i + seed) % 1009} ${i % 3 ? "reads" : "writes"}`).join(
      "\n",
    );
  writeFileSync("good.txt", text(1));
  writeFileSync("better.txt", text(2));
  writeFileSync("empty", "");
  execFileSync("mkfifo", ["pipe"]);
  symlinkSync("nowhere", "dangling");
  symlinkSync("loop", "loop");
  mkdirSync("binaries");
  for (const name of ["x", "y"]) writeFileSync(join("binaries", name), new Uint8Array(900));
  mkdirSync("nothing");
  // A folder that leads into itself, with a name that a terminal would obey.
  mkdirSync("round");
  symlinkSync(".", join("round", "es\u001b[31mc\n"));
  writeFileSync("limits.json", JSON.stringify({ budgets: [{ files: "*", symbolEntropy: { max: 8 } }] }));
});

const quick = ["--jobs", "1", "--no-cache", "--sample", "2kB"];
const ofMany: Readonly<Record<string, (...paths: string[]) => string[]>> = {
  scan: (...paths) => [...quick, ...paths],
  estimates: (...paths) => [...quick, "-e", "plug-in", ...paths],
  // Rows of corpora come with the command at the usual size of samples.
  map: (...paths) => ["map", "--jobs", "1", "--no-cache", ...paths],
  odd: (...paths) => ["odd", ...paths],
  score: (...paths) => ["score", ...paths],
  report: (...paths) => ["report", ...quick, "-o", "page.html", "--force", ...paths],
  check: (...paths) => ["check", "--config", "limits.json", ...paths],
  compare: (...paths) => ["compare", ...quick, "good.txt", ...paths],
};
const ofOne: Readonly<Record<string, (path: string) => string[]>> = {
  explain: (path) => ["explain", "--no-cache", "--sample", "2kB", path],
  lens: (path) => ["lens", path],
  forecast: (path) => ["forecast", "--no-cache", path],
  ngrams: (path) => ["ngrams", ...quick, path],
};
const unreadable = ["missing", "dangling", "loop"];
const skipped = ["pipe"];
const barren = ["binaries", "nothing", "round"];

/** A line for each problem, which no name can steer. */
const lines = (err: string) => {
  expect(err).toMatch(/^(mesoscope: [^\n\u0000-\u001f]+\n)*$/);
  return err.split("\n").length - 1;
};

describe.each(Object.entries(ofMany))("%s", (name, argv) => {
  test.each([...unreadable, ...skipped, ...barren])("of %s alone ends with 3 and says why", async (path) => {
    const { status, err } = await runCli(argv(path));
    // Hooks hand over what changed: a pipe among it is no fault, and nothing was asked of it.
    const isFine = name === "check" && skipped.includes(path);
    // Two inputs are what a comparison needs.
    expect([path, status]).toEqual([path, isFine ? 0 : 3]);
    expect(lines(err)).toBeGreaterThan(0);
    expect(lines(err)).toBeLessThanOrEqual(2);
  });

  test.each([...unreadable, ...barren])("goes on behind %s, and ends with 3", async (path) => {
    const { status, out, err } = await runCli(argv(path, "better.txt"));
    expect([path, status]).toEqual([path, 3]);
    expect(lines(err)).toBeGreaterThan(0);
    if (name === "check") expect(out).toContain("1 passed");
    else if (name !== "report") expect(out).toContain("better.txt");
  });

  test.each([...skipped, "empty"])("goes on behind %s, which is no fault", async (path) => {
    const { status, out, err } = await runCli(argv(path, "better.txt"));
    expect([path, status]).toEqual([path, 0]);
    expect(lines(err)).toBeLessThanOrEqual(1);
    if (name !== "report" && name !== "check") expect(out).toContain("better.txt");
  });
});

describe.each(Object.entries(ofOne))("%s", (_, argv) => {
  test.each([...unreadable, ...skipped])("of %s ends with 3 and one line", async (path) => {
    const { status, out, err } = await runCli(argv(path));
    expect([path, status, out]).toEqual([path, 3, ""]);
    expect(lines(err)).toBe(1);
  });

  test("of an empty file says so", async () => {
    const { status, out } = await runCli(argv("empty"));
    expect(status).toBe(0);
    expect(out).toMatch(/empty|0 symbols|no forecast|0 bytes/i);
  });
});
