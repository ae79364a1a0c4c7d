import { plural } from "../../core/collections.ts";
import { escapeForTerminal, formatNumber, formatWithInterval } from "../../report/kit/format.ts";
import type { Finding } from "../odd/judge.ts";
import { findingText, valueText } from "../odd/words.ts";
import { isExempt } from "./judge.ts";
import type { Check, CheckReport } from "./schema.ts";

/** Wording of checks and results, the same in every format. */

/** The remedy for unusual files, by how they are accepted. */
export const adviceOnOdd = {
  file: "mesoscope baseline FILE accepts a file as it is",
  init: "mesoscope init accepts the present files",
  baseline: "mesoscope baseline accepts the present files",
} as const;

/** The judged quantity: `entropyRate`, or `coverage(3)` in a series. */
function subjectOf({ quantity, at, rule }: Check): string {
  // The index of the strangest part of a file changes with any of its lines.
  return at === null || rule === "odd" ? quantity : `${quantity}(${at})`;
}

/** Rule, quantity and instrument of a check; unique for an input. */
export function titleOf(check: Check): string {
  return `${check.rule} ${subjectOf(check)} (${check.estimator})`;
}

/** One sentence without a full stop: the result and the expected value. */
export function sentenceOf(check: Check, plusMinus = "±"): string {
  const subject = subjectOf(check);
  const { measured, expected } = check;
  if (measured === null && check.rule === "sign") return check.reason ?? "";
  if (measured === null) return `${subject} is undefined: ${check.reason ?? ""}`;
  if ("regime" in measured) {
    const allowed = "regimes" in expected ? expected.regimes.join(" or ") : "";
    if (check.status === "passed") return `${subject} is ${measured.regime}`;
    return `${subject} is ${measured.regime}, not ${allowed}: ${measured.because}`;
  }
  const number = withUnit(formatWithInterval(measured.value, measured.interval, plusMinus), check.unit);
  if ("tolerance" in expected) {
    const then = formatWithInterval(expected.value, expected.interval, plusMinus);
    const moved = formatNumber(Math.abs(measured.value - expected.value));
    const error = formatNumber(expected.tolerance ?? 0);
    const how =
      check.status === "failed" ? `more than the error of ${error}` : `within the error of ${error}`;
    return `${subject} ${number} was ${then}: moved by ${moved}, ${how}`;
  }
  if ("regimes" in expected) return `${subject} ${number}`;
  if (check.odd !== undefined) return oddSentence(check, check.odd, measured.value, expected.max ?? 0);
  return `${subject} ${number} is ${limitText(measured.value, expected, check.status)}`;
}

/** `lines 3 to 9 are unlike the other .js files: 6.2 bit/byte over 256 bytes, ...` */
function oddSentence(check: Check, odd: NonNullable<Check["odd"]>, value: number, limit: number): string {
  const { firstLine, lastLine, p, kind } = odd;
  const cost = findingText({ ...(check as Pick<Finding, "quantity" | "unit">), at: check.at, value });
  const others = kind === null ? "the other files" : `the other ${kind} files`;
  const chance = p < 1e-6 ? "p < 1e-6" : p < 0.001 ? `p = ${p.toExponential(0)}` : `p = ${formatNumber(p)}`;
  if (check.status === "passed") return `${cost} is usual among ${others}, ${chance}`;
  return `${linesAre(firstLine, lastLine)} unlike ${others}: ${cost}, where up to ${valueText(limit, check.quantity)} is usual, ${chance}`;
}

const linesAre = (first: number, last: number) =>
  first === last ? `line ${first} is` : `lines ${first} to ${last} are`;

/** The lines that explain a failure; null: unknown. */
export function whereOf({ where }: Check): string | null {
  if (where === undefined) return null;
  const { firstLine, lastLine, kind, bytes, rate } = where;
  const what = kind === "copy" ? "copied" : kind;
  return `${linesAre(firstLine, lastLine)} ${what}: ${rate === null ? "" : `${formatNumber(rate)} bit/byte over `}${bytes} bytes`;
}

/** The result, the reason of the limit, and the lines that explain it. */
export function messageOf(check: Check): string {
  return [sentenceOf(check), whereOf(check), check.why].filter((text) => text !== null).join(". ");
}

/** Lines of a file that a finding is about; undefined: the whole file. */
export function linesOf({ odd, lines, where }: Check): Check["lines"] {
  return odd ?? lines ?? where;
}

function limitText(
  value: number,
  { min, max }: { min: number | null; max: number | null },
  status: Check["status"],
): string {
  const margin = status === "undecided" ? ", by less than its error" : "";
  if (max !== null && value > max) return `above ${max}${margin}`;
  if (min !== null && value < min) return `below ${min}${margin}`;
  if (min === null) return `at most ${max}`;
  return max === null ? `at least ${min}` : `between ${min} and ${max}`;
}

function withUnit(number: string, unit: Check["unit"]): string {
  if (unit === "byte") return `${number} bytes`;
  return unit === null || unit === "1" ? number : `${number} ${unit}`;
}

/** The totals of a check on one line. A number that a budget exempts is not missing. */
export function summaryOf({ inputs, counts, checks, unchanged }: CheckReport): string {
  const exempt = checks.filter(isExempt).length;
  const shown = { ...counts, undefined: counts.undefined - exempt, "too short to be judged": exempt };
  const states = (["passed", "failed", "undecided", "undefined", "too short to be judged"] as const)
    .filter((state) => state === "passed" || shown[state] > 0)
    .map((state) => `${shown[state]} ${state}`);
  const unread = inputs.failed === 0 ? "" : `; ${plural(inputs.failed, "input")} could not be read`;
  if (counts.total === 0 && unchanged > 0)
    return `${plural(unchanged, "file")} known, ${unchanged === 1 ? "not" : "none"} changed${unread === "" ? ": passed" : unread}`;
  if (counts.total === 0) return `${plural(inputs.ok, "input")}, nothing was judged${unread}`;
  const known = unchanged === 0 ? "" : `, ${unchanged} known and not changed`;
  return `${plural(inputs.ok, "input")}${known}, ${plural(counts.total, "check")}: ${states.join(", ")}${unread}`;
}

/** Checks worth a line: all except passed and exempt ones, failures first. */
export function remarkable({ checks }: CheckReport): Check[] {
  const order = ["failed", "undecided", "undefined"];
  return checks
    .filter((check) => check.status !== "passed" && !isExempt(check))
    .sort((a, b) => order.indexOf(a.status) - order.indexOf(b.status));
}

/** Text that XML and Markdown can hold: control characters are escaped. */
export const safe = (text: string): string => escapeForTerminal(text);
