import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import {
  analyze,
  check,
  compare,
  estimate,
  explain,
  forecast,
  generate,
  InputError,
  RecipeError,
  truth,
  UndefinedMeasurementError,
  UsageError,
} from "../../src/index.ts";
import { runCli, temporaryFolder } from "./run-cli.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = temporaryFolder();
const path = join(folder, "log.txt");
const other = join(folder, "other.txt");
const text = Array.from(
  { length: 4000 },
  (_, i) => `user ${(i * i) % 101} ${i % 3 ? "reads" : "writes"}`,
).join("\n");

beforeAll(() => {
  writeFileSync(path, text);
  writeFileSync(other, text.replaceAll("user", "host").split("\n").reverse().join("\n"));
});

const json = async (...argv: string[]) => JSON.parse((await runCli([...argv, "-f", "json"])).out);

it("a short text is measured here, without waiting for a thread; what learns has one", () => {
  const script = `import { estimate } from ${JSON.stringify(join(root, "dist/index.js"))};
    const threads = () => process.getActiveResourcesInfo().filter((one) => one === "MessagePort").length;
    await estimate("a few words ".repeat(40), "chao-shen");
    const few = threads();
    await estimate("a few words ".repeat(40), "observer");
    console.log(few, threads());`;
  const out = execFileSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
  expect(out).toBe("0 1\n");
});

