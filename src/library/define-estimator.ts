import type * as z from "zod";
import { UsageError } from "../core/errors.ts";
import { type EstimationContext, type Estimator, defineEstimator as specify } from "../core/estimator.ts";
import { type Interval, type Outcome, scalar, undefinedBecause } from "../core/measurement.ts";
import { type QuantityId, quantities } from "../core/quantities.ts";
import type { LazyRegistry } from "../core/registry.ts";
import type { SymbolSequence } from "../core/sequence.ts";
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
 * @throws UsageError for what is no definition; what `estimate` throws becomes an undefined result with the message as its reason
 */
export function defineEstimator<Schema extends z.ZodObject = z.ZodObject<Record<never, z.ZodType>>>(
  definition: EstimatorDefinition<Schema>,
): Estimator {
  if (typeof definition?.estimate !== "function")
    throw new UsageError("an estimator is an object with a function estimate");
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

/** What others measure, too, is not handed out: a program that sorts its symbols in place would sort theirs. */
function apart(context: EstimationContext): EstimationContext {
  let sequence: SymbolSequence | undefined;
  let bytes: Uint8Array | undefined;
  return Object.create(context, {
    sequence: {
      get: () => {
        const { symbols, segmentEnds } = context.sequence;
        sequence ??= { ...context.sequence, symbols: symbols.slice(), segmentEnds: [...segmentEnds] };
        return sequence;
      },
    },
    bytes: {
      get: () => {
        bytes ??= context.bytes.slice();
        return bytes;
      },
    },
  });
}

function outcomeOf(found: EstimatorOutcome): Outcome {
  if (typeof found === "number") return scalar(found);
  if (typeof found !== "object" || found === null)
    return undefinedBecause(`the program gave no outcome, but ${found === null ? "null" : typeof found}`);
  if ("shape" in found) return found;
  if ("reason" in found) return undefinedBecause(found.reason);
  const { value, interval = null } = found;
  return interval === null || areEnds(interval)
    ? scalar(value, interval)
    : undefinedBecause("the program gave an interval whose ends are no numbers in order");
}

function areEnds({ lower, upper }: Interval): boolean {
  return typeof lower === "number" && typeof upper === "number" && lower <= upper;
}

/**
 * Every estimator by its id; `estimators.add` takes one of your own, which works from then on wherever an id is written.
 * It runs in the calling thread, as does what else is asked together with it: functions cannot cross to another.
 */
export const estimators: LazyRegistry<Estimator> = estimatorRegistry;
