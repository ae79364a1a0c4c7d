import { largestOf } from "../../core/extremes.ts";
import { columnText, figureText } from "../../report/kit/figures.ts";
import type { Palette } from "../../report/kit/palette.ts";
import { plainTable } from "../../report/kit/plain-table.ts";
import type { View } from "../../report/kit/renderer.ts";
import { fitWidth, textWidth, wrapText } from "../../report/kit/text-width.ts";
import type { ComparedPair, Comparison, CrossCode } from "./schema.ts";

/** One pair in depth. */
export function pairSection(
  { design, samples }: Comparison,
  pair: ComparedPair,
  names: readonly string[],
  view: View,
  palette: Palette,
): string {
  const { divergence, chance, exchange, beyond, verdict, compression, observer } = pair;
  const rows: [name: string, value: string, about: string][] = [
    [
      "divergence",
      `${figureText(divergence, view)} bit`,
      `Jensen-Shannon, of ${design!.order}-grams; ${chance.toFixed(4)} bit of chance removed`,
    ],
    [
      "exchange of blocks",
      `p = ${exchange.p}`,
      `share of ${exchange.splits + 1} exchanges that leave them as far apart`,
    ],
    ...[pair.a, pair.b].map((i): [string, string, string] => {
      const { halves } = samples[i]!;
      const value = halves.status === "ok" ? `${figureText(halves, view)} bit` : "-";
      return [i === pair.a ? "halves" : "", value, `the same, of the halves of ${names[i]!}`];
    }),
    [
      "beyond halves",
      `${figureText(beyond, view)} bit`,
      "the divergence less twice that of halves: what no random drift explains",
    ],
  ];
  if (compression !== null) {
    const { distance, compressor } = compression;
    rows.push([
      "compression",
      distance.toFixed(3),
      `normalized distance by ${compressor}: 0 alike, 1 unlike`,
    ]);
  }
  if (observer !== null) {
    rows.push(["observer", observer.distance.toFixed(3), "the same by the observer's code length"]);
  }
  const because = `${verdict.because[0]!.toUpperCase()}${verdict.because.slice(1)}.`;
  return [...wrapText(because, view.width), "", ...filled(rows, view, palette)].join("\n");
}

/** Columns of the last cell, where the others leave so little. */
const leastRoom = 12;

/** Rows whose last cell is broken to fit. */
function filled(
  rows: readonly (readonly [string, string, string])[],
  view: View,
  palette: Palette,
): string[] {
  const lines = plainTable(
    [],
    rows.map(([name, value]) => [name, value]),
    [],
  ).split("\n");
  const start = Math.max(...lines.map((line) => line.length)) + 2;
  const room = Math.max(leastRoom, Math.min(view.width, 100) - start);
  return lines.flatMap((line, i) =>
    wrapText(rows[i]![2], room).map(
      (about, part) => (part === 0 ? line : "").padEnd(start) + palette.dim(about),
    ),
  );
}

/** Columns of a name at least. */
const leastName = 6;
const codeHead = ["coded", "itself", "another", "", "more than itself"];

/** Samples by what observers of all of them, or learners, pay. */
export function codeSection(
  cross: readonly CrossCode[],
  reader: string,
  names: readonly string[],
  view: View,
  palette: Palette,
): string | undefined {
  if (cross.length === 0) return undefined;
  const codedOnes = [...new Set(cross.map(({ coded }) => coded))].sort((a, b) => a - b);
  const body = codedOnes.flatMap((coded) => {
    const others = cross.filter((one) => one.coded === coded).sort((a, b) => a.learned - b.learned);
    return others.map((one, i) => rowOf(one, i === 0, names, view));
  });
  const numbers = [1, 3, 4].map((column) =>
    largestOf([codeHead, ...body].map((row) => textWidth(row[column]!))),
  );
  const room = Math.floor((Math.min(view.width, 100) - 8 - numbers.reduce((a, b) => a + b)) / 2);
  for (const row of body)
    for (const column of [0, 2])
      row[column] = fitWidth(row[column]!, Math.max(leastName, room), view.ascii ? "~" : "…");
  return [
    palette.bold("Code lengths"),
    ...wrapText(`bit/symbol for held-out blocks, by what ${reader} has learned`, view.width).map(palette.dim),
    plainTable(codeHead.map(palette.dim), body, [1, 3, 4]),
  ].join("\n");
}

function rowOf(one: CrossCode, first: boolean, names: readonly string[], view: View): string[] {
  const { coded, learned, own, rate, excess } = one;
  return [
    first ? names[coded]! : "",
    first ? columnText(own, 3, view) : "",
    names[learned]!,
    columnText(rate, 3, view),
    columnText(excess, 3, view),
  ];
}
