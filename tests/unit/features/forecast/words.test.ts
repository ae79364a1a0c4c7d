import { expect, test } from "vitest";
import type { Forecast, ForecastOutcome, LearnerForecast } from "../../../../src/features/forecast/schema.ts";
import { forecastRows, renderForecast } from "../../../../src/features/forecast/show.ts";
import {
  learnerForecastRows,
  renderLearnerForecast,
} from "../../../../src/features/forecast/show-learner.ts";
import { view } from "../../report/hand-made.ts";
import { forecastOf, range } from "./hand-made.ts";

const known = { status: "ok" as const, value: 0.5, lower95: 0.25, upper95: 0.75, from: 2, to: 64 };
const unknown = { status: "undefined" as const, reason: "fewer than 1000 symbols" };

type Made = Forecast & { readonly outcome: ForecastOutcome; readonly grade: NonNullable<Forecast["grade"]> };

/** A forecast of which nearly all can be said. */
function made(): Made {
  const { outcome, grade, ...rest } = forecastOf(40_000, 2, [2, 20]);
  const [first] = grade?.points ?? [];
  if (outcome.status !== "ok" || grade === null || first?.status !== "ok") throw new Error("not forecast");
  const hit = { ...first, within80: true, within95: false, error: 0.05 };
  const far = { factor: 20, status: "undefined" as const, reason: "the input has but 400 k symbols" };
  return {
    ...rest,
    outcome: { ...outcome, duplicates: { share: 0.25, flagged: true } },
    exponents: {
      covariance: { exponent: known, points: [] },
      context: { exponent: unknown, points: [] },
      scaling: known,
      hilberg: unknown,
      horizon: { status: "ok", value: 12 },
    },
    grade: { ...grade, points: [hit, far] },
  };
}

test("the whole of a forecast", () => {
  expect(renderForecast(made(), { ...view, width: 100 })).toBe(
    [
      "With 20 times as much data, the next byte costs 2.00 bits (95 %: 1.80 to 2.20); now it costs 2.00.",
      "",
      "made by hand  40 k of 400 k symbols, 60 blocks from the whole input",
      "SHA-256 of this forecast 0000000000000000",
      "",
      "Forecast  cost of more data, bit; l: cost of the next symbol there",
      "     symbols      total       more         80 %         95 %      l         95 %",
      " 1x     40 k     80 000                                       2.000  1.980–2.020",
      " 2x     80 k    160 000     80 000  76.0–84.0 k  72.0–88.0 k  2.000  1.800–2.200",
      "20x    800 k  1 600 000  1 520 000  1444–1596 k  1368–1672 k  2.000  1.800–2.200",
      "",
      "The next doubling lowers the loss by 0.1000 ± 0.1000 bit/byte: no significant change.",
      "From 1x to 20x the loss falls from 2.000 to 2.000 bit/byte.",
      "The limit of the loss is between 0.900 and 1.100 bit/byte, an upper bound of h.",
      "Law: l falls by 6.7 % per doubling within the sample; its continuation was learned from 38 other",
      "texts of 30 packages.",
      "Near-duplicates: 25.0 % of long windows also occur in another block. This widens the intervals.",
      "Order matters: neighbouring blocks have similar costs (r = 0.50, p = 0.001). The forecast is for",
      "blocks in random order.",
      "Jump: in file order, the loss falls suddenly by 0.500 bit/byte after about 20 k symbols, which saves",
      "8000 bits (p = 0.002; context-mixer: copies). Further jumps are possible. This widens the intervals.",
      "Forecasts as far as 20x have never been graded.",
      "",
      "Grade  cost of the further data, on 400 k symbols",
      "    forecast  actual   error  floor  80 %  95 %  Winkler",
      "2x    80 000  80 000  +5.0 %  1.0 %   hit  miss  100.0 %",
      "",
      "Simple laws  their error, and (skill of the forecast)",
      "        constant-rate  last-marginal-rate          power-law                 f1",
      "2x  +123.5 % (-10.00)   +123.5 % (-10.00)  +123.5 % (-10.00)  +123.5 % (-10.00)",
      "20x: the input has but 400 k symbols",
      "",
      "Exponents  how fast a learner can learn the sample",
      "                                                    value         95 %  fitted over",
      "beta     covariance of symbols, by distance         0.500  0.250–0.750         2–64",
      "gamma    loss saved by context, by its length   undefined",
      "alpha    gamma / (2 beta): loss, by data            0.500  0.250–0.750         2–64",
      "Hilberg  information shared by blocks, at most  undefined",
      "horizon  reach of memory, in symbols                   12         none",
      "gamma: fewer than 1000 symbols",
      "Hilberg: fewer than 1000 symbols",
      "",
    ].join("\n"),
  );
});

