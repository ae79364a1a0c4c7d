import { errorOf, groupDigits, listed, percentText } from "../../report/kit/figures.ts";
import { formatColumn } from "../../report/kit/format.ts";
import type { Layout } from "../../report/kit/layout.ts";
import type { Depth } from "./schema.ts";

type Waterfall = Depth["waterfall"];
type Layer = Waterfall["layers"][number];

/** What each layer adds. */
export const layerNames: Readonly<Record<Layer["id"], string>> = {
  alphabet: "which symbols occur",
  frequencies: "symbol frequencies",
  columns: "columns and periods",
  copies: "long copies",
  numbers: "numeric sequences",
  "contexts-1": "1 symbol before",
  "contexts-2": "2 symbols before",
  "contexts-4": "4 symbols before",
  "contexts-8": "8 symbols before",
  words: "words, rare contexts",
  mixing: "mixing",
};

const testNames: Readonly<Record<string, string>> = {
  frequencies: "frequencies",
  pairs: "pairs",
  "serial-correlation": "serial correlation",
  spectrum: "the spectrum",
  "linear-complexity": "linear complexity",
};

const observerNames: Readonly<Record<string, string>> = {
  "deep-observer": "a deeper observer",
  "context-trees": "a mixture of context trees on its top bits",
  "fast-observer": "an observer of its bytes",
};

/** Columns of names, shares and gaps. */
const labelWidth = 33;

/** The composition of the sample, from equally likely symbols down to the remainder. */
export function waterfallSection({ waterfall }: Depth, layout: Layout): string {
  const { alphabet, layers, remainder } = waterfall;
  const top = alphabet.value;
  const steps: { name: string; saves: string; share: string; from: number; to: number }[] = [];
  // Randomness counts rare symbols in proportion, and so has another A.
  const symbols = Math.round(Math.exp(top * Math.LN2));
  steps.push({ name: `log2 ${symbols}`, saves: top.toFixed(3), share: "", from: 0, to: top });
  let left = top;
  for (const { id, saves, share } of layers) {
    const texts = { name: layerNames[id], saves: layout.column(saves, 3), share: percentText(share.value) };
    steps.push({ ...texts, from: left - saves.value, to: left });
    left -= saves.value;
  }
  const { rate, share } = remainder;
  const texts = { saves: layout.column(rate, 3), share: percentText(share.value) };
  steps.push({ name: "remainder", ...texts, from: 0, to: rate.value });
  const widest = Math.max(...steps.map(({ saves }) => saves.length));
  const columns = Math.max(10, Math.min(80, layout.view.width) - labelWidth - widest);
  const rows = steps.map((step) => [
    step.name,
    step.saves,
    step.share,
    barBetween(step.from, step.to, top, columns, layout),
  ]);
  return [
    layout.title("What it is made of", "nested codes: each row includes all rows above it"),
    layout.table(["", "bit/symbol", "share", ""], rows, [1, 2]),
    layout.paragraph(`The remainder: ${remainderText(waterfall, layout.view.ascii ? "+-" : undefined)}`, 2),
  ].join("\n");
}

/** A bar from one number to a larger one, or backwards where a code costs more than the one before it. */
function barBetween(from: number, to: number, top: number, columns: number, { view }: Layout): string {
  if (!(top > 0)) return "";
  const place = (x: number) => Math.round((Math.max(0, Math.min(top, x)) / top) * columns);
  const [start, end] = [place(Math.min(from, to)), place(Math.max(from, to))];
  const full = from <= to ? (view.ascii ? "#" : "█") : view.ascii ? "+" : "▒";
  const thin = view.ascii ? "|" : "▏";
  if (end === start) return from === to ? "" : `${" ".repeat(Math.min(start, columns - 1))}${thin}`;
  return " ".repeat(start) + full.repeat(end - start);
}

/** Largest p-value that is reported as significant. */
const significance = 0.01;

/** What tests and stronger observers find in the remainder. */
export function remainderText({ remainder }: Waterfall, plusMinus = "±"): string {
  const { rate, tests, observers } = remainder;
  const tried = observers.length + (tests.status === "ok" ? 1 : 0);
  const bits = -Math.log2(significance / tried);
  const finders = observers.filter(({ saved }) => saved.value >= bits);
  const rejected = tests.status === "ok" && tests.pValue.value < significance / tried;
  const amount = `${formatColumn(rate.value, errorOf(rate), 3, plusMinus)} bit/symbol`;
  const sentences: string[] = [];
  if (finders.length === 0 && !rejected) {
    const tested =
      tests.status === "ok" ? `; least p of ${tests.each.length} tests: ${pText(tests.pValue.value)}` : "";
    sentences.push(
      `${amount} that ${tests.status === "ok" ? "no test and no stronger observer distinguishes" : "no stronger observer distinguishes"} from noise${tested}.`,
    );
  } else sentences.push(`${amount}, not all of it noise.`);
  for (const { id, saved, perSymbol } of finders) {
    const name = observerNames[id]!;
    const bitsSaved = Math.floor(saved.value);
    sentences.push(
      `${name[0]!.toUpperCase()}${name.slice(1)} saves ${perSymbol.value.toPrecision(2)} bit/symbol more: p <= 2^-${groupDigits(String(bitsSaved))}.`,
    );
  }
  if (rejected) {
    const failed = tests.each.filter(
      ({ pValue }) => pValue.value < significance / (tried * tests.each.length),
    );
    const named = failed.map(({ id, pValue }) => `a test of ${testNames[id]} (${pText(pValue.value)})`);
    sentences.push(`Its symbols, transformed to uniform numbers, fail ${listed(named)}.`);
  }
  return sentences.join(" ");
}

function pText(p: number): string {
  if (p >= 0.001) return `p = ${p.toPrecision(2)}`;
  return p < 1e-300 ? "p < 1e-300" : `p = ${p.toExponential(0)}`;
}
