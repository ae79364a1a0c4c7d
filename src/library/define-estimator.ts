import type * as z from "zod";
import { type EstimationContext, type Estimator, defineEstimator as specify } from "../core/estimator.ts";
import { type Interval, type Outcome, scalar, undefinedBecause } from "../core/measurement.ts";
import type { QuantityId } from "../core/quantities.ts";
import type { LazyRegistry } from "../core/registry.ts";
import { estimatorRegistry } from "../estimators/registry.ts";

/** What an estimator finds: a number, one with an interval, why there is none, or a series or table. */
export type EstimatorOutcome =
  | number
  | { readonly value: number; readonly interval: Interval | null }
  | { readonly reason: string }
  | Outcome;

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
 * @throws never; what `estimate` throws becomes an undefined result with the message as its reason
 */
export function defineEstimator<Schema extends z.ZodObject = z.ZodObject<Record<never, z.ZodType>>>(
  definition: EstimatorDefinition<Schema>,
): Estimator {
  const { id, title = id, params } = definition;
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
      return outcomeOf(await definition.estimate(context, parsed as z.infer<Schema>));
    },
  });
}

function outcomeOf(found: EstimatorOutcome): Outcome {
  if (typeof found === "number") return scalar(found);
  if ("shape" in found) return found;
  return "reason" in found ? undefinedBecause(found.reason) : scalar(found.value, found.interval);
}

/**
 * Every estimator by its id; `estimators.add` takes one of your own, which works from then on wherever an id is written.
 * It runs in the calling thread, as does what else is asked together with it: functions cannot cross to another.
 */
export const estimators: LazyRegistry<Estimator> = estimatorRegistry;
