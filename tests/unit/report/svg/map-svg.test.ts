import { describe, expect, test } from "vitest";
import { renderMapSvg } from "../../../../src/report/svg/map-svg.ts";
import type { Report } from "../../../../src/results/report.ts";
import { everyVerdict, reportOf, sampleAt, view, withTail } from "../hand-made.ts";
import { parseXml } from "../parse-xml.ts";

const render = (report: Report) => renderMapSvg(report, view);

const hostile = [
  '<script>alert("x")</script>',
  "a & b &amp; c",
  "{a|rich} {b} {c}",
  "\u001b[31mred\u0007",
  "\u202etxt.exe",
  "lone \ud800 half",
  "line\nbreak\ttab",
  "x".repeat(300),
  "ملف عربي.txt",
  "קובץ.txt",
  "日本語の長いファイル名".repeat(20),
  "",
];

describe("the map as SVG", () => {
  test("is well-formed, has a title and a description, and needs nothing else", () => {
    const { elements, attributes, texts } = parseXml(render(everyVerdict));
    expect(elements.slice(0, 3)).toEqual(["svg", "title", "desc"]);
    expect(attributes).toContain("role=img");
    expect(texts.join(" ")).toContain("moby-dick.txt: x 0.350, G 23 k, structure");
    expect(new Set(elements)).not.toContain("script");
    expect(new Set(elements)).not.toContain("image");
    const addresses = attributes.filter((one) => /:\/\//.test(one) && !one.startsWith("xmlns"));
    expect(addresses.filter((one) => !one.startsWith("href=#"))).toEqual([]);
  });

  test("names axes with units, verdicts and the border", () => {
    const words = parseXml(render(everyVerdict)).texts.join("\n");
    for (const text of [
      "randomness x = l(M) / log₂ A",
      "growth G, bit: learned from the last doubling of the data",
      "middle regime",
      "up to here: patterns",
      "tail: from half of the data to all of it",
      "generated references",
      "golden mean",
      "7 samples",
      "1 not placed",
    ]) {
      expect(words).toContain(text);
    }
  });

  test("draws a tail for each sample that has one", () => {
    // A tail is a line of its own width; its legend is a path.
    const tails = (report: Report) => render(report).match(/<path [^>]*stroke-width="1.4"[^>]*>/g) ?? [];
    const one = sampleAt("one", [0.5, 0.1], [2, 0.1], "structure");
    expect(tails(reportOf([one]))).toEqual([]);
    expect(tails(everyVerdict)).toHaveLength(1);
    const three = [0.1, 0.4, 0.9].map((x) => withTail(one, x, 1));
    expect(tails(reportOf(three))).toHaveLength(3);
    // From below on the left of its mark, up.
    const [, x1, y1, x2, y2] = /d="M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)"/.exec(
      tails(reportOf([withTail(one, 0.1, 1)]))[0]!,
    )!;
    expect(Number(x1)).toBeLessThan(Number(x2));
    expect(Number(y1)).toBeGreaterThan(Number(y2));
  });

  test.each(hostile)("the name %j is text and nothing else", (name) => {
    const svg = render(reportOf([sampleAt(name, [0.5, 0.1], [2, 0.1], "structure")]));
    const plain = render(reportOf([sampleAt("plain", [0.5, 0.1], [2, 0.1], "structure")]));
    const kinds = (xml: string) => [...new Set(parseXml(xml).elements)].sort();
    expect(kinds(svg)).toEqual(kinds(plain));
    expect(svg).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202a-\u202e]/);
    if (name.length > 0 && name.length < 40) {
      const start = name.match(/^[a-zא-ي{]+/u)?.[0] ?? "";
      expect(parseXml(svg).texts.some((text) => text.includes(start))).toBe(true);
    }
  });

  test("equal reports give equal bytes, again and again", () => {
    expect(render(structuredClone(everyVerdict))).toBe(render(everyVerdict));
  });

  test("no sample, one, all undefined: a map that says so", () => {
    const undefinedOnes = ["a", "b"].map((name) => sampleAt(name, "too short", "too short", "undecided"));
    for (const report of [
      reportOf([]),
      reportOf(undefinedOnes),
      reportOf([{ ...everyVerdict.samples[0]!, spectrum: null }]),
    ]) {
      const { texts } = parseXml(render(report));
      expect(texts.some((text) => text.startsWith("no sample could be placed"))).toBe(true);
    }
    expect(parseXml(render(reportOf(undefinedOnes))).texts.join()).toContain("too short");
    const one = reportOf([sampleAt("one", [0, 0], [0, null], "order")]);
    expect(parseXml(render(one)).texts).toContain("one");
  });

  test("5 000 samples", () => {
    const many = Array.from({ length: 5000 }, (_, i) =>
      sampleAt(
        `dir/${i}.txt`,
        [(i * 0.618) % 1, 0.01],
        [(i * 0.414) % 9, 0.3],
        (["structure", "noise", "order"] as const)[i % 3]!,
      ),
    );
    const svg = render(reportOf(many));
    expect(parseXml(svg).texts.length).toBeGreaterThan(30);
    expect(svg.length).toBeLessThan(2_000_000);
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  });
});
