import { describe, expect, test } from "vitest";
import { UsageError } from "../../../../src/core/errors.ts";
import {
  choicesOfInstruments,
  inConfig,
  instrumentOf,
  planBudget,
} from "../../../../src/features/check/budget.ts";
import type { Budget } from "../../../../src/features/check/config-schema.ts";
import type { LoadedConfig } from "../../../../src/features/check/read-config.ts";

/** A configuration whose lines are the lengths of what is asked for. */
const loaded = {
  lineOf: (at: readonly unknown[]) => 10 * at.length,
  wrong: (at: readonly unknown[], reason: string) => new UsageError(`${at.join("/")}: ${reason}`),
} as unknown as LoadedConfig;
const planned = (budget: Partial<Budget>) =>
  planBudget({ files: ["*"], symbolEntropy: { max: 3 }, ...budget } as Budget, loaded, 2);

describe("files of a budget", () => {
  test("are those that a glob matches and no glob behind an exclamation mark", async () => {
    const { matches, files, line } = await planned({ files: ["!lib/old/**", "*.ts", "lib/**"] });
    expect(["a.ts", "x/a.ts", "lib/a", "lib/old/a.ts", "a.js"].filter(matches)).toEqual([
      "a.ts",
      "x/a.ts",
      "lib/a",
    ]);
    expect([files, line]).toEqual([["!lib/old/**", "*.ts", "lib/**"], 20]);
    const none = await planned({ files: ["!a.ts"] });
    expect(["a.ts", "b.ts"].filter(none.matches)).toEqual([]);
  });

  test("are named by their endings where another one would not do", async () => {
    for (const [glob, isEnding] of [
      ["*.ts", true],
      ["lib/a.ts", true],
      ["lib/**", false],
      ["*", false],
    ] as const) {
      const { namesEnding } = await planned({ files: [glob] });
      expect([glob, namesEnding("lib/a.ts"), namesEnding("b.js")]).toEqual([glob, isEnding, false]);
    }
  });

  test("are refused with the place of the glob", async () => {
    await expect(planned({ files: ["a", "[".repeat(5000)] })).rejects.toThrow(
      /^budgets\/2\/files\/1: a glob has 5003 characters/,
    );
  });
});

describe("demands of a budget", () => {
  test("are verdicts, coordinates and quantities, each with its line", async () => {
    const { demands } = await planned({
      regime: ["order", "noise"],
      growth: { min: 1 },
      randomness: { max: 0.5 },
      blockEntropy: { min: 0.25, max: 0.75, at: 3, estimator: "plug-in" },
      renyiEntropy: { max: 4, estimator: "renyi(order=3)" },
      minSymbols: 70,
      why: "since",
    });
    const common = { minSymbols: 70, why: "since", line: 30 };
    const spectrum = { kind: "spectrum" };
    const by = (text: string, quantity: string) => ({
      kind: "estimator",
      text,
      quantity,
      choice: { id: text.split("(")[0], params: expect.anything() },
    });
    expect(demands).toEqual([
      {
        ...common,
        quantity: "regime",
        at: null,
        instrument: spectrum,
        allowed: { regimes: ["order", "noise"] },
      },
      { ...common, quantity: "randomness", at: null, instrument: spectrum, allowed: { min: null, max: 0.5 } },
      { ...common, quantity: "growth", at: null, instrument: spectrum, allowed: { min: 1, max: null } },
      {
        ...{ ...common, quantity: "symbolEntropy", at: null, allowed: { min: null, max: 3 } },
        instrument: by("grassberger", "symbolEntropy"),
      },
      {
        ...{ ...common, quantity: "renyiEntropy", at: null, allowed: { min: null, max: 4 } },
        instrument: by("renyi(order=3)", "renyiEntropy"),
      },
      {
        ...{ ...common, quantity: "blockEntropy", at: 3, allowed: { min: 0.25, max: 0.75 } },
        instrument: by("plug-in", "symbolEntropy"),
      },
    ]);
    const [plain] = (await planned({})).demands;
    expect(plain).toMatchObject({ minSymbols: 0, why: null, at: null });
  });

  test("are refused where there are none, and where nothing answers", async () => {
    await expect(planned({ symbolEntropy: undefined })).rejects.toThrow(
      "budgets/2: budgets[2] limits nothing: name a quantity or a regime",
    );
    await expect(planned({ entropyRate: { max: 1, estimator: "spectrum" } })).rejects.toThrow(
      "budgets/2/entropyRate/estimator: spectrum does not estimate entropyRate",
    );
    await expect(planned({ renyiEntropy: { max: 1, estimator: "renyi(order=-1)" } })).rejects.toThrow(
      /^budgets\/2\/renyiEntropy\/estimator: .*order/,
    );
  });
});

test("estimators are chosen once, in their order, without the spectrum", async () => {
  const texts = ["plug-in", "spectrum", "renyi(order=3)", "plug-in", "renyi(order=2)"];
  const instruments = await Promise.all(texts.map(instrumentOf));
  expect(instruments[1]).toEqual({ kind: "spectrum" });
  expect(choicesOfInstruments(instruments).map(({ id }) => id)).toEqual(["plug-in", "renyi", "renyi"]);
  expect(choicesOfInstruments([])).toEqual([]);
});

test("what goes wrong names its entry where there is a configuration, unless it is no fault of the user", async () => {
  const failing = (error: Error) => () => {
    throw error;
  };
  await expect(inConfig(loaded, ["a"], failing(new UsageError("no")))).rejects.toThrow("a: no");
  await expect(inConfig(loaded, ["a"], failing(new RangeError("far")))).rejects.toThrow("a: far");
  await expect(inConfig(null, ["a"], failing(new UsageError("no")))).rejects.toThrow(/^no$/);
  await expect(inConfig(loaded, ["a"], failing(new TypeError("bug")))).rejects.toThrow(/^bug$/);
  expect(await inConfig(loaded, ["a"], () => 7)).toBe(7);
});
