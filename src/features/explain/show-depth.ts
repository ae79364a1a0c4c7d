import {
  bitsText,
  columnText,
  coordinateText,
  figureText,
  groupDigits,
  paragraph,
  percentText,
} from "../../report/kit/figures.ts";
import { escapeForTerminal, formatNumber } from "../../report/kit/format.ts";
import type { Palette } from "../../report/kit/palette.ts";
import { plainTable } from "../../report/kit/plain-table.ts";
import type { View } from "../../report/kit/renderer.ts";
import { certificateText, whatItIs } from "../../report/kit/sample-text.ts";
import { fitWidth } from "../../report/kit/text-width.ts";
import type { Certificate, Figure, Spectrum } from "../../results/report.ts";
import { verdictSentence } from "../../spectrum/verdict-sentence.ts";
import type { Depth, Explanation, Quote, Rung } from "./schema.ts";

/** What the sample is, its verdict and why, and where it lies. */
export function placeSection({ sample }: Explanation, view: View, palette: Palette): string {
  const { spectrum } = sample;
  const name = escapeForTerminal(sample.name, view.ascii);
  const shown = fitWidth(name, Math.min(view.width, 100), view.ascii ? "~" : "…");
  const lines = [
    spectrum === null
      ? palette.bold(shown)
      : paragraph(`${shown}: ${groupDigits(verdictSentence(sample, spectrum))}`, view),
    paragraph(whatItIs(sample), view),
    ...sample.warnings.map(({ message }) =>
      palette.warning(paragraph(escapeForTerminal(message, view.ascii), view)),
    ),
  ];
  if (spectrum === null) return lines.join("\n");
  if (spectrum.randomness.status !== "ok") return lines.join("\n");
  const { regime, because } = spectrum.verdict;
  lines.push("", palette.regime(regime, paragraph(groupDigits(`${regime}: ${because}`), view)));
  lines.push("", coordinates(spectrum, view, palette));
  return lines.join("\n");
}

function coordinates(spectrum: Spectrum, view: View, palette: Palette): string {
  const scale = Math.log2(Math.max(1, spectrum.alphabet)).toFixed(2);
  const rows: [string, string, string][] = [
    [
      "randomness x",
      coordinateText(spectrum.randomness, view),
      `l(M) / log2 A, log2 A = ${scale} bit${withoutInterval(spectrum, view)}`,
    ],
    ["l(M)", `${view.ascii ? "<=" : "≤"} ${coordinateText(spectrum.rate, view)}`, routeText(spectrum)],
    ["S", coordinateText(spectrum.structure, view), "what had to be learned"],
    ["G", coordinateText(spectrum.growth, view), "what the last doubling taught"],
    ["b", coordinateText(spectrum.growthExponent, view), "G grows as m^b"],
    ...besideText(spectrum, view),
  ];
  return plainTable(
    ["", "", ""],
    rows.map(([name, value, about]) => [name, value, palette.dim(about)]),
    [],
  ).replace(/^\s*\n/, "");
}

/** Why randomness has no interval. */
function withoutInterval({ randomness }: Spectrum, { ascii }: View): string {
  const isWithout = randomness.status === "ok" && randomness.interval === null;
  return isWithout ? `; no ${ascii ? "+-" : "±"}: its lulls have no scale` : "";
}

/** How l(M) was measured. */
function routeText({ route }: Spectrum): string {
  if (route === "in-order") return "read as it stands: an upper bound";
  return route === "uniform" ? "log2 A: nothing predicts more" : "blocks in any order: an upper bound";
}

/** The border of patterns, what was set aside, and local structure. */
function besideText(
  { border, copies, learnedWithin }: Spectrum,
  { ascii }: View,
): [string, string, string][] {
  const rows: [string, string, string][] = [];
  if (border !== null) {
    const beyond = border.extrapolated ? ", extrapolated" : "";
    rows.push(["border", `${bitsText(border.bits)} bit`, `G of patterns is less${beyond}`]);
  }
  if (copies !== null) {
    const share = `${(100 * copies.share).toFixed(0)} %`;
    rows.push(["copies", share, "of the symbols, set aside: all numbers are of the rest"]);
  }
  if (learnedWithin !== null) {
    const { value, interval, block } = learnedWithin;
    const half =
      interval === null ? "" : ` ${ascii ? "+-" : "±"} ${bitsText((interval.upper - interval.lower) / 2)}`;
    rows.push([
      "local",
      `${bitsText(value)}${half} bit`,
      `local structure of each ${bitsText(block)} symbols`,
    ]);
  }
  return rows;
}

/** Certificates as sentences. */
export function certificateSection(
  certificates: readonly Certificate[],
  view: View,
  palette: Palette,
): string | undefined {
  if (certificates.length === 0) return undefined;
  const sentences = certificates.map((certificate) => paragraph(certificateText(certificate), view, 2));
  return [palette.bold("Certain at any length"), ...sentences].join("\n");
}

