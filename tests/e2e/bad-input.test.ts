import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import type { Report } from "../../src/results/report.ts";
import { badInputs } from "./fixtures.ts";
import { runCli, spawnCli, spawnShell } from "./run-cli.ts";

beforeAll(() => process.chdir(badInputs()));

interface Case {
  /** shell-like: split at blanks, so that a case is one line */
  readonly argv: string | readonly string[];
  readonly status: number;
  /** the whole of standard error, or a pattern of one line of it */
  readonly err?: string | RegExp;
  readonly out?: RegExp;
  readonly stdin?: string;
}

const size =
  "write a whole number above 0, or one with kB, MB, GB, KiB, MiB or GiB, such as 4096, 100kB or 1.5MB";
const orSample = 'is neither "all", "auto" nor a size such as 4096, 100kB, 1.5MB or 1MiB';

/** Everything a user gets wrong, with what is promised: exit status and one line that says what and where. */
const cases: readonly Case[] = [
  // Inputs that are missing or cannot be read: 3, and the rest is reported.
  { argv: "missing.txt", status: 3, err: 'mesoscope: missing.txt: no file or folder "missing.txt"' },
  {
    argv: "corpra",
    status: 3,
    err: 'mesoscope: corpra: no file or folder "corpra". Did you mean the command "corpora"?',
  },
  {
    argv: "ngram good.txt",
    status: 3,
    err: 'mesoscope: ngram: no file or folder "ngram". Did you mean the command "ngrams"?',
    out: /good\.txt/,
  },
  {
    argv: ["missing\n\u001b31m.txt"],
    status: 3,
    err: 'mesoscope: missing\\n\\u{1b}31m.txt: no file or folder "missing\\n\\u{1b}31m.txt"',
  },
  {
    argv: "scan",
    status: 3,
    err: 'mesoscope: scan: no file or folder "scan"; files are measured without a command: mesoscope FILE',
  },
  { argv: [""], status: 3, err: 'mesoscope: : no file or folder ""' },
  { argv: ["-o", ""], status: 2, err: 'mesoscope: -o takes the name of a file, not ""' },
  { argv: ["check", "--config", ""], status: 2, err: 'mesoscope: --config takes the name of a file, not ""' },
  { argv: ["--files-from", ""], status: 2, err: 'mesoscope: --files-from takes the name of a file, not ""' },
  { argv: "loop", status: 3, err: "mesoscope: loop: too many symbolic links, or a loop of them" },
  { argv: ["n".repeat(300)], status: 3, err: /^mesoscope: n{90,}…n{90,}: the name is too long$/ },
  { argv: "good.txt/below", status: 3, err: "mesoscope: good.txt/below: a part of the path is not a folder" },
  { argv: "*.zip", status: 3, err: 'mesoscope: *.zip: no file matches "*.zip"' },
  {
    argv: "/dev/zero",
    status: 3,
    err: 'mesoscope: /dev/zero: a device, not a file; use "-" to read standard input',
  },
  {
    argv: "check /dev/zero",
    status: 0,
    err: 'mesoscope: /dev/zero: a device, not a file; use "-" to read standard input',
  },
  {
    argv: "baseline --baseline new.json /dev/zero",
    status: 3,
    out: /^$/,
    err: 'mesoscope: /dev/zero: a device, not a file; use "-" to read standard input',
  },
  { argv: "no-files", status: 3, err: "mesoscope: no-files: contains no readable files" },
  {
    argv: "no-texts",
    status: 3,
    err: /^mesoscope: no-texts\/blob: binary file in a folder; name it, or --binary$/m,
  },
  { argv: "ngrams missing.txt", status: 3, err: 'mesoscope: missing.txt: no file or folder "missing.txt"' },
  { argv: ["generate", "file(missing.txt)"], status: 3, err: "mesoscope: missing.txt: no such file" },
  { argv: ["truth", "corpus(nothing)"], status: 3, err: /^mesoscope: corpus nothing: / },

  // Inputs that are poor but there: 0, and nothing is claimed of them.
  {
    argv: "empty.txt",
    status: 0,
    err: "",
    out: /^empty\.txt: No verdict: too short to place: 0 symbols, needs 500\.$/m,
  },
  {
    argv: "one.txt",
    status: 0,
    err: "",
    out: /^one\.txt: Order: one byte, repeated; no new information\.$/m,
  },
  {
    argv: "--sample 100kB constant.txt",
    status: 0,
    err: "",
    out: /^a {2}constant\.txt +6 k +0\.000 ± 0\.000 +0\.0 ± 0\.0 +0\.0 ± 0\.0$/m,
  },
  {
    argv: "--sample 4kB constant.txt",
    status: 0,
    err: "",
    out: /^constant\.txt: Order: one byte, repeated; no new information\.$/m,
  },
  {
    argv: "-e excess-entropy one.txt",
    status: 0,
    err: "",
    out: /^one\.txt: excess-entropy is undefined: 1 symbols, needs 2$/m,
  },
  {
    argv: "-e plug-in empty.txt",
    status: 0,
    err: "",
    out: /^empty\.txt: plug-in is undefined: an empty sequence$/m,
  },
  { argv: "ngrams empty.txt", status: 0, err: "", out: /^empty\.txt: 0 bytes, 0 of them different\.$/m },
  {
    argv: "--sample 4kB noise.bin",
    status: 0,
    err: "",
    out: /^A {2}noise\.bin +4 k +1\.000 ± 0\.00\d +-?0\.0 ± 0\.\d/m,
  },
  {
    argv: "text.txt.gz",
    status: 3,
    err: "mesoscope: text.txt.gz: damaged gzip at byte 5010 of 5010: invalid block type; --no-decompress measures the compressed bytes",
  },
  {
    argv: "--no-decompress text.txt.gz",
    status: 0,
    err: "",
    out: /^\w {2}text\.txt\.gz +looks compressed \(gzip\): measuring the container, not\n {25}the content$/m,
  },
  {
    argv: "--no-decompress --sample all -e plug-in text.txt.gz",
    status: 0,
    err: "",
    out: /^text\.txt\.gz: looks compressed \(gzip\): measuring the container, not the content$/m,
  },
  {
    argv: "--encoding characters invalid.txt",
    status: 0,
    err: "",
    out: /2 invalid byte sequences, the first at offset 5$/m,
  },
  {
    argv: "--encoding words -e plug-in invalid.txt",
    status: 0,
    err: "",
    out: /^invalid\.txt: 2 invalid byte sequences, the first at offset 5$/m,
  },
  {
    argv: "mixed",
    status: 0,
    err: "mesoscope: 2 skipped: binary file in a folder (1), empty file (1); -f json names them",
    out: /mixed\/a\.txt/,
  },
  { argv: "good.txt ./good.txt", status: 0, err: 'mesoscope: ./good.txt: the same file as "good.txt"' },
  {
    argv: "- -",
    status: 0,
    stdin: "abc",
    err: "mesoscope: -: standard input can be read only once",
    out: /^a {2}stdin/m,
  },
  {
    argv: "-",
    status: 0,
    stdin: "",
    err: "",
    out: /^stdin: No verdict: too short to place: 0 symbols, needs 500\.$/m,
  },

  // Wrong usage: 2, before anything is measured.
  { argv: "--nosuch good.txt", status: 2, err: "mesoscope: unknown option '--nosuch'" },
  { argv: "-v", status: 2, err: "mesoscope: unknown option '-v' (Did you mean -V?)" },
  {
    argv: "good.txt --json",
    status: 2,
    err: "mesoscope: unknown option '--json' (Did you mean -f json?)",
  },
  {
    argv: "map --csv good.txt",
    status: 2,
    err: "mesoscope: unknown option '--csv' (Did you mean -f csv?)",
  },
  {
    argv: ["--recipe", "coin(p=0.5)"],
    status: 2,
    err: "mesoscope: unknown option '--recipe' (Did you mean mesoscope map --recipe?)",
  },
  { argv: "--constructor good.txt", status: 2, err: "mesoscope: unknown option '--constructor'" },
  {
    argv: "--sampel 10kB good.txt",
    status: 2,
    err: "mesoscope: unknown option '--sampel' (Did you mean --sample?)",
  },
  { argv: ["--no\u001b[31m", "good.txt"], status: 2, err: "mesoscope: unknown option '--no\\u{1b}[31m'" },
  { argv: "--sample 10XB good.txt", status: 2, err: `mesoscope: --sample: "10XB" ${orSample}` },
  { argv: "--sample -1 good.txt", status: 2, err: `mesoscope: --sample: "-1" ${orSample}` },
  { argv: "--sample NaN good.txt", status: 2, err: `mesoscope: --sample: "NaN" ${orSample}` },
  { argv: "--sample 1e99 good.txt", status: 2, err: `mesoscope: --sample: "1e99" ${orSample}` },
  { argv: "--sample 0 good.txt", status: 2, err: `mesoscope: --sample: "0" is not a size; ${size}` },
  {
    argv: "--jobs 0 good.txt",
    status: 2,
    err: 'mesoscope: -j takes a whole number from 1 to 256, not "0"',
  },
  {
    argv: "--jobs 1e3 good.txt",
    status: 2,
    err: 'mesoscope: -j takes a whole number from 1 to 256, not "1e3"',
  },
  {
    argv: "--seed 1.5 good.txt",
    status: 2,
    err: 'mesoscope: --seed takes a whole number from 0 to 2^53 - 1, not "1.5"',
  },
  {
    argv: "--seed -1 good.txt",
    status: 2,
    err: 'mesoscope: --seed takes a whole number from 0 to 2^53 - 1, not "-1"',
  },
  {
    argv: "--seed 9007199254740992 good.txt",
    status: 2,
    err: 'mesoscope: --seed takes a whole number from 0 to 2^53 - 1, not "9007199254740992"',
  },
  {
    argv: "--encoding latin good.txt",
    status: 2,
    err: 'mesoscope: --encoding takes bytes, characters, words, gpt2, cl100k_base or o200k_base, not "latin"',
  },
  {
    argv: "-f xml good.txt",
    status: 2,
    err: 'mesoscope: -f takes table, json, ndjson, csv, md, svg or html, not "xml"',
  },
  {
    argv: "--sort weight good.txt",
    status: 2,
    err: 'mesoscope: --sort takes input, name, randomness, structure, growth or size, not "weight"',
  },
  { argv: "good.txt --sample", status: 2, err: "mesoscope: option '--sample <size>' argument missing" },
  {
    argv: "-e nosuch good.txt",
    status: 2,
    err: /^mesoscope: no estimator "nosuch"; known: plug-in, miller-madow, /,
  },
  {
    argv: ["-e", "", "good.txt"],
    status: 2,
    err: "mesoscope: -e is empty; mesoscope estimators lists the estimators",
  },
  {
    argv: "-e plug-in( good.txt",
    status: 2,
    err: "mesoscope: estimator plug-in(: expected a value, found the end",
  },
  {
    argv: "-e plug-in(x=1) good.txt",
    status: 2,
    err: 'mesoscope: estimator plug-in(x=1): plug-in has no parameter "x"; it has none',
  },
  {
    argv: "-e top-ngrams(k=0) good.txt",
    status: 2,
    err: "mesoscope: estimator top-ngrams(k=0): k must be at least 1",
  },
  {
    argv: "-e top-ngrams(k=a) good.txt",
    status: 2,
    err: 'mesoscope: estimator top-ngrams(k=a): k must be a whole number, not "a"',
  },
  {
    argv: "--corpora nosuch",
    status: 2,
    err: 'mesoscope: no corpus "nosuch". See "mesoscope corpora list".',
  },
  {
    argv: "--corpora moby-dik",
    status: 2,
    err: 'mesoscope: no corpus "moby-dik". Did you mean "moby-dick"?',
  },
  {
    argv: "-o report good.txt",
    status: 2,
    err: "mesoscope: report: no format has this extension; name one with -f",
  },
  {
    argv: "-o report.docx good.txt",
    status: 2,
    err: "mesoscope: report.docx: no format has this extension; name one with -f",
  },
  {
    argv: "-o nowhere/report.json good.txt",
    status: 2,
    err: "mesoscope: cannot write nowhere/report.json: no such folder",
  },
  {
    argv: "-o /proc/report.json good.txt",
    status: 2,
    err: "mesoscope: cannot write /proc/report.json: no such folder",
  },
  {
    argv: "-o mixed -f json good.txt",
    status: 2,
    err: "mesoscope: cannot write mixed: is a folder; name a file in it",
  },
  // With or without a format, what is called a folder is no format that is missing.
  {
    argv: "-o mixed good.txt",
    status: 2,
    err: "mesoscope: cannot write mixed: is a folder; name a file in it",
  },
  {
    argv: "-o mixed/ good.txt",
    status: 2,
    err: "mesoscope: cannot write mixed/: is a folder; name a file in it",
  },
  { argv: "-o nowhere/ good.txt", status: 2, err: "mesoscope: cannot write nowhere/: no such folder" },
  {
    argv: "-o nowhere/report good.txt",
    status: 2,
    err: "mesoscope: cannot write nowhere/report: no such folder",
  },
  {
    argv: "-o good.txt/report.json one.txt",
    status: 2,
    err: "mesoscope: cannot write good.txt/report.json: a part of the path is not a folder",
  },
  {
    argv: "-o /dev/full -f json good.txt",
    status: 2,
    err: "mesoscope: cannot write /dev/full: no space left",
  },
  {
    argv: "generate uniform -n 5 -o /dev/full",
    status: 2,
    err: "mesoscope: cannot write /dev/full: no space left",
  },
  { argv: "generate", status: 2, err: "mesoscope: missing required argument 'recipe'" },
  {
    argv: "generate uniform",
    status: 2,
    err: "mesoscope: uniform(alphabet=27) is infinite: give a length with -n, e.g. -n 1MB",
  },
  { argv: "generate uniform -n 10XB", status: 2, err: `mesoscope: -n: "10XB" is not a size; ${size}` },
  { argv: "generate uniform -n 0", status: 2, err: `mesoscope: -n: "0" is not a size; ${size}` },
  { argv: "generate uniform -n -5", status: 2, err: `mesoscope: -n: "-5" is not a size; ${size}` },
  {
    argv: "generate uniform -n 1 --as hex",
    status: 2,
    err: 'mesoscope: no form "hex": --as takes binary or text',
  },
  { argv: "generate file(one.txt) -n 2", status: 2, err: /has only 1 symbols, but 2 were requested$/ },
  { argv: "ngrams", status: 2, err: "mesoscope: missing required argument 'path'" },
  { argv: "ngrams good.txt other.txt", status: 2, err: /^mesoscope: too many arguments for 'ngrams'\./ },
  {
    argv: "ngrams good.txt -k 0",
    status: 2,
    err: 'mesoscope: -k takes lengths from 1 to 64: 3, 1..5 or 1,2,4; not "0"',
  },
  { argv: "ngrams good.txt -k 5..1", status: 2, err: /^mesoscope: -k takes lengths from 1 to 64/ },
  { argv: "ngrams good.txt -k 1..99999999999", status: 2, err: /^mesoscope: -k takes lengths from 1 to 64/ },
  {
    argv: "ngrams good.txt --top 0",
    status: 2,
    err: 'mesoscope: --top takes a whole number from 1 to 10000, not "0"',
  },
  { argv: "sources nosuch", status: 2, err: /^mesoscope: no source "nosuch"; known: uniform, / },
  {
    argv: "sources -f svg",
    status: 2,
    err: 'mesoscope: -f takes table, json, ndjson, csv, md or html, not "svg"',
  },
  { argv: "estimators nosuch", status: 2, err: /^mesoscope: no estimator "nosuch"; known: / },
  {
    argv: "corpora nosuch",
    status: 2,
    err: 'mesoscope: no action "nosuch": corpora takes list, install or verify',
  },
  { argv: "corpora verify nosuch", status: 2, err: /^mesoscope: no corpus "nosuch"\./ },
  { argv: "corpora list nosuch", status: 2, err: /^mesoscope: no corpus "nosuch"\./ },
  {
    argv: "schema nosuch",
    status: 2,
    err: 'mesoscope: no schema "nosuch": there are output, explanation, lens, comparison, forecast, curve, calibration, sweep, probe, check, config, baseline, odd, model, document, line, score',
  },
];

