import { bitsText, paragraph, percentText } from "../report/kit/figures.ts";
import { formatNumber } from "../report/kit/format.ts";
import type { Palette } from "../report/kit/palette.ts";
import { plainTable } from "../report/kit/plain-table.ts";
import type { View } from "../report/kit/renderer.ts";
import type { Depth } from "./schema.ts";

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