/** Surrogates beside the sample, and what the differences are worth. */
export function ladderSection({ ladder }: Depth, view: View, palette: Palette): string {
  const row = (name: string, rate: Figure, structure: Figure) => [
    name,
    columnText(rate, 3, view),
    columnText(inThousands(structure), 2, view),
  ];
  const rows = [
    row("the sample", ladder.rate, ladder.structure),
    ...ladder.rungs.map((rung) =>
      rung.status === "ok" ? row(nameOfRung(rung), rung.rate, rung.structure) : [nameOfRung(rung), "-", "-"],
    ),
  ];
  return [
    palette.bold("Surrogates") + palette.dim("  one of each, cut into the same blocks"),
    plainTable(["", "l(M)  bit/symbol", "S  kbit"].map(palette.dim), rows, [1, 2]),
    ...ladder.rungs.map((rung) => paragraph(rungSentence(rung, view), view, 2)),
    palette.dim(
      paragraph(
        "Differences are paired by blocks; their intervals cover the choice of blocks, their order and what was learned.",
        view,
      ),
    ),
  ].join("\n");
}

function inThousands({ value, unit, interval }: Figure): Figure {
  return {
    value: value / 1000,
    unit,
    interval:
      interval === null ? null : { ...interval, lower: interval.lower / 1000, upper: interval.upper / 1000 },
  };
}

/** What was done to the sample. */
export function nameOfRung({ id, parameter }: Rung): string {
  switch (id) {
    case "symbol-shuffle":
      return "symbols shuffled";
    case "markov":
      return `Markov chain of order ${parameter}`;
    case "window-shuffle":
      return `shuffled within ${parameter}`;
    case "word-shuffle":
      return "words shuffled";
  }
}

/** What the sample has and the surrogate has not. */
function lackOf({ id, parameter }: Rung): string {
  switch (id) {
    case "symbol-shuffle":
      return "The order of the symbols";
    case "markov":
      return `Memory beyond ${parameter} ${parameter === 1 ? "symbol" : "symbols"}`;
    case "window-shuffle":
      return `Order within ${parameter} symbols`;
    case "word-shuffle":
      return "The order of the words";
  }
}

/** What the difference from a surrogate is worth. */
export function rungSentence(rung: Rung, view: View): string {
  if (rung.status !== "ok") return `${lackOf(rung)}: cannot be estimated, ${rung.reason}.`;
  // What a chain of rare strings has to learn is a table of them.
  const untold = rung.id === "markov" && rung.rateVerdict === "less";
  return [rateSentence(rung, view), ...(untold ? [] : [structureSentence(rung, view)])].join(" ").trimEnd();
}

type Measured = Extract<Rung, { status: "ok" }>;

function rateSentence(rung: Measured, view: View): string {
  const lack = lackOf(rung);
  const { rateDifference, rateVerdict } = rung;
  const amount = `${figureText(rateDifference, view)} bit/symbol`;
  const isChain = rung.id === "markov";
  // A chain fitted to a sample knows its rare strings too well, and so costs less than the true one would.
  const worth = isChain ? "is worth at least" : "is worth";
  switch (rateVerdict) {
    case "more":
      return `${lack} ${worth} ${amount}.`;
    case "less":
      if (isChain)
        return `${lack}: cannot be estimated, because a chain of this order repeats rare strings of the sample.`;
      return `${lack}: the surrogate is the easier one, by ${amount.replace("-", "")}.`;
    case "within-error":
      if (isChain) return `${lack}: ${amount} is within the error.`;
      return `${lack}: no difference beyond the error, ${amount}.`;
  }
}

function structureSentence({ structureDifference, structureVerdict }: Measured, view: View): string {
  const amount = `${figureText(inThousands(structureDifference), view)} kbit`.replace(/^-/, "");
  switch (structureVerdict) {
    case "more":
      return `Without it S is ${amount} more.`;
    case "less":
      return `Without it S is ${amount} less.`;
    case "within-error":
      return "S does not differ beyond the error.";
  }
}

/** Code lengths of the same symbols side by side. */
export function compressorSection({ compressors }: Depth, palette: Palette): string {
  const rows = compressors.map(({ id, codeLength, perSymbol, perByte }) => [
    id,
    bitsText(codeLength.value),
    perSymbol.value.toFixed(3),
    perByte.value.toFixed(3),
  ]);
  return [
    palette.bold("Compressors") + palette.dim("  code lengths of these symbols, headers counted"),
    plainTable(["", "bits", "bit/symbol", "bit/byte"].map(palette.dim), rows, [1, 2, 3]),
  ].join("\n");
}

