import { expect, test } from "vitest";
import type { Forecast, ForecastOutcome } from "../../../../src/features/forecast/schema.ts";
import { forecastRows, renderForecast } from "../../../../src/features/forecast/show.ts";
import { textWidth } from "../../../../src/report/kit/text-width.ts";
import { view } from "../../report/hand-made.ts";
import { forecastOf, range } from "./hand-made.ts";

const widthOf = (text: string) => Math.max(...text.split("\n").map(textWidth));

/** A forecast whose last multiple is not graded. */
function made(): Forecast & { readonly outcome: ForecastOutcome } {
  const { outcome, grade, ...rest } = forecastOf(40_000, 2, [2, 20]);
  const [first] = grade?.points ?? [];
  if (outcome.status !== "ok" || grade === null || first?.status !== "ok") throw new Error("not forecast");
  const hit = { ...first, within80: true, within95: false, error: 0.05 };
  const far = { factor: 20, status: "undefined" as const, reason: "the input has but 400 k symbols" };
  return { ...rest, outcome, grade: { ...grade, points: [hit, far] } };
}
const shown = (change: Partial<Forecast>) => renderForecast({ ...made(), ...change }, view);

test("the whole of a forecast", () => {
  expect(renderForecast(made(), { ...view, width: 100 })).toBe(
    [
      "With 20 times as much data, the next byte costs 2.00 bits (95 %: 1.80 to 2.20); now it costs 2.00.",
      "",
      "made by hand",
      "40 k of 400 k symbols, 60 blocks from the whole input",
      "SHA-256 of this forecast 0000000000000000",
      "",
      "Forecast  cost of more data, bit; l: cost of the next symbol there",
      "     symbols      total       more         95 %      l         95 %",
      " 1x     40 k     80 000                          2.000  1.980–2.020",
      " 2x     80 k    160 000     80 000  72.0–88.0 k  2.000  1.800–2.200",
      "20x    800 k  1 600 000  1 520 000  1368–1672 k  2.000  1.800–2.200",
      "",
      "Law: the cost grows like n^0.900.",
      "Intervals: errors of such forecasts of 67 texts, wider because 25.0 % of the long windows of the",
      "last half of the sample are copies.",
      "Forecasts as far as 20x have never been graded.",
      "",
      "Grade  cost of further data, on 400 k symbols; errors of simple laws",
      "    forecast  actual   error  80 %  95 %  power law        f1",
      "2x    80 000  80 000  +5.0 %   hit  miss   +123.5 %  +123.5 %",
      "20x: the input has but 400 k symbols",
      "",
    ].join("\n"),
  );
});

test("what was read, and in what symbols", () => {
  const { sample, options, outcome } = made();
  expect(shown({ sample: { ...sample, of: null } })).toContain("\nall 40 k symbols, 60 blocks\n");
  const law = { ...outcome.law, id: "f1" as const, duplicated: 0 };
  const inOrder = shown({ sample: { ...sample, order: "in-order", of: null }, outcome: { ...outcome, law } });
  expect(inOrder).toContain("\nthe first 40 k symbols in file order\n");
  expect(inOrder).toContain("\nLaw: f1, whose limit is 0.500 bit/symbol.\n");
  expect(inOrder).toContain("\nIntervals: errors of such forecasts of 67 texts in file order.\n");
  for (const [change, symbol] of [
    [{ options: { ...options, encoding: "characters" as const } }, "symbol"],
    [{ provenance: { kind: "recipe" as const, recipe: "uniform", truth: null } as never }, "symbol"],
    [{}, "byte"],
  ] as const)
    expect(shown(change)).toContain(`the next ${symbol} costs 2.00 bits`);
});

test("without multiples, a grade or a forecast", () => {
  const { outcome, grade } = made();
  const none = shown({ outcome: { ...outcome, expectations: [] }, grade: null });
  expect(none).toMatch(/^This forecast has no multiples of the sample\.\n/);
  expect(none).not.toContain("Grade");
  expect(none).not.toContain("never been graded");
  expect(shown({ grade: { ...grade!, points: [] } })).toContain("\nGrade  cost of further data");
  expect(shown({ outcome: { status: "undefined", reason: "too short" }, grade: null })).toBe(
    "This sample cannot be forecast.\n\nmade by hand\n40 k of 400 k symbols, 60 blocks from the whole input\nundefined: too short\n",
  );
});

test.each([
  [40_000, 0.879],
  [33_000, 7.999],
  [999_999, 7.999],
  [1_000_000, 0.001],
  [123_456_789, 7.5],
])("a sample of %d symbols at %d bits: every line fits the terminal", (n, rate) => {
  for (const factors of [
    [2, 5, 10],
    [1.125, 9.999, 99.999],
  ])
    for (const off of [0.01, 0.5, 0.9]) {
      const named = { ...forecastOf(n, rate, factors, off), name: "n".repeat(200) };
      expect(widthOf(renderForecast(named, view))).toBeLessThanOrEqual(80);
    }
});

test("rows: total and loss at each multiple, or the reason", () => {
  const total = range(160_000, 0.1);
  const { columns, rows } = forecastRows(made());
  expect(columns.join()).toBe(
    "name,quantity,factor,symbols,status,value,lower80,upper80,lower95,upper95,unit,reason",
  );
  expect(rows).toHaveLength(4);
  expect(rows[0]).toEqual([
    ...["made by hand", "codeLength", 2, 80_000, "ok", total.value, total.lower80, total.upper80],
    ...[total.lower95, total.upper95, "bit", null],
  ]);
  expect(rows[1]!.slice(0, 6)).toEqual(["made by hand", "loss", 2, 80_000, "ok", 2]);
  const refused = forecastRows({ ...made(), outcome: { status: "undefined", reason: "too short" } });
  expect(refused.rows).toEqual([
    ["made by hand", null, null, null, "undefined", null, null, null, null, null, null, "too short"],
  ]);
});
