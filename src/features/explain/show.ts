import type { LearnerCurve } from "../../learners/schema.ts";
import {
  bar,
  columnText,
  coordinateText,
  figureText,
  groupDigits,
  paragraph,
  printed,
  shareText,
  unbroken,
} from "../../report/kit/figures.ts";
import { formatCount } from "../../report/kit/format.ts";
import { type Palette, paletteFor } from "../../report/kit/palette.ts";
import { plainTable } from "../../report/kit/plain-table.ts";
import type { View } from "../../report/kit/renderer.ts";
import type { Cell, Rows } from "../../report/kit/rows.ts";
import { lineChart } from "../../report/terminal/line-chart.ts";
import { leftMargin } from "../../report/terminal/map-frame.ts";
import type { Coordinate, Figure, ReportedMeasurement, Spectrum } from "../../results/report.ts";
import { curveSections } from "../curve/show.ts";
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

/**
 * One sample in depth, for a person: what it is, what is certain, and what lies behind its place.
 *
 * @returns text that ends in a line feed; equal explanations and views give equal text
 */
export function renderExplanation(explanation: Explanation, view: View): string {
  const palette = paletteFor(view.color);
  const { sample, depth } = explanation;
  const sections = [
    placeSection(explanation, view, palette),
    certificateSection(sample.spectrum?.certificates ?? [], view, palette),
  ];
  if (depth.status === "ok") {
    sections.push(
      learningSection(explanation, view, palette),
      contextSection(explanation, view, palette),
      compressorSection(depth, palette),
      memberSection(depth, view, palette),
      expertSection(depth, view, palette),
      ladderSection(depth, view, palette),
      profileSection(explanation, depth, view, palette),
      quoteSection(depth, view, palette),
    );
  }
  if (explanation.learner !== null)
    sections.push(palette.bold("A learner"), ...curveSections(explanation.learner, view));
  return `${printed(sections.filter((section) => section !== undefined).join("\n\n"))}\n`;
}

type Series = Extract<ReportedMeasurement, { shape: "series" }>["value"];

const barColumns = 40;
const chartColumns = 60;
const chartRows = 8;
/** Longest words that a terminal shows; JSON has all. */
const shownOrders = 12;

/** The learning curve as bars, with what is read off it. */
function learningSection({ sample }: Explanation, view: View, palette: Palette): string | undefined {
  const { spectrum, measurements } = sample;
  const curve = find(measurements, "learning-curve");
  if (spectrum === null || curve?.status !== "ok" || curve.shape !== "series") return undefined;
  const { points } = curve.value;
  const top = Math.max(Math.log2(Math.max(2, spectrum.alphabet)), ...points.map(({ value }) => value));
  const rows = points.map((point) => [formatCount(point.x), columnText(point, 3, view)]);
  const growth = find(measurements, "growth-exponent");
  const b =
    growth?.status === "ok" && growth.shape === "scalar"
      ? `G grows like m^b, b = ${figureText(growth, view)}`
      : `b: ${growth?.status === "undefined" ? growth.reason : "not measured"}`;
  const learned = [
    `S = ${coordinateText(spectrum.structure, view)}`,
    `G = ${coordinateText(spectrum.growth, view)}`,
    b,
  ];
  return [
    palette.bold("Learning curve") + palette.dim("  bits a symbol after m symbols in random order"),
    plainTable(["m", "l(m)"].map(palette.dim), rows, [0, 1]),
    ...learningChart(points, top, view, palette),
    palette.dim("small m are read once in each of the few orders, so their errors are wide"),
    paragraph(learned.join("; "), view),
    ...budgetLines(spectrum, view, palette),
  ].join("\n");
}

/** l(m) against log m, over its intervals; the top is log2 A. */
function learningChart(points: Series["points"], top: number, view: View, palette: Palette): string[] {
  const columns = Math.min(chartColumns, view.width - leftMargin);
  const longest = Math.log2(Math.max(2, points.at(-1)?.x ?? 2));
  const placed = points.map(({ x, value, interval }) => ({
    x: Math.log2(Math.max(1, x)) / longest,
    value,
    interval,
  }));
  const last = formatCount(points.at(-1)?.x ?? 0);
  const scale = " ".repeat(leftMargin) + "m = 1".padEnd(columns - last.length) + last;
  return [...lineChart(placed, { rows: chartRows, columns, top }, view, palette), palette.dim(scale)];
}

