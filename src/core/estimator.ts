import type * as z from "zod";
import { messageOf, UsageError } from "./errors.ts";
import type { Bound, Interval, Measurement, Outcome, Stamp } from "./measurement.ts";
import { type QuantityId, quantities } from "./quantities.ts";
import type { SymbolSequence } from "./sequence.ts";
import type { SharedAccess, SharedValue } from "./shared-value.ts";
import type { Warning } from "./warnings.ts";

/** How a sequence was drawn from its input, and how often it is read to place it. */
export interface Drawn {
  /** A of a recipe; null: the symbols that occur, rare ones in proportion */
  readonly declaredAlphabet: number | null;
  /** share of the input in the sequence: 1 if it was read whole, so that no other blocks could have been drawn */
  readonly share: number;
  /** whether its segments are places sampled from one document; else they are documents, or the whole */
  readonly cut: boolean;
  /** more rounds give narrower intervals; a second one runs where one leaves open whether there is structure */
  readonly rounds: 1 | 2 | 4;
}

/** What an estimator may read. */
export interface EstimationContext extends SharedAccess {
  readonly drawn: Drawn;
  /** length in symbols */
  readonly n: number;
  readonly alphabetSize: number;
  /** bytes of the input that the n symbols encode */
  readonly byteLength: number;
  /** the symbols; throws in a streaming run, so streaming estimators use only `get` */
  readonly sequence: SymbolSequence;
  /** the sampled input bytes, for code that works on bytes; throws in a streaming run */
  readonly bytes: Uint8Array;
  /** a symbol in readable form */
  label(symbol: number): string;
}

/** An estimator as its author defines it. */
interface EstimatorSpecification<Schema extends z.ZodObject>
  extends Pick<
    Estimator,
    "id" | "quantity" | "title" | "summary" | "formula" | "validity" | "cost" | "reference"
  > {
  readonly convention?: string;
  readonly bound?: Bound;
  /** absent: no parameters. Made on first use: building schemas is slow, and a run needs few of them */
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
 * One estimator of the registry. A class, since a hundred objects with shapes and closures of their own take milliseconds to
 * make.
 */
export class Estimator {
  readonly id: string;
  readonly quantity: QuantityId;
  readonly title: string;
  readonly summary: string;
  /** what is computed, in plain text */
  readonly formula: string;
  /** which convention it follows, where several are in use */
  readonly convention: string | undefined;
  /** set where its values estimate a bound of the quantity; its intervals then cover the bound */
  readonly bound: Bound | undefined;
  /** the conditions under which the estimate is reliable */
  readonly validity: string;
  /** time and memory, and what they depend on */
  readonly cost: string;
  readonly reference: string;
  readonly minimumLength: number;
  /** the folds that it needs, or null when it needs the whole sequence */
  readonly streams: readonly SharedValue<unknown>[] | null;
  /**
   * for an estimator that is expensive, shares no expensive value and is therefore worth a thread of its own: its approximate
   * cost in microseconds per symbol of a long text; else null
   */
  readonly apart: number | null;
  /** "mixer": hundreds of bytes of memory per symbol, as for learners; "arrays": some numbers per symbol */
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

  /** null where it takes no parameters */
  get params(): z.ZodObject | null {
    this.#params ??= this.#specification.params?.() ?? null;
    return this.#params;
  }

  /**
   * Fills in the defaults of parameters that are not given.
   *
   * @throws the schema's error for wrong parameters; UsageError where it takes none
   */
  parseParameters(raw: unknown): Record<string, unknown> {
    if (this.params !== null) return this.params.parse(raw);
    const [first] = Object.keys(Object(raw));
    if (first !== undefined) throw new UsageError(`${this.id} has no parameter "${first}"; it has none`);
    return {};
  }

  /**
   * Parses the parameters, checks the minimum length, turns a value that is not finite into `undefined` with a reason, reports
   * a value out of range as an error or a warning, and stamps the result. All estimators go through here, so that no author can
   * forget one of these.
   *
   * @param rawParams defaults apply
   * @throws as `parseParameters` for wrong parameters; never for data
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
    const unbounded = outcome.shape === "scalar" && outcome.unbounded === true;
    return scalar && bound !== undefined && !unbounded ? { ...settled, bound } : settled;
  }
}

/** Clips an interval to the range of the quantity, extended to the value, which noise may carry outside. */
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

/** Rounding may carry a value this far beyond its range. */
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
