import { groupDigits } from "../../report/kit/figures.ts";
import { type Layout, layoutFor } from "../../report/kit/layout.ts";
import type { View } from "../../report/kit/renderer.ts";
import { type Rows, rowsOf } from "../../report/kit/rows.ts";
import { type Coordinate, type Figure, figure } from "../../results/report.ts";
import { sectionLines } from "../sections/show.ts";
import { findingClause, findingText } from "./finding-text.ts";
import { leastSaved } from "./rules/unseen.ts";
import type { Depth, Explanation } from "./schema.ts";
import { certificateSection, placeSection, verdictSection } from "./show-place.ts";
import { waterfallSection } from "./show-waterfall.ts";

/**
 * One sample in depth, for a person: what it is, what it is made of, its position, and what is certain.
 *
 * @returns text that ends in a line feed; equal explanations and views give equal text
 */
export function renderExplanation(explanation: Explanation, view: View): string {
  const layout = layoutFor(view);
  const { sample, depth } = explanation;
  const rules = rulesOf(explanation);
  const clauses = rules.map(({ clause }) => clause);
  const sections = [
    verdictSection(explanation, clauses, layout),
    depth.status === "ok" ? waterfallSection(depth, layout) : undefined,
    namedSection(explanation, rules, layout),
    sectionsSection(explanation.sections, layout),
    placeSection(explanation, layout),
    certificateSection(sample.spectrum?.certificates ?? [], layout),
  ];
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

/** Most rows of sections; JSON has all. */
const mostSections = 6;

/** What the input is made of, where it is several things. */
function sectionsSection(found: Explanation["sections"], layout: Layout): string | undefined {
  if (found === null || found.sections.length < 2) return undefined;
  const title = layout.title("Sections", "of the whole input; bit/byte is the entropy of their bytes");
  const shown = { most: mostSections, placed: false, more: "mesoscope sections lists them" };
  return [title, ...sectionLines(found.sections, layout, shown)].join("\n");
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
export function explanationRows({ sample, depth, sections }: Explanation): Rows {
  const { name: item, spectrum } = sample;
  const placed = (["randomness", "growth", "exponent", "rate", "structure"] as const).flatMap((quantity) =>
    spectrum === null ? [] : [rowFor("place", item, quantity, spectrum[quantity])],
  );
  const behind = depth.status === "ok" ? rowsInDepth(depth) : [{ section: "depth", item, ...depth }];
  const along = (sections?.sections ?? []).map(({ from, to, what, symbolEntropy }) =>
    rowFor("sections", `${from}-${to} ${what}`, "symbolEntropy", figure(symbolEntropy, "bit/byte")),
  );
  return rowsOf(columns, [...placed, ...behind, ...along]);
}

/** A number, or the reason why there is none. */
const rowFor = (section: string, item: string, quantity: string, found: Figure | Coordinate): Row => ({
  ...{ section, item, quantity, status: "ok" },
  ...found,
  ...("interval" in found ? found.interval : {}),
});

function rowsInDepth({ waterfall, findings }: Depth): Row[] {
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
  ];
}
