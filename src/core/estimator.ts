import type * as z from "zod";
import { messageOf, UsageError } from "./errors.ts";
import type { Bound, Interval, Measurement, Outcome, Stamp } from "./measurement.ts";
import { type QuantityId, quantities } from "./quantities.ts";
import type { SymbolSequence } from "./sequence.ts";
import type { SharedAccess, SharedValue } from "./shared-value.ts";
import type { Warning } from "./warnings.ts";

/** What an estimator may look at. */
export interface EstimationContext extends SharedAccess {
  /** length in symbols */
  readonly n: number;
  readonly alphabetSize: number;
  /** bytes of the input that the n symbols stand for */
  readonly byteLength: number;
  /** the symbols themselves; throws in a streaming run, so streaming estimators use `get` alone */
  readonly sequence: SymbolSequence;
  /** the sampled input bytes, for code that works on bytes; throws in a streaming run */
  readonly bytes: Uint8Array;
  /** a symbol as a person writes it */
  label(symbol: number): string;
}

/** A definition as its author writes it. */
interface EstimatorSpecification<Schema extends z.ZodObject> {
  readonly id: string;
  readonly quantity: QuantityId;
  readonly title: string;
  readonly summary: string;
  readonly formula: string;
  readonly convention?: string;
  readonly bound?: Bound;
  readonly validity: string;
  readonly cost: string;
  readonly reference: string;
  /** left out where it takes none; made when first asked for: a run needs those of few, and making schemas takes longest */
  readonly params?: () => Schema;
  /** symbols below which the result is undefined, 1 by default */
  readonly minimumLength?: number;
  readonly streams?: readonly SharedValue<unknown>[];
  readonly apart?: number;
  readonly memory?: "mixer";
  /** true when a value outside the quantity's range is a bug rather than bias */
  readonly rangeChecked?: boolean;
  estimate(context: EstimationContext, params: z.infer<Schema>): Outcome | Promise<Outcome>;
}

/** Turns a specification into a registry entry. */
export function defineEstimator<Schema extends z.ZodObject>(
  specification: EstimatorSpecification<Schema>,
): Estimator {
  return new Estimator(specification);
}

/**
 * One estimator, as the registry holds it. One shape for all: a hundred objects of their own shapes and closures take
 * milliseconds to make.
 */
export class Estimator {
  readonly id: string;
  readonly quantity: QuantityId;
  readonly title: string;
  readonly summary: string;
  /** what is computed, in plain text */
  readonly formula: string;
  /** which of several conventions in use is followed, where there are several */
  readonly convention: string | undefined;
  /** what its values estimate where that is not the quantity but a bound of it, which its intervals then cover */
  readonly bound: Bound | undefined;
  /** where it may be trusted */
  readonly validity: string;
  /** time and memory, and what they grow with */
  readonly cost: string;
  readonly reference: string;
  readonly minimumLength: number;
  /** the folds that suffice for it, or null when it needs the whole sequence */
  readonly streams: readonly SharedValue<unknown>[] | null;
  /**
   * of one that is expensive and shares nothing expensive with others, so that it is worth a thread of its own: roughly how expensive it
   * is, in microseconds a symbol of a long text; else null
   */
  readonly apart: number | null;
  /** "mixer": it takes hundreds of bytes of memory a symbol, as those do that learn; "arrays": some numbers a symbol */
  readonly memory: "mixer" | "arrays";
  readonly #specification: EstimatorSpecification<z.ZodObject>;
  #params: z.ZodObject | null | undefined;

  constructor(specification: EstimatorSpecification<z.ZodObject>) {
    this.#specification = specification;
    this.id = specification.id;
    this.quantity = specification.quantity;
    this.title = specification.title;
    this.summary = specification.summary;
    this.formula = specification.formula;
    this.convention = specification.convention;
    this.bound = specification.bound;
    this.validity = specification.validity;
    this.cost = specification.cost;
    this.reference = specification.reference;
    this.minimumLength = specification.minimumLength ?? 1;
    this.streams = specification.streams ?? null;
    this.apart = specification.apart ?? null;
    this.memory = specification.memory ?? "arrays";
  }

  /** null where it takes none */
  get params(): z.ZodObject | null {
    this.#params ??= this.#specification.params?.() ?? null;
    return this.#params;
  }

