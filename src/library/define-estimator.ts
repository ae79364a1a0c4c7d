import * as z from "zod";
import type { EncodedSequence } from "../core/encoding.ts";
import { UsageError } from "../core/errors.ts";
import { type EstimationContext, type Estimator, defineEstimator as specify } from "../core/estimator.ts";
import { type Interval, type Outcome, scalar, undefinedBecause } from "../core/measurement.ts";
import { type QuantityId, quantities } from "../core/quantities.ts";
import type { LazyRegistry } from "../core/registry.ts";
import { describeWarning, type Warning } from "../core/warnings.ts";
import { estimationContext } from "../estimators/context.ts";
import { estimatorRegistry } from "../estimators/registry.ts";
import { intervalSchema, seriesSchema, tableSchema } from "../results/report-schema.ts";
import { optionsOf } from "./options.ts";

/** What an estimator finds: a number, one with an interval, why there is none, or a series or table. */
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
  /** what is estimated: it has the title, the unit and the range */
  readonly quantity: QuantityId;
  readonly title?: string;
  readonly summary?: string;
  readonly formula?: string;
  /** where it may be trusted */
  readonly validity?: string;
  readonly cost?: string;
  readonly reference?: string;
  /** parameters with defaults, as a strict object of zod; by default there are none */
  readonly params?: Schema;
  /** symbols below which the result is undefined, 1 by default */
  readonly minimumLength?: number;
  /**
   * @param context the symbols, n, A, the bytes behind them, and seeded random numbers
   * @returns what is not finite becomes undefined, with a reason
   */
  estimate(context: EstimationContext, params: z.infer<Schema>): EstimatorOutcome | Promise<EstimatorOutcome>;
}

/**
 * Defines an estimator, for `estimators.add`.
 *
 * @throws UsageError for what is no definition; what `estimate` throws becomes an undefined result with the message as its reason
 */
export function defineEstimator<Schema extends z.ZodObject = z.ZodObject<Record<never, z.ZodType>>>(
  definition: EstimatorDefinition<Schema>,
): Estimator {
  if (typeof definition?.estimate !== "function")
    throw new UsageError("an estimator is an object with a function estimate");
  optionsOf(definition, definitionKeys, "estimators");
  const { id, title = id, params } = definition;
  if (!Object.hasOwn(quantities, definition.quantity))
    throw new UsageError(`${id} estimates no quantity that is known: ${definition.quantity}`);
  const own = "of the program that added it";
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
 * What others measure, too, is not handed out: a program that sorts its symbols in place would sort theirs, one that draws
 * random numbers would move the draws of the next, and a shared value of its own may have the name of one of ours.
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
  const { n, alphabetSize, byteLength } = context;
  return {
    n,
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
const warnings = z.array(z.custom<Warning>(isWorded, "no warning that is known")).default([]);

/** What a report can hold of an outcome. */
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

/** What a program gives is held to what a report can hold, and copied: whoever goes on with a result finds plain data. */
function outcomeOf(found: EstimatorOutcome): Outcome {
  if (typeof found === "number") return scalar(found);
  if (typeof found !== "object" || found === null)
    return undefinedBecause(`the program gave no outcome, but ${found === null ? "null" : typeof found}`);
  // Of what is not finite it is said elsewhere, and JSON has none of it.
  if ("value" in found && typeof found.value === "number" && !Number.isFinite(found.value))
    return scalar(found.value);
  const plain = plainOf(found);
  const shape = String(plain["shape"] ?? ("reason" in plain ? "undefined" : "scalar")) as Outcome["shape"];
  if (!Object.hasOwn(outcomes, shape))
    return undefinedBecause("the program gave an outcome of no shape that is known");
  const { data, error } = outcomes[shape].safeParse(plain);
  if (error === undefined) return { ...data, shape } as Outcome;
  const { path, message } = error.issues[0]!;
  return undefinedBecause(`the program gave no outcome: ${[...path, message].join(": ")}`);
}

/** @returns nothing where JSON can hold nothing of it */
function plainOf(found: object): Readonly<Record<string, unknown>> {
  try {
    return { ...(JSON.parse(JSON.stringify(found)) as object) };
  } catch {
    return {};
  }
}

/**
 * Every estimator by its id; `estimators.add` takes one of your own, which works from then on wherever an id is written.
 * It runs in the calling thread, as does what else is asked together with it: functions cannot cross to another.
 */
export const estimators: LazyRegistry<Estimator> = estimatorRegistry;