/** With what was wrapped in one line again. */
const said = (forecast: Forecast) =>
  renderForecast(forecast, { ...view, width: 100 }).replace(/(?<=.{80})\n(?=\S)/g, " ");
const withOutcome = (change: Partial<ForecastOutcome>) => {
  const forecast = made();
  return said({ ...forecast, outcome: { ...forecast.outcome, ...change } });
};
const withSample = (change: Partial<Forecast["sample"]>, rest: Partial<Forecast> = {}) => {
  const forecast = made();
  return said({ ...forecast, ...rest, sample: { ...forecast.sample, ...change } });
};

test("what was read, and in what symbols", () => {
  expect(withSample({ of: null })).toContain("\nmade by hand  all 40 k symbols, 60 blocks\n");
  expect(withSample({ of: null })).toContain(". The data that follows may differ from the sample.\n");
  const inOrder = withSample({ order: "in-order", of: null });
  expect(inOrder).toContain("\nmade by hand  the first 40 k symbols in file order\n");
  expect(inOrder).toContain(
    "within the sample; the forecast is a geometric mean of the power law, f1 and the last rate. Its error was learned from",
  );
  const { options } = made();
  for (const [change, symbol] of [
    [{ options: { ...options, encoding: "characters" as const } }, "symbol"],
    [{ provenance: { kind: "recipe" as const, recipe: "uniform", truth: null } as never }, "symbol"],
    [{}, "byte"],
  ] as const) {
    const text = withSample({}, change);
    expect(text).toContain(`the next ${symbol} costs 2.00 bits`);
    expect(text).toContain(`± 0.1000 bit/${symbol}: no significant change.`);
  }
});

test("only remarkable findings are reported", () => {
  expect(withOutcome({ limit: { value: 0.6, lower95: 0.5, upper95: 0.7 } })).toContain(
    "\nThe limit of the loss is between 0.500 and 0.700 bit/byte, an upper bound of h.\n",
  );
  expect(withOutcome({ limit: { value: 0.6, lower95: 0.499, upper95: 0.7 } })).toContain(
    "\nThe limit cannot be estimated, because losses still fall too fast.\n",
  );
  const { drift, expectations } = made().outcome;
  const plain = withOutcome({
    duplicates: { share: 0.25, flagged: false },
    drift: { ...drift, named: false },
    jump: null,
    expectations: expectations.slice(0, 1),
  });
  for (const word of ["Near-duplicates", "Order matters", "Jump:", "never been graded"]) {
    expect(plain).not.toContain(word);
    expect(said(made())).toContain(word);
  }
  const none = said({ ...made(), outcome: { ...made().outcome, expectations: [] }, grade: null });
  expect(none).toMatch(/^This forecast has no multiples of the sample\.\n/);
  expect(none).not.toContain("From 1x to");
  const forecast = made();
  expect(said({ ...forecast, grade: null })).not.toContain("Grade");
  expect(said({ ...forecast, grade: { ...forecast.grade, points: [] } })).not.toContain("Simple laws");
});

test.each([
  [{ value: 0.1, lower95: 0.05, upper95: 0.15 }, "0.1000 ± 0.0500", ""],
  [{ value: 0.1, lower95: -0.1, upper95: 0.2 }, "0.1000 ± 0.1500", ": no significant change"],
  [{ value: 0.1, lower95: 0, upper95: 0.2 }, "0.1000 ± 0.1000", ": no significant change"],
  [{ value: -0.2, lower95: -0.3, upper95: -0.1 }, "-0.2000 ± 0.1000", ""],
  [{ value: 0.25, lower95: 0.2, upper95: 0.2 }, "0.2500 ± 0.0000", ""],
])(
  "a doubling lowers the loss by its value, give or take half of its interval: %j",
  (doubling, text, rest) => {
    expect(withOutcome({ doubling })).toContain(
      `\nThe next doubling lowers the loss by ${text} bit/byte${rest}.`,
    );
  },
);