  /**
   * Parameters with defaults for those that are not given.
   *
   * @throws the schema's error for wrong ones; UsageError where it takes none
   */
  parseParameters(raw: unknown): Record<string, unknown> {
    if (this.params !== null) return this.params.parse(raw);
    const [first] = Object.keys(Object(raw));
    if (first !== undefined) throw new UsageError(`${this.id} has no parameter "${first}"; it has none`);
    return {};
  }

  /**
   * Parameters are parsed, the minimum length is checked, a value that is not finite becomes `undefined` with a reason, a
   * value out of range is an error or a warning, and the result is stamped here and nowhere else, so that no author can
   * forget one of these.
   *
   * @param rawParams defaults apply
   * @throws as `parseParameters` does for wrong parameters; never for data
   */
  async measure(context: EstimationContext, rawParams: unknown = {}): Promise<Measurement> {
    const { quantity, minimumLength, bound } = this;
    const params = this.parseParameters(rawParams);
    const stamp: Stamp = {
      quantity,
      estimator: this.id,
      parameters: params,
      n: context.n,
    };
    if (context.n < minimumLength) {
      const needed =
        minimumLength === 1 ? "an empty sequence" : `${context.n} symbols, needs ${minimumLength}`;
      return { ...stamp, status: "undefined", reason: needed };
    }
    let outcome: Outcome;
    try {
      outcome = await this.#specification.estimate(context, params);
    } catch (error) {
      outcome = { shape: "undefined", reason: `failed: ${messageOf(error)}` };
    }
    const rangeChecked = this.#specification.rangeChecked ?? false;
    const settled = settle(stamp, outcome, context.alphabetSize, rangeChecked);
    const scalar = settled.status === "ok" && settled.shape === "scalar";
    return scalar && bound !== undefined ? { ...settled, bound } : settled;
  }
}

/** The part of an interval where the truth can lie, and the value, which noise may carry beyond. */
function within(
  interval: Interval | null,
  value: number,
  [lower, upper]: readonly [number, number],
): Interval | null {
  const clamp = (end: number) => Math.min(upper, Math.max(lower, end));
  if (interval === null) return null;
  return {
    ...interval,
    lower: Math.min(value, clamp(interval.lower)),
    upper: Math.max(value, clamp(interval.upper)),
  };
}

/** Rounding may carry a value this far past the edge of its range. */
const rangeTolerance = 1e-9;

function settle(stamp: Stamp, outcome: Outcome, alphabetSize: number, rangeChecked: boolean): Measurement {
  if (outcome.shape === "undefined") return { ...stamp, status: "undefined", reason: outcome.reason };
  const warnings: Warning[] = [...(outcome.warnings ?? [])];
  if (outcome.shape === "table") {
    return { ...stamp, status: "ok", shape: "table", value: outcome.value, interval: null, warnings };
  }
  const range = quantities[stamp.quantity].range(alphabetSize);
  const [lower, upper] = range;
  const values =
    outcome.shape === "scalar" ? [outcome.value] : outcome.value.points.map((point) => point.value);
  if (!values.every(Number.isFinite)) {
    return { ...stamp, status: "undefined", reason: "the formula gives no finite number here" };
  }
  const outside = values.some((value) => value < lower - rangeTolerance || value > upper + rangeTolerance);
  if (outside && rangeChecked) {
    return { ...stamp, status: "undefined", reason: `the value leaves its range [${lower}, ${upper}]` };
  }
  if (outside)
    warnings.push({ code: "out-of-range", lower, upper: Number.isFinite(upper) ? upper : Number.MAX_VALUE });
  if (outcome.shape === "series") {
    const points = outcome.value.points.map((point) => ({
      ...point,
      interval: within(point.interval, point.value, range),
    }));
    return {
      ...stamp,
      status: "ok",
      shape: "series",
      value: { ...outcome.value, points },
      interval: null,
      warnings,
    };
  }
  const value = Object.is(outcome.value, -0) ? 0 : outcome.value;
  const parameters = { ...stamp.parameters, ...outcome.parameters };
  const interval = within(outcome.interval ?? null, value, range);
  return { ...stamp, parameters, status: "ok", shape: "scalar", value, interval, warnings };
}
