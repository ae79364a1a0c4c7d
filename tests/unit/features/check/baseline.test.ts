import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import {
  baselineInput,
  baselineText,
  faultOfNumbers,
  judgeDrifts,
  mayBecomeBaseline,
  readBaseline,
} from "../../../../src/features/check/baseline.ts";
import type { Instrument } from "../../../../src/features/check/judge.ts";
import type { Baseline } from "../../../../src/features/check/schema.ts";
import { measured, sampleAt } from "../../report/hand-made.ts";

const folder = mkdtempSync(join(tmpdir(), "mesoscope-baseline-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const interval = (lower: number, upper: number) => ({ lower, upper, level: 0.95, method: "blocks" as const });
const plugIn = { id: "plug-in", params: {} };
const byPlugIn: Instrument = {
  kind: "estimator",
  text: "plug-in",
  quantity: "symbolEntropy",
  choice: plugIn,
};
const bySpectrum: Instrument = { kind: "spectrum" };

/** A sample whose one measurement is a number with these ends, or nothing. */
function sampleOf(value: number | null, ends: readonly [number, number] | null = null) {
  const number = measured(value ?? 0);
  const { quantity, unit } = number;
  const measurement =
    value === null
      ? { ...number, status: "undefined", reason: "too short", quantity, unit }
      : { ...number, interval: ends === null ? null : interval(...ends) };
  return sampleAt("src/a.ts", [0.5, 0.1], [1, 0.1], "structure", { measurements: [measurement] as never });
}

const about = { quantity: measured(1).quantity, estimator: "plug-in", unit: measured(1).unit };

describe("what a baseline keeps of an input", () => {
  const numbersOf = (...of: Parameters<typeof sampleOf>) =>
    baselineInput("lib/a.ts", sampleOf(...of), [plugIn], [byPlugIn]);

  test("has each number with its interval, or the reason why there is none", () => {
    const { n } = sampleOf(1);
    expect(numbersOf(3, [2.5, 3.5])).toEqual({
      path: "lib/a.ts",
      n,
      numbers: [{ ...about, value: 3, interval: interval(2.5, 3.5) }],
    });
    expect(numbersOf(3).numbers).toEqual([{ ...about, reason: "no interval is known" }]);
    expect(numbersOf(null).numbers).toEqual([{ ...about, reason: "too short" }]);
  });

  test("is every coordinate of the spectrum, in order with those of estimators", () => {
    const { numbers } = baselineInput("a", sampleOf(3, [2, 4]), [plugIn], [bySpectrum, byPlugIn]);
    expect(numbers.map(({ quantity, estimator }) => [quantity, estimator])).toEqual([
      ["randomness", "spectrum"],
      ["structure", "spectrum"],
      ["growth", "spectrum"],
      [about.quantity, "plug-in"],
    ]);
    expect(numbers[0]).toMatchObject({ value: 0.5, unit: "1" });
  });
});

describe("drift of an input", () => {
  const known = (number: object) => ({ path: "a", n: 9, numbers: [{ ...about, ...number }] }) as never;
  const statusesOf = (sample: ReturnType<typeof sampleOf>, then: never) =>
    judgeDrifts(sample, [plugIn], [byPlugIn], then).map(({ status, reason }) => [status, reason]);

  test("is judged by each number that there was", () => {
    const then = known({ value: 2, interval: interval(1.5, 2.5) });
    expect(statusesOf(sampleOf(2.2, [2, 2.4]), then)).toEqual([["passed", null]]);
    expect(statusesOf(sampleOf(9, [8.9, 9.1]), then)).toEqual([["failed", null]]);
    expect(statusesOf(sampleOf(9), then)).toEqual([["undefined", "the present number has no interval"]]);
  });

  test("is unknown where there was none, and named once where none of all is known", () => {
    const then = known({ reason: "too short" });
    const unknown = ["undefined", "not in the baseline: too short"];
    expect(statusesOf(sampleOf(2, [1, 3]), then)).toEqual([unknown]);
    expect(statusesOf(sampleOf(2), then)).toEqual([unknown]);
    expect(statusesOf(sampleOf(null), then)).toEqual([unknown]);
    const checks = judgeDrifts(sampleOf(null), [plugIn], [byPlugIn], then);
    expect(checks[0]).toEqual({
      ...{ input: "src/a.ts", rule: "drift", ...about, at: null, why: null, line: null },
      ...{ status: "undefined", measured: null, reason: "not in the baseline: too short" },
      expected: { min: null, max: null },
    });
    const twice = {
      path: "a",
      n: 9,
      numbers: [
        { ...about, reason: "too short" },
        { ...about, reason: "no" },
      ],
    };
    expect(judgeDrifts(sampleOf(null), [plugIn], [byPlugIn], twice as never)).toHaveLength(1);
  });

  test("is not said of what had no number and has none, beside others", () => {
    const sample = sampleOf(null);
    const { numbers } = baselineInput("a", sample, [plugIn], [byPlugIn, bySpectrum]);
    const checks = judgeDrifts(sample, [plugIn], [byPlugIn, bySpectrum], { path: "a", n: 9, numbers });
    expect(checks.map(({ quantity, status }) => [quantity, status])).toEqual(
      numbers.flatMap((one) => ("value" in one ? [[one.quantity, "passed"]] : [])),
    );
  });
});

const usual = {
  schemaVersion: 1,
  tool: { name: "mesoscope", version: "0.0.0" },
  options: { sample: 1000, encoding: "bytes", charset: "auto", seed: 1, drift: ["plug-in"] },
  inputs: [],
} as unknown as Baseline;
const number = (quantity: string, estimator: string, ends: readonly [number, number] = [1, 3]) => ({
  ...{ quantity, estimator, unit: "bit/symbol" as const, value: 2 },
  interval: interval(...ends),
});
const inputOf = (path: string, ...numbers: Baseline["inputs"][number]["numbers"]) => ({
  path,
  n: 9,
  numbers,
});

test("each input has one entry for each number that is compared", () => {
  const own = number("symbolEntropy", "plug-in");
  const coordinates = ["randomness", "structure", "growth"].map((one) => number(one, "spectrum"));
  const faultOf = (instruments: readonly Instrument[], ...numbers: Baseline["inputs"][number]["numbers"]) =>
    faultOfNumbers({ ...usual, inputs: [inputOf("a", ...numbers)] }, instruments);
  expect(faultOf([byPlugIn], own)).toBeNull();
  expect(faultOf([byPlugIn, bySpectrum], own, ...coordinates)).toBeNull();
  expect(faultOf([byPlugIn])).toBe("a lacks symbolEntropy by plug-in");
  expect(faultOf([bySpectrum], ...coordinates.slice(1))).toBe("a lacks randomness by spectrum");
  expect(faultOf([byPlugIn], own, own)).toBe(
    "a has symbolEntropy by plug-in, which is not requested or occurs twice",
  );
  expect(faultOf([byPlugIn], own, coordinates[0]!)).toBe(
    "a has randomness by spectrum, which is not requested or occurs twice",
  );
  // Its ends belong to an interval.
  for (const ends of [
    [1, 2],
    [2, 3],
    [2, 2],
  ] as const)
    expect(faultOf([byPlugIn], number("symbolEntropy", "plug-in", ends))).toBeNull();
  for (const ends of [
    [1, 1.9],
    [2.1, 3],
  ] as const)
    expect(faultOf([byPlugIn], number("symbolEntropy", "plug-in", ends))).toBe(
      "a: symbolEntropy by plug-in is outside its own interval",
    );
  const reason = {
    quantity: "symbolEntropy",
    estimator: "plug-in",
    unit: "bit/symbol",
    reason: "no",
  } as const;
  expect(faultOf([byPlugIn], reason)).toBeNull();
  expect(faultOfNumbers(usual, [byPlugIn])).toBeNull();
});

describe("the file", () => {
  const path = join(folder, "b.json");
  const read = (text: string) => {
    writeFileSync(path, text);
    return () => readBaseline(path, "b.json");
  };
  const whole = { ...usual, inputs: [inputOf("a/b.ts", number("symbolEntropy", "plug-in")), inputOf("c")] };
  const again = "; write it again with mesoscope baseline";

  test("has a line for each input, and is read as it was written", () => {
    const text = baselineText(whole);
    expect(read(text)()).toEqual(whole);
    expect(text.slice(text.indexOf('  "inputs"'))).toBe(
      [
        '  "inputs": [',
        `    ${JSON.stringify(whole.inputs[0])},`,
        `    ${JSON.stringify(whole.inputs[1])}`,
        "  ]",
        "}",
        "",
      ].join("\n"),
    );
    expect(baselineText(usual)).toContain('\n  },\n  "inputs": []\n}\n');
  });

  test("has a line for each usual file, below what is known of all", () => {
    const text = baselineText({
      ...usual,
      usual: { seed: 1, order: 5, files: [{ path: "a" }, { path: "b" }] } as never,
    });
    expect(text.slice(text.indexOf('  "inputs"'))).toBe(
      [
        '  "inputs": [],',
        '  "usual": {',
        '    "seed": 1,',
        '    "order": 5,',
        '    "files": [',
        '      {"path":"a"},',
        '      {"path":"b"}',
        "    ]",
        "  }",
        "}",
        "",
      ].join("\n"),
    );
  });

  test("is refused where it is damaged, by line or by entry", () => {
    expect(read('{\n"a": 1,\n}')).toThrow(/^b\.json: line 3: .*; write it again with mesoscope baseline$/);
    expect(read("[]")).toThrow(/^b\.json: Invalid input: expected object.*; write it again/);
    expect(read(baselineText({ ...whole, options: { ...whole.options, seed: -1 } }))).toThrow(
      /^b\.json: options\.seed: .*; write it again with mesoscope baseline$/,
    );
    expect(() => readBaseline(join(folder, "none.json"), "none.json")).toThrow(/^none\.json: no such file/);
  });

  test("says one thing of each file, by a path as baselines have it", () => {
    expect(read(baselineText({ ...whole, inputs: [inputOf("a"), inputOf("b"), inputOf("a")] }))).toThrow(
      `b.json: a occurs twice, as after a merge${again}`,
    );
    for (const odd of ["./a", "a//b", "a/../b"])
      expect(read(baselineText({ ...whole, inputs: [inputOf(odd)] }))).toThrow(
        `b.json: ${odd} is not a valid path of a baseline${again}`,
      );
    const outside = { ...whole, inputs: [inputOf("../a"), inputOf("..a")] };
    expect(read(baselineText(outside))()).toEqual(outside);
  });

  test("may replace nothing, and what begins as a baseline", () => {
    const may = (text: string) => {
      writeFileSync(path, text);
      return mayBecomeBaseline(path);
    };
    for (const text of ["", " \n", '{"schemaVersion": 9', '<<<<<<< HEAD\n"schemaVersion"'])
      expect([text, may(text)]).toEqual([text, true]);
    for (const text of ["{}", "notes", `${" ".repeat(4090)}x"schemaVersion"`])
      expect([text, may(text)]).toEqual([text, false]);
    expect(mayBecomeBaseline(join(folder, "none.json"))).toBe(true);
    if (process.platform !== "win32") expect(mayBecomeBaseline("/dev/null")).toBe(false);
  });
});
