import { createHash } from "node:crypto";
import { InputError, UsageError } from "../../core/errors.ts";
import { Random } from "../../core/random.ts";
import type { SymbolSequence } from "../../core/sequence.ts";
import { drawBlocks, drawParts, firstOf } from "../../observer/curves/drawn-blocks.ts";
import { observerMembers } from "../../observer/observer-members.ts";
import { settleObserver } from "../../observer/settled-observer.ts";
import { loadInput } from "../../run/load-input.ts";
import { needsOfForecast } from "../../run/memory-needs.ts";
import type { Work } from "../../run/work.ts";
import { gradeForecast } from "./grade.ts";
import { makeForecast } from "./law.ts";
import { learnSample, undefinedSample } from "./sample.ts";
import { type Forecast, forecastVersion } from "./schema.ts";

/** How to sample, and what to forecast. */
interface SamplePlan {
  readonly kind: "sample";
  /** k, ascending, each above 1 */
  readonly factors: readonly number[];
  /** samples the beginning of the input instead of blocks drawn from all of it */
  readonly inOrder: boolean;
  /** whether to read the rest at once, to grade the forecast */
  readonly selfGrade: boolean;
  /** most symbols; undefined: a tenth where the rest is to grade it, else as many as are worth the time, like "all" */
  readonly sample: number | "all" | undefined;
}

/** What to forecast, or which forecast to grade. */
export type ForecastPlan = SamplePlan | { readonly kind: "grade"; readonly forecast: Forecast };

/** Largest multiple of the sample in a forecast. */
const farthestFactor = 100;

/** Multiples of the sample, ascending, each once. @throws UsageError for none, and for an invalid one */
export function requireFactors(given: readonly (number | string)[], option: string): number[] {
  if (given.length === 0) throw new UsageError(`${option} names no multiple of the sample`);
  const wrong = given.find((one) => !(Number(one) > 1 && Number(one) <= farthestFactor));
  if (wrong === undefined) return [...new Set(given.map(Number))].sort((a, b) => a - b);
  const wanted = `multiples of the sample above 1 and up to ${farthestFactor}`;
  throw new UsageError(`${option} takes ${wanted}, not "${wrong}"`);
}

/** Makes a forecast, or grades one. @throws as `forecastSample` and `gradeAgain` */
export function forecastTask(work: Work<ForecastPlan>): Promise<Forecast> {
  const { plan } = work;
  return plan.kind === "sample" ? forecastSample({ ...work, plan }) : gradeAgain(work, plan.forecast);
}

/** Symbols for which a forecast takes a minute. */
const mostWithoutEstimate = 1_000_000;
/** An observer is always configured for at least this multiple of the sample, so that forecasts can be compared. */
const leastGrowth = 10;
const growthOf = (factors: readonly number[]) => Math.max(leastGrowth, ...factors);

/**
 * Forecasts the cost of more of an input, from a sample of it.
 *
 * @throws InputError when the input cannot be read; RecipeError for a wrong recipe
 * Cost: eight times that of coding the sample, and once that of coding all where it is graded.
 */