const expected = made().outcome.expectations[0]!;
type Part = NonNullable<ForecastOutcome["parts"]>[number];
const partOf = (name: string, change: Partial<Part> = {}): Part => ({
  ...{ name, share: 0.25, exact: null },
  curve: [
    { symbols: 9999.6, loss: 3 },
    { symbols: 40_000, loss: 2.5 },
  ],
  outcome: { status: "ok", codeLength: 1, loss: range(2, 0.1), expectations: [{ ...expected, factor: 20 }] },
  ...change,
});
const withParts = (...parts: Part[]) => {
  const forecast = made();
  return renderForecast({ ...forecast, outcome: { ...forecast.outcome, parts } }, { ...view, width: 100 });
};
/** The sections of a forecast that begin so. */
const sectionOf = (title: string, text: string) =>
  text
    .trimEnd()
    .split("\n\n")
    .flatMap((section) => (section.startsWith(`${title}  `) ? [section.split("\n").slice(1)] : []));

test("parts have what they cost where that is known, and those of no position no row", () => {
  const rare = partOf("rare", {
    curve: [
      { symbols: 9999.6, loss: null },
      { symbols: 40_000, loss: 0 },
    ],
  });
  const learned = (...parts: Part[]) => sectionOf("Parts", withParts(...parts));
  expect(learned(partOf("sum"), rare, partOf("none", { share: 0 }))).toEqual([
    ["       share   10 k   40 k", "sum   25.0 %  3.000  2.500", "rare  25.0 %         0.000"],
  ]);
  expect(learned(partOf("sum"), partOf("mark", { exact: 1.25 }))).toEqual([
    ["       share   10 k   40 k  exact", "sum   25.0 %  3.000  2.500", "mark  25.0 %  3.000  2.500  1.250"],
  ]);
  expect(learned(partOf("none", { share: 0 }))[0]!.join("")).not.toContain("none");
});

test("costs of parts, and reasons for parts without a forecast", () => {
  const of = (...parts: Part[]) => sectionOf("Forecast of the parts", withParts(...parts));
  const reason = "too few";
  const unknownPart = (name: string) => partOf(name, { outcome: { status: "undefined", reason } });
  expect(of(partOf("sum"), unknownPart("mark"), unknownPart("date"))).toEqual([
    [
      "        1x         2x  95 %    20x         95 %",
      "sum  2.000  undefined        2.000  1.800–2.200",
      "mark, date: too few",
    ],
  ]);
  expect(of(unknownPart("mark"))).toEqual([["mark: too few"]]);
  expect(withParts()).toContain("Forecast of the parts");
  const { parts: _, ...plain } = made().outcome;
  expect(said({ ...made(), outcome: plain })).not.toContain("Parts");
  const far = partOf("sum", {
    outcome: {
      ...{ status: "ok", codeLength: 1, loss: range(2, 0.1), expectations: [] },
      untold: [
        { factor: 2, reason },
        { factor: 20, reason },
      ],
    },
  });
  expect(of(far)[0]!.at(-1)).toBe("sum: undefined at 2x, 20x: too few");
});

test("grades of parts are at what was reached by any, in order", () => {
  const point = { ...made().grade.points[0]!, within80: true, within95: false } as const;
  const missed = { factor: 20, status: "undefined" as const, reason: "too short" };
  const parts = [
    {
      name: "sum",
      points: [
        { ...point, factor: 5, error: 0.5 },
        { ...point, factor: 2, error: -0.25 },
      ],
    },
    { name: "mark", points: [{ ...point, factor: 2, error: 0, within80: false, within95: true }, missed] },
  ] as unknown as NonNullable<Made["grade"]["parts"]>;
  const graded = said({ ...made(), grade: { ...made().grade, parts } });
  expect(sectionOf("Grade of the parts", graded)).toEqual([
    [
      "           2x  80 %  95 %       5x  80 %  95 %",
      "sum   -25.0 %   hit  miss  +50.0 %   hit  miss",
      "mark   +0.0 %  miss   hit",
    ],
  ]);
  expect(said({ ...made(), grade: { ...made().grade, parts: [] } })).not.toContain("Grade of the parts");
});

