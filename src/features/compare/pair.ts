import { largestOf } from "../../core/collections.ts";
import { capitalized } from "../../report/kit/figures.ts";
import type { Layout } from "../../report/kit/layout.ts";
import { plainTable } from "../../report/kit/plain-table.ts";
import { textWidth, wrapText } from "../../report/kit/text-width.ts";
import type { ComparedPair, Comparison, CrossCode } from "./schema.ts";

/** One pair in depth. */
export function pairSection(
  { design, samples }: Comparison,
  pair: ComparedPair,
  names: readonly string[],
  layout: Layout,
): string {
  const { divergence, chance, exchange, beyond, verdict, compression, observer } = pair;
  const law = `Jensen-Shannon, of ${design!.order}-grams; bias of ${chance.toFixed(4)} bit subtracted`;
  const exchanges = `share of ${exchange.splits + 1} exchanges that leave them at least as far apart`;
  const drift = "divergence minus twice that of halves: not explained by random drift";
  const rows: [name: string, value: string, about: string][] = [
    ["divergence", `${layout.figure(divergence)} bit`, law],
    ["exchange of blocks", `p = ${exchange.p}`, exchanges],
    ...[pair.a, pair.b].map((i): [string, string, string] => {
      const { halves } = samples[i]!;
      const value = halves.status === "ok" ? `${layout.figure(halves)} bit` : "-";
      return [i === pair.a ? "halves" : "", value, `divergence of the halves of ${names[i]!}`];
    }),
    ["beyond halves", `${layout.figure(beyond)} bit`, drift],
  ];
  if (compression !== null) {
    const { distance, compressor } = compression;
    const about = `normalized distance by ${compressor}: 0 alike, 1 unlike`;
    rows.push(["compression", distance.toFixed(3), about]);
  }
  if (observer !== null) {
    rows.push([
      "observer",
      observer.distance.toFixed(3),
      "normalized distance by the observer's code length",
    ]);
  }
  const because = `${capitalized(verdict.because)}.`;
  return [...wrapText(because, layout.view.width), "", ...filled(rows, layout)].join("\n");
}

/** Least columns of the last cell. */
const leastRoom = 12;

/** Rows whose last cell is wrapped to fit. */
function filled(rows: readonly (readonly [string, string, string])[], layout: Layout): string[] {
  const lines = plainTable(
    [],
    rows.map(([name, value]) => [name, value]),
    [],
  ).split("\n");
  const start = Math.max(...lines.map((line) => line.length)) + 2;
  const room = Math.max(leastRoom, layout.columns - start);
  return lines.flatMap((line, i) =>
    wrapText(rows[i]![2], room).map(
      (about, part) => (part === 0 ? line : "").padEnd(start) + layout.dim(about),
    ),
  );
}

/** Least columns of a name. */
const leastName = 6;
const codeHead = ["coded", "itself", "another", "", "more than itself"];

/** Costs of samples for observers, or learners, of all of them. */
export function codeSection(
  cross: readonly CrossCode[],
  reader: string,
  names: readonly string[],
  layout: Layout,
): string | undefined {
  if (cross.length === 0) return undefined;
  const codedOnes = [...new Set(cross.map(({ coded }) => coded))].sort((a, b) => a - b);
  const body = codedOnes.flatMap((coded) => {
    const others = cross.filter((one) => one.coded === coded).sort((a, b) => a.learned - b.learned);
    return others.map((one, i) => rowOf(one, i === 0, names, layout));
  });
  const numbers = [1, 3, 4].map((column) =>
    largestOf([codeHead, ...body].map((row) => textWidth(row[column]!))),
  );
  const room = Math.floor((layout.columns - 8 - numbers.reduce((a, b) => a + b)) / 2);
  for (const row of body)
    for (const column of [0, 2]) row[column] = layout.cut(row[column]!, Math.max(leastName, room));
  const about = `bit/symbol of held-out blocks, by what ${reader} has learned`;
  return [
    layout.bold("Code lengths"),
    ...wrapText(about, layout.view.width).map(layout.dim),
    layout.table(codeHead, body, [1, 3, 4]),
  ].join("\n");
}

function rowOf(one: CrossCode, first: boolean, names: readonly string[], layout: Layout): string[] {
  const { coded, learned, own, rate, excess } = one;
  return [
    first ? names[coded]! : "",
    first ? layout.column(own, 3) : "",
    names[learned]!,
    layout.column(rate, 3),
    layout.column(excess, 3),
  ];
}
