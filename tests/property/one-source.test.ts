import fc from "fast-check";
import { expect, test } from "vitest";
import { pointsOfRows, readRows, storeRows } from "../../src/page/page-rows.ts";
import { spectrumMapOption } from "../../src/report/charts/spectrum-map.ts";
import { lightTheme } from "../../src/report/charts/theme.ts";
import { groupDigits } from "../../src/report/kit/figures.ts";
import { heightOf } from "../../src/report/kit/format.ts";
import { spectrumMapOf } from "../../src/report/map-model.ts";
import { renderCsv } from "../../src/report/rows/csv.ts";
import { renderJson } from "../../src/report/rows/json.ts";
import { renderMarkdown } from "../../src/report/rows/markdown.ts";
import { renderMapSvg } from "../../src/report/svg/map-svg.ts";
import { renderTerminal } from "../../src/report/terminal/terminal.ts";
import type { Coordinate, Report, Sample, Spectrum } from "../../src/results/report.ts";
import { reportSchema } from "../../src/results/report-schema.ts";
import { decideRegime } from "../../src/spectrum/decide-regime.ts";
import { growthBorder } from "../../src/spectrum/growth-border.ts";
import { verdictSentence } from "../../src/spectrum/verdict-sentence.ts";
import { readCsv } from "../e2e/rfc4180.ts";
import { reportOf, sampleAt, view } from "../unit/report/hand-made.ts";

const alphabet = 64;
const scale = Math.log2(alphabet);

const coordinate = (value: number, half: number, unit: Coordinate["unit"]): Coordinate => ({
  status: "ok",
  value,
  interval: { lower: value - half, upper: value + half, level: 0.95, method: "blocks" },
  unit,
});

/** Evenly in a range: doubles as fast-check draws them are mostly next to nothing. */
const within = (min: number, max: number) =>
  fc.integer({ min: 0, max: 10_000 }).map((step) => min + ((max - min) * step) / 10_000);

/** What a sample may have been measured as; amounts of growth go over all of their axis, from nothing to megabits. */
const evidence = fc.record({
  n: fc.constantFrom(2000, 30_000, 100_000, 400_000),
  certified: fc.boolean(),
  finding: fc.constantFrom(undefined, "pattern" as const, "other" as const),
  x: fc.oneof(within(0, 1), within(0, 0.03)),
  error: within(0, 0.05),
  growth: fc.oneof(
    within(-200, 8000),
    within(11, 21.5).map((height) => 2 ** height),
  ),
  share: within(0.001, 0.6),
  exponent: fc.oneof(within(-1, 2), within(0.6, 0.95)),
  doubt: within(0.05, 1),
  /** S over G */
  all: within(1, 10),
  copied: fc.option(within(0.05, 0.99), { nil: null }),
  after: fc.option(fc.integer({ min: 1, max: 1000 }), { nil: null }),
});
type Made = typeof evidence extends fc.Arbitrary<infer One> ? One : never;

/** A sample whose verdict is what its numbers allow. */
function sampleOf(made: Made, name: string): Sample {
  const { n, certified, finding, x, error, exponent, doubt } = made;
  const half = Math.abs(made.growth) * made.share + 3;
  const amount = { value: made.growth, halfWidth: half };
  const border = growthBorder(n);
  const verdict = decideRegime({
    certified,
    finding: finding && { kind: finding, because: "symbols agree at lag 77" },
    level: 0.05,
    randomness: { value: x, upper: Math.min(1, x + error) },
    total: x,
    growth: {
      amount,
      before: made.growth / 2,
      exponent: { value: exponent, halfWidth: doubt },
      coefficient: amount,
    },
    border,
    twin: undefined,
    within: 0,
    later: undefined,
  });
  const usual = sampleAt(name, [x, error], [1, 0.1], "noise", { n });
  const spectrum: Spectrum = {
    ...usual.spectrum!,
    randomness: coordinate(x, error, "1"),
    growth: coordinate(made.growth, half, "bit"),
    exponent: coordinate(exponent, doubt, "1"),
    tail: { m: n / 2, randomness: Math.min(1, x + 0.01), growth: made.growth / 2 },
    border,
    rate: coordinate(x * scale, error * scale, "bit/symbol"),
    structure: coordinate(made.all * made.growth, 0.1 * Math.abs(made.all * made.growth), "bit"),
    learnedAfter: made.after,
    copies: made.copied === null ? null : { share: made.copied, rate: x, passage: null, randomness: x },
    trainingLength: n,
    alphabet,
    verdict,
  };
  return { ...usual, alphabet: { declared: null, present: alphabet }, spectrum };
}

const text = (rendered: string | Iterable<string>) =>
  typeof rendered === "string" ? rendered : [...rendered].join("");
const numbersOf = (one: Coordinate) =>
  one.status === "ok" ? [one.value, one.interval!.lower, one.interval!.upper] : [];

