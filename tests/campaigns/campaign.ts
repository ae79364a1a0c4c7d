import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Runs of the whole campaign, as `npm run campaign:*` asks for; undefined: the subset of the test suite. */
const asked = process.env["MESOSCOPE_CAMPAIGN"];
export const whole = asked !== undefined;

const results = fileURLToPath(new URL("../../docs/evidence/reliability.json", import.meta.url));
/** Time that a test of a whole campaign may take, in milliseconds. */
export const timeout = whole ? 6 * 3_600_000 : 900_000;

/** How many runs: the few of the suite, or as many as were asked for. */
export function runsOf(subset: number, all: number): number {
  if (asked === undefined) return subset;
  return asked === "" || asked === "all" ? all : Number(asked);
}

/** What a campaign found, as docs/evidence/reliability.md shows it. */
export interface Finding {
  readonly runs: number;
  readonly seed?: number;
  /** how often each outcome was seen */
  readonly outcomes: Readonly<Record<string, number>>;
  /** what broke a promise; a campaign with any has failed */
  readonly broken: number;
}

/** Keeps what a whole campaign found; the subset leaves no trace. */
export function record(campaign: string, finding: Finding): void {
  if (!whole) return;
  const all = existsSync(results) ? JSON.parse(readFileSync(results, "utf8")) : {};
  const { outcomes, ...rest } = finding;
  all[campaign] = { ...rest, node: process.versions.node, outcomes: sorted(outcomes) };
  writeFileSync(results, `${JSON.stringify(sorted(all), null, 2)}\n`);
}

function sorted<Value>(object: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Counts outcomes. */
export class Tally {
  readonly counts: Record<string, number> = {};

  add(outcome: string): void {
    this.counts[outcome] = (this.counts[outcome] ?? 0) + 1;
  }
}

/** What a run must never show on standard error: more than one plain line an error. */
export function complaintsOf(err: string): string[] {
  return err
    .split("\n")
    .slice(0, -1)
    .filter((line) => !/^mesoscope: [^\p{Cc}]+$/u.test(line) || /node:internal|^\s+at /.test(line));
}
