import { groupDigits } from "../../report/kit/figures.ts";
import { type Layout, layoutFor } from "../../report/kit/layout.ts";
import type { View } from "../../report/kit/renderer.ts";
import { type Rows, rowsOf } from "../../report/kit/rows.ts";
import { lineChart } from "../../report/terminal/line-chart.ts";
import { leftMargin } from "../../report/terminal/map-frame.ts";
import type { Coordinate, Figure } from "../../results/report.ts";
import { sectionTable } from "../sections/show.ts";
import { labelOf } from "../sections/words.ts";
import { findingClause, findingText } from "./finding-text.ts";
import { leastSaved } from "./rules/unseen.ts";
import type { Depth, Explanation } from "./schema.ts";
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

const profileRows = 5;
/** The cost along the sample, and the sections of the input below it. */
function profileSection({ sample }: Explanation, { profile }: Depth, layout: Layout): string {
  const { stretches, unit, sections } = profile;
  const top = Math.log2(Math.max(2, sample.spectrum?.alphabet ?? 2));
  const columns = Math.min(stretches.length, layout.view.width - leftMargin);
  const placeOf = (i: number) => i / Math.max(1, stretches.length - 1);
  const points = stretches.map(({ rate }, i) => ({ x: placeOf(i), ...rate }));
  const chart = lineChart(points, { rows: profileRows, columns, top }, layout);
  const letters = new Array<string>(columns).fill(" ");
  if (unit === "byte" && sections.length > 1)
    stretches.forEach(({ start, end }, i) => {
      const section = sections.find(({ to }) => to > (start + end) / 2);
      if (section === undefined) return;
      const label = labelOf(section.index);
      letters[Math.round(placeOf(i) * (columns - 1))] = layout.regime(
        section.regime,
        label.length === 1 ? label : ".",
      );
    });
  const below = letters.join("").trimEnd();
  const read = sample.blocks.reduce((sum, { length }) => sum + length, 0);
  const isPart = sections.length > 0 && sample.size !== null && read < sample.size;
  return [
    layout.title("Along the sample", "cost of each segment after everything before it was read"),
    ...chart,
    ...(below === "" ? [] : [" ".repeat(leftMargin) + below]),
    layout.dim(
      layout.paragraph(
        `full height ${top.toFixed(2)} bit/symbol; sections${isPart ? " of the whole input" : ""}: bit/byte by counts`,
      ),
    ),
    ...sectionTable(sections, layout),
  ].join("\n");
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
    ...profile.stretches.flatMap(({ start, end, rate }) => of("profile", `${start}-${end}`, { rate })),
    ...profile.sections.map(({ from, to, what, symbolEntropy: value }) => ({
      ...{ section: "sections", item: `${from}-${to} ${what}`, quantity: "symbolEntropy", status: "ok" },
      ...{ value, unit: "bit/byte" },
    })),
  ];
}
