import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { Io } from "../../../../src/command/io.ts";
import { settlingLimit } from "../../../../src/core/constants.ts";
import { UsageError } from "../../../../src/core/errors.ts";
import type { Baseline } from "../../../../src/features/check/schema.ts";
import {
  type CheckOptions,
  driftOf,
  judgesByModel,
  requireBaselineInside,
  setUpCheck,
} from "../../../../src/features/check/setup.ts";

const root = realpathSync(mkdtempSync(join(tmpdir(), "check-setup-")));
afterAll(() => rmSync(root, { recursive: true }));
let made = 0;

/** What options without a configuration are. */
const usual = { sample: "100kB", encoding: "bytes", charset: "auto", seed: 1, records: "none", cache: false };

/** What a check is set up as in a folder below that of a configuration. @param given options on the command line */
async function setUp(config: object | null, given: Partial<CheckOptions> = {}) {
  const folder = join(root, String(made++));
  const cwd = join(folder, "in");
  mkdirSync(cwd, { recursive: true });
  if (config !== null) writeFileSync(join(folder, "mesoscope.config.json"), JSON.stringify(config, null, 1));
  const io = { cwd, env: {}, processors: 1, platform: process.platform } as unknown as Io;
  const options = { ...usual, ...given } as CheckOptions;
  return { folder, setup: await setUpCheck(options, new Set(Object.keys(given)), io) };
}
const measureOf = async (...of: Parameters<typeof setUp>) => (await setUp(...of)).setup.measure;

describe("how a check measures", () => {
  test("is as the configuration says, and before that as the command line does", async () => {
    expect(await measureOf(null)).toEqual({ sample: 100_000, encoding: "bytes", charset: "auto", seed: 1 });
    const config = { sample: 5000, encoding: "words", seed: 7, charset: "latin-1" };
    expect(await measureOf(config)).toEqual({ sample: 5000, encoding: "words", charset: "latin-1", seed: 7 });
    expect(
      await measureOf(config, { sample: "2k", seed: 3, encoding: "characters", charset: "utf-8" }),
    ).toEqual({ ...{ sample: 2000, encoding: "characters", charset: "utf-8", seed: 3 } });
    expect(await measureOf(config, { encoding: "characters" })).toMatchObject({ charset: "latin-1" });
    expect(await measureOf(config, { encoding: "bytes" })).toMatchObject({
      encoding: "bytes",
      charset: "auto",
    });
    expect(await measureOf({ sample: "all" })).toMatchObject({ sample: "all" });
  });

  test("is refused by the line of the configuration, or as an option", async () => {
    const refused = async (...of: Parameters<typeof setUp>) => {
      const error = await setUp(...of).then(
        () => null,
        (reason: Error) => reason,
      );
      expect(error).toBeInstanceOf(UsageError);
      return error!.message;
    };
    expect(await refused({ sample: "few" })).toMatch(
      /^\.\.\/mesoscope\.config\.json:2:2: sample: (?!.*--sample)/,
    );
    expect(await refused({ sample: 5000 }, { sample: "few" })).toMatch(/^--sample: /);
    expect(await refused(null, { sample: "few" })).toMatch(/^--sample: /);
    expect(await refused({ charset: "latin-1" })).toBe(
      '../mesoscope.config.json:2:2: bytes have no charset: leave out "charset", or choose an encoding of text',
    );
    expect(await refused({ encoding: "bytes", charset: "utf-8" })).toMatch(/:3:2: bytes have no charset/);
  });
});

