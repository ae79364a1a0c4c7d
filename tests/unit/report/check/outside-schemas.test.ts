import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import Ajv from "ajv";
import fc from "fast-check";
import { SaxesParser } from "saxes";
import { expect, test } from "vitest";
import type { CheckReport } from "../../../../src/core/check-schema.ts";
import { renderCheckJunit } from "../../../../src/report/check/junit.ts";
import { renderCheckSarif } from "../../../../src/report/check/sarif.ts";
import { checkReport, checks } from "./hand-made.ts";

const require = createRequire(import.meta.url);
const read = (path: string) => JSON.parse(readFileSync(require.resolve(path), "utf8"));
/** The schema that OASIS publishes, as Microsoft's matchers for SARIF carry it; it is of draft 4. */
const isSarif = new Ajv({ schemaId: "id", meta: false, allErrors: true })
  .addMetaSchema(read("ajv/lib/refs/json-schema-draft-04.json"))
  .compile(read("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"));

const complaints = (log: unknown) => {
  isSarif(log);
  return isSarif.errors ?? [];
};
const sarif = (report: CheckReport) => JSON.parse(renderCheckSarif(report, (input) => `pkg/${input}`));

/** A report about an input of any name, for any reason. */
const anyReport = fc.tuple(fc.string({ unit: "binary", minLength: 1 }), fc.string({ unit: "binary" })).map(
  ([name, text]): CheckReport => ({
    ...checkReport,
    checks: checks.map((check) => ({ ...check, input: name, why: text })),
    errors: [{ input: `${name}:`, reason: text }],
  }),
);

test("SARIF is what the published schema of 2.1.0 allows", () => {
  expect(complaints(sarif(checkReport))).toEqual([]);
  expect(sarif(checkReport).runs[0].results).toHaveLength(5);
});

test("and stays so with any names and reasons", () => {
  fc.assert(
    fc.property(anyReport, (report) => {
      expect(complaints(sarif(report))).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

test.each([
  ["a property that is unknown", (result: Record<string, unknown>) => Object.assign(result, { colour: 1 })],
  ["no message", (result: Record<string, unknown>) => Reflect.deleteProperty(result, "message")],
  ["a level that is unknown", (result: Record<string, unknown>) => Object.assign(result, { level: "bad" })],
])("the schema is not blind: %s", (_, spoil) => {
  const log = sarif(checkReport);
  spoil(log.runs[0].results[0]);
  expect(complaints(log)).not.toEqual([]);
});

test("JUnit is XML with any names and reasons", () => {
  fc.assert(
    fc.property(anyReport, (report) => {
      const parser = new SaxesParser();
      const cases: string[] = [];
      parser.on("error", (error) => {
        throw error;
      });
      parser.on("opentag", ({ name }) => void cases.push(name));
      parser.write(renderCheckJunit(report)).close();
      expect(cases.filter((name) => name === "testcase")).toHaveLength(checks.length + 1);
    }),
    { numRuns: 100 },
  );
});