const split = (argv: Case["argv"]) => (typeof argv === "string" ? argv.split(" ") : argv);
const pick = (argv: readonly string[]) =>
  argv.some((word) => ["generate", "truth", "sources", "estimators", "corpora", "schema"].includes(word))
    ? []
    : ["--jobs", "1"];

describe("bad input", () => {
  test.each(cases)("$argv -> $status", async ({ argv, status, err, out, stdin }) => {
    const words = split(argv);
    // The sizes of other files' tests, too: their references are in the cache that all share.
    const small = words.includes("--sample") ? [] : ["--sample", "4kB"];
    const jobs = words.includes("--jobs") ? [] : pick(words);
    const run = await runCli(
      [...jobs, ...(jobs.length > 0 ? small : []), ...words],
      stdin === undefined ? {} : { stdin },
    );
    expect(run.err).not.toMatch(/\n\s+at |node:internal|undefined is not|[^ -~\n…]/);
    expect(run.out).not.toMatch(/NaN|Infinity|undefined(?! +$|:|\n| {2})/);
    for (const line of run.err.split("\n").slice(0, -1)) expect(line).toMatch(/^mesoscope: \S/);
    if (typeof err === "string") expect(run.err).toBe(err === "" ? "" : `${err}\n`);
    else if (err !== undefined) expect(run.err.trimEnd()).toMatch(err);
    if (out !== undefined) expect(run.out).toMatch(out);
    else if (status !== 0) expect(run.out).toBe("");
    expect(run.status).toBe(status);
  });
});