describe("the library finds what the command finds", () => {
  it("analyze", async () => {
    const [{ sentence, ...row }] = (await json(path, "--sample", "2kB", "--seed", "7")).samples;
    const analysis = await analyze({ path }, { sample: 2000, seed: 7 });
    expect(analysis.row).toEqual(row);
    expect(analysis.verdict.sentence).toBe(sentence);
    const { value, interval, unit } = row.spectrum.randomness;
    expect(analysis.randomness).toEqual({ value, interval, unit });
    expect(analysis.n).toBe(2000);
  });

  it("analyze, of a text and of bytes", async () => {
    const [{ sentence, ...row }] = (await json(path, "--sample", "2kB")).samples;
    const ofText = await analyze(text, { sample: 2000 });
    const ofBytes = await analyze(new TextEncoder().encode(text), { sample: 2000 });
    expect({ ...ofText.row, name: path, provenance: row.provenance }).toEqual(row);
    expect(ofBytes.row.spectrum).toEqual(row.spectrum);
    expect(ofText.verdict.sentence).toBe(sentence);
  });

  it("estimate, with any encoding", async () => {
    for (const encoding of ["bytes", "characters", "words"] as const) {
      const [row] = (await json(path, "-e", "renyi(order=3)", "--encoding", encoding)).samples;
      const { value, parameters, n } = await estimate({ path }, "renyi(order=3)", { encoding });
      expect({ value, parameters, n }).toEqual({
        value: row.measurements[0].value,
        parameters: row.measurements[0].parameters,
        n: row.n,
      });
      expect((await estimate(text, "renyi(order=3)", { encoding })).value).toBe(value);
    }
  });

  it("truth and generate", async () => {
    const recipe = "even(p=0.4)";
    const known = await json("truth", recipe);
    expect(await truth.all(recipe)).toEqual(known);
    expect((await truth(recipe, "entropyRate")).value).toBe(known.truth.entropyRate.value);
    const { stdout } = await runCli(["generate", recipe, "-n", "100kB", "--seed", "5"]);
    const chunks = [...generate(recipe, 100_000, { seed: 5 })];
    expect(Buffer.concat(chunks as Uint8Array[])).toEqual(stdout);
    const { symbols } = await generate(recipe, 100_000, { seed: 5 }).collect();
    expect(Buffer.from(symbols)).toEqual(stdout);
  });

  it("compare, on one thread and on several", { tags: ["slow"] }, async () => {
    const document = await json("compare", path, other, "--recipe", "uniform(alphabet=2)", "--sample", "2kB");
    const inputs = [{ path }, { path: other }, { recipe: "uniform(alphabet=2)" }];
    for (const threads of [1, 2]) {
      const found = await compare.all(inputs, { threads, sample: 2000 });
      expect(found.document).toEqual(document);
    }
    const pair = await compare({ path }, { path: other }, { sample: 2000 });
    expect(pair.n).toBe(2000);
    expect(pair.observer?.cross).toHaveLength(2);
  });

  it("forecast, and its grade later", { tags: ["slow"] }, async () => {
    const argv = ["forecast", "--recipe", "golden-mean(p=0.5)", "--sample", "33kB", "--to", "1.5,2"];
    const document = await json(...argv);
    const input = { recipe: "golden-mean(p=0.5)" };
    const made = await forecast(input, { sample: 33_000, to: [2, 1.5] });
    expect(made.document).toEqual(document);
    expect(made.expectations.map(({ factor }) => factor)).toEqual([1.5, 2]);
    expect(made.grade).toBeNull();
    const graded = await forecast.grade(input, made.document);
    expect(graded.grade?.points).toHaveLength(2);
    const changed = { ...made.document, outcome: { ...made.document.outcome, rate: 1 } };
    await expect(forecast.grade(input, changed as typeof made.document)).rejects.toThrow(InputError);
  });

  it("explain", async () => {
    const recipe = "golden-mean(p=0.3)";
    const document = await json("explain", "--recipe", recipe, "--sample", "2kB");
    const explanation = await explain({ recipe }, { sample: 2000 });
    expect(explanation.document).toEqual(document);
    const { row } = await analyze({ recipe }, { sample: 2000 });
    expect(row.spectrum).toEqual(document.sample.spectrum);
    expect(row.truth).toEqual(document.sample.truth);
    expect(explanation.waterfall).toEqual(document.depth.waterfall);
    expect(explanation.verdict.regime).toBe(document.sample.spectrum.verdict.regime);
  });

  it("check", async () => {
    const inner = join(folder, "checked");
    mkdirSync(inner);
    writeFileSync(join(inner, "log.txt"), text.slice(0, 4000));
    const limits = {
      symbolEntropy: { max: 3 },
      entropyRate: { min: 0.1, estimator: "block-gain" },
      randomness: { max: 0.9 },
      entropyGain: { at: 2, max: 1 },
      regime: ["noise" as const],
      why: "it is a log",
    };
    const config = join(inner, "mesoscope.config.json");
    writeFileSync(config, JSON.stringify({ budgets: [{ files: "*.txt", ...limits }] }));
    const document = await json("check", join(inner, "log.txt"), "--config", config);
    const found = await check({ path: join(inner, "log.txt") }, limits);
    expect(found.passed).toBe(false);
    const { total: _, ...counts } = document.counts;
    expect(found.counts).toEqual(counts);
    expect(found.checks).toEqual(
      document.checks.map(
        ({ input: __, rule: ___, line: ____, ...judged }: Record<string, unknown>) => judged,
      ),
    );
  });
});

