import { expect, test } from "vitest";
import { sampleRows } from "../../../../src/page/browser/sample-rows.ts";
import { tableRows } from "../../../../src/page/browser/table-rows.ts";
import { readRows, storeRows } from "../../../../src/page/page-rows.ts";
import { everyVerdict } from "../../report/hand-made.ts";

const rows = readRows(storeRows(everyVerdict));
const all = { words: "", kinds: new Set<string>() };
const namesBy = (key: string, descending: boolean) =>
  tableRows(rows, sampleRows, { ...all, sort: { key, descending } }).map(({ name }) => name);

test("sorted by a number, either way, rows without it last", () => {
  expect(namesBy("x", true)).toEqual([
    ...["random.bin", "chain.bin", "border.bin", "short.txt", "moby-dick.txt", "log.txt", "tiny.txt"],
  ]);
  expect(namesBy("x", false)).toEqual([
    ...["log.txt", "moby-dick.txt", "short.txt", "border.bin", "chain.bin", "random.bin", "tiny.txt"],
  ]);
  expect(namesBy("n", false).slice(0, 2)).toEqual(["tiny.txt", "short.txt"]);
});

test("equal rows keep the order of the report", () => {
  expect(namesBy("alphabet", true)).toEqual(rows.map(({ name }) => name));
  expect(namesBy("name", false)[0]).toBe("border.bin");
});

test("filtered by all words of the name, in any case, and by verdicts", () => {
  const found = (words: string, ...regimes: ("structure" | "noise")[]) =>
    tableRows(rows, sampleRows, {
      words,
      kinds: new Set<string>(regimes),
      sort: { key: "row", descending: false },
    }).map(({ name }) => name);
  expect(found("TXT")).toEqual(["moby-dick.txt", "log.txt", "short.txt", "tiny.txt"]);
  expect(found("  dick moby ")).toEqual(["moby-dick.txt"]);
  expect(found("", "structure", "noise")).toEqual(["moby-dick.txt", "random.bin", "short.txt"]);
  expect(found("bin", "structure")).toEqual([]);
});