/** Recipes that are wrong, and the column (from 0) the caret must stand in. */
const recipes: readonly (readonly [recipe: string, message: RegExp, column: number])[] = [
  ["nosuch(a=1)", /^no source "nosuch"/, 0],
  ["uniform(alphabet=27", /^this bracket is never closed/, 7],
  ["uniform(alphabet=27))", /^expected the end of the recipe/, 20],
  ["uniform(beta=3)", /^uniform has no parameter "beta"; it has alphabet$/, 8],
  ["uniform(alphabet=0)", /^alphabet must be at least 1$/, 17],
  ["uniform(alphabet=65537)", /^alphabet must be at most 65536$/, 17],
  ["coin(p=NaN)", /^p must be a number/, 7],
  ["coin(p=2)", /^p must be at most 1$/, 7],
  ["replace(periodic(word=01), eps=", /^expected a value, found the end$/, 31],
  ["replace(nosuch, eps=0.1)", /^no source "nosuch"/, 8],
  ["", /^expected the name of a source, found the end$/, 0],
  ["uni\u001b[31mform", /^expected the end of the recipe, found "\\u\{1b\}"$/, 3],
];

test.each(recipes)("recipe %j: the caret stands under the mistake", async (recipe, message, column) => {
  for (const command of [
    ["generate", recipe, "-n", "10"],
    ["truth", recipe],
  ]) {
    const { status, out, err } = await runCli(command);
    expect([status, out]).toEqual([2, ""]);
    const [first, picture, caret, ...rest] = err.split("\n");
    expect(first).toMatch(/^mesoscope: /);
    expect(first!.slice("mesoscope: ".length)).toMatch(message);
    expect(picture).toBe(`  ${recipe.replaceAll("\u001b", "·")}`);
    expect(caret).toBe(`${" ".repeat(2 + column)}^`);
    expect(rest).toEqual([""]);
  }
});

