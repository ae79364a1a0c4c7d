import { createHash } from "node:crypto";
import { InputError, UsageError } from "../../core/errors.ts";
import { Random } from "../../core/random.ts";
import type { SymbolSequence } from "../../core/sequence.ts";
import { type DrawnBlocks, drawBlocks, drawParts, firstOf } from "../../observer/curves/drawn-blocks.ts";
import { observerMembers } from "../../observer/observer-members.ts";
import { settleObserver } from "../../observer/settled-observer.ts";
import { loadInput } from "../../run/load-input.ts";
import { type MemoryNeeds, needsOfForecast } from "../../run/memory-needs.ts";
import type { MeasureTask } from "../../run/task.ts";
import type { Work } from "../../run/work.ts";
import { sampleExponents } from "./exponents.ts";
import { gradeForecast, grownCodeLength } from "./grade.ts";
import type { LearnerPlan } from "./learner.ts";
import { makeForecast } from "./make-forecast.ts";
import { knownParts, partsOf } from "./parts.ts";
import { differsFromRest, learnSample } from "./sample.ts";
import type { LearnerForecast } from "./schema.ts";
import { type Forecast, forecastVersion } from "./schema.ts";

/** How to sample, and what to forecast. */
interface SamplePlan {
  readonly kind: "sample";
  /** k, ascending, each above 1 */
  readonly factors: readonly number[];
  /** samples the beginning of the input instead of blocks drawn from all of it */
  readonly inOrder: boolean;
  /** most symbols of the sample; "all": as many as are worth the time; "tenth": a tenth of the input */
  readonly sample: number | "all" | "tenth";
  /** whether to read the rest at once, to grade the forecast */
  readonly selfGrade: boolean;
  /** whether to forecast parts of the sequence one by one */
  readonly byPart: boolean;
  /** whether to estimate exponents of the sample */
  readonly exponents: boolean;
}

/** What to forecast, and for which learner. */
export type ForecastPlan =
  | SamplePlan
  /** grades an earlier forecast */
  | { readonly kind: "grade"; readonly forecast: Forecast }
  | LearnerPlan;

/** The chosen options of a forecast; the rest follows from them. */
interface ForecastChoice extends Omit<SamplePlan, "kind" | "sample"> {
  /** most symbols of the sample; undefined: the best number for the other options */
  readonly sample: number | "all" | undefined;
}

/** Largest multiple of the sample in a forecast. */
const farthestFactor = 100;
export const wantsFactors = `takes multiples of the sample above 1 and up to ${farthestFactor}`;

/**
 * Plans a forecast. One that is graded at once, or in file order, samples a tenth, so that the rest can grade it.
 *
 * @param option name of the factors in messages
 * @throws UsageError for an invalid multiple
 */
export function planForecast({ factors, sample, ...choice }: ForecastChoice, option: string): SamplePlan {
  const usual = choice.selfGrade || choice.inOrder ? "tenth" : "all";
  return { kind: "sample", factors: requireFactors(factors, option), sample: sample ?? usual, ...choice };
}

/** Multiples of the sample, ascending, each once. @throws UsageError for none, and for an invalid one */
export function requireFactors(factors: readonly number[], option: string): number[] {
  if (factors.length === 0) throw new UsageError(`${option} names no multiple of the sample`);
  const wrong = factors.find((factor) => !(factor > 1 && factor <= farthestFactor));
  if (wrong !== undefined) throw new UsageError(`${option} ${wantsFactors}, not "${wrong}"`);
  return [...new Set(factors)].sort((a, b) => a - b);
}

/** Makes a forecast, or grades one. @throws as `forecastSample`, `gradeAgain` and `forecastLearner` */
export async function forecastTask(work: Work<ForecastPlan>): Promise<Forecast | LearnerForecast> {
  const { plan } = work;
  if (plan.kind === "sample") return forecastSample({ ...work, plan });
  if (plan.kind === "grade") return gradeAgain({ ...work, plan });
  return (await import("./learner.ts")).forecastLearner({ ...work, plan });
}

