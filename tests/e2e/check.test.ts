import { appendFileSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { baselineSchema, checkReportSchema } from "../../src/features/check/schema.ts";
import { randomBytes, wordyText } from "./fixtures.ts";
import { runCli, spawnShell, temporaryFolder } from "./run-cli.ts";

const root = temporaryFolder();
let projects = 0;

/** A project with prose, code and a key; paths in its outputs are from its own folder. */
function project(config: unknown) {
  const folder = join(root, `p${++projects}`);
  mkdirSync(join(folder, "docs"), { recursive: true });
  mkdirSync(join(folder, "src"));
  writeFileSync(join(folder, "docs/a.md"), wordyText(8000));
  writeFileSync(join(folder, "docs/b.md"), wordyText(8000, 2));
  writeFileSync(join(folder, "src/key.ts"), randomBytes(8000, 64, 48));
  writeFileSync(join(folder, "pic.png"), randomBytes(2000));
  const path = join(folder, "mesoscope.config.json");
  if (config !== null)
    writeFileSync(path, typeof config === "string" ? config : JSON.stringify(config, null, 1));
  const own = (text: string) => text.replaceAll(/[^\s"=:,]*mso-\w+\/t-\w+\/p\d+\//g, "");
  const run = async (argv: readonly string[], env = {}) => {
    const outcome = await runCli([...argv, "--config", path], { env });
    return { ...outcome, out: own(outcome.out), err: own(outcome.err) };
  };
  return { folder, run };
}

const budgets = [
  { files: "docs/**", symbolEntropy: { max: 4.5 }, why: "prose" },
  { files: "*.ts", symbolEntropy: { max: 5 }, blockEntropy: { at: 1, min: 5.5 }, why: "keys" },
];

describe("mesoscope check", () => {
  it("measures what the budgets ask, and ends with 1 when one fails", async () => {
    const { run } = project({ budgets });
    const { status, out, err } = await run(["check"]);
    expect([status, err]).toEqual([1, ""]);
    expect(out).toBe(
      [
        "3 inputs, 4 checks: 3 passed, 1 failed.",
        "",
        "src/key.ts",
        "  failed     symbolEntropy 6.0016 +0.0004 −0.0038 bit/symbol is above 5",
        "             (grassberger)",
        "             keys",
        "             mesoscope.config.json:12",
        "",
      ].join("\n"),
    );
    expect((await run(["check", "--jobs", "1", "-q"])).out).toBe(out);
  });

  it("limits noise, also in digits, but not in compressed formats", async () => {
    const { folder, run } = project({ budgets: [{ files: "*", noise: { max: 0 } }] });
    writeFileSync(join(folder, "docs/blob.txt"), randomBytes(9000));
    const key = randomBytes(600).toString("base64");
    writeFileSync(join(folder, "docs/key.yaml"), `name: a\nkey: ${key}\nother: b\n`);
    writeFileSync(
      join(folder, "pic.png"),
      Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), randomBytes(9000)]),
    );
    const named = ["docs/a.md", "docs/b.md", "docs/blob.txt", "docs/key.yaml", "pic.png"];
    const { status, out, err } = await run([
      "check",
      ...named.map((name) => join(folder, name)),
      "-f",
      "json",
    ]);
    expect([status, err]).toEqual([1, ""]);
    const { checks } = checkReportSchema.parse(JSON.parse(out));
    const found = checks.map(({ input, status: own, measured, unit }) => [own, input, measured, unit]);
    expect(found).toEqual(
      [0, 0, 9000, 600, 0].map((value, i) => [
        value > 0 ? "failed" : "passed",
        named[i],
        { value, interval: null },
        "byte",
      ]),
    );
    expect((await run(["check", join(folder, "docs/blob.txt")])).out).toContain(
      "noise 9000 bytes is above 0",
    );
  });

  it.skipIf(process.platform === "win32")("opens one file after the other for its noise", async () => {
    const { folder } = project({ odd: false, budgets: [{ files: "*.gz", noise: { max: 0 } }] });
    for (let i = 0; i < 120; i++) writeFileSync(join(folder, `${i}.txt.gz`), gzipSync(wordyText(600, i + 1)));
    const { out } = await spawnShell(`cd '${folder}'; ulimit -n 60; mesoscope check --jobs 1`);
    expect(out).toBe("120 inputs, 120 checks: 120 passed.\n");
  });

  it("says above the files of many what failed and where the limits are", async () => {
    const { folder, run } = project({ budgets: [{ files: "*.txt", symbolEntropy: { max: 0.5 } }] });
    for (let i = 0; i < 30; i++)
      writeFileSync(join(folder, `${i}.txt`), "a text of some letters. ".repeat(60));
    const { status, out } = await run(["check", "--jobs", "1"]);
    expect(status).toBe(1);
    const first = out.split("\n").slice(0, 10).join("\n");
    expect(first).toMatch(
      /^3\d inputs, 30 checks: 0 passed, 30 failed\.\n\nfailed: \S+,\s+\S+,\s+\S+\s+and 27\s+more\n/,
    );
    expect(first).toMatch(/change the files, or their limits\s+in\s+\S*mesoscope\.config\.json/);
    expect(first).toMatch(/symbolEntropy [\d.]+ bit\/symbol is above 0\.5/);
  });

  it("names the lines that have most to do with a rate that fails, in every format", async () => {
    const { folder, run } = project({
      budgets: [
        { files: "docs/key.md", entropyRate: { max: 1.5 }, why: "prose" },
        { files: "docs/twice.md", entropyRate: { min: 4 } },
      ],
    });
    const lines = wordyText(8000, 3).split("\n");
    const secret = Buffer.from(randomBytes(900)).toString("base64");
    writeFileSync(
      join(folder, "docs/key.md"),
      [...lines.slice(0, 20), secret, ...lines.slice(20)].join("\n"),
    );
    const text = wordyText(6000, 4);
    writeFileSync(join(folder, "docs/twice.md"), text + wordyText(3000, 5) + text.slice(0, 2000));
    const { status, out } = await run(["check", "-f", "json", "--jobs", "1"]);
    expect(status).toBe(1);
    const [key, twice] = checkReportSchema.parse(JSON.parse(out)).checks.map(({ where }) => where);
    expect(key).toMatchObject({ firstLine: 21, lastLine: 21, kind: "noise" });
    expect(key!.rate).toBeGreaterThan(5.4);
    expect(twice).toMatchObject({ kind: "copy" });
    expect(Math.abs(twice!.bytes - 2000)).toBeLessThan(64);
    const said = (await run(["check", "--jobs", "1"])).out;
    expect(said).toMatch(/line 21 is noise: 6\.\d+ bit\/byte over 1\d{3}/);
    expect((await run(["check", "--jobs", "1", "-f", "github"])).out).toContain(
      "file=docs/key.md,line=21,endLine=21,",
    );
    const sarif = JSON.parse((await run(["check", "--jobs", "1", "-f", "sarif"])).out);
    expect(sarif.runs[0].results[0].locations[0].physicalLocation.region).toEqual({
      startLine: 21,
      endLine: 21,
    });
    expect((await run(["check", "--jobs", "1", "-f", "junit"])).out).toContain("line 21 is noise");
    expect((await run(["check", "--jobs", "1", "-f", "csv"])).out).toContain(
      "firstLine,lastLine,kindOfLines",
    );
  });

  it("runs only the estimators that are asked for", async () => {
    const { folder, run } = project({ budgets: [{ files: "docs/*", yuleK: { min: 0 } }] });
    const { out } = await run(["check", "-f", "json"]);
    const report = checkReportSchema.parse(JSON.parse(out));
    expect(report.checks.map(({ input, estimator }) => [input, estimator])).toEqual([
      ["docs/a.md", "yule-k"],
      ["docs/b.md", "yule-k"],
    ]);
    expect(report.inputs).toEqual({ total: 2, ok: 2, skipped: 0, failed: 0 });
    // What is named and not asked about is accounted for.
    const named = await run(["check", "-f", "json", join(folder, "src/key.ts"), join(folder, "docs/a.md")]);
    expect(JSON.parse(named.out).inputs).toEqual({ total: 2, ok: 1, skipped: 1, failed: 0 });
    expect(named.status).toBe(0);
  });

  it("fails before a budget does when an input cannot be read", async () => {
    const { folder, run } = project({ budgets });
    const { status, err } = await run(["check", join(folder, "src"), join(folder, "none.ts")]);
    expect(status).toBe(3);
    expect(err).toBe('mesoscope: none.ts: no file or folder "none.ts"\n');
  });

  it("says what it has nothing to check against", async () => {
    const { run } = project({ odd: false });
    expect(await run(["check"])).toMatchObject({
      status: 2,
      err: 'mesoscope: nothing to check against: the configuration has no budgets and says "odd": false, and there is no baseline\n',
    });
    const lost = project({ budgets: [{ files: "*.rs", symbolEntropy: { max: 5 } }] });
    const outcome = await lost.run(["check"]);
    expect([outcome.status, outcome.out]).toEqual([
      3,
      "0 inputs, nothing was judged.\n\nmesoscope.config.json:3: no file matches *.rs\n",
    ]);
  });

  it.each([
    [
      { budgets: [{ files: "a" }] },
      "mesoscope.config.json:3:3: budgets[0] limits nothing: name a quantity or a regime",
    ],
    [
      { budgets: [{ files: "a", entropyRate: { max: 1, estimator: "deflat" } }] },
      'mesoscope.config.json:7:5: no estimator "deflat"; did you mean "deflate"?',
    ],
    [
      { sample: "lots" },
      'mesoscope.config.json:2:2: sample: "lots" is neither "all", "auto" nor a size such as',
    ],
    [{ drift: ["spectrum", "renyi(order=x)"], budgets }, ""],
  ])("names the line of what is wrong: %j", async (config, message) => {
    const { run } = project(config);
    const { status, err, out } = await run(["check"]);
    if (message === "") expect([status, err]).toEqual([1, ""]);
    else {
      expect([status, out]).toEqual([2, ""]);
      expect(err.startsWith(`mesoscope: ${message}`)).toBe(true);
      expect(err.trimEnd().split("\n")).toHaveLength(1);
    }
  });

  it("refuses -e, formats of a scan, and names the formats it has", async () => {
    const { run } = project({ budgets });
    expect((await run(["check", "-e", "plug-in"])).err).toMatch(/leave out -e/);
    expect((await run(["check", "-f", "svg"])).err).toBe(
      'mesoscope: -f takes table, json, ndjson, csv, md, html, github, junit or sarif, not "svg"\n',
    );
    expect((await runCli(["-f", "github", "README.md"])).err).toBe(
      'mesoscope: -f takes table, json, ndjson, csv, md, svg or html, not "github"\n',
    );
  });

  it("writes annotations, and all of it to the step summary", async () => {
    const { folder, run } = project({ budgets });
    const summary = join(folder, "summary.md");
    appendFileSync(summary, "before\n");
    const { status, out } = await run(["check", "-f", "github"], {
      GITHUB_STEP_SUMMARY: summary,
      GITHUB_WORKSPACE: folder,
    });
    expect(status).toBe(1);
    expect(out).toBe(
      [
        "::error file=src/key.ts,title=mesoscope%3A budget symbolEntropy (grassberger)::symbolEntropy 6.0016 +0.0004 −0.0038 bit/symbol is above 5. keys",
        "3 inputs, 4 checks: 3 passed, 1 failed",
        "",
      ].join("\n"),
    );
    expect(readFileSync(summary, "utf8")).toMatch(
      /^before\n\*\*mesoscope check\*\*: 3 inputs, .*\n\n\| status /,
    );
  });

  it("chooses the format by the name after -o", async () => {
    const { folder, run } = project({ budgets });
    const report = join(folder, "report.xml");
    expect((await run(["check", "-o", report])).status).toBe(1);
    expect(readFileSync(report, "utf8")).toContain(
      '<testsuites name="mesoscope check" tests="4" failures="1"',
    );
  });
});

