import { estimationContext } from "../context/context.ts";
import type { ReadingThreads } from "../context/learning-curves.ts";
import { symbolCounts } from "../context/shared.ts";
import { defaultSeed } from "../core/constants.ts";
import type { EstimationContext } from "../core/estimator.ts";
import { Random } from "../core/random.ts";
import { estimatorRegistry } from "../estimators/registry.ts";
import type { Like, ReportedMeasurement, Sample } from "../results/report.ts";
import { shareRead } from "../results/report.ts";
import type { LoadedInput } from "./loaded-input.ts";
import { describedEncoding, presentSymbols, reported, withUnits, worded } from "./reported.ts";
import type { MeasureTask } from "./task.ts";

/**
 * What estimators get of an input, with the random numbers of a seed. An input that is read whole uses a fixed seed for its
 * reading orders, so that the verdict on a file does not depend on the seed.
 */
export function contextOf({ options }: MeasureTask, loaded: LoadedInput): EstimationContext {
  const { sequence, bytes, declaredAlphabet } = loaded;
  const { kind } = loaded.provenance;
  const isJoined = kind === "files" || kind === "corpus";
  const share = shareOf(loaded);
  return estimationContext(
    sequence,
    bytes,
    Random.fromSeed(share === 1 ? defaultSeed : options.seed).fork("measure"),
    {
      ...{ declaredAlphabet, share, rounds: options.moreOrders ? 4 : 1 },
      cut: loaded.blocks.length > 1 && !isJoined,
    },
  );
}

/** The share of an input that is measured. A generated sequence is measured whole, and so are symbols that have a hash. */
const shareOf = (loaded: LoadedInput) =>
  loaded.provenance.kind === "recipe" || (loaded.blocks.length === 0 && loaded.sha256 !== null)
    ? 1
    : shareRead(loaded);

/**
 * The row of an input in memory.
 *
 * @param done called after each estimator, with the number of finished steps, reading included
 * @param threads that place it together with this one; absent: none
 * @throws RangeError when tables cannot be allocated
 */
export async function measureLoaded(
  { name, family, options }: MeasureTask,
  loaded: LoadedInput,
  context: EstimationContext = contextOf({ options } as MeasureTask, loaded),
  done: (finished: number) => void = () => {},
  threads?: ReadingThreads,
): Promise<Sample> {
  const { sequence, declaredAlphabet } = loaded;
  const measurements: ReportedMeasurement[] = [];
  // Estimators find what is read here.
  if (threads !== undefined && options.spectrum) await (await placing()).readForPlacing(context, threads);
  for (const { id, params } of options.estimators) {
    const estimator = await estimatorRegistry.get(id);
    measurements.push(reported(await estimator.measure(context, params)));
    done(1 + measurements.length);
  }
  const spectrum = options.spectrum ? (await placing()).placeOnSpectrum(context) : null;
  // A generated sequence has no text.
  const isText = loaded.provenance.kind !== "recipe";
  const like = options.spectrum && isText ? { like: await likenessOf(loaded) } : {};
  const n = sequence.symbols.length;
  const ranked = options.sample === "all" || n >= options.sample;
  const truth = options.withoutTruth === true ? null : loaded.truth();
  return {
    name,
    provenance: loaded.provenance,
    family: family ?? null,
    size: loaded.size,
    sha256: loaded.sha256,
    sampleSha256: loaded.sampleSha256,
    blocks: loaded.blocks,
    n,
    encoding: describedEncoding(sequence),
    alphabet: { declared: declaredAlphabet, present: presentSymbols(context.get(symbolCounts)) },
    ranked,
    notRankedBecause: ranked ? null : `${n} symbols, fewer than the ${options.sample} of the others`,
    truth: truth === null ? null : withUnits(truth),
    measurements,
    spectrum,
    ...like,
    warnings: loaded.warnings.map(worded),
  };
}

/** What a sample is like. Loads the models only where a sample is placed. */
async function likenessOf({ bytes, sequence, declaredAlphabet }: LoadedInput): Promise<Like> {
  if (declaredAlphabet !== null) return (await import("../spectrum/likeness.ts")).noText;
  const { likenesses } = await import("./likenesses.ts");
  return (await likenesses())(bytes, sequence);
}

/** Loads the observer only where a sample must be placed. */
const placing = () => import("../spectrum/place-on-spectrum.ts");