/** Number of symbols for which a forecast takes a minute. */
const mostWithoutEstimate = 1_000_000;
/** An observer is always configured for at least this multiple of the sample, so that forecasts can be compared. */
const leastGrowth = 10;
/**
 * Forecasts the cost of more of an input, from a sample of it.
 *
 * @throws InputError when the input cannot be read; RecipeError for a wrong recipe
 * Cost: eight times that of coding the sample, and once that of coding all where it is graded.
 */
async function forecastSample({
  task,
  plan,
  maker,
  progress,
  onWarnings,
}: Work<SamplePlan>): Promise<Forecast> {
  const sampled = { ...task, options: { ...task.options, sample: sampleOf(task, plan) } };
  const needs: MemoryNeeds = (bytes) => needsOfForecast(bytes, sampleSize(plan.sample, bytes));
  const loaded = await loadInput(sampled, onWarnings, needs);
  const { sequence } = loaded;
  const total = sequence.symbols.length;
  const n0 = sampleSize(plan.sample, total);
  const { inOrder } = plan;
  const whole = n0 === total;
  const random = Random.fromSeed(task.options.seed).fork("forecast");
  const drawn = drawBlocks(sequence, random, inOrder);
  const sample = drawn === undefined ? undefined : firstOf(drawn, n0);
  const growth = Math.max(leastGrowth, ...plan.factors);
  const parts = plan.byPart ? partsOf(loaded) : undefined;
  const known = plan.byPart ? await knownParts(loaded) : undefined;
  const unlike = inOrder && !whole ? differsFromRest(sequence.symbols, sequence.alphabetSize, n0) : undefined;
  const learned =
    unlike !== undefined
      ? { status: "undefined" as const, reason: unlike }
      : sample === undefined
        ? { status: "undefined" as const, reason: `${total} symbols are too few to cut into blocks` }
        : learnSample(sample, Math.ceil(growth * n0), !inOrder && !whole, random, parts);
  progress(1, 2);
  const without = loaded.provenance.kind === "corpus" ? loaded.provenance.package : null;
  const outcome =
    learned.status === "ok"
      ? makeForecast(learned, sample!, plan.factors, { inOrder, without }, random, known)
      : learned;
  const unsigned = {
    options: { encoding: task.options.encoding, seed: task.options.seed, factors: [...plan.factors] },
    sample: {
      n: n0,
      sha256: hashOf(sample ?? sequence, n0),
      blocks: sample?.segmentEnds.length ?? 0,
      order: inOrder ? ("in-order" as const) : ("drawn" as const),
      of: inOrder || whole ? null : total,
    },
    outcome,
  };
  const grade =
    plan.selfGrade && learned.status === "ok" && outcome.status === "ok"
      ? gradeForecast(
          outcome,
          n0,
          grownCodeLength(firstOf(drawn!, Math.ceil(growth * n0)), n0, learned.observer, parts),
        )
      : null;
  const asWhole = sample === undefined || (whole && !inOrder);
  const exponents = plan.exponents
    ? await sampleExponents(sequence, asWhole ? undefined : sample, loaded.bytes, task.options.seed)
    : undefined;
  progress(2, 2);
  return {
    schemaVersion: forecastVersion,
    tool: { name: "mesoscope", version: maker.version },
    environment: { ...maker.environment },
    name: task.name,
    provenance: loaded.provenance,
    ...unsigned,
    ...(exponents === undefined ? {} : { exponents }),
    sha256: forecastHash(unsigned),
    grade,
  };
}

/**
 * Grades an earlier forecast on an input that has grown, or whose rest was not read.
 *
 * @throws InputError when the input is not the one, or not an extension of it, or the forecast was changed
 * Cost: that of coding the input once, ten times the sample at most.
 */
