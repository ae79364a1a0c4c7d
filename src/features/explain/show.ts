import type { LearnerCurve } from "../../learners/schema.ts";
import { bar, capitalized, groupDigits, shareText, unbroken } from "../../report/kit/figures.ts";
import { formatCount } from "../../report/kit/format.ts";
import { type Layout, layoutFor } from "../../report/kit/layout.ts";
import type { View } from "../../report/kit/renderer.ts";
import { type Rows, rowsOf } from "../../report/kit/rows.ts";
import { lineChart } from "../../report/terminal/line-chart.ts";
import { leftMargin } from "../../report/terminal/map-frame.ts";
import type { Coordinate, Figure, ReportedMeasurement, Spectrum } from "../../results/report.ts";
import { curveSections } from "../curve/show.ts";
import { findingClause, findingText } from "./finding-text.ts";
import type { Depth, Explanation, Stretch } from "./schema.ts";
import {
  certificateSection,
  compressorSection,
  expertSection,
  ladderSection,
  memberSection,
  placeSection,
  quoteSection,
} from "./show-depth.ts";
import { waterfallSection } from "./show-waterfall.ts";

/**
 * One sample in depth, for a person: what it is, what is certain, and the details of its position.
 *
 * @returns text that ends in a line feed; equal explanations and views give equal text
 */
export function renderExplanation(explanation: Explanation, view: View): string {
  const layout = layoutFor(view);
  const { sample, depth } = explanation;
  const rules = rulesOf(explanation);
  const clauses = rules.map(({ clause }) => clause);
  const sections = [
    placeSection(explanation, clauses, layout),
    depth.status === "ok" ? waterfallSection(depth, layout) : undefined,
    certificateSection(sample.spectrum?.certificates ?? [], layout),
    namedSection(explanation, rules, layout),
  ];
  if (depth.status === "ok") {
    sections.push(
      learningSection(explanation, layout),
      contextSection(explanation, layout),
      compressorSection(depth, layout),
      memberSection(depth, layout),
      expertSection(depth, layout),
      ladderSection(depth, layout),
      profileSection(explanation, depth, layout),
      quoteSection(depth, layout),
    );
  }
  if (explanation.learner !== null)
    sections.push(layout.bold("A learner"), ...curveSections(explanation.learner, view));
  return layout.text(sections);
}

/** A rule that the sample follows. */
interface Rule {
  /** what it says about the sample, after "it" */
  readonly clause: string;
  readonly text: string;
}

function rulesOf(explanation: Explanation): Rule[] {
  const { depth } = explanation;
  const findings = depth.status === "ok" ? depth.findings : [];
  const rules = findings.map((one) => ({ clause: findingClause(one), text: findingText(one) }));
  const character = characterOf(explanation);
  return character === undefined ? rules : [character, ...rules];
}

function namedSection({ sample }: Explanation, rules: readonly Rule[], layout: Layout): string | undefined {
  if (rules.length === 0) return undefined;
  const title = layout.title("Rules", `tested on held-out symbols out of ${groupDigits(String(sample.n))}`);
  return [title, ...rules.map(({ text }) => layout.paragraph(text, 2))].join("\n");
}

/** The real character that signs resemble; undefined for a sample without signs. */
function characterOf({ sample }: Explanation): Rule | undefined {
  const found = find(sample.measurements, "real-character");
  // Positions in a sampled file have no index.
  if (found?.status !== "ok" || found.shape !== "table" || sample.blocks.length > 1) return undefined;
  const [n, agreement, d, signs, saved] = found.value.rows.at(-1) ?? [];
  if (typeof agreement !== "number" || typeof saved !== "number") return undefined;
  const bits = Math.floor(saved);
  const name = `the real character (${d}/n)`;
  const text =
    `${signs === "same" ? "Signs agree with" : "Signs are opposite to"} ${name} at ` +
    `${(100 * agreement).toFixed(1)} % of the n up to ${groupDigits(String(n))}. Chosen on the first half, it saves ` +
    `${groupDigits(String(bits))} bits on the second half: p <= 2^-${bits}.`;
  return { clause: `${signs === "same" ? "follows" : "opposes"} ${name}`, text };
}

