import { readFileSync, writeFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { wordyText } from "./fixtures.ts";
import { runCli, temporaryFolder } from "./run-cli.ts";

beforeAll(() => process.chdir(temporaryFolder()));

const words = ["randomness", "structure", "growth", "exponent"] as const;

async function samplesOf(...argv: string[]) {
  const { out } = await runCli([...argv, "--no-cache", "-f", "json"]);
  return JSON.parse(out).samples;
}

const text = wordyText(12_000);
/** It teaches enough to have an exponent. */
const page = readFileSync(new URL("../../docs/method.md", import.meta.url), "utf8");
test.each([
  ["a text", text],
  ["a page", page],
  ["copies of a text", text.repeat(3)],
  ["bytes in base64", Buffer.from(text).toString("base64")],
  ["a counter", Array.from({ length: 4000 }, (_, i) => `${i}\n`).join("")],
  ["one letter", "a".repeat(5000)],
  ["what is too short", "To be, or not to be"],
  ["nothing", ""],
])("-e gives the numbers of the default view to the last digit: %s", async (_, given) => {
  writeFileSync("a.txt", given);
  const [{ spectrum }] = await samplesOf("a.txt");
  const [{ measurements }] = await samplesOf("a.txt", "-e", words.join(","));
  for (const { quantity, estimator, status, value, interval } of measurements) {
    expect(estimator).toBe(quantity);
    const shown = spectrum[quantity];
    expect([quantity, status, value, interval]).toEqual([
      quantity,
      shown.status,
      shown.value,
      shown.interval,
    ]);
  }
  expect(measurements.map(({ quantity }: { quantity: string }) => quantity)).toEqual(words);
});

describe("earlier names", () => {
  const earlier = "structural-information,learning-coefficient,growth-exponent,rate";

  test("are those of today after -e and in define; parameters that went are refused", async () => {
    writeFileSync("a.txt", text);
    const [{ measurements }] = await samplesOf("a.txt", "-e", earlier);
    const ids = measurements.map(({ estimator }: { estimator: string }) => estimator);
    expect(ids).toEqual(["structure", "growth", "exponent", "held-out-rate"]);
    expect((await runCli(["define", "structuralInformation"])).out).toContain("structure, S");
    expect(await runCli(["a.txt", "-e", "structural-information(profile=standard)"])).toMatchObject({
      status: 2,
      err: 'mesoscope: estimator structural-information(profile=standard): structure has no parameter "profile"; it has none\n',
    });
  });

  test("in the metadata of a sweep are repeated as those of today", async () => {
    await runCli([
      "sweep",
      "coin",
      "-p",
      "p=.1,.2",
      "--size",
      "1kB",
      "--repeat",
      "2",
      "-e",
      "structure",
      "-o",
      "a.csv",
    ]);
    const metadata = JSON.parse(readFileSync("a.csv.meta.json", "utf8"));
    metadata.options.estimators = [{ id: "structural-information", params: { profile: "fast" } }];
    writeFileSync("old.json", JSON.stringify(metadata));
    const { status, out, err } = await runCli(["sweep", "--from", "old.json"]);
    expect([status, err]).toEqual([0, "mesoscope: the same bytes as recorded\n"]);
    expect(out).toBe(readFileSync("a.csv", "utf8"));
  });
});

test("samples are sorted by the exponent, those without one last", async () => {
  writeFileSync("a.txt", "a".repeat(5000));
  writeFileSync("b.txt", page);
  const sorted = await samplesOf("a.txt", "b.txt", "--sort", "exponent");
  expect(sorted.map(({ name }: { name: string }) => name)).toEqual(["b.txt", "a.txt"]);
});

describe("a sweep", () => {
  const sweep = (recipe: string, values: string) =>
    runCli(["sweep", recipe, "-p", values, "--size", "1kB", "--repeat", "2", "-f", "json"]);

  test.each([
    ["p=0..1", ["0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "1"]],
    ["p=0...5/2", ["0", "0.25", "0.5"]],
    ["p=.9,.4..0.1/1", [".9", "0.4", "0.1"]],
    ["p=1e-1..2e-1/1", ["0.1", "0.2"]],
  ])("takes %s", async (values, expected) => {
    const { rows } = JSON.parse((await sweep("coin", values)).out);
    const taken = new Set(rows.map(({ swept }: { swept: { values: { p: string } } }) => swept.values.p));
    expect([...taken]).toEqual(expected);
  });

  test.each([
    ["2..10", ["2", "3", "4", "5", "6", "7", "8", "9", "10"]],
    ["1..100", ["1", "11", "21", "31", "41", "51", "60", "70", "80", "90", "100"]],
    ["8..2/3", ["8", "6", "4", "2"]],
  ])("takes whole numbers alone from %s where a parameter is one", async (values, expected) => {
    const { rows } = JSON.parse((await sweep("replace(uniform, eps=0)", `alphabet=${values}`)).out);
    const taken = rows.map(({ swept }: { swept: { values: { alphabet: string } } }) => swept.values.alphabet);
    expect([...new Set(taken)]).toEqual(expected);
  });

  test.each([
    ["p=0..1/0", "mesoscope: -p 0..1/0: no steps\n"],
    ["p=0..", /^mesoscope: .*0\.\./],
    ["p=1..2..3", /^mesoscope: .*1\.\.2\.\.3/],
  ])("refuses %s in one line", async (values, message) => {
    const { status, err } = await sweep("coin", values);
    expect(status).toBe(2);
    expect(err).toMatch(message);
  });

  test("measures x, S and G by default, x beside h / log2 A, and calls no S and no G converged", async () => {
    const { rows } = JSON.parse((await sweep("random-markov(alphabet=8)", "seed=1")).out);
    expect(rows.map(({ quantity }: { quantity: string }) => quantity)).toEqual(words.slice(0, 3));
    const [x, S, G] = rows;
    const { truth } = JSON.parse((await runCli(["truth", "random-markov(alphabet=8)", "-f", "json"])).out);
    expect(x.truth).toBeCloseTo(truth.entropyRate.value / 3, 12);
    for (const one of [S, G])
      expect(one.swept.convergence).toEqual({ verdict: "not-told", because: "grows with the length" });
  });
});
