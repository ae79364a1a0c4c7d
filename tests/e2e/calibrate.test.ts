import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Experiment, experimentSchema } from "../../src/features/experiments/schema.ts";
import { violations } from "./json-schema.ts";
import { runCli, temporaryFolder } from "./run-cli.ts";

const argv = ["calibrate", "coin(p=0.3)", "golden-mean(p=0.5)", "-e", "plug-in,block-gain,deflate"];
const small = [...argv, "-n", "1e3,2000", "--repeat", "4", "--no-cache", "--jobs", "1"];

async function calibration(): Promise<Experiment> {
  const run = await runCli([...small, "-f", "json"]);
  expect([run.status, run.err]).toEqual([0, ""]);
  return JSON.parse(run.out);
}

test("every source, length and estimator has a row, by the schema the command prints", async () => {
  const result = await calibration();
  expect(experimentSchema.parse(result)).toEqual(result);
  const schema = JSON.parse((await runCli(["schema", "calibration"])).out);
  expect(violations(result, schema)).toEqual([]);
  expect(result.rows.map(({ source, n, estimator }) => `${source} ${n} ${estimator}`)).toEqual(
    ["coin(p=0.3)", "golden-mean(p=0.5)"].flatMap((source) =>
      [1000, 2000].flatMap((n) => ["plug-in", "block-gain", "deflate"].map((e) => `${source} ${n} ${e}`)),
    ),
  );
});

test("is compared with the exact truth, code lengths with the entropy rate", async () => {
  const { rows } = await calibration();
  const golden = rows.filter(({ source, n }) => source.startsWith("golden") && n === 2000);
  // H2(1/3) and 2/3; deflate pays some tenths more than h.
  expect(golden.map(({ truth, against }) => [against, Number(truth!.toFixed(9))])).toEqual([
    ["symbolEntropy", 0.918295834],
    ["entropyRate", 0.666666667],
    ["entropyRate", 0.666666667],
  ]);
  expect(golden[2]!.errors!.bias.value).toBeGreaterThan(0.2);
  expect(golden[2]!.coverage).toBeNull();
});

test("equal options give equal bytes; another seed gives others", async () => {
  const [one, two, other] = await Promise.all([
    runCli([...small, "-f", "csv"]),
    runCli([...small, "-f", "csv"]),
    runCli([...small, "-f", "csv", "--seed", "5"]),
  ]);
  expect(two.out).toBe(one.out);
  expect(other.out).not.toBe(one.out);
  expect(one.out.trimEnd().split("\r\n").length).toBe(13);
});

