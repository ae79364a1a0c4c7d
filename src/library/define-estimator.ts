import * as z from "zod";
import { estimationContext } from "../context/context.ts";
import type { EncodedSequence } from "../core/encoding.ts";
import { UsageError } from "../core/errors.ts";
import { type EstimationContext, type Estimator, defineEstimator as specify } from "../core/estimator.ts";
import { type Interval, type Outcome, scalar, undefinedBecause } from "../core/measurement.ts";
import { type QuantityId, quantities } from "../core/quantities.ts";
import type { LazyRegistry } from "../core/registry.ts";
import { describeWarning, type Warning } from "../core/warnings.ts";
import { estimatorRegistry } from "../estimators/registry.ts";
import { intervalSchema, seriesSchema, tableSchema } from "../results/report-schema.ts";
import { optionsOf } from "./options.ts";

/** What an estimator returns: a number, with or without an interval, the reason why there is none, a series or a table. */
export type EstimatorOutcome =
  | number
  | { readonly value: number; readonly interval: Interval | null }
  | { readonly reason: string }
  | Outcome;

const definitionKeys = {
  id: true,
  quantity: true,
  title: true,
  summary: true,
  formula: true,
  validity: true,
  cost: true,
  reference: true,
  params: true,
  minimumLength: true,
  estimate: true,
} as const;

/** An estimator as a program writes it. */
export interface EstimatorDefinition<Schema extends z.ZodObject> {
  /** lower-case letters, digits and hyphens */
  readonly id: string;
  /** what is estimated; title, unit and range come from it */
  readonly quantity: QuantityId;
  readonly title?: string;
  readonly summary?: string;
  readonly formula?: string;
  /** the conditions under which the estimate is reliable */
  readonly validity?: string;
  readonly cost?: string;
  readonly reference?: string;
  /** parameters with defaults, as a strict zod object; none by default */
  readonly params?: Schema;
  /** symbols below which the result is undefined, 1 by default */
  readonly minimumLength?: number;
  /**
   * @param context the symbols, n, A, the bytes behind them, and seeded random numbers
   * @returns a value that is not finite becomes undefined, with a reason
   */
  estimate(context: EstimationContext, params: z.infer<Schema>): EstimatorOutcome | Promise<EstimatorOutcome>;
}

/**
 * Defines an estimator, for `estimators.add`.
 *
 * @throws UsageError for an invalid definition; an error of `estimate` becomes an undefined result with its message as the
 *   reason
 */
export function defineEstimator<Schema extends z.ZodObject = z.ZodObject<Record<never, z.ZodType>>>(
  definition: EstimatorDefinition<Schema>,
): Estimator {
  if (typeof definition?.estimate !== "function")
    throw new UsageError("an estimator is an object with a function estimate");
  optionsOf(definition, definitionKeys, "estimators");
  const { id, title = id, params } = definition;
  if (!Object.hasOwn(quantities, definition.quantity))
    throw new UsageError(`${id} estimates an unknown quantity: ${definition.quantity}`);
  const own = "depends on the program that added it";
  return specify<z.ZodObject>({
    id,
    quantity: definition.quantity,
    title,
    summary: definition.summary ?? title,
    formula: definition.formula ?? own,
    validity: definition.validity ?? own,
    cost: definition.cost ?? own,
    reference: definition.reference ?? own,
    ...(params === undefined ? {} : { params: () => params }),
    minimumLength: definition.minimumLength ?? 1,
    async estimate(context, parsed) {
      return outcomeOf(await definition.estimate(apart(context), parsed as z.infer<Schema>));
    },
  });
}

/**
 * Gives the estimator copies of its own. An estimator could sort its symbols in place, draw random numbers or add a shared
 * value under a name of ours, and would change what the others measure.
 */
function apart(context: EstimationContext): EstimationContext {
  const random = context.random.restarted();
  let own: EstimationContext | undefined;
  let bytes: Uint8Array | undefined;
  const copied = () => {
    if (own !== undefined) return own;
    const sequence = context.sequence as EncodedSequence;
    const { symbols, segmentEnds } = sequence;
    const copy = { ...sequence, symbols: symbols.slice(), segmentEnds: [...segmentEnds] };
    own = estimationContext(copy, new Uint8Array(0), random);
    return own;
  };
  const { n, alphabetSize, byteLength, drawn } = context;
  return {
    ...{ n, drawn },
    alphabetSize,
    byteLength,
    random,
    label: (symbol) => context.label(symbol),
    get: (shared) => copied().get(shared),
    get sequence() {
      return copied().sequence;
    },
    get bytes() {
      bytes ??= context.bytes.slice();
      return bytes;
    },
  };
}

const interval = z
  .object(intervalSchema.shape)
  .refine(({ lower, upper }) => lower <= upper, "its ends are not in order");
const warnings = z.array(z.custom<Warning>(isWorded, "unknown warning")).default([]);

/** The outcomes that a report can hold. */
const outcomes = {
  scalar: z.object({
    value: z.number(),
    interval: interval.nullish(),
    warnings,
    parameters: z.record(z.string(), z.unknown()).default({}),
  }),
  series: z.object({ value: seriesSchema, warnings }),
  table: z.object({ value: tableSchema, warnings }),
  undefined: z.object({ reason: z.string() }),
} as const;

function isWorded(warning: unknown): boolean {
  try {
    return typeof describeWarning(warning as Warning) === "string";
  } catch {
    return false;
  }
}

/** Checks the outcome against what a report can hold, and copies it as plain data. */
function outcomeOf(found: EstimatorOutcome): Outcome {
  if (typeof found === "number") return scalar(found);
  if (typeof found !== "object" || found === null)
    return undefinedBecause(`the program gave no outcome, but ${found === null ? "null" : typeof found}`);
  // `measure` reports values that are not finite; JSON cannot hold them.
  if ("value" in found && typeof found.value === "number" && !Number.isFinite(found.value))
    return scalar(found.value);
  const plain = plainOf(found);
  const shape = String(plain["shape"] ?? ("reason" in plain ? "undefined" : "scalar")) as Outcome["shape"];
  if (!Object.hasOwn(outcomes, shape))
    return undefinedBecause("the program gave an outcome of unknown shape");
  const { data, error } = outcomes[shape].safeParse(plain);
  if (error === undefined) return { ...data, shape } as Outcome;
  const { path, message } = error.issues[0]!;
  return undefinedBecause(`the program gave an invalid outcome: ${[...path, message].join(": ")}`);
}

/** @returns undefined where JSON can hold none of it */
function plainOf(found: object): Readonly<Record<string, unknown>> {
  try {
    return { ...(JSON.parse(JSON.stringify(found)) as object) };
  } catch {
    return {};
  }
}

/**
 * Every estimator by its id. `estimators.add` adds one of your own, which then works wherever an id is written. It runs in the
 * calling thread, with all estimators of the same call: functions cannot cross threads.
 */
export const estimators: LazyRegistry<Estimator> = estimatorRegistry;