describe("errors say the reason", () => {
  it("of an input that cannot be read", async () => {
    const missing = join(folder, "missing.txt");
    await expect(analyze({ path: missing })).rejects.toThrow(new InputError(`${missing}: no such file`));
    await expect(analyze({ path: folder })).rejects.toThrow(InputError);
    await expect(compare({ path }, { path: missing })).rejects.toThrow(`${missing}: no such file`);
    await expect(forecast({ path: missing })).rejects.toThrow(`${missing}: no such file`);
  });

  it("of a recipe, with the place", async () => {
    const promise = analyze({ recipe: "replace(golden-maen, eps=.1)" });
    await expect(promise).rejects.toThrow(RecipeError);
    await expect(promise).rejects.toMatchObject({
      position: 8,
      detail: expect.stringContaining("golden-mean"),
    });
  });

  it("of what has no number", async () => {
    await expect(analyze("")).rejects.toThrow(UndefinedMeasurementError);
    await expect(analyze("a")).resolves.toMatchObject({ verdict: { regime: "order" } });
    await expect(analyze("ab")).rejects.toThrow("text: too short to place: 2 symbols, needs 500");
    await expect(estimate("", "chao-shen")).rejects.toThrow("chao-shen: an empty sequence");
    await expect(compare("a", "b")).rejects.toThrow(
      "input 1: 1 symbols: too short, needs 1024; input 2: 1 symbols",
    );
    await expect(explain("ab")).rejects.toThrow(UndefinedMeasurementError);
    await expect(forecast("ab")).rejects.toThrow(UndefinedMeasurementError);
    expect(await analyze.try("ab")).toMatchObject({
      status: "undefined",
      n: 2,
      verdict: { regime: "undecided" },
    });
    expect(await compare.try("a", "b")).toMatchObject({ status: "undefined" });
    expect(await explain.try("ab")).toMatchObject({ status: "undefined" });
    expect(await forecast.try("ab")).toMatchObject({ status: "undefined" });
  });

  it("of an estimator, with the nearest", async () => {
    await expect(estimate("ab", "chao-shn")).rejects.toThrow(
      new UsageError('no estimator "chao-shn"; did you mean "chao-shen"?'),
    );
    await expect(estimate(text, "block-entropies")).rejects.toThrow("use estimate.series");
    expect((await estimate.series(text, "block-entropies(maxOrder=3)")).points).toHaveLength(3);
    expect((await estimate.table(text, "top-ngrams")).rows.length).toBeGreaterThan(0);
  });
});

describe("a process of its own", () => {
  const run = (source: string, ...flags: string[]) =>
    execFileSync(process.execPath, ["--input-type=module", ...flags], {
      cwd: root,
      input: source,
      encoding: "utf8",
      timeout: 60_000,
    });

  // What it prints is compared by scripts/readme.mjs, as everything that documents show.
  it("is shown by a short example in the README", () => {
    const example = readFileSync(join(root, "docs/examples/library.ts"), "utf8");
    expect(example.trimEnd().split("\n").length).toBeLessThanOrEqual(8);
    expect(readFileSync(join(root, "README.md"), "utf8")).toContain(example);
  });

  it("shows the line that threw where nobody catches an error", () => {
    const code = 'import { compare } from "mesoscope"; await compare.worth("text", []);';
    const { stderr, status } = spawnSync(process.execPath, ["--input-type=module", "-e", code], {
      cwd: root,
      encoding: "utf8",
    });
    expect(status).toBe(1);
    expect(stderr).toContain("UsageError: compare.worth takes a target and an array of one source or more");
    expect(stderr).toMatch(/^ +at .*measureWorth .*index\.cjs:\d+:\d+/m);
    expect(stderr.length).toBeLessThan(2000);
  });

  it("ends although the threads of the pool are idle", () => {
    const begun = performance.now();
    run('import { estimate } from "mesoscope"; console.log((await estimate("abab", "plug-in")).value);');
    expect(performance.now() - begun).toBeLessThan(30_000);
  });

  it("leaves the event loop free, and ends when it is aborted", () => {
    const printed = run(`
      import { analyze } from "mesoscope";
      let ticks = 0;
      const clock = setInterval(() => ticks++, 5);
      await analyze({ recipe: "golden-mean" }, { sample: 20000 });
      clearInterval(clock);
      const begun = performance.now();
      const signal = AbortSignal.timeout(300);
      const error = await analyze({ recipe: "golden-mean" }, { sample: 5_000_000, signal }).catch((error) => error);
      console.log(JSON.stringify({ free: ticks > 3, name: error.name, soon: performance.now() - begun < 20000 }));
    `);
    expect(JSON.parse(printed)).toEqual({ free: true, name: "TimeoutError", soon: true });
  });
});
