import { type EncodedSequence, isNominal } from "../../core/encoding.ts";
import { InputError } from "../../core/errors.ts";
import type { EstimationContext } from "../../core/estimator.ts";
import { compactSequence } from "../../estimators/shared.ts";
import { countLineFeeds, linesBefore } from "../../input/document-pieces.ts";
import { type CurvePlan, curveTask } from "../../learners/curve-task.ts";
import type { LearnerCurve } from "../../learners/schema.ts";
import { progressionExpert } from "../../observer/members/progression-expert.ts";
import type { Observation } from "../../observer/observer.ts";
import { figure, type Sample } from "../../results/report.ts";
import { cacheKey, throughCache } from "../../run/cache.ts";
import { installedWorker } from "../../run/installation.ts";
import { loadInput } from "../../run/load-input.ts";
import type { LoadedInput } from "../../run/loaded-input.ts";
import { contextOf, measureLoaded } from "../../run/measure-loaded.ts";
import { measureSample } from "../../run/measure-task.ts";
import { needsOfComparing } from "../../run/memory-needs.ts";
import { allResults, onThreads } from "../../run/pool.ts";
import type { Maker } from "../../run/run-batch.ts";
import { settleVerdict } from "../../run/settle-verdict.ts";
import { contentOf, withProvenance } from "../../run/stored-sample.ts";
import { type EstimatorChoice, fileOf, type MeasureTask } from "../../run/task.ts";
import type { Work } from "../../run/work.ts";
import type { CompactSequence } from "../../statistics/alphabet.ts";
import { explainExperts, explainObserver, lossesWithoutPointers } from "./experts.ts";
import { findRules } from "./findings.ts";
import { explainLadder } from "./ladder.ts";
import { explainProfile, type ProfileBlock, profileBlocks } from "./profile.ts";
import { type FoundQuotes, findQuotes, placedQuotes, type QuotedBlock } from "./quotes.ts";
import type { RuleSample } from "./rules/unseen.ts";
import { type Depth, type Explanation, expertsLeftOut, explanationVersion } from "./schema.ts";
import { explainWaterfall } from "./waterfall.ts";

/** The learning curve of the spectrum, with its errors, and other measures. */
const estimators: readonly EstimatorChoice[] = [
  { id: "learning-curve", params: { profile: "fast" } },
  { id: "growth-exponent", params: { profile: "fast" } },
  { id: "block-entropies", params: {} },
  { id: "entropy-gains", params: {} },
  { id: "deflate", params: {} },
  { id: "brotli", params: {} },
  // For signs only; it returns at once for anything else.
  { id: "real-character", params: { from: 1, largest: 10_000 } },
];

/** Additional options of an explanation. */
export interface ExplainPlan {
  /** whether to leave out the parts of the context mixer one by one */
  readonly experts: boolean;
  /** null: no learner runs */
  readonly learner: CurvePlan | null;
}

/**
 * Explains one input: its position, and the details.
 *
 * The task's options must ask for the spectrum; its estimators are ignored.
 *
 * @throws InputError when the input cannot be read; RecipeError for a wrong recipe
 * Cost: some twenty times the standard observer; none for cached content.
 */
export async function explainTask(work: Work<ExplainPlan>): Promise<Explanation> {
  const { task, plan, maker, progress, onWarnings } = work;
  const steps = plan.learner === null ? 4 : 5;
  const done = (finished: number) => progress(finished, steps);
  const loaded = await loadInput(task, onWarnings, needsOfComparing);
  const { sample: size, readOn, encoding, seed } = task.options;
  const { cacheFolder } = task.environment;
  // Compressed sizes depend on the environment.
  const key = cacheKey([
    "explanation",
    plan.experts,
    ...contentOf(loaded),
    size,
    readOn,
    encoding,
    seed,
    maker.environment,
  ]);
  const { sample, depth, quotes } = await throughCache(cacheFolder, key, () =>
    find(task, loaded, plan.experts, done),
  );
  return {
    schemaVersion: explanationVersion,
    tool: { name: "mesoscope", version: maker.version },
    environment: { ...maker.environment },
    options: { sample: size, ...(readOn === undefined ? {} : { readOn }), encoding, seed },
    sample: withProvenance(task, loaded, sample),
    depth: depth.status === "ok" ? { ...depth, quotes: quotesAt(quotes, task, loaded) } : depth,
    learner: plan.learner === null ? null : await queryLearner({ ...work, plan: plan.learner }),
  };
}