async function gradeAgain({
  task,
  plan: { forecast },
  maker,
  onWarnings,
}: Work<Extract<ForecastPlan, { kind: "grade" }>>): Promise<Forecast> {
  const { options, sample, outcome } = forecast;
  if (forecastHash({ options, sample, outcome }) !== forecast.sha256) {
    throw new InputError("the forecast was changed after it was made (SHA-256 differs)");
  }
  if (outcome.status !== "ok") throw new InputError(`the forecast is undefined: ${outcome.reason}`);
  const growth = Math.max(leastGrowth, ...options.factors);
  const { encoding, seed } = options;
  const all = task.input.kind === "recipe" ? (sample.of ?? Math.ceil(growth * sample.n)) : "all";
  const sampled: MeasureTask = { ...task, options: { ...task.options, sample: all, encoding, seed } };
  const needs: MemoryNeeds = (bytes) => needsOfForecast(bytes, sample.n);
  const loaded = await loadInput(sampled, onWarnings, needs);
  const { sequence } = loaded;
  const drawn = redrawn(sequence, forecast);
  const observer = settleObserver(firstOf(drawn, sample.n), observerMembers(), Math.ceil(growth * sample.n));
  const whole = firstOf(drawn, Math.ceil(growth * sample.n));
  const parts = outcome.parts === undefined ? undefined : partsOf(loaded);
  return {
    ...forecast,
    environment: { ...maker.environment },
    grade: gradeForecast(outcome, sample.n, grownCodeLength(whole, sample.n, observer, parts)),
  };
}

/** The blocks of an input in the order of a forecast. @throws InputError when they do not begin with its sample */
function redrawn(sequence: SymbolSequence, { options, sample }: Forecast): DrawnBlocks {
  const total = sequence.symbols.length;
  if (total < sample.n || (sample.of !== null && total !== sample.of)) {
    const wanted = sample.of === null ? `at least ${sample.n}` : String(sample.of);
    throw new InputError(
      `this is not the input of the forecast: it has ${total} symbols instead of ${wanted}`,
    );
  }
  const random = Random.fromSeed(options.seed).fork("forecast");
  const inOrder = sample.order === "in-order";
  // A sample that was the whole input comes first, then what was added after it.
  const drawn =
    inOrder || sample.of !== null
      ? drawBlocks(sequence, random, inOrder)
      : drawParts(sequence, sample.n, random);
  if (drawn === undefined || hashOf(drawn, sample.n) !== sample.sha256) {
    throw new InputError("the input does not begin with the sample of the forecast (SHA-256 differs)");
  }
  return drawn;
}

/** Generates as much of a recipe as needed; reads all of anything else. */
function sampleOf(
  { input }: MeasureTask,
  { sample, factors }: Pick<SamplePlan, "sample" | "factors">,
): number | "all" {
  if (input.kind !== "recipe") return "all";
  const longest = Math.ceil(Math.max(leastGrowth, ...factors));
  return typeof sample === "number" ? sample * longest : mostWithoutEstimate;
}

function sampleSize(wanted: SamplePlan["sample"], total: number): number {
  if (wanted === "tenth") return Math.min(mostWithoutEstimate, Math.floor(total / leastGrowth));
  return Math.min(total, wanted === "all" ? mostWithoutEstimate : wanted);
}

function hashOf({ symbols }: SymbolSequence, n: number): string {
  const { buffer, byteOffset, BYTES_PER_ELEMENT } = symbols;
  return createHash("sha256")
    .update(new Uint8Array(buffer, byteOffset, Math.min(n, symbols.length) * BYTES_PER_ELEMENT))
    .digest("hex");
}

function forecastHash(promised: Pick<Forecast, "options" | "sample" | "outcome">): string {
  const { options, sample, outcome } = promised;
  return createHash("sha256").update(JSON.stringify({ options, sample, outcome })).digest("hex");
}