test("sentence, reason, table, JSON, CSV, Markdown, page and map say the same of every sample", () => {
  const regimes = new Set<string>();
  fc.assert(
    fc.property(fc.array(evidence, { minLength: 2, maxLength: 5 }), (mades) => {
      const samples = mades.map((made, i) => sampleOf(made, `sample-${i}`));
      const report: Report = reportOf(samples);
      expect(reportSchema.safeParse(report).error).toBeUndefined();
      const parsed: Report = JSON.parse(text(renderJson(report, view)));
      expect(parsed.samples.map(({ spectrum }) => spectrum)).toEqual(samples.map(({ spectrum }) => spectrum));
      expect(reportSchema.safeParse(parsed).error).toBeUndefined();
      const [head, ...rows] = readCsv(text(renderCsv(report, view)));
      const column = (row: readonly string[], name: string) => row[head!.indexOf(name)]!;
      const markdown = text(renderMarkdown(report, view)).split("\n");
      const table = renderTerminal(report, { ...view, width: 200, all: true });
      const map = spectrumMapOf(report);
      const svg = text(renderMapSvg(report, view));
      const pageRows = readRows(storeRows(report));
      const pagePoints = pointsOfRows(pageRows);
      const series = spectrumMapOption(map, lightTheme, frame)["series"] as {
        name: string;
        data: { name: string }[];
      }[];

      for (const [i, { name, spectrum }] of samples.entries()) {
        const { randomness, growth, exponent, rate, structure, verdict, tail, copies } = spectrum!;
        const { regime, between, openEnded, because } = verdict;
        regimes.add(openEnded ? "open-ended" : regime);
        if (openEnded) expect(numbersOf(exponent)[1]).toBeGreaterThan(0.4);

        const sentence = verdictSentence(samples[i]!, spectrum!);
        expect(parsed.samples[i]!.sentence).toBe(sentence);
        expect(sentence.toLowerCase().startsWith(regime)).toBe(true);
        for (const one of between ?? []) expect(sentence).toContain(one);
        expect(sentence.includes("copies of itself")).toBe(copies !== null);

        const own = rows.filter(
          (row) => column(row, "name") === name && column(row, "estimator") === "spectrum",
        );
        expect(new Set(own.map((row) => column(row, "regime")))).toEqual(new Set([regime]));
        expect(
          own.map((row) => [
            column(row, "quantity"),
            ...["value", "lower", "upper"].map((one) => Number(column(row, one))),
          ]),
        ).toEqual([
          ["randomness", ...numbersOf(randomness)],
          ["growth", ...numbersOf(growth)],
          ["exponent", ...numbersOf(exponent)],
          ["rate", ...numbersOf(rate)],
          ["structure", ...numbersOf(structure)],
        ]);

        // Cells of Markdown are those of the table.
        const cells = markdown
          .find((line) => line.startsWith(`| ${name} `))!
          .split("|")
          .map((one) => one.trim());
        expect(cells.slice(-3, -1)).toEqual([regime, "-"]);
        const line = table
          .split("\n")
          .find((one) => one.startsWith(`${"ABCDE"[i]}  ${name} `) && one.includes("±"))!;
        for (const cell of cells.slice(2, -3)) expect(line).toContain(cell);
        const [s, g] = [structure, growth].map((one) => numbersOf(one)[0]! / 1000);
        expect(cells[4]!.split(" ")[0]).toBe(cellText(s!));
        expect(cells[5]!.split(" ")[0]).toBe(cellText(g!));
        // Of several the sentence stands below, its lines joined again.
        expect(table.replaceAll(/\s+/g, " ")).toContain(groupDigits(sentence).replaceAll(/\s+/g, " "));

        const point = map.points[i]!;
        expect(point).toMatchObject({ name, regime, x: { value: numbersOf(randomness)[0] } });
        expect(point.y.value).toBe(heightOf(numbersOf(growth)[0]!));
        expect(point.y.ends).toEqual(numbersOf(growth).slice(1).map(heightOf));
        expect(point.tail).toEqual({ x: tail!.randomness, y: heightOf(tail!.growth) });
        expect(series.find((one) => one.name === regime)!.data.map((one) => one.name)).toContain(name);
        expect(svg).toContain(`${name}: x ${point.x.value.toFixed(3)}, G `);

        expect(pageRows[i]).toMatchObject({ name, regime, because });
        expect(pagePoints[i]!.regime).toBe(regime);
        expect(pagePoints[i]!.x.value).toBeCloseTo(point.x.value, 6);
        expect(pagePoints[i]!.y.value).toBeCloseTo(point.y.value, 2);
        expect(pagePoints[i]!.tail!.y).toBeCloseTo(point.tail!.y, 2);
        if (/taught/.test(because)) expectBound(because, numbersOf(growth), spectrum!.border!);
      }
    }),
    { seed: 1, numRuns: 30 },
  );
  expect(regimes).toEqual(new Set(["noise", "order", "pattern", "structure", "open-ended", "undecided"]));
});

const frame = { width: 1000, height: 600, margin: { left: 50, top: 40, right: 50, bottom: 60 } };

/** As tables write it; what rounds to nothing has no sign. */
const cellText = (value: number) => value.toFixed(1).replace(/^-(?=0\.0$)/, "");

/** The numbers of a reason are the ends of the interval of G, to two digits, and the border. */
function expectBound(
  because: string,
  [, lower, upper]: readonly number[],
  { bits, openBits }: { readonly bits: number; readonly openBits: number },
) {
  const named = [...because.matchAll(/([\d.]+) (bit|kbit|Mbit)/g)].map(
    ([, value, unit]) => Number(value) * { bit: 1, kbit: 1e3, Mbit: 1e6 }[unit as "bit" | "kbit" | "Mbit"],
  );
  const two = (value: number) => Number(Math.max(0, value).toPrecision(2));
  const ends = because.includes("taught at least")
    ? [lower!]
    : because.includes("taught at most")
      ? [upper!]
      : [lower!, upper!];
  expect(named).toHaveLength(ends.length + 1);
  const border = because.includes("that grow as fast") ? openBits : bits;
  for (const [i, end] of [...ends, border].entries()) expect(named[i]).toBeCloseTo(two(end), 3);
}
