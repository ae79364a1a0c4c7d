import { by, plural } from "../../core/collections.ts";
import {
  bitsText,
  capitalized,
  certificateText,
  groupDigits,
  inThousands,
  listed,
  percentText,
  whatItIs,
} from "../../report/kit/figures.ts";
import { escapeForTerminal, formatNumber } from "../../report/kit/format.ts";
import type { Layout } from "../../report/kit/layout.ts";
import { plainTable } from "../../report/kit/plain-table.ts";
import type { Certificate, Figure, Spectrum } from "../../results/report.ts";
import { verdictSentence } from "../../spectrum/verdict-sentence.ts";
import { type Depth, type Explanation, expertsLeftOut, type Quote, type Rung } from "./schema.ts";

/**
 * The sample, its verdict with the reason, and its position.
 *
 * @param rules what each rule says of it, after "it"
 */
export function placeSection({ sample }: Explanation, rules: readonly string[], layout: Layout): string {
  const { spectrum } = sample;
  const name = layout.escape(sample.name);
  const shown = layout.cut(name, layout.columns);
  const lines = [
    spectrum === null
      ? layout.bold(shown)
      : layout.paragraph(`${shown}: ${groupDigits(verdictSentence(sample, spectrum))}${rulesText(rules)}`),
    layout.paragraph(whatItIs(sample)),
    ...sample.warnings.map(({ message }) => layout.warning(layout.paragraph(layout.escape(message)))),
  ];
  if (spectrum === null) return lines.join("\n");
  if (spectrum.randomness.status !== "ok") return lines.join("\n");
  const { regime, because } = spectrum.verdict;
  lines.push("", layout.regime(regime, layout.paragraph(groupDigits(`${regime}: ${because}`))));
  lines.push("", coordinates(spectrum, layout));
  return lines.join("\n");
}

function rulesText(rules: readonly string[]): string {
  return rules.length === 0 ? "" : ` It ${listed(rules)}.`;
}

function coordinates(spectrum: Spectrum, layout: Layout): string {
  const scale = Math.log2(Math.max(1, spectrum.alphabet)).toFixed(2);
  const rows: [string, string, string][] = [
    [
      "randomness x",
      layout.coordinate(spectrum.randomness),
      `l(M) / log2 A, log2 A = ${scale} bit${withoutInterval(spectrum, layout)}`,
    ],
    ["l(M)", `${layout.view.ascii ? "<=" : "≤"} ${layout.coordinate(spectrum.rate)}`, routeText(spectrum)],
    ["S", layout.coordinate(spectrum.structure), "learned in total"],
    ["G", layout.coordinate(spectrum.growth), "learned from the last doubling"],
    ["b", layout.coordinate(spectrum.growthExponent), "G grows as m^b"],
    ...besideText(spectrum, layout),
  ];
  return plainTable(
    ["", "", ""],
    rows.map(([name, value, about]) => [name, value, layout.dim(about)]),
    [],
  ).replace(/^\s*\n/, "");
}

/** Reason why randomness has no interval. */
function withoutInterval({ randomness }: Spectrum, { plusMinus }: Layout): string {
  const isWithout = randomness.status === "ok" && randomness.interval === null;
  return isWithout ? `; no ${plusMinus}: heavy-tailed lulls` : "";
}

/** How l(M) was measured. */
function routeText({ route }: Spectrum): string {
  if (route === "in-order") return "file order: an upper bound";
  return route === "uniform" ? "log2 A: no model predicts better" : "random block order: an upper bound";
}

/** The border of patterns, what was set aside, and local structure. */
function besideText(
  { border, copies, learnedWithin }: Spectrum,
  { plusMinus }: Layout,
): [string, string, string][] {
  const rows: [string, string, string][] = [];
  if (border !== null) {
    const beyond = border.extrapolated ? ", extrapolated" : "";
    rows.push(["border", `${bitsText(border.bits)} bit`, `patterns have a smaller G${beyond}`]);
  }
  if (copies !== null) {
    const share = `${(100 * copies.share).toFixed(0)} %`;
    rows.push(["copies", share, "of the symbols, set aside; numbers describe the rest"]);
  }
  if (learnedWithin !== null) {
    const { value, interval, block } = learnedWithin;
    const half = interval === null ? "" : ` ${plusMinus} ${bitsText((interval.upper - interval.lower) / 2)}`;
    rows.push(["local", `${bitsText(value)}${half} bit`, `local structure per ${bitsText(block)} symbols`]);
  }
  return rows;
}

