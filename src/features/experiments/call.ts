import { UsageError } from "../../core/errors.ts";
import { type QuantityId, quantities } from "../../core/quantities.ts";
import { requireTexts } from "../../library/input.ts";
import { type Keys, optionsOf, type RunOptions, runKeys, seedOf, shown } from "../../library/options.ts";
import { choicesOf, environmentFor, maker } from "../../library/tasks.ts";
import { unlessAborted } from "../../library/unless-aborted.ts";
import { runnerOf } from "../../library/work.ts";
import type { FoundBoundary } from "./boundaries.ts";
import { comparable, planGrid, recipesOf, runGrid } from "./grid.ts";
import { type OwnMeasure, type OwnSample, sectionsMeasure, withOwn } from "./own-measure.ts";
import type { CalibrationVerdict, Row } from "./schema.ts";

/** What a measure returns: a number, or the places of boundaries in symbols, with or without intervals. */
type Answer = number | readonly number[] | readonly FoundBoundary[];

/** How estimators are graded. */
export interface CalibrateOptions extends RunOptions {
  /** ids, with or without parameters; by default all whose truth is known */
  readonly estimators?: readonly string[] | undefined;
  /** a measure of your own, which runs in the calling thread; of "boundary" it returns places, in symbols */
  readonly measure?: ((sample: OwnSample) => Answer | Promise<Answer>) | undefined;
  /** what it measures: "learnableBits" by default; "boundary" also grades `sections`, on sources that join others */
  readonly quantity?: QuantityId | undefined;
  /** symbols of the sequences; 10 000 by default, for "boundary" all of a source */
  readonly lengths?: readonly number[] | undefined;
  /** seeded sequences of each source and length, 30 by default */
  readonly runs?: number | undefined;
  /** of the first sequence, 1 by default */
  readonly seed?: number | undefined;
}

/** Errors of estimators, and the best of them. */
export interface Calibration {
  readonly rows: readonly Row[];
  readonly verdicts: readonly CalibrationVerdict[];
}

const keys: Keys<CalibrateOptions> = {
  ...{ ...runKeys, estimators: true, measure: true },
  ...{ quantity: true, lengths: true, runs: true, seed: true },
};

/**
 * Grades estimators, and a measure of your own, on sources of exactly known truth.
 *
 * @param recipes none: a set from noise to order, or one of known learnable bits for a measure of these
 * @throws UsageError for wrong options and for a source without a comparable truth; RecipeError for a wrong recipe; InputError
 *   where the measure returns no finite number; what it throws; the reason of an aborted signal
 * Cost: that of every estimator, once for each source, length and run.
 */
export async function calibrate(
  recipes: readonly string[],
  given: CalibrateOptions = {},
): Promise<Calibration> {
  const options = optionsOf<CalibrateOptions>(given, keys);
  requireTexts("recipes", recipes);
  const { estimators, measure, quantity = "learnableBits", runs = 30 } = options;
  const ofBoundaries = quantity === "boundary";
  const { lengths = [ofBoundaries ? Number.POSITIVE_INFINITY : 10_000] } = options;
  if (measure !== undefined && typeof measure !== "function")
    throw new UsageError(`measure takes a function, not ${shown(measure)}`);
  if (!Object.hasOwn(quantities, quantity)) throw new UsageError(`no quantity ${shown(quantity)}`);
  if (!Number.isSafeInteger(runs) || runs < 2)
    throw new UsageError(`runs must be a whole number from 2, not ${shown(runs)}`);
  if (
    !Array.isArray(lengths) ||
    lengths.length === 0 ||
    options.lengths?.some((n) => !Number.isSafeInteger(n) || n < 1)
  )
    throw new UsageError(`lengths takes whole numbers of symbols, not ${shown(String(lengths))}`);
  const { signal } = options;
  const measured = async (one: OwnSample) => (await measure!(one)) as number | FoundBoundary[];
  const own: OwnMeasure[] = ofBoundaries ? [sectionsMeasure] : [];
  if (measure !== undefined)
    own.unshift({ command: "measure", quantity, measure: (one) => unlessAborted(measured(one), signal) });
  const plan = {
    ...{ own, recipes: recipesOf(recipes, own), lengths: [...lengths], runs, seed: seedOf(options.seed) },
    environment: environmentFor(options),
    estimators: await (estimators === undefined ? comparable(own) : choicesOf(estimators)),
  };
  const runner = withOwn(runnerOf(options), own, 1);
  const { rows, verdicts } = (await runGrid(plan, await planGrid(plan), maker(), runner)).experiment;
  return { rows, verdicts };
}
