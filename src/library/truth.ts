import { UsageError } from "../core/errors.ts";
import { nearestWord } from "../core/nearest-word.ts";
import { type QuantityId, quantities, type Unit } from "../core/quantities.ts";
import type { Truth } from "../core/truth.ts";
import { UndefinedMeasurementError } from "./errors.ts";
import { requireText } from "./input.ts";
import type { TruthPlan } from "./job.ts";
import { optionsOf, type RunOptions, runKeys, shown } from "./options.ts";
import { environmentFor } from "./tasks.ts";
import { work } from "./work.ts";

/** An exactly known number. */
export interface ExactTruth {
  readonly quantity: QuantityId;
  /** of the quantity, such as "entropy rate" */
  readonly title: string;
  /** of the quantity, such as "h" */
  readonly symbol: string;
  readonly value: number;
  readonly unit: Unit;
  /** significant decimal digits that are certain */
  readonly digits: number;
  /** how it is known */
  readonly route: string;
}

/** What is known about a quantity: a number, bounds, that it is infinite, or why it is not known. */
export type TruthResult = Truth & { readonly unit: Unit };

/** All that is exactly known about a source. */
export interface SourceTruth {
  /** canonical: every parameter written out */
  readonly recipe: string;
  /** A */
  readonly alphabetSize: number;
  /** of sources that join others: the symbols at which the second and each later part begins */
  readonly boundaries?: readonly number[];
  /** by quantity; a missing one has no statement */
  readonly truth: Readonly<Partial<Record<QuantityId, TruthResult>>>;
}

/** Options of `truth`. */
export interface TruthOptions extends RunOptions {
  /** symbols of a sample, for what depends on it: "learnableBits" */
  readonly length?: number | undefined;
}

/**
 * Returns a quantity of a source that is known by proof, not by measurement.
 *
 * `truth.try` returns bounds, "conjectured", "infinite" and "unknown" where `truth` throws; `truth.all` returns every known
 * quantity.
 *
 * @param recipe such as "golden-mean(p=.5)"
 * @param quantity its id, such as "entropyRate"
 * @returns the number with its unit and its derivation
 * @throws UndefinedMeasurementError where no single finite number is known; RecipeError, which points at the wrong character;
 *   UsageError for an unknown quantity; InputError when a file or corpus of the recipe cannot be read
 * Cost: up to a second, on a thread of its own.
 */
export const truth: {
  (recipe: string, quantity: QuantityId, options?: TruthOptions): Promise<ExactTruth>;
  try(recipe: string, quantity: QuantityId, options?: TruthOptions): Promise<TruthResult>;
  all(recipe: string, options?: TruthOptions): Promise<SourceTruth>;
} = Object.assign(exactTruth, { try: tryTruth, all: allTruths });

async function exactTruth(
  recipe: string,
  quantity: QuantityId,
  options: TruthOptions = {},
): Promise<ExactTruth> {
  const known = await tryTruth(recipe, quantity, options);
  const { title, symbol } = quantities[quantity];
  if (known.status === "exact") {
    const { value, unit, digits, route } = known;
    return { quantity, title, symbol, value, unit, digits, route };
  }
  throw new UndefinedMeasurementError(`${title} of ${recipe}`, reasonOf(known));
}

function reasonOf(known: Exclude<TruthResult, { status: "exact" }>): string {
  switch (known.status) {
    case "bounds":
      return `known to lie between ${known.lower} and ${known.upper} ${known.unit} (${known.route})`;
    case "conjectured":
      return `conjectured to be ${known.value} ${known.unit} (${known.by}: ${known.route})`;
    case "infinite":
      return `infinite (${known.route})`;
    case "unknown":
      return `not known: ${known.reason}`;
  }
}

async function tryTruth(
  recipe: string,
  quantity: QuantityId,
  options: TruthOptions = {},
): Promise<TruthResult> {
  if (!Object.hasOwn(quantities, quantity)) {
    const near = nearestWord(String(quantity), Object.keys(quantities));
    throw new UsageError(
      `no quantity "${quantity}"${near === undefined ? `; known: ${Object.keys(quantities).join(", ")}` : `; did you mean "${near}"?`}`,
    );
  }
  const { truth: known } = await allTruths(recipe, options);
  return (
    known[quantity] ?? {
      status: "unknown",
      reason: "the source does not state it",
      unit: quantities[quantity].unit,
    }
  );
}

async function allTruths(recipe: string, given: TruthOptions = {}): Promise<SourceTruth> {
  const options = optionsOf<TruthOptions>(given, { ...runKeys, length: true });
  const { length } = options;
  if (length !== undefined && !(Number.isSafeInteger(length) && length >= 1))
    throw new UsageError(`length must be a whole number of symbols, not ${shown(length)}`);
  if (recipe !== "") requireText("recipe", recipe);
  const { corpora } = environmentFor(options);
  return work<SourceTruth>({ name: "truth", plan: { recipe, length, corpora } satisfies TruthPlan }, options);
}