function budgetLines({ budget }: Spectrum, view: View, palette: Palette): string[] {
  if (budget === null) return [];
  const columns = Math.min(60, view.width - 2);
  const [random, learned, free] = view.ascii ? ["#", "=", "."] : ["█", "▒", "·"];
  const ofRandom = Math.round(budget.random * columns);
  const ofLearned = Math.round((budget.random + budget.learned) * columns) - ofRandom;
  const line =
    random!.repeat(ofRandom) + learned!.repeat(ofLearned) + free!.repeat(columns - ofRandom - ofLearned);
  const share = (part: keyof typeof budget.raw) =>
    shareText({ value: budget[part], interval: budget.intervals[part] }, view);
  const legend = [
    unbroken(`${random} random ${share("random")}`),
    unbroken(`  ${learned} learned ${share("learned")}`),
    unbroken(`  ${free} order ${share("free")}`),
  ];
  return [
    "",
    palette.bold("Budget") + palette.dim("  where log2 A goes"),
    line,
    paragraph(legend.join(" "), view),
  ];
}

/** Block entropies and their gains while words are covered. */
function contextSection({ sample }: Explanation, view: View, palette: Palette): string | undefined {
  const gains = find(sample.measurements, "entropy-gains");
  const blocks = find(sample.measurements, "block-entropies");
  if (gains === undefined || blocks === undefined) return undefined;
  const title =
    palette.bold("Context curve") + palette.dim("  h(k): bits of a symbol after the k - 1 before it");
  if (gains.status === "undefined") return [title, paragraph(gains.reason, view)].join("\n");
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
      bar(value / top, barColumns, view.ascii),
    ]);
  const more = points.length > shownOrders ? [palette.dim(`and ${points.length - shownOrders} more`)] : [];
  const remark = palette.dim("longer words are too rare here to be measured; no intervals are known");
  return [
    title,
    plainTable(["k", "H(k)", "h(k)", ""].map(palette.dim), rows, [0, 1, 2]),
    ...more,
    remark,
  ].join("\n");
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
/** Places that a terminal names; JSON has all. */
const shownPlaces = 12;

