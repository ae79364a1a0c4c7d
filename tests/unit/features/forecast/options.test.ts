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

test.each<[Partial<ForecastOptions>, object]>([
  [{}, { factors: [2, 5, 10], sample: undefined, inOrder: false, selfGrade: false }],
  [{ to: "100, 2,1.001,2" }, { factors: [1.001, 2, 100] }],
  [{ inOrder: true }, { inOrder: true, sample: undefined }],
  [{ selfGrade: true }, { selfGrade: true }],
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
  ...(["selfGrade", "inOrder", "sample"] as const).map((name): [object, string] => [
    { grade: "f.json", [name]: name === "sample" ? "1k" : true },
    "--grade takes everything from the forecast: leave out --self-grade, --in-order and --sample",
  ]),
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
  const older = { schemaVersion: 1, tool: { name: "mesoscope", version: "0.2.0" }, outcome: {} };
  expect(graded(JSON.stringify(older))).toThrow(
    new InputError("f.json: a forecast of mesoscope 0.2.0 cannot be graded by this version: make it anew"),
  );
  expect(graded("{")).toThrow(/^f\.json: not JSON/);
  expect(() => plan({ grade: "none.json" })).toThrow(/^none\.json: no such file/);
});
