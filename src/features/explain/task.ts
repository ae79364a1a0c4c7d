import { compactSequence } from "../../context/shared.ts";
import { longestSegment } from "../../context/shared-order.ts";
import { type EncodedSequence, isNominal } from "../../core/encoding.ts";
import { InputError } from "../../core/errors.ts";
import type { EstimationContext } from "../../core/estimator.ts";
import type { Symbols } from "../../core/sequence.ts";
import { progressionExpert } from "../../observer/members/progression-expert.ts";
import type { Observation } from "../../observer/observer.ts";
import type { Sample } from "../../results/report.ts";
import { cacheKey, throughCache } from "../../run/cache.ts";
import { installedWorker } from "../../run/installation.ts";
import { loadInput } from "../../run/load-input.ts";
import type { LoadedInput } from "../../run/loaded-input.ts";
import { contextOf, measureLoaded } from "../../run/measure-loaded.ts";
import { measureSample } from "../../run/measure-task.ts";
import { type MemoryNeeds, needsOfComparing } from "../../run/memory-needs.ts";
import { shareOfLimit } from "../../run/memory-share.ts";
import { allResults, onThreads } from "../../run/pool.ts";
import type { Maker } from "../../run/run-batch.ts";
import { settleVerdict } from "../../run/settle-verdict.ts";
import { contentOf, withProvenance } from "../../run/stored-sample.ts";
import type { EstimatorChoice, MeasureTask } from "../../run/task.ts";
import type { Work } from "../../run/work.ts";
import type { CompactSequence } from "../../statistics/alphabet.ts";
import { quickSections } from "../sections/quick-sections.ts";
import { needsOfSections } from "../sections/task.ts";
import { findRules } from "./findings.ts";
import type { RuleSample } from "./rules/unseen.ts";
import { type Depth, type Explanation, explanationVersion } from "./schema.ts";
import { explainWaterfall } from "./waterfall.ts";

/** For signs only; it returns at once for anything else. */
const estimators: readonly EstimatorChoice[] = [
  { id: "real-character", params: { from: 1, largest: 10_000 } },
];

/** Number of reports of progress. */
const explainSteps = 3;

/**
 * Explains one input: its position, and the details.
 *
 * The task's options must ask for the spectrum; its estimators are ignored.
 *
 * @throws InputError when the input cannot be read; RecipeError for a wrong recipe
 * Cost: some ten times the standard observer, none for cached content, and 80 ms a megabyte of the whole input.
 */
export async function explainTask(work: Omit<Work<null>, "plan">): Promise<Explanation> {
  const { task, maker, progress, onWarnings } = work;
  const done = (finished: number) => progress(finished, explainSteps);
  const loaded = await loadInput(task, onWarnings, needsOfComparing);
  const { sample: size, readOn, encoding, seed } = task.options;
  const { cacheFolder } = task.environment;
  const options = [size, readOn, encoding, seed, maker.environment];
  const key = cacheKey(["explanation", ...contentOf(loaded), ...options]);
  // What reads the whole input comes before what keeps results in memory.
  const sections = await sectionsOf(work, loaded);
  const { sample, depth } = await throughCache(cacheFolder, key, () => find(task, loaded, done));
  done(explainSteps);
  return {
    schemaVersion: explanationVersion,
    tool: { name: "mesoscope", version: maker.version },
    environment: { ...maker.environment },
    options: { sample: size, ...(readOn === undefined ? {} : { readOn }), encoding, seed },
    sample: withProvenance(task, loaded, sample),
    sections,
    depth,
  };
}

/** Largest input whose sections are looked for, bytes: five seconds. */
const mostBytes = 2 ** 30;
/** The sections of the whole input, of which the cache knows only a sample; null where the symbols of a recipe are no bytes. */
async function sectionsOf(
  { task, maker }: Omit<Work<null>, "plan">,
  { provenance, sequence, size }: LoadedInput,
): Promise<Explanation["sections"]> {
  const isMade = task.input.kind === "recipe" || task.input.kind === "symbols";
  if (isMade && sequence.byteLength !== sequence.symbols.length) return null;
  return quickSections({ task, maker }, provenance, size ?? sequence.byteLength, mostBytes);
}

