import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import { type RunOptions, runCli } from "./run-cli.ts";

/** Names that a terminal would obey, that have no ASCII, and that are wider than a small terminal. */
const names = [
  "es\u001b[31mc.txt",
  "new\nline.txt",
  "\u6f22\u5b57.txt",
  "a-name-that-is-wider-than-the-terminal.txt",
];

beforeAll(() => {
  process.chdir(mkdtempSync(join(tmpdir(), "views-")));
  const text = (seed: number, lines: number) =>
    Array.from(
      { length: lines },
      (_, i) => `user ${(i * i + seed) % 1009} ${i % 3 ? "reads" : "writes"} \u2013 ok`,
    ).join("\n");
  mkdirSync("few");
  for (const [seed, name] of names.entries()) writeFileSync(join("few", name), text(seed, 60));
  mkdirSync("many");
  for (let i = 0; i < 31; i++)
    writeFileSync(join("many", `${i} ${names[i % names.length]}`), text(i, 20 + i));
  writeFileSync("a.txt", text(1, 300));
  writeFileSync("b.txt", text(2, 300));
  const budgets = [
    { files: "*.txt", symbolEntropy: { max: 1 }, why: "nothing is as dull as that \u2013 ever" },
  ];
  writeFileSync("limits.json", JSON.stringify({ budgets }));
});

const quick = ["--jobs", "1", "--sample", "2kB"];
/** What a person reads, of every command that makes it of inputs. */
const views: readonly (readonly [string, readonly string[]])[] = [
  ["one sample", [...quick, "a.txt"]],
  ["a few", [...quick, "few"]],
  ["many", [...quick, "many"]],
  ["rows of all", [...quick, "--all", "many"]],
  ["estimates", [...quick, "-e", "plug-in,block-entropies", "few"]],
  ["map", ["map", "--jobs", "1", "few"]],
  ["odd", ["odd", "many"]],
  ["lens", ["lens", "a.txt"]],
  ["lens with its text", ["lens", "--text", "a.txt"]],
  ["score", ["score", "-f", "table", "few"]],
  ["check", ["check", "--config", "limits.json", "few"]],
  ["explain", ["explain", "--sample", "2kB", "a.txt"]],
  ["compare", ["compare", ...quick, "a.txt", "b.txt"]],
  ["forecast", ["forecast", "--sample", "8kB", "a.txt"]],
  ["ngrams", ["ngrams", ...quick, "a.txt"]],
  ["init", ["init"]],
];

/** What a command prints; those that write files begin without them. */
async function seen(argv: readonly string[], options: RunOptions) {
  for (const name of ["mesoscope.config.json", "mesoscope.baseline.json"]) rmSync(name, { force: true });
  return runCli(argv, options);
}

const terminal = { terminal: true, columns: 20 };

describe.each(views)("%s", (_, argv) => {
  test("fits 20 columns word by word, in ASCII and without colours where that is all there is", {
    tags: ["slow"],
  }, async () => {
    const { out, err } = await seen(argv, {
      ...terminal,
      env: { LC_ALL: "C", TERM: "xterm", NO_COLOR: "1" },
    });
    expect(out.length).toBeGreaterThan(20);
    expect(out).toMatch(/^[\n -~]*$/);
    expect(stripVTControlCharacters(err)).toMatch(/^[\n\r -~]*$/);
    expect(out.split("\n").filter((line) => line.length > 20 && /\S \S/.test(line))).toEqual([]);
  });

  test("has colours in a pipe where they are wanted, and the same words", async () => {
    const plain = await seen(argv, { env: { TERM: "xterm" } });
    expect(plain.out).not.toContain("\u001b");
    const forced = await seen(argv, { env: { FORCE_COLOR: "1", TERM: "xterm" } });
    // A lens without colours has figures in place of them.
    if (argv[0] !== "lens") expect(stripVTControlCharacters(forced.out)).toBe(plain.out);
  });
});

test("a file, its row and its map fit a terminal of 80 columns and 24 rows", async () => {
  const linesOf = async (rows: number) => {
    const { out } = await runCli(["a.txt"], { terminal: true, columns: 80, rows });
    return out.replaceAll(/\u001b\[[\d;]*m/g, "").split("\n");
  };
  const small = await linesOf(24);
  expect(small.length).toBeLessThanOrEqual(24);
  expect(small.join("\n")).toMatch(/^a\.txt: .* randomness .*growth G, bit.*structure: the middle/s);
  expect((await linesOf(60)).length).toBeGreaterThan(30);
});