test("exponents have a value, an interval and a range, or a reason below them", () => {
  const { exponents: _, ...rest } = made();
  expect(said(rest)).not.toContain("Exponents");
  const of = (exponent: typeof known | typeof unknown, horizon: object) => {
    const exponents = {
      ...{ covariance: { exponent, points: [] }, context: { exponent, points: [] } },
      ...{ scaling: exponent, hilberg: exponent, horizon },
    } as unknown as NonNullable<Forecast["exponents"]>;
    return sectionOf("Exponents", renderForecast({ ...rest, exponents }, { ...view, width: 100 }))[0]!;
  };
  const names = ["beta", "gamma", "alpha", "Hilberg", "horizon"];
  const none = of(unknown, unknown);
  expect(none.slice(-5)).toEqual(names.map((name) => `${name}: fewer than 1000 symbols`));
  expect(none.slice(1, 6).every((line) => line.endsWith("undefined"))).toBe(true);
  const all = of(known, { status: "ok", value: 12.6 });
  expect(all).toHaveLength(6);
  expect(all.slice(1, 5).every((line) => line.endsWith("0.500  0.250–0.750         2–64"))).toBe(true);
  expect(all[5]).toMatch(/^horizon .* 13 +none$/);
});

test("what cannot be forecast has a reason and nothing more", () => {
  const { exponents: _, ...forecast } = made();
  const undefinedOne = { ...forecast, outcome: unknown, grade: null };
  expect(said(undefinedOne)).toBe(
    "This sample cannot be forecast.\n\nmade by hand  40 k of 400 k symbols, 60 blocks from the whole input\nundefined: fewer than 1000 symbols\n",
  );
  expect(forecastRows(undefinedOne).rows).toEqual([
    ["made by hand", null, null, null, null, "undefined", ...Array(6).fill(null), "fewer than 1000 symbols"],
  ]);
});

test.each([
  [1234, "1234–1481"],
  [8e3, "8000–9600"],
  [9e3, "9.0–10.8 k"],
  [83e3, "83.0–99.6 k"],
  [84e3, "84–101 k"],
  [8e6, "8000–9600 k"],
  [9e6, "9.0–10.8 M"],
  [9e7, "90–108 M"],
])("an interval from %d on", (lower, text) => {
  const { expectations } = made().outcome;
  const excess = { value: lower, lower80: lower, upper80: 1.2 * lower, lower95: lower, upper95: 1.2 * lower };
  expect(withOutcome({ expectations: [{ ...expectations[0]!, excess }] })).toContain(`${text}  ${text}`);
});

test.each([
  [9_999_999, "9 999 999  "],
  [10_000_000, "10 000 k  "],
])("%d bits", (bits, text) => {
  expect(withOutcome({ codeLength: bits })).toContain(`  ${text}`);
});

test("rows for programs, of the whole and of parts", () => {
  const { outcome, ...rest } = made();
  const one = outcome.expectations.slice(0, 1);
  const untold = [{ factor: 20, reason: "too far" }];
  const part = { name: "sum", share: 0.5, exact: null, curve: [] };
  const parts = [
    {
      ...part,
      outcome: { status: "ok" as const, codeLength: 1, loss: range(2, 0.1), expectations: [], untold },
    },
  ];
  const { columns, rows } = forecastRows({ ...rest, outcome: { ...outcome, expectations: one, parts } });
  const about = ["made by hand", null];
  expect([columns, ...rows]).toEqual([
    [
      ...["name", "part", "quantity", "factor", "symbols", "status", "value", "lower80", "upper80"],
      ...["lower95", "upper95", "unit", "reason"],
    ],
    [...about, "codeLength", 2, 80_000, "ok", 160_000, 152_000, 168_000, 144_000, 176_000, "bit", null],
    [...about, "loss", 2, 80_000, "ok", 2, 1.9, 2.1, 1.8, 2.2, "bit/symbol", null],
    ["made by hand", "sum", null, 20, null, "undefined", ...Array(6).fill(null), "too far"],
  ]);
});

const point = (factor: number, value: number) => ({
  ...{ factor, symbols: factor * 1000, status: "ok" as const, examples: 40, groups: 7, medianError: 0.02 },
  loss: { value, lower80: 0.9 * value, upper80: 1.1 * value, lower95: 0.8 * value, upper95: 1.2 * value },
});