describe("mesoscope baseline", () => {
  it("keeps numbers with their errors; check fails what has moved beyond both", async () => {
    const { folder, run } = project({});
    const written = await run(["baseline"]);
    expect([written.status, written.out]).toEqual([
      0,
      "3 inputs, 5 numbers with errors -> mesoscope.baseline.json\n",
    ]);
    const path = join(folder, "mesoscope.baseline.json");
    const baseline = baselineSchema.parse(JSON.parse(readFileSync(path, "utf8")));
    expect(baseline.inputs.map(({ path, n }) => [path, n])).toEqual([
      ["docs/a.md", 8000],
      ["docs/b.md", 8000],
      ["src/key.ts", 8000],
    ]);
    const unchanged = await run(["check"]);
    expect([unchanged.status, unchanged.out]).toEqual([
      0,
      "3 inputs, 5 checks: 5 passed.\n\nnot judged, binary file in a folder: pic.png\n",
    ]);

    writeFileSync(join(folder, "docs/a.md"), wordyText(8000, 3)); // other text of the same law
    writeFileSync(join(folder, "src/key.ts"), randomBytes(8000, 16, 48)); // h falls from 6 to 4
    writeFileSync(join(folder, "docs/new.md"), wordyText(500));
    const moved = await run(["check", "-f", "csv"]);
    const rows = moved.out.split("\r\n").filter((row) => row.includes("block-gain"));
    expect(moved.status).toBe(1);
    expect(rows.map((row) => row.split(",").slice(1, 8))).toEqual([
      ["docs/a.md", "drift", "entropyRate", "", "block-gain", "bit/symbol", "passed"],
      ["docs/b.md", "drift", "entropyRate", "", "block-gain", "bit/symbol", "passed"],
      ["src/key.ts", "drift", "entropyRate", "", "block-gain", "bit/symbol", "failed"],
    ]);

    // Only what is named is measured anew; the rest stays.
    expect(
      (await run(["baseline", "-q", join(folder, "src/key.ts"), join(folder, "docs/new.md")])).status,
    ).toBe(0);
    const after = baselineSchema.parse(JSON.parse(readFileSync(path, "utf8")));
    expect(after.inputs.map((input) => input.path)).toEqual([
      "docs/a.md",
      "docs/b.md",
      "docs/new.md",
      "src/key.ts",
    ]);
    expect(after.inputs[0]).toEqual(baseline.inputs[0]);
    expect((await run(["check"])).status).toBe(0);
  });

  it("is refused when it was measured otherwise, damaged or leads elsewhere", async () => {
    const { folder, run } = project({ baseline: "b.json" });
    expect((await run(["check"])).err).toBe("mesoscope: b.json: no such file\n");
    await run(["baseline", "--sample", "4kB"]);
    expect((await run(["check"])).err).toBe(
      "mesoscope: b.json was measured with --sample 4000, not 100000: write it again with mesoscope baseline\n",
    );
    writeFileSync(join(folder, "b.json"), '{"schemaVersion":');
    expect((await run(["check"])).err).toBe(
      "mesoscope: b.json: line 1: not JSON: value expected; write it again with mesoscope baseline\n",
    );
    const elsewhere = join(root, "b.json");
    const { folder: linked, run: runLinked } = project({ baseline: "b.json" });
    writeFileSync(elsewhere, "mine");
    symlinkSync(elsewhere, join(linked, "b.json"));
    const refused = await runLinked(["baseline"]);
    expect(refused.status).toBe(2);
    expect(refused.err).toMatch(/leads out of the folder of the configuration\n$/);
    expect(readFileSync(elsewhere, "utf8")).toBe("mine");
  });

  it.each([".git/hooks/pre-commit", "Makefile", "run.sh"])("is not created as %s", async (baseline) => {
    const { folder, run } = project({ baseline });
    mkdirSync(join(folder, ".git/hooks"), { recursive: true });
    const { status, err } = await run(["baseline"]);
    expect([status, err]).toEqual([2, expect.stringMatching(/:\d+:.*a new baseline ends in \.json/)]);
    expect(existsSync(join(folder, baseline))).toBe(false);
    expect((await run(["baseline", "--baseline", join(folder, "own.txt")])).status).toBe(0);
  });
});