type Series = Extract<ReportedMeasurement, { shape: "series" }>["value"];

const barColumns = 40;
const chartColumns = 60;
const chartRows = 8;
/** Longest k-grams in a terminal; JSON has all. */
const shownOrders = 12;

/** The learning curve as bars, and its properties. */
function learningSection({ sample }: Explanation, layout: Layout): string | undefined {
  const { spectrum, measurements } = sample;
  const curve = find(measurements, "learning-curve");
  if (spectrum === null || curve?.status !== "ok" || curve.shape !== "series") return undefined;
  const { points } = curve.value;
  const top = Math.max(Math.log2(Math.max(2, spectrum.alphabet)), ...points.map(({ value }) => value));
  const rows = points.map((point) => [formatCount(point.x), layout.column(point, 3)]);
  const growth = find(measurements, "growth-exponent");
  const b =
    growth?.status === "ok" && growth.shape === "scalar"
      ? `G grows like m^b, b = ${layout.figure(growth)}`
      : `b: ${growth?.status === "undefined" ? growth.reason : "not measured"}`;
  const learned = [
    `S = ${layout.coordinate(spectrum.structure)}`,
    `G = ${layout.coordinate(spectrum.growth)}`,
    b,
  ];
  return [
    layout.title("Learning curve", "bit/symbol after learning m symbols, in random order"),
    layout.table(["m", "l(m)"], rows, [0, 1]),
    ...learningChart(points, top, layout),
    layout.dim("rates at small m have wide errors, because only a few orders are averaged"),
    layout.paragraph(learned.join("; ")),
    ...budgetLines(spectrum, layout),
  ].join("\n");
}

/** l(m) against log m, with intervals; the top is log2 A. */
function learningChart(points: Series["points"], top: number, layout: Layout): string[] {
  const columns = Math.min(chartColumns, layout.view.width - leftMargin);
  const longest = Math.log2(Math.max(2, points.at(-1)?.x ?? 2));
  const placed = points.map(({ x, value, interval }) => ({
    x: Math.log2(Math.max(1, x)) / longest,
    value,
    interval,
  }));
  const last = formatCount(points.at(-1)?.x ?? 0);
  const scale = " ".repeat(leftMargin) + "m = 1".padEnd(columns - last.length) + last;
  return [...lineChart(placed, { rows: chartRows, columns, top }, layout), layout.dim(scale)];
}

function budgetLines({ budget }: Spectrum, layout: Layout): string[] {
  if (budget === null) return [];
  const columns = Math.min(60, layout.view.width - 2);
  const [random, learned, free] = layout.view.ascii ? ["#", "=", "."] : ["█", "▒", "·"];
  const ofRandom = Math.round(budget.random * columns);
  const ofLearned = Math.round((budget.random + budget.learned) * columns) - ofRandom;
  const line =
    random!.repeat(ofRandom) + learned!.repeat(ofLearned) + free!.repeat(columns - ofRandom - ofLearned);
  const share = (part: keyof typeof budget.raw) =>
    shareText({ value: budget[part], interval: budget.intervals[part] }, layout.view);
  const legend = [
    unbroken(`${random} random ${share("random")}`),
    unbroken(`  ${learned} learned ${share("learned")}`),
    unbroken(`  ${free} order ${share("free")}`),
  ];
  return ["", layout.title("Budget", "where log2 A goes"), line, layout.paragraph(legend.join(" "))];
}

/** Block entropies and their gains for covered k-grams. */
function contextSection({ sample }: Explanation, layout: Layout): string | undefined {
  const gains = find(sample.measurements, "entropy-gains");
  const blocks = find(sample.measurements, "block-entropies");
  if (gains === undefined || blocks === undefined) return undefined;
  const title = layout.title("Context curve", "h(k): bits of a symbol given the k - 1 before it");
  if (gains.status === "undefined") return [title, layout.paragraph(gains.reason)].join("\n");
  if (gains.shape !== "series" || blocks.status !== "ok" || blocks.shape !== "series") return undefined;
  const heights = blocks.value.points;
  const { points } = gains.value;
  const top = Math.max(Math.log2(Math.max(2, sample.alphabet.present)), points[0]?.value ?? 0);
  const rows = points
    .slice(0, shownOrders)
    .map(({ x, value }, i) => [
      String(x),
      (heights[i]?.value ?? 0).toFixed(3),
      value.toFixed(3),
      bar(value / top, barColumns, layout.view.ascii),
    ]);
  const more = points.length > shownOrders ? [layout.dim(`and ${points.length - shownOrders} more`)] : [];
  const remark = layout.dim("longer k-grams are too rare to be measured here; no intervals are known");
  return [title, layout.table(["k", "H(k)", "h(k)", ""], rows, [0, 1, 2]), ...more, remark].join("\n");
}

