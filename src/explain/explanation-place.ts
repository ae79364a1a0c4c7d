import { symbolsOf } from "../core/encoding.ts";
import { bitsText, coordinateText, groupDigits, paragraph } from "../report/kit/figures.ts";
import { escapeForTerminal } from "../report/kit/format.ts";
import type { Palette } from "../report/kit/palette.ts";
import { plainTable } from "../report/kit/plain-table.ts";
import type { View } from "../report/kit/renderer.ts";
import { fitWidth } from "../report/kit/text-width.ts";
import type { Certificate, Sample, Spectrum } from "../results/report.ts";
import { verdictSentence } from "../spectrum/verdict-sentence.ts";
import type { Explanation } from "./schema.ts";

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

/** Length, alphabet and what was read of an input. */
export function whatItIs({ n, size, encoding, alphabet, blocks, provenance }: Sample): string {
  const unit = provenance.kind === "recipe" ? "symbols" : symbolsOf[encoding.id];
  const declared = alphabet.declared === null ? "" : ` of ${alphabet.declared}`;
  const parts = [`${bitsText(n)} ${unit}, ${bitsText(alphabet.present)}${declared} different`];
  const measured = blocks.reduce((sum, { length }) => sum + length, 0);
  if (size !== null && measured < size) {
    const pieces = blocks.length === 1 ? "one block" : `${blocks.length} blocks`;
    parts.push(`${bitsText(measured)} of ${bitsText(size)} bytes, in ${pieces}`);
  }
  if (encoding.charset !== null) parts.push(encoding.charset);
  return parts.join("; ");
}

function coordinates(spectrum: Spectrum, view: View, palette: Palette): string {
  const scale = Math.log2(Math.max(1, spectrum.alphabet)).toFixed(2);
  const rows: [string, string, string][] = [
    [
      "randomness x",
      coordinateText(spectrum.randomness, view),
      `l(M) / log2 A, log2 A = ${scale} bit${withoutInterval(spectrum)}`,
    ],
    ["l(M)", `${view.ascii ? "<=" : "≤"} ${coordinateText(spectrum.rate, view)}`, routeText(spectrum)],
    ["S", coordinateText(spectrum.structure, view), "what had to be learned"],
    ["G", coordinateText(spectrum.growth, view), "what the last doubling taught"],
    ["b", coordinateText(spectrum.growthExponent, view), "G grows as m^b"],
    ...besideText(spectrum),
  ];
  return plainTable(
    ["", "", ""],
    rows.map(([name, value, about]) => [name, value, palette.dim(about)]),
    [],
  ).replace(/^\s*\n/, "");
}

/** Why randomness has no interval. */
function withoutInterval({ randomness }: Spectrum): string {
  return randomness.status === "ok" && randomness.interval === null ? "; no ±: its lulls have no scale" : "";
}

/** How l(M) was measured. */
function routeText({ route }: Spectrum): string {
  if (route === "in-order") return "read as it stands: an upper bound";
  return route === "uniform" ? "log2 A: nothing predicts more" : "blocks in any order: an upper bound";
}

/** The border of patterns, what was set aside, and local structure. */
function besideText({ border, copies, learnedWithin }: Spectrum): [string, string, string][] {
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
    const half = interval === null ? "" : ` ± ${bitsText((interval.upper - interval.lower) / 2)}`;
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

const hypotheses: Readonly<Record<Certificate["against"], string>> = {
  uniform: "equally likely symbols",
  exchangeable: "the same symbols in any order",
};

/** A certificate as a sentence. */
export function certificateText({ against, savedBits, symbols }: Certificate): string {
  const of = `${hypotheses[against]} (${bitsText(symbols)} coded)`;
  if (savedBits <= 0) return `A code fixed beforehand saves nothing against ${of}.`;
  // Rounded down: a bound must stay one.
  const saved =
    savedBits < 100 ? (Math.floor(savedBits * 10) / 10).toFixed(1) : String(Math.floor(savedBits));
  return `A code fixed beforehand saves ${groupDigits(saved)} bits against ${of}: p <= 2^-${saved}.`;
}
