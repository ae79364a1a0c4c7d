import { UsageError } from "../../core/errors.ts";
import { nearestWord } from "../../core/nearest-word.ts";
import type { QuantityId } from "../../core/quantities.ts";
import { type Input, namedInput } from "../../library/input.ts";
import {
  encodingOf,
  measureKeys,
  optionsOf,
  type ReadOptions,
  type RunOptions,
  type SampleOptions,
  sampleOf,
  seedOf,
} from "../../library/options.ts";
import { maker, taskOf } from "../../library/tasks.ts";
import { runnerOf } from "../../library/work.ts";
import type { Regime } from "../../results/report.ts";
import { choicesOfInstruments, planBudget } from "./budget.ts";
import { type CoordinateId, configSchema, innermost } from "./config-schema.ts";
import { instrumentsOf, needsVerdict } from "./judge.ts";
import type { LoadedConfig } from "./read-config.ts";
import { runCheck } from "./run-check.ts";
import type { Check } from "./schema.ts";

/** Limits of a number: at least one end. */
export interface Limit {
  readonly min?: number;
  readonly max?: number;
  /** the estimator, as in "renyi(order=3)"; by default the sharpest that needs no optional package */
  readonly estimator?: string;
  /** index in a series, such as k of H(k); required for such quantities */
  readonly at?: number;
}

/** The requirements on an input, as a budget of mesoscope.config.json: limits of quantities and coordinates. */
export interface Limits extends Partial<Readonly<Record<QuantityId | CoordinateId, Limit>>> {
  /** allowed verdicts */
  readonly regime?: Regime | readonly Regime[];
  /** shorter inputs are not judged */
  readonly minSymbols?: number;
  /** the reason for the limits */
  readonly why?: string;
}

/** One limit, judged. */
export type CheckedLimit = Omit<Check, "input" | "rule" | "line">;

/** The results of all limits. */
export interface CheckResult {
  /** whether no limit failed: undecided and undefined ones do not fail, as in the command */
  readonly passed: boolean;
  readonly name: string;
  readonly checks: readonly CheckedLimit[];
  /** checks by status */
  readonly counts: Readonly<Record<Check["status"], number>>;
}

/** How an input is checked. */
export interface CheckOptions extends ReadOptions, SampleOptions, RunOptions {}

/**
 * Checks one input against limits. A number fails when its whole interval is beyond the limit, and is undecided when only the
 * value is.
 *
 * @param input a text, bytes, symbols, `{ path }`, `{ recipe }` or `{ corpus }`
 * @param limits such as `{ entropyRate: { max: 3 }, regime: ["structure"] }`
 * @returns the same statuses and numbers as `mesoscope check` with such a budget
 * @throws UsageError for a wrong limit, which it names; InputError when the input cannot be read; RecipeError; the reason of an
 *   aborted signal
 * Cost: that of the estimators that the limits need, on a thread of its own.
 */
export async function check(input: Input, limits: Limits, given: CheckOptions = {}): Promise<CheckResult> {
  const options = optionsOf(given, measureKeys);
  const named = namedInput(input, options);
  const inline: LoadedConfig = {
    config: {},
    path: "",
    folder: "",
    lineOf: () => 0,
    wrong: (at, reason) => new UsageError([...at.slice(2), reason].join(": ")),
  };
  const { demands } = await planBudget(budgetOf(limits), inline, 0);
  const instruments = instrumentsOf(demands);
  const task = taskOf(named, options, {
    estimators: choicesOfInstruments(instruments),
    spectrum: instruments.some(({ kind }) => kind === "spectrum"),
    ...(needsVerdict(demands) ? { settled: true } : {}),
  });
  const { encoding, charset = "auto" } = encodingOf(options);
  const report = await runCheck(
    {
      inputs: [{ task, demands, before: null }],
      instruments: [],
      skipped: [],
      failed: [],
      notes: [],
      options: {
        sample: sampleOf(options.sample),
        encoding,
        charset,
        seed: seedOf(options.seed),
        config: null,
        baseline: null,
      },
    },
    maker(),
    runnerOf(options),
    () => {},
  );
  const { total: _, ...counts } = report.counts;
  return {
    passed: counts.failed === 0,
    name: task.name,
    checks: report.checks.map(({ input: __, rule: ___, line: ____, ...judged }) => judged),
    counts,
  };
}

const budgetSchema = configSchema.shape.budgets.unwrap().element;

function budgetOf(limits: Limits) {
  if (typeof limits !== "object" || limits === null) throw new UsageError("limits must be an object");
  if (Object.keys(limits).every((key) => key === "why" || key === "minSymbols"))
    throw new UsageError("limits name no quantity, no coordinate and no regime");
  const parsed = budgetSchema.safeParse({ ...limits, files: ["*"] });
  if (parsed.success) return parsed.data;
  const issue = innermost(parsed.error.issues[0]!);
  if (issue.code === "unrecognized_keys") {
    const key = issue.keys[0]!;
    const known = issue.path.length > 0 ? ["min", "max", "estimator", "at"] : Object.keys(budgetSchema.shape);
    const near = nearestWord(key, known);
    throw new UsageError(
      `${[...issue.path, `"${key}" is not known`].join(": ")}${near === undefined ? "" : `; did you mean "${near}"?`}`,
    );
  }
  throw new UsageError([...issue.path, issue.message].join(": "));
}
