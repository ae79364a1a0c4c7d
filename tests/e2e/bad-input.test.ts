import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import type { Report } from "../../src/results/report.ts";
import { badInputs } from "./fixtures.ts";
import { runCli, spawnCli, spawnShell } from "./run-cli.ts";

beforeAll(() => process.chdir(badInputs()));

/** What is asked is split at blanks, as by a shell; of errors: the whole of standard error without our name, or a pattern. */
type Case = readonly [
  status: number,
  argv: string | readonly string[],
  err?: string | RegExp | undefined,
  out?: RegExp | undefined,
  stdin?: string,
];

const size =
  "write a whole number above 0, or one with kB, MB, GB, KiB, MiB or GiB, such as 4096, 100kB or 1.5MB";
const orSample = 'is neither "all", "auto" nor a size such as 4096, 100kB, 1.5MB or 1MiB';

/** Everything a user gets wrong, with what is promised: exit status and one line that says what and where. */
const cases: readonly Case[] = [
  // Inputs that are missing or cannot be read: 3, and the rest is reported.
  [3, "missing.txt", 'missing.txt: no file or folder "missing.txt"'],
  [3, "corpra", 'corpra: no file or folder "corpra". Did you mean the command "corpora"?'],
  [3, "ngram good.txt", 'ngram: no file or folder "ngram". Did you mean the command "ngrams"?', /good\.txt/],
  [3, ["missing\n\u001b31m.txt"], 'missing\\n\\u{1b}31m.txt: no file or folder "missing\\n\\u{1b}31m.txt"'],
  [3, "scan", 'scan: no file or folder "scan"; files are measured without a command: mesoscope FILE'],
  [
    3,
    "rank good.txt",
    'rank: no file or folder "rank"; files are measured without a command: mesoscope FILE',
    /good/,
  ],
  [2, "good.txt --limit 5", "unknown option '--limit' (Did you mean --sample?)"],
  [2, "good.txt --threads 2", "unknown option '--threads' (Did you mean --jobs?)"],
  [2, "good.txt -f tsv", /^mesoscope: -f takes .*, not "tsv"; did you mean csv\?$/],
  [2, "good.txt -o a.png", "a.png: no format has this extension; a picture is a.svg"],
  [2, "good.txt -e compression", 'no estimator "compression"; compressors: deflate, brotli, zstd, xz'],
  [3, [""], ': no file or folder ""'],
  [2, ["-o", ""], '-o takes the name of a file, not ""'],
  [2, ["check", "--config", ""], '--config takes the name of a file, not ""'],
  [2, ["--files-from", ""], '--files-from takes the name of a file, not ""'],
  [3, "loop", "loop: too many symbolic links, or a loop of them"],
  [3, ["n".repeat(300)], /^mesoscope: n{90,}…n{90,}: the name is too long$/],
  [3, "good.txt/below", "good.txt/below: a part of the path is not a folder"],
  [3, "*.zip", '*.zip: no file matches "*.zip"'],
  [3, "/dev/zero", '/dev/zero: a device, not a file; use "-" to read standard input'],
  [0, "check /dev/zero", '/dev/zero: a device, not a file; use "-" to read standard input'],
  [
    3,
    "baseline --baseline new.json /dev/zero",
    '/dev/zero: a device, not a file; use "-" to read standard input',
    /^$/,
  ],
  [3, "no-files", "no-files: contains no readable files"],
  [3, "no-texts", /^mesoscope: no-texts\/blob: binary file in a folder; name it, or --binary$/m],
  [3, "ngrams missing.txt", 'missing.txt: no file or folder "missing.txt"'],
  [3, ["generate", "file(missing.txt)"], "missing.txt: no such file"],
  [3, ["truth", "corpus(nothing)"], /^mesoscope: corpus nothing: /],

  // Inputs that are poor but there: 0, and nothing is claimed of them.
  [0, "empty.txt", "", /^empty\.txt: Too short to place: 0 symbols, needs 500\.$/m],
  [0, "one.txt", "", /^one\.txt: Order: one byte, repeated; no new information\.$/m],
  [
    0,
    "--sample 100kB constant.txt",
    "",
    /^a {2}constant\.txt +6 k +0\.000 ± 0\.000 +0\.0 ± 0\.0 +0\.0 ± 0\.0$/m,
  ],
  [0, "--sample 4kB constant.txt", "", /^constant\.txt: Order: one byte, repeated; no new information\.$/m],
  [0, "-e excess-entropy one.txt", "", /^one\.txt: excess-entropy is undefined: 1 symbols, needs 2$/m],
  [0, "-e plug-in empty.txt", "", /^empty\.txt: plug-in is undefined: an empty sequence$/m],
  [0, "ngrams empty.txt", "", /^empty\.txt: 0 bytes, 0 of them different\.$/m],
  [0, "--sample 4kB noise.bin", "", /^A {2}noise\.bin +4 k +1\.000 ± 0\.00\d +-?0\.0 ± 0\.\d/m],
  [
    3,
    "text.txt.gz",
    "text.txt.gz: damaged gzip at byte 5010 of 5010: invalid block type; --no-decompress measures the compressed bytes",
  ],
  [
    0,
    "--no-decompress text.txt.gz",
    "",
    /^\w {2}text\.txt\.gz +looks compressed \(gzip\): measuring the container, not\n {25}the content$/m,
  ],
  [
    0,
    "--no-decompress --sample all -e plug-in text.txt.gz",
    "",
    /^text\.txt\.gz: looks compressed \(gzip\): measuring the container, not the content$/m,
  ],
  [0, "--encoding characters invalid.txt", "", /2 invalid byte sequences, the first at offset 5$/m],
  [
    0,
    "--encoding words -e plug-in invalid.txt",
    "",
    /^invalid\.txt: 2 invalid byte sequences, the first at offset 5$/m,
  ],
  [0, "mixed", "2 skipped: binary file in a folder (1), empty file (1); -f json names them", /mixed\/a\.txt/],
  [0, "good.txt ./good.txt", './good.txt: the same file as "good.txt"'],
  [0, "- -", "-: standard input can be read only once", /^a {2}stdin/m, "abc"],
  [0, "-", "", /^stdin: Too short to place: 0 symbols, needs 500\.$/m, ""],

  // Wrong usage: 2, before anything is measured.
  [2, "--nosuch good.txt", "unknown option '--nosuch'"],
  [2, "-v", "unknown option '-v' (Did you mean -V?)"],
  [2, "good.txt --json", "unknown option '--json' (Did you mean -f json?)"],
  [2, "map --csv good.txt", "unknown option '--csv' (Did you mean -f csv?)"],
  [2, ["--recipe", "coin(p=0.5)"], "unknown option '--recipe' (Did you mean mesoscope map --recipe?)"],
  [2, "--constructor good.txt", "unknown option '--constructor'"],
  [2, "--sampel 10kB good.txt", "unknown option '--sampel' (Did you mean --sample?)"],
  [2, ["--no\u001b[31m", "good.txt"], "unknown option '--no\\u{1b}[31m'"],
  [2, "--sample 10XB good.txt", `--sample: "10XB" ${orSample}`],
  [2, "--sample -1 good.txt", `--sample: "-1" ${orSample}`],
  [2, "--sample NaN good.txt", `--sample: "NaN" ${orSample}`],
  [2, "--sample 1e99 good.txt", `--sample: "1e99" ${orSample}`],
  [2, "--sample 0 good.txt", `--sample: "0" is not a size; ${size}`],
  [2, "--jobs 0 good.txt", '-j takes a whole number from 1 to 256, not "0"'],
  [2, "--jobs 1e3 good.txt", '-j takes a whole number from 1 to 256, not "1e3"'],
  [2, "--seed 1.5 good.txt", '--seed takes a whole number from 0 to 2^53 - 1, not "1.5"'],
  [2, "--seed -1 good.txt", '--seed takes a whole number from 0 to 2^53 - 1, not "-1"'],
  [
    2,
    "--seed 9007199254740992 good.txt",
    '--seed takes a whole number from 0 to 2^53 - 1, not "9007199254740992"',
  ],
  [
    2,
    "--encoding latin good.txt",
    '--encoding takes bytes, characters, words, gpt2, cl100k_base or o200k_base, not "latin"',
  ],
  [2, "-f xml good.txt", '-f takes table, json, ndjson, csv, md, svg or html, not "xml"'],
  [
    2,
    "--sort weight good.txt",
    '--sort takes input, name, randomness, structure, growth, exponent or size, not "weight"',
  ],
  [2, "good.txt --sample", "option '--sample <size>' argument missing"],
  [2, "-e nosuch good.txt", /^mesoscope: no estimator "nosuch"; known: plug-in, miller-madow, /],
  [2, ["-e", "", "good.txt"], "-e is empty; mesoscope estimators lists the estimators"],
  [2, "-e plug-in( good.txt", "estimator plug-in(: expected a value, found the end"],
  [2, "-e plug-in(x=1) good.txt", 'estimator plug-in(x=1): plug-in has no parameter "x"; it has none'],
  [2, "-e top-ngrams(k=0) good.txt", "estimator top-ngrams(k=0): k must be at least 1"],
  [2, "-e top-ngrams(k=a) good.txt", 'estimator top-ngrams(k=a): k must be a whole number, not "a"'],
  [2, "--corpora nosuch", 'no corpus "nosuch". See "mesoscope corpora list".'],
  [2, "--corpora moby-dik", 'no corpus "moby-dik". Did you mean "moby-dick"?'],
  [2, "-o report good.txt", "report: no format has this extension; name one with -f"],
  [2, "-o report.docx good.txt", "report.docx: no format has this extension; name one with -f"],
  [2, "-o nowhere/report.json good.txt", "cannot write nowhere/report.json: no such folder"],
  [2, "-o /proc/report.json good.txt", "cannot write /proc/report.json: no such folder"],
  [2, "-o mixed -f json good.txt", "cannot write mixed: is a folder; name a file in it"],
  // With or without a format, what is called a folder is no format that is missing.
  [2, "-o mixed good.txt", "cannot write mixed: is a folder; name a file in it"],
  [2, "-o mixed/ good.txt", "cannot write mixed/: is a folder; name a file in it"],
  [2, "-o nowhere/ good.txt", "cannot write nowhere/: no such folder"],
  [2, "-o nowhere/report good.txt", "cannot write nowhere/report: no such folder"],
  [
    2,
    "-o good.txt/report.json one.txt",
    "cannot write good.txt/report.json: a part of the path is not a folder",
  ],
  [2, "-o /dev/full -f json good.txt", "cannot write /dev/full: no space left"],
  [2, "generate uniform -n 5 -o /dev/full", "cannot write /dev/full: no space left"],
  [2, "generate", "missing required argument 'recipe'"],
  [2, "generate uniform", "uniform(alphabet=27) is infinite: give a length with -n, e.g. -n 1MB"],
  [2, "generate uniform -n 10XB", `-n: "10XB" is not a size; ${size}`],
  [2, "generate uniform -n 0", `-n: "0" is not a size; ${size}`],
  [2, "generate uniform -n -5", `-n: "-5" is not a size; ${size}`],
  [2, "generate uniform -n 1 --as hex", 'no form "hex": --as takes binary or text'],
  [2, "generate file(one.txt) -n 2", /has only 1 symbols, but 2 were requested$/],
  [2, "ngrams", "missing required argument 'path'"],
  [2, "ngrams good.txt other.txt", /^mesoscope: too many arguments for 'ngrams'\./],
  [2, "ngrams good.txt -k 0", '-k takes lengths from 1 to 64: 3, 1..5 or 1,2,4; not "0"'],
  [2, "ngrams good.txt -k 5..1", /^mesoscope: -k takes lengths from 1 to 64/],
  [2, "ngrams good.txt -k 1..99999999999", /^mesoscope: -k takes lengths from 1 to 64/],
  [2, "ngrams good.txt --top 0", '--top takes a whole number from 1 to 10000, not "0"'],
  [2, "sources nosuch", /^mesoscope: no source "nosuch"; known: uniform, /],
  [2, "sources -f svg", '-f takes table, json, ndjson, csv, md or html, not "svg"'],
  [2, "estimators nosuch", /^mesoscope: no estimator "nosuch"; known: /],
  [2, "corpora nosuch", 'no action "nosuch": corpora takes list, install or verify'],
  [2, "corpora verify nosuch", /^mesoscope: no corpus "nosuch"\./],
  [2, "corpora list nosuch", /^mesoscope: no corpus "nosuch"\./],
  [
    2,
    "schema nosuch",
    'no schema "nosuch": there are output, explanation, lens, sections, comparison, forecast, curve, calibration, sweep, probe, check, config, baseline, odd, model, document, line, score',
  ],
];

