import { describe, expect, test } from "vitest";
import { renderComparisonSvg } from "../../../../src/features/compare/svg.ts";
import { renderSweepSvg } from "../../../../src/features/experiments/sweep-svg.ts";
import { namedCurvesOf } from "../../../../src/report/charts/labelled-curves.ts";
import { type PictureId, pictures } from "../../../../src/report/svg/pictures.ts";
import type { Report } from "../../../../src/results/report.ts";
import { comparisonOf } from "../../features/compare/hand-made-comparison.ts";
import { curveAt, sweepOf } from "../../features/experiments/hand-made-sweep.ts";
import { everyVerdict, reportOf, sampleAt, view } from "../hand-made.ts";
import { parseXml } from "../parse-xml.ts";

const ids: readonly PictureId[] = ["map", "curves", "plane"];
const drawn = async (id: PictureId, report: Report) => (await pictures[id]())(report, view);
const evil = '<script>alert("x")</script>\u001b[31m\u202e&';

describe.each(ids)("the picture %s", (id) => {
  test("is well-formed, says what it shows, and is the same every time", async () => {
    const svg = await drawn(id, everyVerdict);
    const { elements, attributes } = parseXml(svg);
    expect(elements.slice(0, 3)).toEqual(["svg", "title", "desc"]);
    expect(attributes).toContain("role=img");
    expect(svg).not.toMatch(/NaN|Infinity|undefined</);
    expect(await drawn(id, structuredClone(everyVerdict))).toBe(svg);
  });

  test("is drawn with a hostile name, with no sample, one, all undefined, and 5 000", async () => {
    const named = reportOf([sampleAt(evil, [0.5, 0.1], [2, 0.1], "structure")]);
    const { elements } = parseXml(await drawn(id, named));
    expect(elements).not.toContain("script");
    const many = Array.from({ length: 5000 }, (_, i) =>
      sampleAt(`${i}`, [(i * 0.618) % 1, 0.01], [(i * 0.414) % 9, 0.3], "structure"),
    );
    for (const report of [
      reportOf([]),
      reportOf([sampleAt("a", "short", "short", "undecided")]),
      reportOf(many),
    ]) {
      expect(await drawn(id, report)).not.toMatch(/NaN|Infinity/);
    }
  });
});

test("curves name samples and generators, and match their numbers", async () => {
  const curves = namedCurvesOf(everyVerdict);
  expect(curves.landmarks.map(({ name }) => name)).toEqual(["uniform-27", "period-27", "golden mean"]);
  const { texts } = parseXml(await drawn("curves", everyVerdict));
  expect(texts).toEqual(expect.arrayContaining(["moby-dick.txt", "golden mean", "m, symbols learned"]));
  expect(texts.join(" ")).toContain("moby-dick.txt: 3 bit/symbol after 4");
});

test("a comparison shows figures in large cells, marks in small ones, and names as they are", () => {
  const svg = renderComparisonSvg(
    comparisonOf(
      [evil, "b", "c"],
      [
        [0, 1, 0.5, "differ"],
        [0, 2, 0.1, "within-error"],
        [1, 2, 0.7, "as-halves"],
      ],
    ),
  );
  const { texts, elements } = parseXml(svg);
  expect(elements).not.toContain("script");
  expect(texts.filter((text) => [".50", "≈.10", "~.70"].includes(text))).toHaveLength(6);
  expect(texts.join("\n")).toContain("≈ or a dot: differ by less than the error");
  const forty = Array.from({ length: 40 }, (_, i) => `s${i}`);
  const pairs = forty.flatMap((_, a) =>
    forty.slice(a + 1).map((_, b) => [a, a + 1 + b, 0.2, "within-error"] as const),
  );
  const { texts: small } = parseXml(renderComparisonSvg(comparisonOf(forty, pairs)));
  expect(small.filter((text) => text.startsWith("≈."))).toEqual([]);
});

test("a sweep shows its panels, marks and truths, and names what is left out", () => {
  const open = {
    convergence: { verdict: "not-converged" as const, because: "the truth is outside, +0.1 from it" },
  };
  const curves = ["0", ".5"].map((p) =>
    curveAt(
      { p },
      [
        [0.6, 0.1],
        [0.6, 0.01],
      ],
      open,
    ),
  );
  const { texts } = parseXml(renderSweepSvg(sweepOf([{ name: "p", values: ["0", ".5"] }], curves)));
  expect(texts).toEqual(
    expect.arrayContaining([
      "coin",
      "n = 1 k",
      "n = 10 k",
      "exact",
      "not converged",
      "block-gain: entropy rate h",
      "p",
      ".5",
    ]),
  );
  expect(texts.join(" ")).toContain("block-gain at p=0: the truth is outside, +0.1 from it");
  const values = Array.from({ length: 30 }, (_, i) => String(i));
  const many = values.flatMap((q) =>
    values.map((p) =>
      curveAt({ p, q }, [
        [0.5, 0.1],
        [0.5, 0.1],
      ]),
    ),
  );
  const wide = renderSweepSvg(
    sweepOf(
      [
        { name: "p", values },
        { name: "q", values },
      ],
      many,
    ),
  );
  expect(parseXml(wide).texts.join(" ")).toContain("6 more panels: -f csv has all");
});
