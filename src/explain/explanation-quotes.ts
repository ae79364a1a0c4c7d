import { groupDigits, paragraph } from "../report/kit/figures.ts";
import { escapeForTerminal } from "../report/kit/format.ts";
import type { Palette } from "../report/kit/palette.ts";
import type { View } from "../report/kit/renderer.ts";
import { fitWidth } from "../report/kit/text-width.ts";
import type { Depth, Quote } from "./schema.ts";

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
export function whereText({ document, line, offset }: Pick<Quote, "document" | "line" | "offset">): string {
  const where = line === null ? groupDigits(`byte ${offset}`) : `line ${line}`;
  return document === null ? where : `${escapeForTerminal(document)}, ${where}`;
}
