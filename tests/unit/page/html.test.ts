import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { depthOnPage } from "../../../src/features/report/page.ts";
import { renderHtml, renderPage } from "../../../src/page/html.ts";
import type { PageData } from "../../../src/page/page-data.ts";
import { embeddedJson } from "../../../src/page/page-document.ts";
import { pointsOfRows, readRows, storeRows } from "../../../src/page/page-rows.ts";
import { explanation } from "../features/explain/hand-made-explanation.ts";
import { everyVerdict, measured, reportOf, sampleAt, view, withTail } from "../report/hand-made.ts";

const page = renderPage(
  reportOf([explanation.sample, ...everyVerdict.samples]),
  [depthOnPage(explanation)],
  "mesoscope report",
);

/** The data that a page carries. */
function dataOf(html: string): PageData {
  return JSON.parse(/<script type="application\/json" id="data">([^<]*)<\/script>/.exec(html)![1]!);
}

describe("the page", () => {
  test("has one script, and its policy allows that and nothing else", () => {
    const scripts = [...page.matchAll(/<script>([\s\S]*?)<\/script>/g)];
    expect(scripts).toHaveLength(1);
    const hash = createHash("sha256").update(scripts[0]![1]!).digest("base64");
    const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page)![1]!;
    expect(policy.split("; ")).toEqual(
      expect.arrayContaining(["default-src 'none'", `script-src 'sha256-${hash}'`, "img-src data:"]),
    );
    expect(page.indexOf("Content-Security-Policy")).toBeLessThan(page.indexOf("<style>"));
  });

  test("names no address that a browser would fetch", () => {
    expect(
      page.replaceAll(/<pre class="notice"[^>]*>[\s\S]*?<\/pre>|<script[\s\S]*?<\/script>/g, ""),
    ).not.toMatch(/\b(?:src|href)=|url\(|@import|https?:/);
  });

  test("carries the notices of what it is made with", () => {
    for (const text of ["echarts 6", "Apache License", "zrender", "tslib"]) expect(page).toContain(text);
  });

  test("equal reports give equal bytes, without a clock or a path", () => {
    expect(renderHtml(structuredClone(everyVerdict), view)).toBe(renderHtml(everyVerdict, view));
    expect(page).not.toContain(process.cwd());
  });

  test.each([
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "\u2028\u2029",
    "]]>",
    '"; alert(1); "',
    "\u001b[31m\u202e",
  ])("the name %j stays a name", (name) => {
    const html = renderHtml(reportOf([sampleAt(name, [0.5, 0.1], [2, 0.1], "structure")]), view);
    expect([...html.matchAll(/<script/g)]).toHaveLength(2);
    const [row] = readRows(dataOf(html).rows);
    expect(row!.name).toBe(
      name.replaceAll(/[\u001b\u2028\u2029\u202e]/g, (one) => `\\u{${one.charCodeAt(0).toString(16)}}`),
    );
    expect(html).not.toContain(name);
  });

  test("JSON cannot end its element and is the same value again", () => {
    const value = { text: "</script>\u2028<!--", deep: [1, null, "<"] };
    expect(embeddedJson(value)).not.toMatch(/[<>\u2028\u2029]/);
    expect(JSON.parse(embeddedJson(value))).toEqual(value);
  });
});