/** The cost of the sample for a learner. @returns null for a learner with a wrong answer, after calling `failed` */
async function queryLearner({
  task,
  failed,
  onWarnings: _,
  ...work
}: Work<CurvePlan>): Promise<LearnerCurve | null> {
  const sample = work.plan.kind === "losses" ? "all" : task.options.sample;
  try {
    return await curveTask({
      ...work,
      task: { ...task, options: { ...task.options, sample } },
      progress: () => {},
    });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    failed?.(error.message);
    return null;
  }
}

/** The cached part of a result. Line numbers depend on what precedes the sample, and so are not part of it. */
interface CachedExplanation {
  readonly sample: Sample;
  readonly depth: Omit<Depth, "quotes"> | Extract<Explanation["depth"], { status: "undefined" }>;
  /** null: there is no text to quote */
  readonly quotes: FoundQuotes | null;
}

/** The bytes of a sample in the input; the whole if it has no positions. */
function blocksOf({ pieces, blocks, bytes }: LoadedInput): readonly QuotedBlock[] {
  if (pieces !== undefined) return pieces();
  return blocks.length > 0 ? blocks : [{ offset: 0, length: bytes.length }];
}

function quotesAt(quotes: FoundQuotes | null, task: MeasureTask, loaded: LoadedInput): Depth["quotes"] {
  if (quotes === null)
    return { status: "undefined", reason: "symbols of a generator are not text and cannot be quoted" };
  const blocks = blocksOf(loaded);
  const alone = () => linesOf(task, loaded, blocks).map((linesBefore) => ({ document: null, linesBefore }));
  return placedQuotes(quotes, loaded.bytes, blocks, loaded.pieces?.() ?? alone());
}

/** Number of lines that end before each block of one input; null where it was cut into records, or cannot be read. */
function linesOf(
  { input }: MeasureTask,
  { provenance }: LoadedInput,
  blocks: readonly QuotedBlock[],
): (number | null)[] {
  const offsets = blocks.map(({ offset }) => offset);
  if ("records" in provenance) return offsets.map(() => null);
  if (offsets.length === 1 && offsets[0] === 0) return [0];
  if ("container" in provenance) return offsets.map(() => null);
  if (input.kind === "bytes") return offsets.map((offset) => countLineFeeds(input.bytes.subarray(0, offset)));
  if (input.kind !== "file") return offsets.map(() => null);
  return linesBefore(fileOf(input), offsets);
}

async function find(
  task: MeasureTask,
  loaded: LoadedInput,
  experts: boolean,
  done: (finished: number) => void,
): Promise<CachedExplanation> {
  const context = contextOf(task, loaded);
  const place = { ...task, options: { ...task.options, estimators: [] } };
  const placed = await measureLoaded(place, loaded, context);
  // Without a curve there is nothing to explain: a single symbol, too few or too many symbols.
  const deep = placed.spectrum !== null && placed.spectrum.trainingLength > 0;
  const measured = deep
    ? await measureLoaded({ ...task, options: { ...task.options, estimators } }, loaded, context)
    : placed;
  const sample = await settleVerdict(task, measured, measureSample);
  done(1);
  const reason = placed.spectrum?.verdict.because ?? "not placed";
  if (!deep) return { sample, depth: { status: "undefined", reason }, quotes: null };
  const isText = loaded.provenance.kind !== "recipe" || loaded.declaredAlphabet === null;
  const quotes = isText && task.input.kind !== "symbols" ? findQuotes(loaded.bytes, blocksOf(loaded)) : null;
  return { sample, depth: depthOf(sample, loaded, context, experts, done), quotes };
}