/** Certificates as sentences. */
export function certificateSection(certificates: readonly Certificate[], layout: Layout): string | undefined {
  if (certificates.length === 0) return undefined;
  const sentences = certificates.map((certificate) => layout.paragraph(certificateText(certificate), 2));
  return [layout.bold("Certain at any length"), ...sentences].join("\n");
}

const pairedBlocks =
  "Differences are paired by blocks. Their intervals cover the choice of blocks, the order of blocks and what was learned.";

/** Surrogates beside the sample, and the value of the differences. */
export function ladderSection({ ladder }: Depth, layout: Layout): string {
  const row = (name: string, rate: Figure, structure: Figure) => [
    name,
    layout.column(rate, 3),
    layout.column(inThousands(structure), 2),
  ];
  const rows = [
    row("the sample", ladder.rate, ladder.structure),
    ...ladder.rungs.map((rung) =>
      rung.status === "ok" ? row(nameOfRung(rung), rung.rate, rung.structure) : [nameOfRung(rung), "-", "-"],
    ),
  ];
  return [
    layout.title("Surrogates", "one of each kind, cut into the same blocks"),
    layout.table(["", "l(M)  bit/symbol", "S  kbit"], rows, [1, 2]),
    ...ladder.rungs.map((rung) => layout.paragraph(rungSentence(rung, layout), 2)),
    layout.dim(layout.paragraph(pairedBlocks)),
  ].join("\n");
}

/** What was done to the sample, and what the surrogate lacks, by the order or window. */
const surrogates: Readonly<
  Record<
    Rung["id"],
    readonly [name: string | ((of: number) => string), lack: string | ((of: number) => string)]
  >
> = {
  "symbol-shuffle": ["symbols shuffled", "The order of the symbols"],
  markov: [
    (order) => `Markov chain of order ${order}`,
    (order) => `Memory beyond ${plural(order, "symbol")}`,
  ],
  "window-shuffle": [(window) => `shuffled within ${window}`, (window) => `Order within ${window} symbols`],
  "word-shuffle": ["words shuffled", "The order of the words"],
};

function saidOf({ id, parameter }: Rung, which: 0 | 1): string {
  const text = surrogates[id][which];
  return typeof text === "string" ? text : text(parameter!);
}

/** What was done to the sample. */
export const nameOfRung = (rung: Rung): string => saidOf(rung, 0);

/** The value of the difference to a surrogate. */
export function rungSentence(rung: Rung, layout: Pick<Layout, "figure">): string {
  const lack = saidOf(rung, 1);
  if (rung.status !== "ok") return `${lack}: cannot be estimated, ${rung.reason}.`;
  const { rateDifference, rateVerdict, structureDifference, structureVerdict } = rung;
  const amount = `${layout.figure(rateDifference)} bit/symbol`;
  const kilobits = `${layout.figure(inThousands(structureDifference))} kbit`.replace(/^-/, "");
  const structure =
    structureVerdict === "within-error"
      ? "S does not differ by more than the error."
      : `Without it, S is ${kilobits} ${structureVerdict}.`;
  if (rung.id === "markov") {
    // A chain fitted to a sample overfits rare strings, and so costs less than the true one; learning it means learning a table
    // of them.
    if (rateVerdict === "less")
      return `${lack}: cannot be estimated, because a chain of this order repeats rare strings of the sample.`;
    const more = rateVerdict === "more";
    return `${lack}${more ? ` saves at least ${amount}` : `: ${amount} is within the error`}. ${structure}`;
  }
  const rate = {
    more: ` saves ${amount}`,
    less: `: the surrogate costs less, by ${amount.replace("-", "")}`,
    "within-error": `: ${amount} is within the error`,
  }[rateVerdict];
  return `${lack}${rate}. ${structure}`;
}

/** Code lengths of the same symbols side by side. */
export function compressorSection({ compressors }: Depth, layout: Layout): string {
  const rows = compressors.map(({ id, codeLength, perSymbol, perByte }) => [
    id,
    bitsText(codeLength.value),
    perSymbol.value.toFixed(3),
    perByte.value.toFixed(3),
  ]);
  return [
    layout.title("Compressors", "code lengths of these symbols, with headers"),
    layout.table(["", "bits", "bit/symbol", "bit/byte"], rows, [1, 2, 3]),
  ].join("\n");
}

