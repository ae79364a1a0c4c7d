import { escapeForTerminal } from "../report/kit/format.ts";
import { termOf } from "../results/glossary.ts";

/** What a number is, for whoever points at it. */
export interface Definition {
  readonly title: string;
  readonly text: string;
  readonly reference: string | null;
}

/**
 * What the glossary says of a term, with symbol and unit in its title.
 *
 * @param also sentences of this page, behind those of the glossary
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

/** What every page says of itself. */
export interface AboutData {
  /** one line: of how many things, how long, which seed, which version */
  readonly summary: string;
  /** the command that makes this page again */
  readonly command: string;
  /** name and value of what can change a number */
  readonly circumstances: readonly (readonly [string, string])[];
  readonly definitions: Readonly<Record<string, Definition>>;
  /** inputs that were not measured: `[input, reason]` */
  readonly unmeasured: readonly (readonly [string, string])[];
}

/** Digits that are kept: more than any picture or column shows. */
const digits = 6;

/** A copy whose texts hold nothing that a reader cannot see, and whose numbers have no digits that none reads. */
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
