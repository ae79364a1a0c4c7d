import { plural } from "../../core/collections.ts";
import { type QuantityId, quantities, type Unit } from "../../core/quantities.ts";
import type { Truth } from "../../core/truth.ts";
import { plainTable } from "../kit/plain-table.ts";
import type { View } from "../kit/renderer.ts";
import type { Rows } from "../kit/rows.ts";

/** The exact truths of a source. */
export interface KnownTruth {
  readonly recipe: string;
  readonly alphabetSize: number;
  /** as of the source */
  readonly boundaries?: readonly number[];
  readonly truth: Readonly<Partial<Record<QuantityId, Truth & { readonly unit: Unit }>>>;
}

const entriesOf = ({ truth }: KnownTruth) =>
  Object.entries(truth) as [QuantityId, Truth & { readonly unit: Unit }][];

/** The truths, and below them their derivations. */
export function renderTruth(known: KnownTruth, view: View): string {
  const truths = entriesOf(known);
  const rows = truths.map(([id, truth]) => [quantities[id].title, quantities[id].symbol, ...cells(truth)]);
  const table = plainTable(["quantity", "symbol", "value", "unit", "digits"], rows, [2, 4]);
  const routes = truths.map(([id, truth]) => `${quantities[id].symbol}: ${routeOf(truth)}`);
  const columns = Math.min(view.width, 80);
  const { boundaries } = known;
  const joined = boundaries === undefined ? [] : [`Its parts begin at 0, ${boundaries.join(", ")}.`];
  const lines = [
    ...wrap([openingOf(known), ...joined].join(" "), columns),
    "",
    table,
    "",
    ...routes.flatMap((route) => wrap(route, columns)),
  ];
  return `${lines.join("\n")}\n`;
}

/** The derivation of a truth, or why none is known. */
function routeOf(truth: Truth): string {
  switch (truth.status) {
    case "unknown":
      return truth.reason;
    case "conjectured":
      return `conjecture of ${truth.by}, not proved: ${truth.route}`;
    default:
      return truth.route;
  }
}

/** The source in one sentence. */
function openingOf({ recipe, alphabetSize, truth }: KnownTruth): string {
  const rate = truth.entropyRate;
  const most = Math.log2(Math.max(2, alphabetSize));
  const symbols = plural(alphabetSize, "symbol");
  if (rate?.status === "conjectured")
    return `${recipe}: ${symbols}; its entropy rate is conjectured to be ${Number(rate.value.toPrecision(4))} bit/symbol (${rate.by}).`;
  if (rate?.status !== "exact") return `${recipe}: ${symbols}; its entropy rate is not exactly known.`;
  const predictable = Math.round(100 * (1 - rate.value / most));
  return `${recipe}: ${symbols}; ${Number(rate.value.toPrecision(4))} bit of new information each, ${predictable} % predictable.`;
}

/** A row a quantity. */
export function truthRows(known: KnownTruth): Rows {
  return {
    columns: ["recipe", "quantity", "symbol", "status", "value", "lower", "upper", "unit", "digits", "route"],
    rows: entriesOf(known).map(([id, truth]) => [
      known.recipe,
      id,
      quantities[id].symbol,
      truth.status,
      truth.status === "exact" || truth.status === "conjectured" ? truth.value : null,
      truth.status === "bounds" ? truth.lower : null,
      truth.status === "bounds" ? truth.upper : null,
      truth.unit,
      truth.status === "exact" ? truth.digits : null,
      routeOf(truth),
    ]),
  };
}

/** Wraps a line at blanks; indents the lines after the first. */
function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = `  ${word}`;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

function cells(truth: Truth & { readonly unit: Unit }): [value: string, unit: string, digits: string] {
  const { unit } = truth;
  switch (truth.status) {
    case "exact":
      return [truth.value.toPrecision(Math.min(12, truth.digits)), unit, String(truth.digits)];
    case "bounds":
      return [`${truth.lower.toPrecision(9)}..${truth.upper.toPrecision(9)}`, unit, ""];
    case "conjectured":
      return [`${Number(truth.value.toPrecision(9))} conjectured`, unit, ""];
    case "infinite":
      return ["infinite", "", ""];
    case "unknown":
      return ["unknown", "", ""];
  }
}