function find(measurements: readonly ReportedMeasurement[], id: string): ReportedMeasurement | undefined {
  return measurements.find(({ estimator }) => estimator === id);
}

type Kind = Stretch["kind"];

const marks: Readonly<Record<Exclude<Kind, "plain">, string>> = { noise: "n", order: "o", repeated: "r" };
const meanings: Readonly<Record<Exclude<Kind, "plain">, string>> = {
  noise: "noise to this observer",
  order: "order",
  repeated: "repeats earlier text",
};
const profileRows = 5;
/** Most listed positions in a terminal; JSON has all. */
const shownPlaces = 12;

/** The cost along the sample, and the parts that are noise, order or a repetition. */
function profileSection({ sample }: Explanation, { profile }: Depth, layout: Layout): string {
  const { stretches, unit } = profile;
  const top = Math.log2(Math.max(2, sample.spectrum?.alphabet ?? 2));
  const columns = Math.min(stretches.length, layout.view.width - leftMargin);
  const placeOf = (i: number) => i / Math.max(1, stretches.length - 1);
  const points = stretches.map(({ rate }, i) => ({ x: placeOf(i), ...rate }));
  const chart = lineChart(points, { rows: profileRows, columns, top }, layout);
  const signs = new Array<string>(columns).fill(" ");
  stretches.forEach(({ kind }, i) => {
    const column = Math.round(placeOf(i) * (columns - 1));
    if (kind !== "plain") signs[column] = marks[kind];
  });
  const below = signs.join("").trimEnd();
  const places = merged(stretches);
  const named = places.slice(0, shownPlaces).map((place) => layout.paragraph(sentence(place, unit), 2));
  if (places.length > shownPlaces) named.push(layout.dim(`and ${places.length - shownPlaces} more`));
  if (places.length === 0) named.push("No segment is noise, order or repetition.");
  const scale = `full height ${top.toFixed(2)} bit/symbol; n noise, o order, r repeated`;
  return [
    layout.title("Along the sample", "cost of each segment after everything before it was read"),
    ...chart,
    ...(below === "" ? [] : [" ".repeat(leftMargin) + below]),
    layout.dim(layout.paragraph(scale)),
    ...named,
  ].join("\n");
}

interface Place {
  readonly kind: Exclude<Kind, "plain">;
  readonly start: number;
  readonly end: number;
  readonly symbols: number;
  readonly bits: number;
}

/** Merges neighbours of one kind; omits plain stretches. */
function merged(stretches: readonly Stretch[]): Place[] {
  const places: Place[] = [];
  for (const { kind, start, end, symbols, rate } of stretches) {
    if (kind === "plain") continue;
    const bits = rate.value * symbols;
    const last = places.at(-1);
    if (last !== undefined && last.kind === kind && last.end === start) {
      places[places.length - 1] = {
        ...last,
        end,
        symbols: last.symbols + symbols,
        bits: last.bits + bits,
      };
    } else places.push({ kind, start, end, symbols, bits });
  }
  return places;
}

function sentence({ kind, start, end, symbols, bits }: Place, unit: "byte" | "symbol"): string {
  const where = groupDigits(`${unit}s ${start} to ${end - 1}`);
  const rate = (bits / symbols).toFixed(3);
  return `${capitalized(where)}: ${meanings[kind]}, ${rate} bit/symbol.`;
}

const columns = [
  "section",
  "item",
  "quantity",
  "status",
  "value",
  "lower",
  "upper",
  "level",
  "unit",
  "reason",
];