/** What the observer pays along the sample, and where that is noise, order or a repetition. */
function profileSection({ sample }: Explanation, { profile }: Depth, view: View, palette: Palette): string {
  const { stretches, unit } = profile;
  const top = Math.log2(Math.max(2, sample.spectrum?.alphabet ?? 2));
  const columns = Math.min(stretches.length, view.width - leftMargin);
  const placeOf = (i: number) => i / Math.max(1, stretches.length - 1);
  const points = stretches.map(({ rate }, i) => ({ x: placeOf(i), ...rate }));
  const chart = lineChart(points, { rows: profileRows, columns, top }, view, palette);
  const signs = new Array<string>(columns).fill(" ");
  stretches.forEach(({ kind }, i) => {
    const column = Math.round(placeOf(i) * (columns - 1));
    if (kind !== "plain") signs[column] = marks[kind];
  });
  const below = signs.join("").trimEnd();
  const places = merged(stretches);
  const named = places.slice(0, shownPlaces).map((place) => paragraph(sentence(place, unit), view, 2));
  if (places.length > shownPlaces) named.push(palette.dim(`and ${places.length - shownPlaces} more`));
  if (places.length === 0) named.push("No stretch stands out as noise, order or repetition.");
  const scale = `full height ${top.toFixed(2)} bit/symbol; n noise, o order, r repeated`;
  return [
    palette.bold("Along the sample") + palette.dim("  what each stretch costs once all before it was read"),
    ...chart,
    ...(below === "" ? [] : [" ".repeat(leftMargin) + below]),
    palette.dim(paragraph(scale, view)),
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

/** Neighbours of one kind as one place; what is plain is left out. */
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
  return `${where.replace(/^[a-z]/, (letter) => letter.toUpperCase())}: ${meanings[kind]}, ${rate} bit/symbol.`;
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

/** One row a number: where the sample lies, and what lies behind it. */
export function explanationRows({ sample, depth, learner }: Explanation): Rows {
  const spectrum = sample.spectrum;
  const placed = (["randomness", "growth", "growthExponent", "rate", "structure"] as const).flatMap((id) =>
    spectrum === null ? [] : [coordinateRow(sample.name, id, spectrum[id])],
  );
  const behind =
    depth.status === "ok"
      ? rowsInDepth(depth)
      : [["depth", sample.name, null, "undefined", null, null, null, null, null, depth.reason]];
  return { columns, rows: [...placed, ...behind, ...(learner === null ? [] : learnerRows(learner))] };
}

/** The curve of a learner beside that of the observer, and what is read off both. */
function learnerRows({ curve, randomness, structure, parts, truth }: LearnerCurve): Cell[][] {
  const pair = (item: string, { learner, observer }: LearnerCurve["structure"]) => [
    ...(learner === null ? [] : [figureRow("learner", item, "learner", learner)]),
    ...(observer === null ? [] : [figureRow("learner", item, "observer", observer)]),
  ];
  return [
    ...curve.flatMap((point) => pair(`after ${point.learned} symbols`, point)),
    ...pair("x", randomness),
    ...pair("S", structure),
    ...(parts ?? []).map(({ name, learner }) => figureRow("learner", name, "learner", learner)),
    ...(truth === null ? [] : pair("excess over the entropy rate", truth.excess)),
  ];
}

function coordinateRow(item: string, quantity: string, coordinate: Coordinate): Cell[] {
  if (coordinate.status === "ok") return figureRow("place", item, quantity, coordinate);
  return ["place", item, quantity, "undefined", null, null, null, null, coordinate.unit, coordinate.reason];
}

function figureRow(
  section: string,
  item: string,
  quantity: string,
  { value, interval, unit }: Figure,
): Cell[] {
  const ends = interval === null ? [null, null, null] : [interval.lower, interval.upper, interval.level];
  return [section, item, quantity, "ok", value, ...ends, unit, null];
}

function rowsInDepth({ observer, compressors, experts, ladder, profile, quotes }: Depth): Cell[][] {
  const rows: Cell[][] = [figureRow("observer", "mixture", "codeLength", observer.codeLength)];
  for (const { id, codeLength, weight } of observer.members) {
    if (codeLength !== null) rows.push(figureRow("observer", id, "codeLength", codeLength));
    rows.push(figureRow("observer", id, "weight", weight));
  }
  for (const { id, codeLength, perSymbol } of compressors) {
    rows.push(figureRow("compressors", id, "codeLength", codeLength));
    rows.push(figureRow("compressors", id, "perSymbol", perSymbol));
  }
  if (experts.status === "ok") {
    for (const { id, withoutIt, brings } of experts.parts) {
      rows.push(figureRow("experts", id, "withoutIt", withoutIt));
      rows.push(figureRow("experts", id, "brings", brings));
    }
  }
  for (const rung of ladder.rungs) {
    const item = rung.parameter === null ? rung.id : `${rung.id} ${rung.parameter}`;
    if (rung.status === "ok") {
      rows.push(figureRow("ladder", item, "rate", rung.rate));
      rows.push(figureRow("ladder", item, "structure", rung.structure));
    } else rows.push(["ladder", item, null, "undefined", null, null, null, null, null, rung.reason]);
  }
  for (const { start, end, kind, rate } of profile.stretches)
    rows.push(figureRow("profile", `${start}-${end} ${kind}`, "rate", rate));
  if (quotes.status === "ok") {
    for (const kind of ["surprising", "repeated", "orderly"] as const)
      for (const { offset, bytes, line, rate } of quotes[kind])
        rows.push(figureRow("quotes", `${offset}-${offset + bytes} ${kind}${lineText(line)}`, "rate", rate));
  }
  return rows;
}

const lineText = (line: number | null) => (line === null ? "" : `, line ${line}`);