describe("accounting", () => {
  const inputs = [
    "good.txt", "missing.txt", "empty.txt", "loop", "mixed", "no-texts", "./good.txt", "one.txt", "/dev/null", "*.zip", "other.txt", "-",
  ]; // biome-ignore format: one of each

  test("ok, skipped and failed add up, every failure is named, the others are measured as if alone", async () => {
    const { status, out, err } = await runCli(["--jobs", "1", "-e", "plug-in", "-f", "json", ...inputs], {
      stdin: "abc",
    });
    const report: Report = JSON.parse(out);
    expect(status).toBe(3);
    expect(report.inputs).toEqual({ total: 15, ok: 6, skipped: 5, failed: 4 });
    expect(report.samples.map(({ name }) => name)).toEqual([
      "good.txt", "empty.txt", "mixed/a.txt", "one.txt", "other.txt", "stdin",
    ]); // biome-ignore format: a list
    expect(report.skipped.map(({ input }) => input)).toEqual([
      "mixed/blob", "mixed/nothing", "no-texts/blob", "./good.txt", "/dev/null",
    ]); // biome-ignore format: a list
    expect(report.errors.map(({ input }) => input)).toEqual(["missing.txt", "loop", "no-texts", "*.zip"]);
    const named = err.trimEnd().split("\n");
    expect(named).toHaveLength(5);
    expect(named.slice(0, 4).every((line) => /^mesoscope: \S+: \S/.test(line))).toBe(true);
    expect(named[4]).toMatch(/^mesoscope: 5 skipped: binary file in a folder \(2\), .*; -f json names them$/);
    const quiet = await runCli(["--jobs", "1", "-q", "-e", "plug-in", "-f", "json", ...inputs], {
      stdin: "abc",
    });
    expect(quiet.err.trimEnd().split("\n")).toHaveLength(4);

    const alone: Report = JSON.parse(
      (await runCli(["--jobs", "1", "-e", "plug-in", "-f", "json", "other.txt"])).out,
    );
    expect(report.samples[4]).toEqual(alone.samples[0]);
  });

  test("with every input failed the report is still there, and says 3", async () => {
    const { status, out } = await runCli(["-f", "json", "missing.txt", "loop"]);
    const report: Report = JSON.parse(out);
    expect(status).toBe(3);
    expect(report.inputs).toEqual({ total: 2, ok: 0, skipped: 0, failed: 2 });
    expect([report.samples, report.references]).toEqual([[], []]);
    for (const format of ["table", "csv", "ndjson"]) {
      expect((await runCli(["-f", format, "missing.txt", "loop"])).status).toBe(3);
    }
    expect((await runCli(["missing.txt", "loop"])).out).toBe("");
  });

  test("one symbol is exactly 0 bits for every estimator of entropy", async () => {
    const list = "plug-in,miller-madow,grassberger,chao-shen,chao-wang-jost,block-gain";
    const { out } = await runCli(["--jobs", "1", "-e", list, "-f", "json", "constant.txt", "one.txt"]);
    const report: Report = JSON.parse(out);
    for (const { estimator, ...measurement } of report.samples.flatMap((sample) => sample.measurements)) {
      if (measurement.status === "ok") expect([estimator, measurement.value]).toEqual([estimator, 0]);
    }
    expect(report.samples[0]!.measurements.map(({ status }) => status)).toEqual(Array(6).fill("ok"));
  });

  test("invalid UTF-8 is counted and its first offset named, in bytes of the input", async () => {
    const { out } = await runCli([
      "--jobs",
      "1",
      "--encoding",
      "characters",
      "-e",
      "plug-in",
      "-f",
      "json",
      "invalid.txt",
    ]);
    const [sample] = (JSON.parse(out) as Report).samples;
    expect(sample!.encoding).toEqual({
      id: "characters", charset: "utf-8", byteOrderMark: false, invalidCount: 2, firstInvalidOffset: 5,
    }); // biome-ignore format: one object
    expect(sample!.warnings).toEqual([
      {
        code: "invalid-text",
        count: 2,
        firstOffset: 5,
        message: "2 invalid byte sequences, the first at offset 5",
      },
    ]);
  });
});

