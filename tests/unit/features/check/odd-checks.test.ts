import { expect, test } from "vitest";
import { checkViews } from "../../../../src/features/check/feature.ts";
import type { Check } from "../../../../src/features/check/schema.ts";
import { checkReportSchema } from "../../../../src/features/check/schema.ts";
import { type FormatId, renderOf } from "../../../../src/report/formats.ts";
import { readCsv } from "../../../e2e/rfc4180.ts";
import { view } from "../../report/hand-made.ts";
import { checkReport } from "./hand-made.ts";

const failed: Check = {
  input: "src/a.ts",
  rule: "odd",
  quantity: "surprise",
  estimator: "model",
  at: 1024,
  unit: "bit/byte",
  status: "failed",
  measured: { value: 6.25, interval: null },
  reason: null,
  expected: { min: null, max: 3.5 },
  why: "it looks like random characters",
  line: null,
  odd: { firstLine: 3, lastLine: 9, p: 0.00002, kind: ".ts", among: 80 },
};
const passed: Check = {
  ...failed,
  input: "b",
  at: null,
  unit: "bit",
  status: "passed",
  measured: { value: 61, interval: null },
  why: null,
  odd: { firstLine: 2, lastLine: 2, p: 0.25, kind: null, among: 80 },
};
const report = { ...checkReport, checks: [failed, passed], skipped: [], errors: [], notes: [] };
const rendered = async (format: FormatId, of = report) =>
  [...(await renderOf(format, checkViews)!({ report: of, fromRoot: (input) => input }, { ...view }))].join(
    "",
  );
const sentence =
  "lines 3 to 9 are unlike the other .ts files: 6.250 bit/byte over 1024 bytes, where up to 3.500 is usual, p = 2e-5";

test("files unlike the others are named with their lines in every format", async () => {
  expect(checkReportSchema.parse(report)).toEqual(report);
  expect((await rendered("table")).replaceAll(/\s+/g, " ")).toContain(
    `src/a.ts failed ${sentence} (model) it looks like random characters `,
  );
  expect(await rendered("github")).toContain(
    `::error file=src/a.ts,line=3,endLine=9,title=mesoscope%3A odd surprise (model)::${sentence}. it looks`,
  );
  const { results } = JSON.parse(await rendered("sarif")).runs[0];
  expect(results).toMatchObject([
    {
      ruleId: "odd",
      level: "error",
      locations: [{ physicalLocation: { region: { startLine: 3, endLine: 9 } } }],
    },
  ]);
  const junit = await rendered("junit");
  expect(junit).toContain(`<failure message="${sentence}. it looks like random characters"/>`);
  expect(junit).toContain(
    "<system-out>61 bit in one word is usual among the other files, p = 0.2500</system-out>",
  );
  const [header, first, second] = readCsv(await rendered("csv"));
  const cells = (row: readonly string[]) => Object.fromEntries(header!.map((name, i) => [name, row[i]]));
  expect(cells(first!)).toMatchObject({
    kind: "check",
    value: "6.25",
    max: "3.5",
    firstLine: "3",
    kindOfFiles: ".ts",
  });
  expect(cells(second!)).toMatchObject({ status: "passed", p: "0.25", kindOfFiles: "", among: "80" });
  expect(await rendered("md")).toContain("| failed | src/a.ts | lines 3 to 9");
});

test("words that no other file has are a share of all", async () => {
  const words = { ...failed, quantity: "newWords", at: null, unit: "1" as const };
  const share = { ...words, measured: { value: 0.63, interval: null }, expected: { min: null, max: 0.4 } };
  expect(checkReportSchema.parse({ ...report, checks: [share] }).checks).toEqual([share]);
  expect(await rendered("md", { ...report, checks: [share] })).toContain(
    "lines 3 to 9 are unlike the other .ts files: 63 % of its words are in no other file, where up to 40 % is usual, p = 2e-5",
  );
});

test("a chance that the tail cannot tell is only bounded, and one line is one", async () => {
  const odd = { ...failed.odd!, firstLine: 3, lastLine: 3, p: 1e-30 };
  const text = await rendered("md", { ...report, checks: [{ ...failed, odd }] });
  expect(text).toContain("line 3 is unlike the other .ts files");
  expect(text).toContain("p &lt; 1e-6");
});
