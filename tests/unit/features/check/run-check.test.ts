import { describe, expect, test } from "vitest";
import type { Demand } from "../../../../src/features/check/judge.ts";
import { type CheckPlan, measured, runCheck } from "../../../../src/features/check/run-check.ts";
import type { Check } from "../../../../src/features/check/schema.ts";
import type { Sample } from "../../../../src/results/report.ts";
import { sampleAt } from "../../report/hand-made.ts";

type Result =
  | { readonly status: "ok"; readonly sample: Sample }
  | { readonly status: "failed"; readonly reason: string; readonly noField?: boolean };
const ok = (name: string, change: Partial<Sample> = {}): Result => ({
  status: "ok",
  sample: sampleAt(name, [0.5, 0.1], [1, 0.1], "structure", change),
});
const failed = (reason: string, noField?: boolean): Result => ({
  ...{ status: "failed", reason },
  ...(noField === undefined ? {} : { noField }),
});

/** Gives results by the names of tasks, the last task first. */
const runner = (results: Readonly<Record<string, Result>>) =>
  ({
    async each(tasks: readonly { readonly name: string }[], take: (result: Result, place: number) => void) {
      for (const [place, { name }] of [...tasks.entries()].reverse()) take(results[name]!, place);
    },
  }) as never;

const demand = (max: number): Demand => ({
  ...{ quantity: "randomness", instrument: { kind: "spectrum" }, at: null, allowed: { min: null, max } },
  ...{ minSymbols: 0, why: null, line: 3 },
});
const input = (name: string, demands: readonly Demand[] = [], before: object | null = null) =>
  ({ task: { name, input: { kind: "stdin" }, options: { estimators: [] } }, demands, before }) as never;
const planOf = (change: Partial<CheckPlan>): CheckPlan => ({
  ...{ inputs: [], instruments: [], skipped: [], failed: [], notes: [] },
  options: { sample: 9, encoding: "bytes", charset: "auto", seed: 1, config: null, baseline: null } as never,
  ...change,
});
const maker = { version: "1.2.3", environment: { node: "v24" } } as never;

describe("what is measured for a check", () => {
  test("are samples in the order of inputs, and what failed is named once", async () => {
    const done: number[] = [];
    const plan = {
      inputs: ["a", "b", "c", "d"].map((name) => input(name)),
      failed: [{ input: "c", reason: "x" }],
    };
    const results = { a: ok("a"), b: failed("no"), c: failed("again"), d: ok("d") };
    const { samples, errors } = await measured(plan, runner(results), (count) => done.push(count));
    expect(samples.map((sample) => sample?.name)).toEqual(["a", undefined, undefined, "d"]);
    expect(errors).toEqual([
      { input: "c", reason: "x" },
      { input: "b", reason: "no" },
    ]);
    expect(done).toEqual([1, 2, 3, 4]);
    expect(plan.failed).toHaveLength(1);
  });

  test("is empty if all inputs lack the requested field", async () => {
    const of = (results: Readonly<Record<string, Result>>) =>
      measured(
        { inputs: Object.keys(results).map((name) => input(name)), failed: [] },
        runner(results),
        () => {},
      );
    const lacks = failed("no field text", true);
    await expect(of({ a: lacks, b: lacks })).rejects.toThrow("a: no field text");
    expect((await of({ a: lacks, b: failed("no") })).errors).toHaveLength(2);
    expect((await of({ a: lacks, b: ok("b") })).errors).toHaveLength(1);
  });
});

describe("the report of a check", () => {
  const report = (change: Partial<CheckPlan>, results: Readonly<Record<string, Result>> = {}) =>
    runCheck(planOf(change), maker, runner(results), () => {});

  test("counts inputs and outcomes", async () => {
    const short = { ...demand(1), minSymbols: 1e9 };
    const made = await report(
      {
        inputs: [input("a", [demand(0.7), demand(0.45)]), input("b", [demand(0.6), short]), input("c")],
        skipped: [{ input: "s", reason: "binary" }],
        failed: [{ input: "f", reason: "gone" }],
        notes: ["so it is"],
      },
      { a: ok("a"), b: ok("b"), c: failed("no") },
    );
    expect(made).toMatchObject({
      ...{ schemaVersion: 1, tool: { name: "mesoscope", version: "1.2.3" }, environment: { node: "v24" } },
      inputs: { total: 5, ok: 2, skipped: 1, failed: 2 },
      counts: { total: 4, passed: 2, failed: 0, undecided: 1, undefined: 1 },
      ...{ unchanged: 0, badRecords: 0, notes: ["so it is"], skipped: [{ input: "s", reason: "binary" }] },
    });
    expect(made.checks.map(({ input, status }) => [input, status])).toEqual([
      ["a", "passed"],
      ["a", "undecided"],
      ["b", "passed"],
      ["b", "undefined"],
    ]);
    expect(made.errors.map(({ input }) => input)).toEqual(["f", "c"]);
  });

  test("judges what the baseline records in addition to the budgets", async () => {
    const numbers = [{ quantity: "randomness", estimator: "spectrum", unit: "1", reason: "too short" }];
    const before = { path: "a", n: 9, numbers };
    const made = await report(
      { inputs: [input("a", [demand(0.9)], before)], instruments: [{ kind: "spectrum" }] },
      { a: ok("a") },
    );
    expect(made.checks.map(({ rule, status }) => [rule, status])).toEqual([
      ["budget", "passed"],
      ["drift", "undefined"],
    ]);
  });

  test("adds what a model of the others finds, and counts what was read for that once", async () => {
    const odd = { rule: "odd", input: "o", status: "failed" } as unknown as Check;
    const made = await report(
      {
        inputs: [input("a", [demand(0.9)])],
        failed: [{ input: "gone", reason: "no" }],
        odd: { checks: [odd], unchanged: 7, read: ["a", "o", "gone"] },
      },
      { a: ok("a") },
    );
    expect(made.inputs).toEqual({ total: 3, ok: 2, skipped: 0, failed: 1 });
    expect(made.unchanged).toBe(7);
    expect(made.checks.map(({ rule }) => rule)).toEqual(["budget", "odd"]);
    expect(made.counts).toEqual({ total: 2, passed: 1, failed: 1, undecided: 0, undefined: 0 });
  });

  test("names bad records before all other notes, and counts them", async () => {
    const warning = (code: string, count: number) => ({ code, message: `${count} bad`, count });
    const spoilt = (name: string, count: number) =>
      ok(name, { warnings: [warning("bad-records", count), warning("other", 50)] } as never);
    const made = await report(
      { inputs: [input("a"), input("b"), input("c")], notes: ["last"] },
      { a: spoilt("a", 3), b: spoilt("b", 4), c: failed("no") },
    );
    expect(made.notes).toEqual(["a: 3 bad", "b: 4 bad", "last"]);
    expect(made.badRecords).toBe(7);
  });
});
