import type { Cell } from "../../report/kit/csv-text.ts";
import type { Rows } from "../../report/kit/rows.ts";
import type { CheckReport } from "../schema.ts";

const header = [
  "kind", "input", "rule", "quantity", "at", "estimator", "unit", "status", "value", "lower", "upper",
  "min", "max", "expected", "tolerance", "why", "line", "reason",
] as const; // biome-ignore format: one line a group reads better
/** What is known of the rule odd alone stands in columns that there are when there is such a check. */
const oddHeader = ["firstLine", "lastLine", "p", "kindOfFiles", "among"] as const;
/** And so do the lines behind a budget or drift. */
const whereHeader = ["firstLine", "lastLine", "kindOfLines"] as const;

/** One row a check, then inputs that were not checked. */
export function checkRows({ checks, skipped, errors }: CheckReport): Rows {
  const rows = checks.map(({ measured, expected, odd, where, ...check }): Partial<Record<string, Cell>> => {
    const number = measured !== null && "value" in measured ? measured : null;
    const regime = measured !== null && "regime" in measured ? measured.regime : null;
    return {
      kind: "check",
      ...check,
      ...(odd === undefined ? {} : { ...odd, kindOfFiles: odd.kind, kind: "check" }),
      ...(where === undefined
        ? {}
        : { firstLine: where.firstLine, lastLine: where.lastLine, kindOfLines: where.kind }),
      value: number?.value ?? regime,
      lower: number?.interval?.lower ?? null,
      upper: number?.interval?.upper ?? null,
      ...("min" in expected ? expected : {}),
      ...("regimes" in expected ? { expected: expected.regimes.join(" or ") } : {}),
      ...("tolerance" in expected ? { expected: expected.value, tolerance: expected.tolerance } : {}),
      reason: regime === null ? check.reason : (measured as { because: string }).because,
    };
  });
  const accounted = (status: string) => (entry: { input: string; reason: string }) => ({
    kind: "input",
    status,
    ...entry,
  });
  const all = [...rows, ...skipped.map(accounted("skipped")), ...errors.map(accounted("failed"))];
  const columns = [
    ...new Set<string>([
      ...header,
      ...(checks.some(({ odd }) => odd !== undefined) ? oddHeader : []),
      ...(checks.some(({ where }) => where !== undefined) ? whereHeader : []),
    ]),
  ];
  return {
    columns,
    rows: all.map((row) => columns.map((column) => (row as Partial<Record<string, Cell>>)[column] ?? null)),
  };
}

/** One line a check, skipped input and error, then one line for the rest of the report. */
export function renderCheckNdjson({ checks, skipped, errors, ...rest }: CheckReport): string {
  const lines = [
    ...checks.map((check) => ({ type: "check", ...check })),
    ...skipped.map((entry) => ({ type: "skipped", ...entry })),
    ...errors.map((entry) => ({ type: "error", ...entry })),
    { type: "report", ...rest },
  ];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}