/** The member of the observer that carried the prediction, and by how much. */
export function memberSection({ observer }: Depth, layout: Layout): string {
  const { members, carriedBy } = observer;
  const title = (id: string) => members.find((member) => member.id === id)?.title ?? id;
  const ahead =
    carriedBy.ahead === null || carriedBy.next === null
      ? "no other member was run"
      : `${bitsText(carriedBy.ahead.value)} bits better than the next, ${title(carriedBy.next)}`;
  const sentence =
    carriedBy.id === "raw-code"
      ? "No member beats the raw code of log2 A bit/symbol."
      : `${title(carriedBy.id)} predicts best: ${ahead}.`;
  const rows = [...members]
    .sort(by(({ codeLength }) => codeLength?.value ?? Number.MAX_VALUE))
    .map(({ title: name, codeLength, weight }) => [
      name,
      codeLength === null ? "not run in full" : bitsText(codeLength.value),
      formatNumber(Number(weight.value.toFixed(4))),
    ]);
  return [
    layout.title("Members of the observer", "code length of each alone, and its final weight"),
    layout.paragraph(capitalized(sentence)),
    layout.table(["", "bits", "weight"], rows, [1, 2]),
  ].join("\n");
}

/** Parts of the context mixer in words. */
export const partNames: Readonly<Record<string, string>> = {
  orders: "orders above the first",
  words: "words",
  sparse: "columns, gaps, shapes",
  copies: "matches and copies",
  lag: "fixed lag",
};

/** The contribution of each part of the context mixer. */
export function expertSection({ experts }: Depth, layout: Layout): string | undefined {
  if (experts.status !== "ok" && experts.reason === expertsLeftOut) return undefined;
  const title = layout.title("Experts of the context mixer", "extra cost without each of them");
  if (experts.status !== "ok") return [title, layout.paragraph(experts.reason)].join("\n");
  const rows = [...experts.parts]
    .sort((a, b) => b.brings.value - a.brings.value)
    .map(({ id, brings, share }) => [
      partNames[id] ?? id,
      `${brings.value > 0 ? "+" : ""}${bitsText(brings.value)}`,
      percentText(share.value),
    ]);
  const sum = `The whole mixer costs ${bitsText(experts.codeLength.value)} bits and saves ${bitsText(experts.saved.value)} compared to log2 A. Parts that make the same predictions replace each other, so shares need not add up.`;
  return [
    title,
    layout.table(["left out", "bits", "share of savings"], rows, [1, 2]),
    layout.paragraph(sum),
  ].join("\n");
}

type Quotes = Extract<Depth["quotes"], { status: "ok" }>;

/** Most and least columns of an excerpt. */
const widest = 100;
const narrowest = 20;

/** The passages to read first, with their lines. */
export function quoteSection({ quotes }: Depth, layout: Layout): string | undefined {
  if (quotes.status !== "ok") return undefined;
  const shown = quotedKinds(quotes);
  if (shown.length === 0) return undefined;
  return [
    layout.title("Passages", "cost of a byte under the fast observer"),
    ...shown.flatMap(([title, some]) => [title, ...some.flatMap((one) => quoteLines(one, layout))]),
  ].join("\n");
}

/** Passages by kind, with titles; empty kinds are omitted. */
export function quotedKinds({ surprising, repeated, orderly }: Quotes) {
  const kinds = [
    ["Most surprising", surprising],
    ["Most repeated", repeated],
    ["Most orderly", orderly],
  ] as const;
  return kinds.filter(([, some]) => some.length > 0);
}

/** Position, length and cost of a passage, and the position of its original. */
export function quoteText(quote: Quote): string {
  const { bytes, rate, copyOf } = quote;
  const from = copyOf === null ? "" : `, as at ${whereText(copyOf)}`;
  return `${whereText(quote)}: ${groupDigits(String(bytes))} bytes, ${rate.value.toFixed(2)} bit/byte${from}`;
}

function quoteLines(quote: Quote, layout: Layout): string[] {
  const { excerpt } = quote;
  const about = quoteText(quote);
  const columns = Math.max(narrowest, Math.min(widest, layout.view.width) - 4);
  const text = layout.name(excerpt, columns);
  return [layout.dim(layout.paragraph(about, 2)), ...(text === "" ? [] : [`    ${text}`])];
}

/** The line of a position, else its offset, and the document where there are several. */
function whereText({ document, line, offset }: Pick<Quote, "document" | "line" | "offset">): string {
  const where = line === null ? groupDigits(`byte ${offset}`) : `line ${line}`;
  return document === null ? where : `${escapeForTerminal(document)}, ${where}`;
}