type Row = Readonly<{ [column: string]: unknown }>;

/** One row per number: the position of the sample, and its details. */
export function explanationRows({ sample, depth, learner }: Explanation): Rows {
  const { name: item, spectrum } = sample;
  const placed = (["randomness", "growth", "growthExponent", "rate", "structure"] as const).flatMap(
    (quantity) => (spectrum === null ? [] : [rowFor("place", item, quantity, spectrum[quantity])]),
  );
  const behind = depth.status === "ok" ? rowsInDepth(depth) : [{ section: "depth", item, ...depth }];
  return rowsOf(columns, [...placed, ...behind, ...(learner === null ? [] : learnerRows(learner))]);
}

/** A number, or the reason why there is none. */
const rowFor = (section: string, item: string, quantity: string, found: Figure | Coordinate): Row => ({
  ...{ section, item, quantity, status: "ok" },
  ...found,
  ...("interval" in found ? found.interval : {}),
});

/** The curve of a learner beside that of the observer, and the numbers derived from both. */
function learnerRows({ curve, randomness, structure, parts, truth }: LearnerCurve): Row[] {
  const pair = (item: string, both: LearnerCurve["structure"]) =>
    (["learner", "observer"] as const).flatMap((who) => {
      const found = both[who];
      return found === null ? [] : [rowFor("learner", item, who, found)];
    });
  return [
    ...curve.flatMap((point) => pair(`after ${point.learned} symbols`, point)),
    ...pair("x", randomness),
    ...pair("S", structure),
    ...(parts ?? []).map(({ name, learner }) => rowFor("learner", name, "learner", learner)),
    ...(truth === null ? [] : pair("excess over the entropy rate", truth.excess)),
  ];
}

function rowsInDepth({
  waterfall,
  findings,
  observer,
  compressors,
  experts,
  ladder,
  profile,
  quotes,
}: Depth): Row[] {
  const of = (section: string, item: string, figures: Readonly<{ [quantity: string]: Figure | null }>) =>
    Object.entries(figures).flatMap(([quantity, found]) =>
      found === null ? [] : [rowFor(section, item, quantity, found)],
    );
  const { alphabet, layers, remainder } = waterfall;
  return [
    ...of("waterfall", "log2 A", { rate: alphabet }),
    ...layers.flatMap(({ id, codeLength, saves }) => of("waterfall", id, { codeLength, saves })),
    ...of("waterfall", "remainder", { rate: remainder.rate }),
    ...findings.flatMap(({ kind, saved }) => of("named", kind, { saved })),
    ...(remainder.tests.status === "ok" ? remainder.tests.each : []).flatMap(({ id, pValue }) =>
      of("remainder", id, { pValue }),
    ),
    ...remainder.observers.flatMap(({ id, saved }) => of("remainder", id, { saved })),
    ...of("observer", "mixture", { codeLength: observer.codeLength }),
    ...observer.members.flatMap(({ id, codeLength, weight }) => of("observer", id, { codeLength, weight })),
    ...compressors.flatMap(({ id, codeLength, perSymbol }) =>
      of("compressors", id, { codeLength, perSymbol }),
    ),
    ...(experts.status === "ok" ? experts.parts : []).flatMap(({ id, withoutIt, brings }) =>
      of("experts", id, { withoutIt, brings }),
    ),
    ...ladder.rungs.flatMap((rung) => {
      const item = rung.parameter === null ? rung.id : `${rung.id} ${rung.parameter}`;
      if (rung.status !== "ok")
        return [{ section: "ladder", item, status: rung.status, reason: rung.reason }];
      return of("ladder", item, { rate: rung.rate, structure: rung.structure });
    }),
    ...profile.stretches.flatMap(({ start, end, kind, rate }) =>
      of("profile", `${start}-${end} ${kind}`, { rate }),
    ),
    ...(["surprising", "repeated", "orderly"] as const).flatMap((kind) =>
      (quotes.status === "ok" ? quotes[kind] : []).flatMap(({ offset, bytes, line, rate }) =>
        of("quotes", `${offset}-${offset + bytes} ${kind}${line === null ? "" : `, line ${line}`}`, { rate }),
      ),
    ),
  ];
}
