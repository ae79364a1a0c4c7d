import { escapeForTerminal } from "../report/kit/format.ts";
import { termOf } from "../results/glossary.ts";
import type { Report } from "../results/report.ts";

/** The definition of a number, shown under the pointer. */
export interface Definition {
  readonly title: string;
  readonly text: string;
  readonly reference: string | null;
}

/**
 * The glossary's text on a term, with symbol and unit in its title.
 *
 * @param also further sentences of this page
 * @throws RangeError for an id that is not in the glossary
 */
export function definitionOf(id: string, also = ""): Definition {
  const { term, symbol, unit, text, reference } = termOf(id);
  const named = symbol === null ? term : `${term} ${symbol}`;
  return {
    title: unit === null || unit === "1" ? named : `${named}, ${unit}`,
    text: also === "" ? text : `${text} ${also}`,
    reference,
  };
}

/** The colophon of every page. */
export interface AboutData {
  /** one line: number of inputs, duration, seed, version */
  readonly summary: string;
  /** the command that makes this page */
  readonly command: string;
  /** name and value of all that can change a number */
  readonly circumstances: readonly (readonly [string, string])[];
  readonly definitions: Readonly<Record<string, Definition>>;
  /** inputs that were not measured: `[input, reason]` */
  readonly unmeasured: readonly (readonly [string, string])[];
}

/** Kept digits: more than any picture or column shows. */
const digits = 6;

/** A copy without invisible characters in texts and without surplus digits in numbers. */
export function compact<Value>(value: Value): Value;
export function compact(value: unknown): unknown {
  if (typeof value === "string") return escapeForTerminal(value);
  if (typeof value === "number") return Number.isInteger(value) ? value : Number(value.toPrecision(digits));
  if (Array.isArray(value)) return value.map((one) => compact(one));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, own]) => [key, compact(own)]));
}

/** Bytes of a value as JSON. */
export function sizeOf(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(compact(value))).length;
}

/** The first items, as many as fit. @param room bytes */
export function fitting<Item, Shown>(
  room: number,
  items: readonly Item[],
  show: (item: Item, place: number) => Shown,
): Shown[] {
  const shown: Shown[] = [];
  let left = room;
  for (const [place, item] of items.entries()) {
    const one = show(item, place);
    left -= sizeOf(one) + 1;
    if (left < 0) break;
    shown.push(one);
  }
  return shown;
}

/** What reports and comparisons have in common about their run. */
interface Run extends Pick<Report, "tool" | "environment" | "inputs"> {
  readonly options: Pick<Report["options"], "sample" | "readOn" | "encoding" | "seed">;
}

/** Name and value of all that can change a number. @param more for this kind of run */
export function circumstancesOf(
  { tool, environment, options, inputs }: Run,
  more: readonly (readonly [string, string])[],
): (readonly [string, string])[] {
  const { total, ok, skipped, failed } = inputs;
  const { sample, readOn } = options;
  return [
    [tool.name, tool.version],
    ["sample", readOn === undefined ? String(sample) : `${sample}, up to ${readOn} for undecided verdicts`],
    ["encoding", options.encoding],
    ["seed", String(options.seed)],
    ...more,
    ["inputs", `${total}: ${ok} measured, ${skipped} skipped, ${failed} failed`],
    ...Object.entries(environment),
  ];
}

/** The words of a command that say what was measured of its inputs. */
export function measureWords({ sample, readOn, encoding, seed }: Run["options"]): string {
  return `--sample ${sample}${readOn === undefined ? "" : " --settle"} --encoding ${encoding} --seed ${seed}`;
}
