import { capitalized, groupDigits } from "../../report/kit/figures.ts";
import { type Layout, layoutFor } from "../../report/kit/layout.ts";
import type { View } from "../../report/kit/renderer.ts";
import { type Rows, rowsOf } from "../../report/kit/rows.ts";
import { lineChart } from "../../report/terminal/line-chart.ts";
import { leftMargin } from "../../report/terminal/map-frame.ts";
import type { Coordinate, Figure } from "../../results/report.ts";
import { findingClause, findingText } from "./finding-text.ts";
import { leastSaved } from "./rules/unseen.ts";
import type { Depth, Explanation, Stretch } from "./schema.ts";
import { certificateSection, placeSection } from "./show-place.ts";
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
  if (depth.status === "ok") sections.push(profileSection(explanation, depth, layout));
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
  const found = sample.measurements.find(({ estimator }) => estimator === "real-character");
  // Positions in a sampled file have no index.
  if (found?.status !== "ok" || found.shape !== "table" || sample.blocks.length > 1) return undefined;
  const [n, agreement, d, signs, saved, atPrimes] = found.value.rows.at(-1) ?? [];
  if (typeof agreement !== "number" || typeof saved !== "number" || typeof atPrimes !== "number")
    return undefined;
  const [bits, ofPrimes] = [Math.floor(saved), Math.floor(Math.max(0, atPrimes))];
  const name = `the real character (${d}/n)`;
  const isSame = signs === "same";
  const chance =
    ofPrimes >= leastSaved
      ? `: p <= 2^-${bits} for independent signs. At primes alone it saves ${groupDigits(String(ofPrimes))} bits: p <= 2^-${ofPrimes} for random multiplicative signs`
      : `, ${ofPrimes} of them at primes: random multiplicative signs agree as well with one of many characters`;
  const text =
    `${isSame ? "Signs agree with" : "Signs are opposite to"} ${name} at ` +
    `${(100 * agreement).toFixed(1)} % of the n up to ${groupDigits(String(n))}. Chosen on the first half, it saves ` +
    `${groupDigits(String(bits))} bits on the second half${chance}.`;
  const verbs = ofPrimes >= leastSaved ? ["follows", "opposes"] : ["agrees with", "disagrees with"];
  return { clause: `${verbs[isSame ? 0 : 1]} ${name}`, text };
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
export function explanationRows({ sample, depth }: Explanation): Rows {
  const { name: item, spectrum } = sample;
  const placed = (["randomness", "growth", "growthExponent", "rate", "structure"] as const).flatMap(
    (quantity) => (spectrum === null ? [] : [rowFor("place", item, quantity, spectrum[quantity])]),
  );
  const behind = depth.status === "ok" ? rowsInDepth(depth) : [{ section: "depth", item, ...depth }];
  return rowsOf(columns, [...placed, ...behind]);
}

/** A number, or the reason why there is none. */
const rowFor = (section: string, item: string, quantity: string, found: Figure | Coordinate): Row => ({
  ...{ section, item, quantity, status: "ok" },
  ...found,
  ...("interval" in found ? found.interval : {}),
});

function rowsInDepth({ waterfall, findings, profile }: Depth): Row[] {
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
    ...profile.stretches.flatMap(({ start, end, kind, rate }) =>
      of("profile", `${start}-${end} ${kind}`, { rate }),
    ),
  ];
}
