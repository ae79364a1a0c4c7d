import type { Check, CheckReport } from "../../../../src/features/check/schema.ts";

const interval = (lower: number, upper: number) => ({
  lower,
  upper,
  level: 0.95,
  method: "block-jackknife" as const,
});

const budget = { rule: "budget", at: null, why: null, reason: null } as const;

/** A check of every outcome. */
export const checks: readonly Check[] = [
  {
    ...budget,
    input: "src/a.ts",
    quantity: "entropyRate",
    estimator: "observer",
    unit: "bit/symbol",
    status: "failed",
    measured: { value: 5.9375, interval: null },
    expected: { min: null, max: 3 },
    why: "keys, 100 % of them",
    line: 4,
  },
  {
    ...budget,
    input: "src/a.ts",
    quantity: "regime",
    estimator: "spectrum",
    unit: null,
    status: "undecided",
    measured: { regime: "undecided", because: "not clear of the border" },
    expected: { regimes: ["structure", "order"] },
    line: 5,
  },
  {
    ...budget,
    input: "src/a.ts",
    quantity: "coverage",
    estimator: "good-turing-coverage",
    at: 3,
    unit: "1",
    status: "passed",
    measured: { value: 0.5, interval: null },
    expected: { min: 0.25, max: 0.75 },
    line: 6,
  },
  {
    ...budget,
    input: "doc|s/b\n.md",
    quantity: "heldOutRate",
    estimator: "held-out-rate",
    unit: "bit/symbol",
    status: "undefined",
    measured: null,
    reason: "312 symbols, needs 4000",
    expected: { min: 1, max: null },
    line: 7,
  },
  {
    input: "doc|s/b\n.md",
    rule: "drift",
    quantity: "entropyRate",
    estimator: "block-gain",
    at: null,
    unit: "bit/symbol",
    status: "failed",
    measured: { value: 3, interval: interval(2.75, 3.25), bound: "upper" },
    reason: null,
    expected: { value: 2, interval: interval(1.75, 2.25), tolerance: 0.35355339059327373 },
    why: null,
    line: null,
  },
];

export const checkReport: CheckReport = {
  schemaVersion: 1,
  tool: { name: "mesoscope", version: "0.0.0" },
  environment: { node: "20.0.0" },
  options: {
    sample: 100_000,
    encoding: "bytes",
    charset: "auto",
    seed: 1,
    config: "c.json",
    baseline: "b.json",
  },
  inputs: { total: 4, ok: 2, skipped: 1, failed: 1 },
  counts: { total: 5, passed: 1, failed: 2, undecided: 1, undefined: 1 },
  checks: [...checks],
  unchanged: 0,
  badRecords: 0,
  notes: ["c.json:9: no file matches *.py"],
  skipped: [{ input: "pic.png", reason: "binary file in a folder; name it, or --binary" }],
  errors: [{ input: "gone.txt", reason: "no such file" }],
};