describe("the data of a page", () => {
  test("rows are the report's, to the last digit that is shown", () => {
    const rows = readRows(dataOf(page).rows).slice(1);
    for (const [i, { name, spectrum, ranked, n }] of everyVerdict.samples.entries()) {
      const row = rows[i]!;
      expect(row).toMatchObject({
        name,
        ranked,
        n,
        regime: spectrum!.verdict.regime,
        because: "it was said so",
      });
      for (const [key, coordinate, digits] of [
        ["x", spectrum!.randomness, 6],
        ["growth", spectrum!.growth, 1],
        ["exponent", spectrum!.exponent, 3],
        ["rate", spectrum!.rate, 5],
        ["structure", spectrum!.structure, 1],
      ] as const) {
        if (coordinate.status !== "ok") {
          expect(row[key]).toBeNull();
          continue;
        }
        expect(row[key]!.value).toBeCloseTo(coordinate.value, digits);
        expect(row[key]!.ends![0]).toBeCloseTo(coordinate.interval!.lower, digits);
        expect(row[key]!.ends![1]).toBeCloseTo(coordinate.interval!.upper, digits);
      }
    }
    const points = pointsOfRows(rows);
    expect(points).toHaveLength(6);
    expect(rows.map(({ tail }) => tail)).toEqual([
      { randomness: expect.closeTo(0.41, 6), growth: expect.closeTo(64 * (2 ** 7.5 - 1), 1) },
      ...Array(6).fill(null),
    ]);
    expect(points[0]!.tail).toEqual({ x: expect.closeTo(0.41, 6), y: expect.closeTo(7.5, 4) });
  });

  test("what was explained is there, what was not says how to get it", () => {
    const [explained, other] = dataOf(page).details;
    expect(explained!.compressors).toEqual([["observer", 2.41247]]);
    expect(explained!.contexts).toEqual([
      [1, 4.5],
      [2, 3.5],
    ]);
    expect(explained!.curve[1]).toEqual([1024, 3, 2.75, 3.25]);
    const depth = explained!.depth as Exclude<typeof explained, undefined>["depth"] & object;
    expect(depth.sections).toMatch(
      /^<svg [^\\]*moby\\u\{1b\}[^\\]*\\u[^\\]*<title>B: 13000 to 26000, noise, encrypted or compressed<\/title>/,
    );
    expect(depthOnPage({ ...explanation, sections: null }).shown).toMatchObject({ sections: null });
    expect(other!.depth).toContain("mesoscope explain");
    expect(other!.compressors).toContain("mesoscope report");
  });

  test("every number that is shown is defined", () => {
    const { definitions } = dataOf(
      renderHtml(
        reportOf([sampleAt("a", [0.5, 0.1], [2, 0.1], "structure", { measurements: [measured(1, 0.1)] })]),
        view,
      ),
    );
    expect(Object.keys(definitions)).toEqual([
      "x",
      "growth",
      "exponent",
      "rate",
      "structure",
      "symbolEntropy",
    ]);
    for (const { title, text } of Object.values(definitions))
      expect([title, text].every((one) => one.length > 3)).toBe(true);
  });
});

test("5 000 samples fit into 1.5 MB, rows before details", () => {
  const many = Array.from({ length: 5000 }, (_, i) =>
    sampleAt(
      `packages/folder-${i % 37}/file-${i}.ts`,
      [(i * 0.618) % 1, 0.0123456],
      [(i * 0.414) % 9, 0.345678],
      "structure",
    ),
  );
  const html = renderHtml(reportOf(many), view);
  expect(Buffer.byteLength(html)).toBeLessThan(1_500_000);
  expect(readRows(dataOf(html).rows)).toHaveLength(5000);
  const rows = readRows(dataOf(html).rows);
  expect([rows[0]!.name, rows[4999]!.name]).toEqual([many[0]!.name, many[4999]!.name]);
  const few = dataOf(renderHtml(reportOf(many.slice(0, 200)), view));
  expect(few.details).toHaveLength(200);
});

test("5 000 names of 300 characters fit too: their middles are left out", () => {
  const name = (i: number) =>
    `${String((i * 7919) % 9973).padStart(300 - 9, "x")}-${String(i).padStart(4, "0")}.txt`;
  const many = Array.from({ length: 5000 }, (_, i) =>
    withTail(
      sampleAt(
        `${i % 10}${name(i).slice(1)}`,
        [(i * 0.618) % 1, 0.0123456],
        [(i * 0.414) % 9, 0.345678],
        "structure",
      ),
      (i * 0.7) % 1,
      (i * 0.3) % 9,
    ),
  );
  const html = renderHtml(reportOf(many), view);
  expect(Buffer.byteLength(html)).toBeLessThan(1_500_000);
  const rows = readRows(dataOf(html).rows);
  expect(rows.map(({ name }) => name.length)).toEqual(many.map(() => 40));
  expect(rows[1234]!.name).toMatch(/^4x+….*-1234\.txt$/);
  expect(readRows(storeRows(reportOf(many.slice(0, 9)))).map(({ name }) => name)).toEqual(
    many.slice(0, 9).map(({ name }) => name),
  );
});

test("names that begin alike are stored once, without cutting a character in two", () => {
  const names = ["😀a", "😁a", "folder/one", "folder/other", "folder/other", "", "folder"];
  const stored = storeRows(reportOf(names.map((name) => sampleAt(name, [0.5, 0.1], [2, 0.1], "structure"))));
  expect(stored.rows.map(([shared, rest]) => [shared, rest])).toEqual([
    [0, "😀a"],
    [0, "😁a"],
    [0, "folder/one"],
    [8, "ther"],
    [12, ""],
    [0, ""],
    [0, "folder"],
  ]);
  expect(readRows(stored).map(({ name }) => name)).toEqual(names);
});
