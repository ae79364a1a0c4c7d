import { describe, expect, test } from "vitest";
import { type Calibration, calibrationSchema } from "../../src/features/experiments/calibration-schema.ts";
import { violations } from "./json-schema.ts";
import { runCli } from "./run-cli.ts";

const argv = ["calibrate", "coin(p=0.3)", "golden-mean(p=0.5)", "-e", "plug-in,block-gain,deflate"];
const small = [...argv, "-n", "1e3,2000", "--repeat", "4", "--no-cache", "--jobs", "1"];

async function calibration(): Promise<Calibration> {
  const run = await runCli([...small, "-f", "json"]);
  expect([run.status, run.err]).toEqual([0, ""]);
  return JSON.parse(run.out);
}

test("every source, length and estimator has a row, by the schema the command prints", async () => {
  const result = await calibration();
  expect(calibrationSchema.parse(result)).toEqual(result);
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
  expect(golden.map(({ truth, against }) => [against, Number(truth.toFixed(9))])).toEqual([
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

describe("--of structure", () => {
  const structure = ["calibrate", "--of", "structure", "-n", "4096", "--repeat", "2", "--jobs", "1"];
  const quick = [...structure, "noise", "-e", "S,gzip"];

  test("grades measures by the schema that the command prints", async () => {
    const run = await runCli([...quick, "-f", "json"]);
    expect([run.status, run.err]).toEqual([0, ""]);
    const result: Calibration = JSON.parse(run.out);
    expect(calibrationSchema.parse(result)).toEqual(result);
    expect(violations(result, JSON.parse((await runCli(["schema", "calibration"])).out))).toEqual([]);
    expect(result.structure!.grades.map(({ measure }) => measure)).toEqual(["S", "gzip"]);
    expect(result.structure!.values.length).toBe(6);
    expect(result.rows.map(({ source, estimator }) => `${source} ${estimator}`)).toEqual(
      [2, 27, 256].map((alphabet) => `uniform(alphabet=${alphabet}) S`),
    );
  });

  test("tables for a person at 80 columns, and rows", { tags: ["slow"] }, async () => {
    const [{ out }, csv, texts] = await Promise.all([
      runCli(quick),
      runCli([...quick, "-f", "csv"]),
      runCli([...structure, "texts", "-e", "gzip"]),
    ]);
    expect(out).toMatch(/2 measures of structure on 3 sources/);
    expect(texts.out).toContain("largest change");
    for (const line of `${out}${texts.out}`.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
    expect(csv.out.trimEnd().split("\r\n").length).toBe(4);
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
    [["calibrate", "--of", "structure", "coin"], /no family of sources "coin"; there are noise, words/],
    [["calibrate", "--of", "structure", "-e", "h"], /no measure of structure "h"; there are S, G/],
    [["calibrate", "--of", "structure", "-n", "100"], /-n: measures of structure need 4096 symbols/],
  ])("%j", async (wrong, message) => {
    const run = await runCli(wrong);
    expect(run.status).toBe(2);
    expect(run.err).toMatch(message);
    expect(run.out).toBe("");
  });
});