it("charset stands in the configuration and in the baseline", async () => {
  const { folder, run } = project({ encoding: "characters", charset: "latin-1", drift: ["block-gain"] });
  writeFileSync(join(folder, "docs/a.md"), Buffer.from("d\xe9j\xe0 vu\n".repeat(500), "latin1"));
  expect((await run(["baseline"])).status).toBe(0);
  const kept = baselineSchema.parse(
    JSON.parse(readFileSync(join(folder, "mesoscope.baseline.json"), "utf8")),
  );
  expect(kept.options).toMatchObject({ encoding: "characters", charset: "latin-1" });
  const { status, out } = await run(["check", "-f", "json"]);
  expect([status, JSON.parse(out).options.charset]).toEqual([0, "latin-1"]);
  const other = await run(["check", "--charset", "utf-8"]);
  expect([other.status, other.out]).toEqual([2, ""]);
  expect(other.err).toBe(
    "mesoscope: mesoscope.baseline.json was measured with --charset latin-1, not utf-8: write it again with mesoscope baseline\n",
  );
  // Bytes have none, which sets aside what the configuration says of text.
  const bytes = await run(["check", "--encoding", "bytes"]);
  expect(bytes.err).toMatch(/was measured with --encoding characters, not bytes/);
  const wrong = await project({ charset: "latin-1" }).run(["check"]);
  expect([wrong.status, wrong.err]).toEqual([
    2,
    'mesoscope: mesoscope.config.json:2:2: bytes have no charset: leave out "charset", or choose an encoding of text\n',
  ]);
  const unknown = await project({ encoding: "words", charset: "latin1" }).run(["check"]);
  expect([unknown.status, unknown.err]).toEqual([
    2,
    expect.stringMatching(/^mesoscope: mesoscope.config.json:3:/),
  ]);
});

it("mesoscope schema config describes the configuration to editors", async () => {
  const { out } = await runCli(["schema", "config"]);
  const { properties } = JSON.parse(out);
  expect(Object.keys(properties)).toEqual([
    "$schema",
    "paths",
    "sample",
    "settle",
    "encoding",
    "charset",
    "seed",
    "budgets",
    "odd",
    "baseline",
    "drift",
  ]);
  const budget = properties.budgets.items;
  expect(budget.additionalProperties).toBe(false);
  expect(budget.required).toEqual(["files"]);
  expect(Object.keys(budget.properties.entropyRate.properties)).toEqual(["min", "max", "estimator"]);
  expect(budget.properties.coverage.required).toEqual(["at"]);
  expect(budget.properties.entropyRate.description).toMatch(/^entropy rate h, bit\/symbol: /);
});
