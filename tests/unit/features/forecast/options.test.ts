import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { ReportCall } from "../../../../src/command/command.ts";
import { InputError, UsageError } from "../../../../src/core/errors.ts";
import { version } from "../../../../src/core/version.ts";
import { type ForecastOptions, forecastPlan } from "../../../../src/features/forecast/plan.ts";
import { forecastOf } from "./hand-made.ts";

const folder = mkdtempSync(join(tmpdir(), "forecast-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** What options ask for. */
const plan = (options: Partial<ForecastOptions>) =>
  forecastPlan({
    options: { to: "2,5,10", ...options },
    given: new Set(Object.keys(options)),
    io: { cwd: folder },
  } as unknown as ReportCall<ForecastOptions>);

const flagOf = (name: string) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

test.each<[Partial<ForecastOptions>, object]>([
  [
    {},
    { factors: [2, 5, 10], sample: "all", inOrder: false, selfGrade: false, byPart: false, exponents: false },
  ],
  [{ to: "100, 2,1.001,2" }, { factors: [1.001, 2, 100] }],
  [{ inOrder: true }, { inOrder: true, sample: "tenth" }],
  [{ selfGrade: true }, { selfGrade: true, sample: "tenth" }],
  [
    { tasks: true, exponents: true },
    { byPart: true, exponents: true, sample: "all" },
  ],
  [{ sample: "2k", selfGrade: true }, { sample: 2000 }],
  [{ sample: "all", inOrder: true }, { sample: "all" }],
])("%j", (options, expected) => expect(plan(options)).toMatchObject({ kind: "sample", ...expected }));

const ofSample = "takes multiples of the sample above 1 and up to 100";
test.each<[Partial<ForecastOptions>, string]>([
  [{ to: "1" }, `--to ${ofSample}, not "1"`],
  [{ to: "100.1" }, `--to ${ofSample}, not "100.1"`],
  [{ to: "2,x" }, `--to ${ofSample}, not "x"`],
  [{ to: "2, ,3" }, `--to ${ofSample}, not " "`],
  [{ to: "" }, `--to ${ofSample}, not ""`],
  [{ to: "Infinity" }, `--to ${ofSample}, not "Infinity"`],
  [{ learner: "l", to: "1" }, `--to ${ofSample}, not "1"`],
  ...(["selfGrade", "inOrder", "tasks", "exponents", "sample"] as const).map((name): [object, string] => [
    { grade: "f.json", [name]: name === "sample" ? "1k" : true },
    "--grade takes everything from the forecast: leave out --self-grade, --in-order, --tasks, --exponents and --sample",
  ]),
  ...Object.entries({
    selfGrade: true,
    tasks: true,
    exponents: true,
    inOrder: true,
    grade: "f.json",
  }).flatMap(([name, value]) =>
    ["learner", "losses"].map((other): [object, string] => [
      { [other]: "l", [name]: value },
      `${flagOf(name)} applies to the observer only: leave out ${flagOf(name)} or --learner`,
    ]),
  ),
])("%j is refused", (options, message) => expect(() => plan(options)).toThrow(new UsageError(message)));

test("what is to be graded is a forecast, as it was written", () => {
  const made = forecastOf(1000, 2, [2]);
  const graded = (text: string) => {
    writeFileSync(join(folder, "f.json"), text);
    return () => plan({ grade: "f.json" });
  };
  expect(graded(JSON.stringify(made))()).toEqual({ kind: "grade", forecast: made });
  for (const text of [
    "{}",
    JSON.stringify({ ...made, sha256: "0".repeat(63) }),
    JSON.stringify({ ...made, n: 1 }),
  ])
    expect(graded(text)).toThrow(new InputError(`f.json: not a forecast written by mesoscope ${version}`));
  expect(graded("{")).toThrow(/^f\.json: not a forecast: not JSON/);
  expect(() => plan({ grade: "none.json" })).toThrow(/^none\.json: (?!not a forecast)/);
});