test("a table for a person: each quantity and length, then which to trust, at 80 columns", async () => {
  const { out } = await runCli(small);
  expect(out).toContain("symbol entropy H(1), bit/symbol, n = 2 k");
  expect(out).toContain("golden-mean(p=0.5)  A = 2, h = 0.6667");
  expect(out).toMatch(/entropy rate, n = 2 k, A = 2: block-gain, best on 2 of 2/);
  for (const line of out.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
});

describe("--measure grades an own program", () => {
  const folder = temporaryFolder();
  const program = (name: string, code: string) => {
    writeFileSync(join(folder, name), code);
    return `"${process.execPath}" "${join(folder, name)}"`;
  };
  const halves = program(
    "gzip halves.mjs",
    `import { readFileSync } from "node:fs";
    import { gzipSync } from "node:zlib";
    const bits = (bytes) => 8 * gzipSync(bytes, { level: 9 }).length;
    const sample = readFileSync(0);
    const half = sample.length >> 1;
    console.log(bits(sample.subarray(0, half)) + bits(sample.subarray(half)) - bits(sample));`,
  );
  const short = ["-n", "2000", "--repeat", "2", "--no-cache", "--jobs", "2"];

  test("against learnable bits, beside ours, by the schema that the command prints", async () => {
    const recipes = ["lag-copy(lag=200, eps=0, alphabet=32)", "random-markov(alphabet=8)"];
    const argv = ["calibrate", ...recipes, ...short, "-e", "structure,excess-entropy"];
    const [json, table] = await Promise.all([
      runCli([...argv, "--measure", halves, "-f", "json"]),
      runCli([...argv, "--measure", halves]),
    ]);
    expect([json.status, json.err]).toEqual([0, ""]);
    const result: Experiment = JSON.parse(json.out);
    expect(experimentSchema.parse(result)).toEqual(result);
    expect(violations(result, JSON.parse((await runCli(["schema", "calibration"])).out))).toEqual([]);
    const own = result.rows.filter(({ estimator }) => estimator === halves);
    expect(own.map(({ quantity, against, defined }) => [quantity, against, defined])).toEqual([
      ["learnableBits", "learnableBits", 2],
      ["learnableBits", "learnableBits", 2],
    ]);
    // A word of 1000 bits.
    expect(own[0]!.truth).toBeCloseTo(1000, 9);
    expect(own[0]!.errors!.bias.value).toBeGreaterThan(0);
    const ours = result.rows.find(({ estimator }) => estimator === "structure")!;
    expect([ours.against, ours.truth, ours.coverage]).toEqual(["learnableBits", own[0]!.truth, null]);
    expect(table.out).toMatch(/^lag-copy +structure +observer +1 /m);
    expect(table.out).toMatch(/^random-markov +excess-entropy +none +1 /m);
    expect(table.out).toMatch(/^random-markov .* +own +1 /m);
    for (const line of table.out.split("\n"))
      if (!line.includes("undefined: ")) expect(line.length).toBeLessThanOrEqual(80);
  });

  test("an estimator of another quantity, on bytes of two per symbol for large alphabets", async () => {
    const sizes = program(
      "size.mjs",
      `import { readFileSync } from "node:fs"; console.log(readFileSync(0).length);`,
    );
    const argv = ["calibrate", "uniform(alphabet=300)", "uniform(alphabet=256)", ...short, "-e", "plug-in"];
    const run = await runCli([...argv, "--measure", sizes, "--quantity", "symbolEntropy", "-f", "json"]);
    const { rows }: Experiment = JSON.parse(run.out);
    const own = rows.filter(({ estimator }) => estimator === sizes);
    expect(own.map(({ truth, errors }) => Math.round(truth! + errors!.bias.value))).toEqual([4000, 2000]);
  });

  test.each([
    [
      "prints words",
      'console.log("many");',
      /^mesoscope: .* on uniform\(alphabet=4\), seed [12]: prints .*many.*, not a number$/,
    ],
    ["prints nothing", "", /seed [12]: prints nothing, not a number$/],
    ["prints an infinite number", "console.log(1 / 0);", /prints .*Infinity.*, not a number$/],
    [
      "fails",
      "process.stderr.write('no such thing'); process.exit(3);",
      /seed [12] ended with status 3: .*no such thing/,
    ],
    ["does not end", "setInterval(() => {}, 1000);", /seed [12]: no answer within 1 s$/],
    ["prints too much", "console.log('1'.repeat(5000));", /more than 1000 bytes of output$/],
  ])("one that %s is one line", async (what, code, message) => {
    const command = program(`${what}.mjs`, code);
    const argv = [
      "calibrate",
      "uniform(alphabet=4)",
      ...short,
      "--measure-timeout",
      "1",
      "--measure",
      command,
    ];
    const run = await runCli([...argv, "-e", "structure"]);
    expect([run.status, run.out]).toEqual([3, ""]);
    expect(run.err.trimEnd()).toMatch(message);
    expect(run.err.trimEnd()).not.toContain("\n");
  });

  test.each([
    [["--measure", "'open"], /--measure: a ' is not closed/],
    [["--measure", ""], /--measure: no program is named/],
    [["--measure", "x", "--quantity", "nosuch"], /--quantity: no quantity "nosuch"/],
    [["--measure", "x", "--measure-timeout", "0"], /--measure-timeout takes a whole number from 1/],
  ])("%j is refused", async (options, message) => {
    const run = await runCli(["calibrate", "uniform(alphabet=4)", ...short, ...options]);
    expect([run.status, run.out]).toEqual([2, ""]);
    expect(run.err).toMatch(message);
  });
});

describe("--quantity boundary grades where measures see joined sources change", () => {
  const folder = temporaryFolder();
  // The second has the same bytes in both parts, in another order.
  const easy = "concat(periodic(word=01), uniform(alphabet=256), lengths=[8000,12000])";
  const hidden = "concat(periodic(word=01), uniform(alphabet=2), lengths=[8000,8000])";
  const argv = ["calibrate", "--quantity", "boundary", "--repeat", "4", "--no-cache", "--jobs", "1"];

  test("those of sections with their intervals, by the schema that the command prints", async () => {
    const run = await runCli([...argv, easy, hidden, "-f", "json"]);
    expect([run.status, run.err]).toEqual([0, ""]);
    const result: Experiment = JSON.parse(run.out);
    expect(experimentSchema.parse(result)).toEqual(result);
    expect(violations(result, JSON.parse((await runCli(["schema", "calibration"])).out))).toEqual([]);
    expect(result.options.lengths).toEqual([20_000, 16_000]);
    expect(
      result.rows.map(({ quantity, truth, defined, reason }) => [quantity, truth, defined, reason]),
    ).toEqual([
      ["boundary", 8000, 4, null],
      ["falseBoundaries", 0, 4, null],
      ["boundary", 8000, 0, "not found"],
      ["falseBoundaries", 0, 4, null],
    ]);
    expect(Math.abs(result.rows[0]!.errors!.bias.value)).toBeLessThan(5);
    expect(result.rows[0]!.coverage!.intervals).toBe(4);
    // Which estimator is best is no question of a single one.
    expect(result.verdicts).toEqual([]);
  });

  test("an own program beside it: places it prints, missing ones and false ones", async () => {
    const program = join(folder, "places.mjs");
    writeFileSync(program, 'console.log("100\\n7990 8100\\n14000");');
    const command = `"${process.execPath}" "${program}"`;
    const { out } = await runCli([...argv, easy, "--measure", command]);
    const text = out.replaceAll(/\s+/g, " ");
    expect(text).toContain("finds 4 of 4 boundaries, and 12 where there are none.");
    expect(text).toContain(
      "sections finds 4 of 4 boundaries, and 0 where there are none. Its intervals contain 4 of 4.",
    );
    expect(text).toContain("-10.0 ± 0.0");
    for (const line of out.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  });

  test.each([
    [["coin"], 2, /coin\(p=0\.1\) does not end: give -n/],
    [["coin", "-n", "100"], 2, /no quantity that these estimators measure is exactly known/],
    [[easy, "-n", "8000"], 2, /no quantity that these estimators measure is exactly known/],
    [[easy, "--measure", "echo here"], 3, /seed [1-4]: prints .*here.*, not a number/],
  ])("%j is refused", async (rest, status, message) => {
    const run = await runCli([...argv, ...rest]);
    expect([run.status, run.out]).toEqual([status, ""]);
    expect(run.err).toMatch(message);
  });
});

describe("wrong usage", () => {
  test.each([
    [
      ["calibrate", "thue-morse", "-e", "excess-entropy"],
      /no quantity that these estimators measure is exactly known/,
    ],
    [["calibrate", "nosuch"], /nosuch/],
    [["calibrate", "coin", "-n", "many"], /-n: "many" is not a size/],
    [["calibrate", "coin", "--repeat", "1"], /--repeat takes a whole number from 2/],
    [["calibrate", "coin", "-f", "svg"], /-f takes table, json, ndjson, csv, md or html, not "svg"/],
    [["calibrate", "coin", "-e", "nosuch"], /no estimator "nosuch"/],
  ])("%j", async (wrong, message) => {
    const run = await runCli(wrong);
    expect(run.status).toBe(2);
    expect(run.err).toMatch(message);
    expect(run.out).toBe("");
  });
});