function depthOf(
  sample: Sample,
  { sequence }: LoadedInput,
  context: EstimationContext,
  experts: boolean,
  done: (finished: number) => void,
): Omit<Depth, "quotes"> {
  const { waterfall, observation } = explainWaterfall(context);
  done(2);
  const without = lossesWithoutPointers(sequence);
  const parts: Depth["experts"] = experts
    ? explainExperts(sequence)
    : { status: "undefined", reason: expertsLeftOut };
  done(3);
  const ladder = explainLadder(context);
  done(4);
  const compact = context.get(compactSequence);
  const { symbols, alphabetSize } = compact;
  const inBytes = profileBlocks(sequence, sample.blocks);
  const blocks = inBytes ?? [{ length: sample.n, offsetAt: (symbol: number) => symbol }];
  const { losses } = observation;
  const coded = { symbols, alphabetSize, losses, lossesWithoutPointers: without };
  return {
    status: "ok",
    waterfall,
    findings: findRules(ruleSample(sequence, compact, inBytes, observation)),
    observer: explainObserver(observation),
    compressors: compressorsOf(sample, observation.bits, context.byteLength),
    experts: parts,
    ladder,
    profile: { unit: inBytes === undefined ? "symbol" : "byte", stretches: explainProfile(coded, blocks) },
  };
}

/** Least gain of an expert on numbers for a report on continued numbers, as a share of log2 A. */
const leastOfNumbers = 0.01;

/** A sample prepared for the search for rules. */
function ruleSample(
  sequence: EncodedSequence,
  { symbols, alphabetSize, originals }: CompactSequence,
  blocks: readonly ProfileBlock[] | undefined,
  { members }: Observation,
): RuleSample {
  const { segmentEnds, codes } = sequence;
  const n = symbols.length;
  const numbers = members.find(({ id }) => id === progressionExpert.id)?.bits ?? Number.POSITIVE_INFINITY;
  const known = codes === undefined ? undefined : originals.map((symbol) => codes[symbol]!);
  // If all symbols are single bytes, the positions of blocks are in symbols too.
  const isOfBytes = blocks?.length === segmentEnds.length && sequence.byteLength === n;
  return {
    ...{ symbols, alphabetSize, segmentEnds },
    ...(known === undefined ? {} : { codes: known }),
    ...(isNominal(sequence) ? {} : { values: known ?? originals }),
    ...(isOfBytes ? { starts: blocks.map(({ offsetAt }) => offsetAt(0)) } : {}),
    continues: numbers < (1 - leastOfNumbers) * n * Math.log2(alphabetSize),
  };
}

/** Code lengths of the same symbols, side by side. */
function compressorsOf({ measurements, n }: Sample, observerBits: number, bytes: number) {
  const rates = measurements.flatMap((one) =>
    one.status === "ok" && one.shape === "scalar" && one.quantity === "codeLengthRate"
      ? [{ id: one.estimator, bits: Math.round(one.value * n) }]
      : [],
  );
  return [{ id: "observer", bits: observerBits }, ...rates]
    .sort((a, b) => a.bits - b.bits)
    .map(({ id, bits }) => ({
      id,
      codeLength: figure(bits, "bit"),
      perSymbol: figure(bits / n, "bit/symbol"),
      perByte: figure(bits / bytes, "bit/byte"),
    }));
}

/**
 * One input in depth: the whole work of a worker. @returns null for an input that cannot be read @throws errors that are not
 * the input's fault
 */
export async function explainOne([task, maker]: readonly [MeasureTask, Maker]): Promise<
  Explanation["depth"] | null
> {
  try {
    return (await explainTask({ task, plan: { experts: false, learner: null }, maker, progress: () => {} }))
      .depth;
  } catch (error) {
    // Measuring the same input reports the reason.
    if (error instanceof InputError) return null;
    throw error;
  }
}

/**
 * Explains inputs in depth, on threads where there are several.
 *
 * @param done called with the number of finished inputs
 * @returns in the order of the tasks; null for an input that cannot be read
 */
export async function explainBatch(
  tasks: readonly MeasureTask[],
  maker: Maker,
  threads: number,
  done: (finished: number) => void,
): Promise<(Explanation["depth"] | null)[]> {
  const works = tasks.map((task) => [task, maker] as const);
  const used = Math.min(threads, tasks.length);
  const runner = onThreads(installedWorker(), used, "explainOne", async () => explainOne);
  return allResults(runner, works, done);
}