/** Which member of the observer carried the sequence, and by how much. */
export function memberSection({ observer }: Depth, view: View, palette: Palette): string {
  const { members, carriedBy } = observer;
  const title = (id: string) => members.find((member) => member.id === id)?.title ?? id;
  const ahead =
    carriedBy.ahead === null || carriedBy.next === null
      ? "no other was run"
      : `${bitsText(carriedBy.ahead.value)} bits better than the next, ${title(carriedBy.next)}`;
  const sentence =
    carriedBy.id === "raw-code"
      ? "No member beats the raw code of log2 A bits a symbol."
      : `${title(carriedBy.id)} carried it: ${ahead}.`;
  const rows = [...members]
    .sort((a, b) => orderOf(a) - orderOf(b))
    .map(({ title: name, codeLength, weight }) => [
      name,
      codeLength === null ? "not run in full" : bitsText(codeLength.value),
      formatNumber(Number(weight.value.toFixed(4))),
    ]);
  return [
    palette.bold("Members of the observer") + palette.dim("  each alone, and its weight at the end"),
    paragraph(
      sentence.replace(/^[a-z]/, (letter) => letter.toUpperCase()),
      view,
    ),
    plainTable(["", "bits", "weight"].map(palette.dim), rows, [1, 2]),
  ].join("\n");
}

function orderOf({ codeLength }: Depth["observer"]["members"][number]): number {
  return codeLength?.value ?? Number.MAX_VALUE;
}

/** Parts of the context mixer in words. */
export const partNames: Readonly<Record<string, string>> = {
  orders: "orders above the first",
  words: "words",
  sparse: "columns, gaps, shapes",
  copies: "matches and copies",
  lag: "fixed lag",
};

/** What each part of the context mixer brings. */
export function expertSection({ experts }: Depth, view: View, palette: Palette): string {
  const title =
    palette.bold("Experts of the context mixer") + palette.dim("  what it costs to leave each out");
  if (experts.status !== "ok") return [title, paragraph(experts.reason, view)].join("\n");
  const rows = [...experts.parts]
    .sort((a, b) => b.brings.value - a.brings.value)
    .map(({ id, brings, share }) => [
      partNames[id] ?? id,
      `${brings.value > 0 ? "+" : ""}${bitsText(brings.value)}`,
      percentText(share.value),
    ]);
  const sum = `The whole mixer pays ${bitsText(experts.codeLength.value)} bits and saves ${bitsText(experts.saved.value)} against log2 A. Parts that predict the same hide each other, so shares need not add up.`;
  return [
    title,
    plainTable(["left out", "bits", "of what is saved"].map(palette.dim), rows, [1, 2]),
    paragraph(sum, view),
  ].join("\n");
}

type Quotes = Extract<Depth["quotes"], { status: "ok" }>;

/** Columns of an excerpt, at most and at least. */
const widest = 100;
const narrowest = 20;

/** Passages of the sample to read first, with the lines that they begin at. */
export function quoteSection({ quotes }: Depth, view: View, palette: Palette): string | undefined {
  if (quotes.status !== "ok") return undefined;
  const shown = quotedKinds(quotes);
  if (shown.length === 0) return undefined;
  return [
    palette.bold("Passages") + palette.dim("  what a byte of them costs the fast observer"),
    ...shown.flatMap(([title, some]) => [title, ...some.flatMap((one) => quoteLines(one, view, palette))]),
  ].join("\n");
}

/** Passages by what they are, with their titles; kinds that have none are left out. */
export function quotedKinds({ surprising, repeated, orderly }: Quotes) {
  const kinds = [
    ["Most surprising", surprising],
    ["Most repeated", repeated],
    ["Most orderly", orderly],
  ] as const;
  return kinds.filter(([, some]) => some.length > 0);
}

/** Where a passage is, its length, what it costs, and where it stood before. */
export function quoteText(quote: Quote): string {
  const { bytes, rate, copyOf } = quote;
  const from = copyOf === null ? "" : `, as at ${whereText(copyOf)}`;
  return `${whereText(quote)}: ${groupDigits(String(bytes))} bytes, ${rate.value.toFixed(2)} bit/byte${from}`;
}

function quoteLines(quote: Quote, view: View, palette: Palette): string[] {
  const { excerpt } = quote;
  const about = quoteText(quote);
  const columns = Math.max(narrowest, Math.min(widest, view.width) - 4);
  const text = fitWidth(escapeForTerminal(excerpt, view.ascii), columns, view.ascii ? "~" : "…");
  return [palette.dim(paragraph(about, view, 2)), ...(text === "" ? [] : [`    ${text}`])];
}

/** The line of a place, else its offset, and the document where there are several. */
function whereText({ document, line, offset }: Pick<Quote, "document" | "line" | "offset">): string {
  const where = line === null ? groupDigits(`byte ${offset}`) : `line ${line}`;
  return document === null ? where : `${escapeForTerminal(document)}, ${where}`;
}