function learnerForecast(outcome: LearnerForecast["outcome"]): LearnerForecast {
  return {
    ...{ name: "text.txt", learner: "node learn.mjs", learned: 1000, asked: { blocks: 4, symbols: 512 } },
    curve: [{ m: 1000, learner: { value: 2.5, interval: null } }],
    outcome,
  } as unknown as LearnerForecast;
}
const reason = "no known curve is like it";
const withheld = (factor: number) => ({
  factor,
  symbols: 1000 * factor,
  status: "undefined" as const,
  reason,
});

test("the forecast of a learner, as far as it reaches", () => {
  const points = [point(2, 2.25), withheld(10), point(4, 2), withheld(20)];
  const forecast = learnerForecast({ status: "ok", fall: 0.1, points });
  expect(renderLearnerForecast(forecast, view)).toBe(
    [
      "With 4 times as much data, the loss of the learner on held-out blocks will be",
      "2.00 bit/symbol (95 %: 1.60 to 2.40); now it is 2.50.",
      "",
      "text.txt",
      "learner: node learn.mjs",
      "1 k symbols learned, 512 held out",
      "",
      "     learned  bit/symbol         80 %         95 %  usual error",
      " 1x      1 k       2.500                               measured",
      " 2x      2 k       2.250  2.025–2.475  1.800–2.700        2.0 %",
      "10x     10 k           -",
      " 4x      4 k       2.000  1.800–2.200  1.600–2.400        2.0 %",
      "20x     20 k           -",
      "",
      "The forecast uses the losses at 1x and at half of it. It was learned from 40",
      "curves of small networks on texts of 7 packages. Usual error: median when each",
      "package is forecast by the others. Intervals cover the choice of held-out blocks",
      "and the variation of such curves.",
      "No forecast for 10x, 20x: no known curve is like it.",
      "",
    ].join("\n"),
  );
  expect(learnerForecastRows(forecast)).toEqual({
    columns: [
      ...[
        "name",
        "learner",
        "factor",
        "symbols",
        "status",
        "value",
        "lower80",
        "upper80",
        "lower95",
        "upper95",
      ],
      ...["unit", "reason"],
    ],
    rows: [
      ["text.txt", "node learn.mjs", 2, 2000, "ok", 2.25, 2.025, 2.475, 1.8, 2.7, "bit/symbol", null].map(
        closely,
      ),
      [
        "text.txt",
        "node learn.mjs",
        10,
        10_000,
        "undefined",
        null,
        null,
        null,
        null,
        null,
        "bit/symbol",
        reason,
      ],
      ["text.txt", "node learn.mjs", 4, 4000, "ok", 2, 1.8, 2.2, 1.6, 2.4, "bit/symbol", null].map(closely),
      [
        "text.txt",
        "node learn.mjs",
        20,
        20_000,
        "undefined",
        null,
        null,
        null,
        null,
        null,
        "bit/symbol",
        reason,
      ],
    ],
  });
});

const closely = (cell: string | number | null) => (typeof cell === "number" ? expect.closeTo(cell, 9) : cell);

test("small losses have two digits, and unknown ones are marked", () => {
  const small = renderLearnerForecast(
    learnerForecast({ status: "ok", fall: 0, points: [point(2, 0.00125)] }),
    view,
  );
  expect(small).toContain("0.0013 bit/symbol (95 %: 0.0010 to 0.0015)");
  const none = renderLearnerForecast(learnerForecast({ status: "ok", fall: 0, points: [withheld(2)] }), view);
  expect(none).toMatch(/^The loss of the learner on more data cannot be forecast\.\n/);
  expect(none).not.toContain("The forecast uses");
  const failed = learnerForecast({ status: "undefined", reason });
  expect(renderLearnerForecast(failed, view)).toBe(
    `The loss of the learner on more data cannot be forecast.\n\ntext.txt\nlearner: node learn.mjs\n1 k symbols learned, 512 held out\n\n${reason}\n`,
  );
  expect(learnerForecastRows(failed).rows).toEqual([
    ["text.txt", "node learn.mjs", null, null, "undefined", ...Array(5).fill(null), "bit/symbol", reason],
  ]);
});
