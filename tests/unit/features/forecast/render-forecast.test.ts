import { expect, test } from "vitest";
import { renderForecast } from "../../../../src/features/forecast/show.ts";
import { textWidth } from "../../../../src/report/kit/text-width.ts";
import { view } from "../../report/hand-made.ts";
import { forecastOf, range } from "./hand-made.ts";

const widthOf = (text: string) => Math.max(...text.split("\n").map(textWidth));

test.each([
  [40_000, 0.879],
  [33_000, 7.999],
  [120_000, 2.2],
  [999_999, 7.999],
  [1_000_000, 0.001],
  [123_456_789, 7.5],
])("a sample of %d symbols at %d bits: every line fits the terminal", (n, rate) => {
  for (const factors of [
    [2, 5, 10],
    [1.125, 9.999, 99.999],
  ]) {
    for (const off of [0.01, 0.5, 10]) {
      const forecast = forecastOf(n, rate, factors, off);
      for (const columns of [80, 100]) {
        expect(widthOf(renderForecast(forecast, { ...view, width: columns }))).toBeLessThanOrEqual(columns);
      }
    }
  }
});

test("a long name is on its own line, cut if necessary", () => {
  for (const length of [50, 200]) {
    const named = { ...forecastOf(120_000, 2.2, [2]), name: "n".repeat(length) };
    const text = renderForecast(named, view);
    expect(widthOf(text)).toBeLessThanOrEqual(80);
    expect(text.split("\n\n")[1]!.split("\n")[1]).toBe(
      "120 k of 1.2 M symbols, 60 blocks from the whole input",
    );
  }
});

test("no column is lost where there is room, and intervals have three digits or four", () => {
  const text = renderForecast(forecastOf(120_000, 2.2, [2, 5, 10]), view);
  expect(text).toContain(
    "     symbols      total       more         80 %         95 %      l         95 %\n",
  );
  expect(text).toContain(
    "\n10x    1.2 M  2 640 000  2 376 000  2257–2495 k  2138–2614 k  2.200  1.980–2.420\n",
  );
  const small = renderForecast(forecastOf(40_000, 0.88, [2]), view);
  expect(small).toContain("\n2x     80 k  70 400  35 200  33.4–37.0 k  31.7–38.7 k  0.880  0.792–0.968\n");
});

test("a part is undefined where it cannot be forecast, and is then not graded", () => {
  const made = forecastOf(40_000, 2, [2, 10]);
  if (made.outcome.status !== "ok" || made.grade === null) throw new Error("not forecast");
  const expectation = made.outcome.expectations[0]!;
  const curve = [{ symbols: 40_000, loss: 2 }];
  const part = { share: 0.5, exact: null, curve };
  const reason = "forecasts of similar parts were wrong by a factor of up to 4.6";
  const outcome = {
    ...{ status: "ok" as const, codeLength: 1, loss: range(2, 0.1), expectations: [expectation] },
    untold: [{ factor: 10, reason }],
  };
  const parts = [
    { ...part, name: "mark", outcome },
    {
      ...part,
      name: "sum",
      outcome: { status: "undefined" as const, reason: `no forecast: ${reason}` },
    },
  ];
  const graded = made.grade.points[0]!;
  const grade = {
    ...made.grade,
    parts: [{ name: "mark", points: [graded, { factor: 10, status: "undefined" as const, reason }] }],
  };
  const text = renderForecast({ ...made, outcome: { ...made.outcome, parts }, grade }, view);
  expect(text).toContain(
    [
      "Forecast of the parts  bits per next symbol of each, at multiples of 40 k",
      "         1x     2x         95 %        10x  95 %",
      "mark  2.000  2.000  1.800\u20132.200  undefined",
      "mark: undefined at 10x: forecasts of similar parts were wrong by a factor of up",
      "to 4.6",
      "sum: no forecast: forecasts of similar parts were wrong by a factor of up to 4.6",
      "",
    ].join("\n"),
  );
  expect(text).toContain(
    [
      "Grade of the parts  error of the cost of further data, by part",
      "           2x  80 %  95 %",
      "mark  -10.0 %  miss   hit",
      "",
    ].join("\n"),
  );
});