describe("output files", () => {
  test("a run that fails leaves the old file as it was, and nothing beside it", async () => {
    mkdirSync("reports", { recursive: true });
    writeFileSync("reports/old.json", "old");
    for (const argv of [
      ["generate", "nosuch", "-n", "10"],
      ["generate", "file(missing.txt)"],
      ["generate", "uniform", "-n", "10XB"],
      ["--seed", "x", "good.txt"],
      ["-e", "nosuch", "good.txt"],
    ]) {
      expect((await runCli([...argv, "-o", "reports/old.json"])).status).toBeGreaterThan(1);
      expect(readFileSync("reports/old.json", "utf8")).toBe("old");
    }
    expect((await runCli(["--jobs", "1", "-e", "plug-in", "one.txt", "-o", "reports/old.json"])).status).toBe(
      0,
    );
    expect(JSON.parse(readFileSync("reports/old.json", "utf8")).inputs.ok).toBe(1);
    expect((await runCli(["reports", "-f", "json", "--jobs", "1", "-e", "plug-in"])).out).toContain(
      '"total": 1,',
    );
  });

  test("devices are written to and not replaced", async () => {
    expect((await runCli(["generate", "uniform", "-n", "5", "-o", "/dev/null"])).status).toBe(0);
    expect((await spawnShell("[ -c /dev/null ] && [ -c /dev/full ]")).status).toBe(0);
    const { status, out } = await spawnShell("mesoscope schema -o /dev/stdout | cat");
    expect([status, JSON.parse(out).title]).toEqual([0, "mesoscope report"]);
  });

  test.skipIf(process.getuid?.() === 0)("a folder that may not be written to", async () => {
    mkdirSync("locked", { mode: 0o500 });
    const { status, err } = await runCli(["schema", "-o", "locked/a.json"]);
    expect([status, err]).toEqual([2, "mesoscope: cannot write locked/a.json: permission denied\n"]);
    expect(existsSync("locked/a.json")).toBe(false);
  });
});

test("the built command has the same statuses", async () => {
  const statuses = await Promise.all(
    [["missing.txt"], ["--nosuch"], ["one.txt"], ["schema"]].map(
      async (argv) => (await spawnCli(argv)).status,
    ),
  );
  expect(statuses).toEqual([3, 2, 0, 0]);
});

test("a full disk behind standard output is one line and 2", async () => {
  const { status, err } = await spawnShell("mesoscope schema > /dev/full");
  expect([status, err]).toEqual([2, "mesoscope: cannot write: no space left\n"]);
});

test.each([
  [
    3,
    ["odd", "/dev/zero"],
    'there is no file to compare: /dev/zero: a device, not a file; use "-" to read standard input',
  ],
  [2, ["help", "nothing"], 'no command "nothing"; mesoscope --help lists them'],
] as const)("status %i of %j names what is at fault", async (expected, argv, message) => {
  const { status, out, err } = await runCli(argv);
  expect([status, out, err]).toEqual([expected, "", `mesoscope: ${message}\n`]);
});
