import { bitsText, certificateText, groupDigits, listed, whatItIs } from "../../report/kit/figures.ts";
import type { Layout } from "../../report/kit/layout.ts";
import { plainTable } from "../../report/kit/plain-table.ts";
import type { Certificate, Spectrum } from "../../results/report.ts";
import { sentencesOf } from "../../spectrum/sentences.ts";
import type { Explanation } from "./schema.ts";

/**
 * The sample and its verdict.
 *
 * @param rules what each rule says of it, after "it"
 */
export function verdictSection({ sample }: Explanation, rules: readonly string[], layout: Layout): string {
  const { spectrum } = sample;
  const name = layout.escape(sample.name);
  const shown = layout.cut(name, layout.columns);
  return [
    spectrum === null
      ? layout.bold(shown)
      : layout.paragraph(`${shown}: ${groupDigits(sentencesOf(sample, spectrum))}${rulesText(rules)}`),
    layout.paragraph(whatItIs(sample)),
    ...sample.warnings.map(({ message }) => layout.warning(layout.paragraph(layout.escape(message)))),
  ].join("\n");
}

/** The reason of the verdict, and the position; undefined where the sample has none. */
export function placeSection({ sample: { spectrum } }: Explanation, layout: Layout): string | undefined {
  if (spectrum === null || spectrum.randomness.status !== "ok") return undefined;
  const { regime, openEnded, because } = spectrum.verdict;
  const what = openEnded ? `open-ended ${regime}` : regime;
  const reason = layout.regime(regime, layout.paragraph(groupDigits(`${what}: ${because}`)));
  return [layout.title("Place", "on the map"), reason, coordinates(spectrum, layout)].join("\n");
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
    ["b", layout.coordinate(spectrum.exponent), "G grows as m^b"],
    ...contextText(spectrum, layout),
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
function routeText({ route, copies }: Spectrum): string {
  if (copies !== null) return "copies as in file order: an upper bound";
  if (route === "in-order") return "file order: an upper bound";
  return route === "uniform" ? "log2 A: no model predicts better" : "random block order: an upper bound";
}

/** The border of patterns, what was set aside, and local structure. */
function contextText(
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
    rows.push(["copies", share, "of the symbols; what is learned is of the rest"]);
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
