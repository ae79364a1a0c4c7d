import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Random } from "../../src/core/random.ts";
import { analyze } from "../../src/index.ts";
import type { Report } from "../../src/results/report.ts";
import { runCli, temporaryFolder } from "./run-cli.ts";

/**
 * Some words of a large vocabulary among random numbers: the first 20 000 symbols leave open whether they are more than a
 * pattern, 40 000 do not.
 */
function sparseWords(length: number): string {
  const random = Random.fromSeed(4);
  const letters = (count: number, from: string) =>
    Array.from({ length: count }, () => from[random.below(from.length)]).join("");
  const words = Array.from({ length: 5000 }, () =>
    letters(3 + random.below(7), "abcdefghijklmnopqrstuvwxyz"),
  );
  let sum = 0;
  const up = words.map((_, rank) => (sum += 1 / (rank + 1)));
  const word = () => {
    const at = random.uniform() * sum;
    let [from, to] = [0, up.length - 1];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (up[middle]! < at) from = middle + 1;
      else to = middle;
    }
    return words[from]!;
  };
  let text = "";
  while (text.length < length) text += `${random.uniform() < 0.32 ? word() : letters(8, "0123456789")} `;
  return text.slice(0, length);
}

const folder = temporaryFolder();
const path = join(folder, "words.txt");
writeFileSync(path, sparseWords(200_000));
const sample = ["--sample", "20kB"];

async function json(...argv: string[]) {
  const { status, out, err } = await runCli([...argv, "-f", "json"]);
  expect([status, err]).toEqual([0, ""]);
  return JSON.parse(out);
}

/** As a scan has it; measured once each. */
const scans = new Map<string, Promise<Report>>();
const scanned = (...options: string[]) => {
  const key = options.join(" ");
  if (!scans.has(key)) scans.set(key, json(path, ...sample, ...options));
  return scans.get(key)!;
};

test("a verdict that is open stays open: nothing is read on", { tags: ["slow"] }, async () => {
  const { options, samples } = await scanned();
  expect(options).not.toHaveProperty("readOn");
  expect(samples[0]!.n).toBe(20_000);
  expect(samples[0]!.spectrum!.verdict).toEqual({
    regime: "undecided",
    between: ["pattern", "structure"],
    openEnded: false,
    because: expect.stringMatching(/^the second half taught [^;]+; patterns teach at most [^;]+$/),
  });
});

test("--settle reads on until it is settled, and says how far; numbers stay those of the sample", {
  tags: ["slow"],
}, async () => {
  const { options, samples } = await scanned("--settle");
  expect(options).toMatchObject({ sample: 20_000, readOn: 800_000 });
  const [{ n, spectrum }] = samples as [Report["samples"][number]];
  expect([n, spectrum!.trainingLength]).toEqual([20_000, 20_000]);
  expect(spectrum!.verdict).toMatchObject({ regime: "structure", n: 40_000 });
  expect(spectrum!.verdict.because).toMatch(/, in 40000 symbols$/);
  const { verdict } = (await scanned()).samples[0]!.spectrum!;
  expect({ ...spectrum, verdict }).toEqual((await scanned()).samples[0]!.spectrum);
  expect((await runCli([path, ...sample, "--settle"])).out.replaceAll(/\s+/g, " ")).toMatch(
    /tructure with much randomness, as 40.000 bytes show/,
  );
});

test("the library and explain say the same", { tags: ["slow"] }, async () => {
  const row = (await scanned("--settle")).samples[0]!;
  const { spectrum } = (await analyze({ path }, { sample: 20_000, settle: true })).row;
  expect(spectrum).toEqual(row.spectrum);
  const explained = await json("explain", path, ...sample, "--settle");
  expect(explained.options).toMatchObject({ sample: 20_000, readOn: 800_000 });
  expect(explained.sample.spectrum).toEqual(row.spectrum);
});

test("a budget of verdicts is judged by what settles them where that is asked for, and one of numbers by the sample", {
  tags: ["slow"],
}, async () => {
  const config = join(folder, "mesoscope.config.json");
  const budget = { files: ["*.txt"], regime: "structure", randomness: { max: 0.9 } };
  const judged = async (settings: object, ...argv: string[]) => {
    writeFileSync(config, JSON.stringify({ budgets: [budget], ...settings }));
    const { out } = await runCli(["check", path, ...sample, "--config", config, "-f", "json", ...argv]);
    return JSON.parse(out).checks.map(({ status }: { status: string }) => status);
  };
  expect(await judged({})).toEqual(["undecided", "passed"]);
  expect(await judged({ settle: true })).toEqual(["passed", "passed"]);
  expect(await judged({}, "--settle")).toEqual(["passed", "passed"]);
});