async function find(
  task: MeasureTask,
  loaded: LoadedInput,
  done: (finished: number) => void,
): Promise<Pick<Explanation, "sample" | "depth">> {
  // Blocks of a sample are too short for long periods. It is read before anything is kept.
  const isCut = loaded.sequence.segmentEnds.length > 1 && task.input.kind !== "recipe";
  const piece = isCut ? await loadInput(task, undefined, needsOfComparing, true) : undefined;
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
  if (!deep) return { sample, depth: { status: "undefined", reason } };
  return { sample, depth: depthOf(sample, loaded, context, done, piece && longestSegment(piece.sequence)) };
}

function depthOf(
  sample: Sample,
  { sequence }: LoadedInput,
  context: EstimationContext,
  done: (finished: number) => void,
  stretch: Symbols | undefined,
): Depth {
  const { waterfall, observation } = explainWaterfall(context);
  done(2);
  const compact = context.get(compactSequence);
  return {
    status: "ok",
    waterfall,
    findings: findRules(ruleSample(sequence, compact, sample.blocks, observation), stretch),
  };
}

/** Least gain of an expert on numbers for a report on continued numbers, as a share of log2 A. */
const leastOfNumbers = 0.01;

/** A sample prepared for the search for rules. */
function ruleSample(
  sequence: EncodedSequence,
  { symbols, alphabetSize, originals }: CompactSequence,
  blocks: Sample["blocks"],
  { members }: Observation,
): RuleSample {
  const { segmentEnds, codes } = sequence;
  const n = symbols.length;
  const numbers = members.find(({ id }) => id === progressionExpert.id)?.bits ?? Number.POSITIVE_INFINITY;
  const known = codes === undefined ? undefined : originals.map((symbol) => codes[symbol]!);
  // If all symbols are single bytes, the positions of blocks are in symbols too.
  const isOfBytes =
    codes !== undefined &&
    blocks.length === segmentEnds.length &&
    blocks.every(({ length }, i) => length === segmentEnds[i]! - (segmentEnds[i - 1] ?? 0));
  return {
    ...{ symbols, alphabetSize, segmentEnds },
    ...(known === undefined ? {} : { codes: known }),
    ...(isNominal(sequence) ? {} : { values: known ?? originals }),
    ...(isOfBytes ? { starts: blocks.map(({ offset }) => offset) } : {}),
    continues: numbers < (1 - leastOfNumbers) * n * Math.log2(alphabetSize),
  };
}

/** Sections are found before a sample is explained. */
const needsOfExplaining: MemoryNeeds = (bytes, symbols, size = bytes) =>
  Math.max(needsOfComparing(bytes, symbols), size > 0 ? needsOfSections(size) : 0);

/** What an explanation adds to a measured sample. */
export type DepthAndSections = Pick<Explanation, "depth" | "sections">;

/**
 * One input in depth: the whole work of a worker. @returns null for an input that cannot be read @throws errors that are not
 * the input's fault
 */
export async function explainOne([task, maker]: readonly [
  MeasureTask,
  Maker,
]): Promise<DepthAndSections | null> {
  try {
    const { depth, sections } = await explainTask({ task, maker, progress: () => {} });
    return { depth, sections };
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
): Promise<(DepthAndSections | null)[]> {
  const works = tasks.map((task) => [task, maker] as const);
  const used = Math.min(threads, tasks.length);
  const runner = onThreads(
    installedWorker(),
    used,
    "explainOne",
    async () => explainOne,
    ([task]) => shareOfLimit(task, needsOfExplaining),
  );
  return allResults(runner, works, done);
}
