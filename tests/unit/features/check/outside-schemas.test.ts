import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import Ajv from "ajv";
import fc from "fast-check";
import { SaxesParser } from "saxes";
import { expect, test } from "vitest";
import type { CheckReport } from "../../../../src/features/check/schema.ts";
import { renderCheckJunit, renderCheckSarif } from "../../../../src/features/check/show-ci.ts";
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

/** What Jenkins' schema of JUnit files (junit-10.xsd) allows of what is written here: attributes, ! required, and children. */
const allowed: Readonly<Record<string, readonly [attributes: string, children: string]>> = {
  testsuites: ["name tests failures errors time", "testsuite"],
  testsuite: ["name! tests! failures! errors! skipped time timestamp hostname id package", "testcase"],
  testcase: ["name! classname time group", "skipped error failure system-out system-err"],
  failure: ["message type", ""],
  error: ["message type", ""],
  skipped: ["message type", ""],
  "system-out": ["", ""],
};

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
}

/** The root of a document. @throws when it is not well-formed */
function elementsOf(xml: string): Element {
  const document: Element = { name: "", attributes: {}, children: [] };
  const open = [document];
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    const element = { name, attributes: attributes as Record<string, string>, children: [] };
    open.at(-1)!.children.push(element);
    open.push(element);
  });
  parser.on("closetag", () => void open.pop());
  parser.write(xml).close();
  return document.children[0]!;
}

function faultsOf({ name, attributes, children }: Element): string[] {
  const rule = allowed[name];
  if (rule === undefined) return [`<${name}>`];
  const known = rule[0].split(" ");
  const given = Object.keys(attributes);
  return [
    ...given
      .filter((key) => !known.includes(key) && !known.includes(`${key}!`))
      .map((key) => `${name}.${key}`),
    ...known
      .filter((key) => key.endsWith("!") && !given.includes(key.slice(0, -1)))
      .map((key) => `${name} without ${key}`),
    ...children
      .filter((child) => !rule[1].split(" ").includes(child.name))
      .map((child) => `<${child.name}> in <${name}>`),
    ...children.flatMap(faultsOf),
  ];
}

/** Cases below an element that hold an element of a name. */
function casesWith({ name, children }: Element, held: string): number {
  if (name === "testcase") return children.some((child) => child.name === held) ? 1 : 0;
  return children.reduce((sum, child) => sum + casesWith(child, held), 0);
}

test("JUnit is what Jenkins' schema allows, and counts what it holds, with any names and reasons", () => {
  const countsHold = (element: Element): boolean =>
    Number(element.attributes["failures"]) === casesWith(element, "failure") &&
    Number(element.attributes["errors"]) === casesWith(element, "error");
  fc.assert(
    fc.property(anyReport, (report) => {
      const root = elementsOf(renderCheckJunit(report));
      expect(faultsOf(root)).toEqual([]);
      expect([root.name, root.attributes["tests"]]).toEqual(["testsuites", `${checks.length + 1}`]);
      expect([root, ...root.children].every(countsHold)).toBe(true);
      for (const suite of root.children) {
        expect(Number(suite.attributes["tests"])).toBe(suite.children.length);
        expect(Number(suite.attributes["skipped"])).toBe(casesWith(suite, "skipped"));
        expect(
          suite.children.every(({ attributes }) => attributes["classname"] === suite.attributes["name"]),
        ).toBe(true);
      }
    }),
    { numRuns: 100 },
  );
});