describe("a task of a check", () => {
  const taskOf = async (
    config: object | null,
    given: Partial<CheckOptions>,
    verdict: boolean | undefined,
    kind = "spectrum",
  ) => {
    const { setup } = await setUp(config, given);
    const choice = { id: "plug-in", params: {} };
    const instrument =
      kind === "spectrum"
        ? { kind }
        : { kind: "estimator", text: "plug-in", quantity: "symbolEntropy", choice };
    return setup.task("a.txt", { kind: "file", path: "a.txt" } as never, [instrument as never], verdict);
  };

  test("measures only what is requested", async () => {
    const task = await taskOf(null, {}, undefined);
    expect(task).toMatchObject({ name: "a.txt", input: { path: "a.txt" } });
    expect(task.options).toEqual({
      sample: 100_000,
      encoding: "bytes",
      seed: 1,
      estimators: [],
      spectrum: true,
    });
    expect((await taskOf(null, {}, undefined, "estimator")).options).toMatchObject({
      ...{ estimators: [{ id: "plug-in" }], spectrum: false },
    });
    const latin = await taskOf({ encoding: "characters", charset: "latin-1" }, {}, undefined);
    expect(latin.options).toMatchObject({ charset: "latin-1" });
  });

  test("reads more if a verdict is required, and only if it is to be settled", async () => {
    const readOn = async (...of: Parameters<typeof taskOf>) => (await taskOf(...of)).options.readOn;
    expect(await readOn({ settle: true }, {}, true)).toBe(settlingLimit);
    expect(await readOn(null, { settle: true }, true)).toBe(settlingLimit);
    for (const [config, verdict] of [
      [{ settle: true }, false],
      [{ settle: true }, undefined],
      [{ settle: false }, true],
      [null, true],
    ] as const)
      expect(await readOn(config, {}, verdict)).toBeUndefined();
  });
});

test("paths start from the configuration; on the command line from the working directory", async () => {
  const { folder, setup } = await setUp({ paths: ["lib", "in"], baseline: "kept/b.json" });
  expect([setup.folder, setup.paths]).toEqual([folder, ["../lib", "."]]);
  expect([setup.baselinePath, setup.shownBaseline]).toEqual([join(folder, "kept/b.json"), "../kept/b.json"]);
  expect([setup.key("a.txt"), setup.key("../b.txt")]).toEqual(["in/a.txt", "b.txt"]);
  const own = (name: string) => setup.isOwnFile(name);
  expect(["../mesoscope.config.json", "../kept/b.json", "b.json", "../b.json"].map(own)).toEqual([
    true,
    true,
    false,
    false,
  ]);
  const usualOne = await setUp({});
  expect(usualOne.setup).toMatchObject({ paths: [".."], shownBaseline: "../mesoscope.baseline.json" });
  const named = await setUp({ baseline: "kept/b.json" }, { baseline: "c.json" });
  expect(named.setup.shownBaseline).toBe("c.json");
  const none = await setUp(null);
  expect(none.setup).toMatchObject({ loaded: null, folder: join(none.folder, "in"), paths: ["."] });
  expect(none.setup.isOwnFile("mesoscope.baseline.json")).toBe(true);
});

test("a baseline is inside the folder of the configuration", async () => {
  const { setup } = await setUp({});
  expect([setup.shownBaseline, requireBaselineInside(setup)]).toEqual([
    "../mesoscope.baseline.json",
    undefined,
  ]);
  const out = await setUp({}, { baseline: "../../b.json" });
  expect(() => requireBaselineInside(out.setup)).toThrow(
    /^\.\.\/mesoscope\.config\.json:1:1: the baseline leads out of the folder of the configuration$/,
  );
  const none = await setUp(null, { baseline: "../b.json" });
  expect(() => requireBaselineInside(none.setup)).toThrow(
    /^the baseline leads out of the folder of the configuration$/,
  );
});

test("files are judged by a model if requested, or if there is nothing else to check against", async () => {
  const budgets = [{ files: "*", symbolEntropy: { max: 3 } }];
  const numbers = {} as Baseline;
  const model = { usual: {} } as Baseline;
  const by = async (config: object | null, baseline: Baseline | null) =>
    judgesByModel((await setUp(config)).setup, baseline);
  const table = [
    [null, null, true],
    [null, numbers, false],
    [null, model, true],
    [{ budgets }, null, false],
    [{ budgets }, model, false],
    [{ odd: true, budgets }, numbers, true],
    [{ odd: false }, model, false],
  ] as const;
  for (const [config, baseline, wanted] of table)
    expect([config, baseline, await by(config, baseline)]).toEqual([config, baseline, wanted]);
});

test("drift is of the named estimators, once each, or of none next to a model", async () => {
  const drift = async (config: object | null) => (await driftOf((await setUp(config)).setup)).texts;
  expect(await drift({ odd: true })).toEqual([]);
  expect(await drift({ odd: true, drift: ["spectrum"] })).toEqual(["spectrum"]);
  expect(await drift({ drift: ["spectrum", "spectrum"] })).toEqual(["spectrum"]);
  const wrong = (await setUp({ drift: ["spectrum", "renyi(order=-1)"] })).setup;
  await expect(driftOf(wrong)).rejects.toThrow(/^\.\.\/mesoscope\.config\.json:4:3: .*order/);
});
