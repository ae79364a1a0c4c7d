import { expect, test } from "vitest";
import { renderCsv } from "../../../../src/report/rows/csv.ts";
import { readCsv } from "../../../e2e/rfc4180.ts";
import { measured, reportOf, sampleAt, view } from "../hand-made.ts";

const csvOf: (...about: Parameters<typeof renderCsv>) => string = (...about) =>
  [...renderCsv(...about)].join("");

test("one row a number, exactly", () => {
  const nothing = (about: string) =>
    `sample,a.txt,undecided,true,100000,${about},undefined,,,,,,,,,too few blocks,,,,`;
  const sample = sampleAt("a.txt", [0.5, 0.25], "too few blocks", "undecided", {
    measurements: [measured(0.1 + 0.2)],
  });
  const report = reportOf([sample], {
    errors: [{ input: "b", reason: "gone" }],
    skipped: [{ input: "c", reason: "same" }],
  });
  expect(csvOf(report, view).split("\r\n")).toEqual([
    "kind,name,regime,ranked,n,quantity,estimator,unit,status,index,label,column,value,lower,upper,level,method,reason,bound,family,position,like",
    "sample,a.txt,undecided,true,100000,randomness,spectrum,1,ok,,,,0.5,0.25,0.75,0.95,block-jackknife,,,,,",
    ...["growth,spectrum,bit", "exponent,spectrum,1"].map(nothing),
    "sample,a.txt,undecided,true,100000,rate,spectrum,bit/symbol,ok,,,,0.5,0.25,0.75,0.95,block-jackknife,,,,,",
    nothing("structure,spectrum,bit"),
    "sample,a.txt,undecided,true,100000,symbolEntropy,plug-in,bit/symbol,ok,,,,0.30000000000000004,,,,,,,,,",
    "input,c,,,,,,,skipped,,,,,,,,,same,,,,",
    "input,b,,,,,,,failed,,,,,,,,,gone,,,,",
    "",
  ]);
});

test("a reference of a map has its position in its family", () => {
  const road = { id: "noise", title: "noise", kind: "road", parameter: "eps" } as const;
  const family = { ...road, position: 2, value: 0.3, corpus: null };
  const references = [sampleAt("period-27 +30%", [0.5, 0.25], [4, 0.1], "pattern", { family })];
  const [head, ...rows] = readCsv(csvOf(reportOf([], { references }), view));
  expect(head!.slice(-3, -1)).toEqual(["family", "position"]);
  expect(new Set(rows.map((row) => row.slice(-3, -1).join()))).toEqual(new Set(["noise,2"]));
});

test("every column of a table", () => {
  const value = {
    columns: ["word", "count", "share"],
    rows: [
      ["the", 2, 0.5],
      ["=a", 1, null],
    ],
  };
  const about = { quantity: "topWords", estimator: "top-ngrams", unit: "1", parameters: {}, n: 4 } as const;
  const sample = sampleAt("a", [0.5, 0.25], "too few blocks", "undecided", {
    measurements: [{ ...about, status: "ok", shape: "table", value, interval: null, warnings: [] }],
  });
  const [head, ...rows] = readCsv(csvOf(reportOf([sample]), view));
  const at = ["index", "label", "column", "value"].map((name) => head!.indexOf(name));
  expect(rows.filter((row) => row.includes("topWords")).map((row) => at.map((i) => row[i]))).toEqual([
    ["1", "the", "count", "2"],
    ["1", "the", "share", "0.5"],
    ["2", "'=a", "count", "1"],
    ["2", "'=a", "share", ""],
  ]);
});

test.each([
  ['say "hi", then\r\nleave', 'say "hi", then\r\nleave'],
  ["=HYPERLINK(1)", "'=HYPERLINK(1)"],
  ["+1", "'+1"],
  ["-1", "'-1"],
  ["@x", "'@x"],
  ["\tx", "'\tx"],
  ["\n=1+1", "'\n=1+1"],
  ["\v=1+1", "'\v=1+1"],
  ["\f@x", "'\f@x"],
  ["\u200b=1+1", "'\u200b=1+1"],
  ["\ufeff-1", "'\ufeff-1"],
  ["\uff1d1+1", "'\uff1d1+1"],
  ["\uff0b1", "'\uff0b1"],
  ["\uff0d1", "'\uff0d1"],
  ["\uff20x", "'\uff20x"],
  ["a=1", "a=1"],
  ["\na", "\na"],
  ["plain", "plain"],
])("the name %j is read back as %j", (name, read) => {
  const rows = readCsv(csvOf(reportOf([], { errors: [{ input: name, reason: "no" }] }), view));
  expect(rows[1]![1]).toBe(read);
});