async function forecastSample(work: Work<SamplePlan>): Promise<Forecast> {
  const { task, plan, maker, progress, onWarnings } = work;
  const { inOrder, factors } = plan;
  const { encoding, seed } = task.options;
  const growth = growthOf(factors);
  const asked = typeof plan.sample === "number" ? plan.sample * Math.ceil(growth) : mostWithoutEstimate;
  const read = { ...task.options, sample: task.input.kind === "recipe" ? asked : ("all" as const) };
  const loaded = await loadInput({ ...task, options: read }, onWarnings, (bytes) =>
    needsOfForecast(bytes, sampleSize(plan, bytes)),
  );
  const { sequence } = loaded;
  const total = sequence.symbols.length;
  const n0 = sampleSize(plan, total);
  const random = Random.fromSeed(seed).fork("forecast");
  const drawn = drawBlocks(sequence, random, inOrder);
  const sample = drawn === undefined ? undefined : firstOf(drawn, n0);
  const learned =
    sample === undefined
      ? undefinedSample(`${total} symbols are too few to cut into blocks`)
      : learnSample(sample, Math.ceil(growth * n0), random);
  progress(1, 2);
  const order = inOrder ? ("in-order" as const) : ("drawn" as const);
  const outcome =
    learned.status === "ok" ? makeForecast(learned, sequence.alphabetSize, factors, order) : learned;
  const unsigned = {
    options: { encoding, seed, factors: [...factors] },
    sample: {
      n: n0,
      sha256: hashOf(sample ?? sequence, n0),
      blocks: sample?.segmentEnds.length ?? 0,
      order,
      of: inOrder || n0 === total ? null : total,
    },
    outcome,
  };
  const grade =
    plan.selfGrade && learned.status === "ok" && outcome.status === "ok"
      ? gradeForecast(outcome, n0, firstOf(drawn!, Math.ceil(growth * n0)), learned.observer)
      : null;
  progress(2, 2);
  return {
    schemaVersion: forecastVersion,
    tool: { name: "mesoscope", version: maker.version },
    environment: { ...maker.environment },
    ...{ name: task.name, provenance: loaded.provenance, ...unsigned },
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
async function gradeAgain({ task, maker, onWarnings }: Work<unknown>, forecast: Forecast): Promise<Forecast> {
  const { options, sample, outcome } = forecast;
  if (forecastHash(forecast) !== forecast.sha256)
    throw new InputError("the forecast was changed after it was made (SHA-256 differs)");
  if (outcome.status !== "ok") throw new InputError(`the forecast is undefined: ${outcome.reason}`);
  const { encoding, seed, factors } = options;
  const grown = Math.ceil(growthOf(factors) * sample.n);
  const all = task.input.kind === "recipe" ? (sample.of ?? grown) : "all";
  const read = { ...task.options, sample: all, encoding, seed } as const;
  const { sequence } = await loadInput({ ...task, options: read }, onWarnings, (bytes) =>
    needsOfForecast(bytes, sample.n),
  );
  const drawn = redrawn(sequence, forecast);
  const observer = settleObserver(firstOf(drawn, sample.n), observerMembers(), grown);
  const grade = gradeForecast(outcome, sample.n, firstOf(drawn, grown), observer);
  return { ...forecast, environment: { ...maker.environment }, grade };
}

/** The blocks of an input in the order of a forecast. @throws InputError when they do not begin with its sample */
function redrawn(sequence: SymbolSequence, { options, sample }: Forecast): SymbolSequence {
  const total = sequence.symbols.length;
  const { n, of } = sample;
  if (total < n || (of !== null && total !== of))
    throw new InputError(
      `this is not the input of the forecast: it has ${total} symbols instead of ${of ?? `at least ${n}`}`,
    );
  const random = Random.fromSeed(options.seed).fork("forecast");
  const inOrder = sample.order === "in-order";
  // A sample that was the whole input comes first, then what was added after it.
  const drawn =
    inOrder || of !== null ? drawBlocks(sequence, random, inOrder) : drawParts(sequence, n, random);
  if (drawn === undefined || hashOf(drawn, n) !== sample.sha256)
    throw new InputError("the input does not begin with the sample of the forecast (SHA-256 differs)");
  return drawn;
}

function sampleSize({ sample, selfGrade, inOrder }: SamplePlan, total: number): number {
  if (sample === undefined && (selfGrade || inOrder))
    return Math.min(mostWithoutEstimate, Math.floor(total / leastGrowth));
  return Math.min(total, typeof sample === "number" ? sample : mostWithoutEstimate);
}

const sha256 = (data: string | Uint8Array) => createHash("sha256").update(data).digest("hex");

function hashOf({ symbols }: SymbolSequence, n: number): string {
  const { buffer, byteOffset, BYTES_PER_ELEMENT } = symbols;
  return sha256(new Uint8Array(buffer, byteOffset, Math.min(n, symbols.length) * BYTES_PER_ELEMENT));
}

const forecastHash = ({ options, sample, outcome }: Pick<Forecast, "options" | "sample" | "outcome">) =>
  sha256(JSON.stringify({ options, sample, outcome }));