const split = (argv: Case[1]) => (typeof argv === "string" ? argv.split(" ") : argv);
const pick = (argv: readonly string[]) =>
  argv.some((word) => ["generate", "truth", "sources", "estimators", "corpora", "schema"].includes(word))
    ? []
    : ["--jobs", "1"];

describe("bad input", () => {
  test.each(cases.map((one) => [one] as const))("%j", async ([status, argv, err, out, stdin]) => {
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
    if (typeof err === "string") expect(run.err).toBe(err === "" ? "" : `mesoscope: ${err}\n`);
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
  [2, ["help", "<script>"], 'no command "<script>"; mesoscope --help lists them'],
  [2, ["help", "--x"], 'no command "--x"; mesoscope --help lists them'],
  [2, ["help", ""], 'no command ""; mesoscope --help lists them'],
  [
    2,
    ["score", ".", "--attributes", "x", "--quick"],
    "--attributes writes one line per document, but --quick writes a part file: leave out one of them",
  ],
  [
    2,
    ["score", ".", "--filter", "rate<1", "--sample", "1kB"],
    "--filter writes one line per document, but --sample writes a part file: leave out one of them",
  ],
] as const)("status %i of %j names what is at fault", async (expected, argv, message) => {
  const { status, out, err } = await runCli(argv);
  expect([status, out, err]).toEqual([expected, "", `mesoscope: ${message}\n`]);
});
