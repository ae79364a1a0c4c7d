import { defaultSample } from "../core/constants.ts";
import type { ReportedMeasurement, Sample } from "../results/report.ts";
import {
  measuredCorpus,
  measuredReference,
  referenceSeed,
  referenceTruth,
} from "../spectrum/measured-references.ts";
import type { LoadedInput } from "./loaded-input.ts";
import type { EstimatorChoice, MeasureTask } from "./task.ts";

/**
 * The stored row of a reference, or of a corpus beside the samples of a map, measured when the program was built: nothing is
 * read or generated for it.
 *
 * @returns undefined where a task names none, or asks for anything else
 */
export async function knownRow({ name, input, options, family }: MeasureTask): Promise<Sample | undefined> {
  const row = await rowOf(input, options);
  if (row === undefined) return undefined;
  const measurements = options.estimators.map((choice) => knownMeasurement(choice, row));
  if (!measurements.every((one) => one !== undefined)) return undefined;
  return { ...row, name, family: family ?? null, measurements };
}

async function rowOf(input: MeasureTask["input"], options: MeasureTask["options"]) {
  const { sample, readOn, seed, spectrum, charset, encoding } = options;
  if (input.kind === "recipe") return readOn === undefined ? referenceOf(input.recipe, options) : undefined;
  const isUsual = sample === defaultSample && encoding === "bytes" && charset === undefined;
  if (input.kind !== "corpus" || !input.known || !isUsual || !spectrum || seed !== referenceSeed)
    return undefined;
  const row = await measuredCorpus(input.id);
  return readOn === undefined || row?.spectrum?.verdict.regime !== "undecided" ? row : undefined;
}

/** References are measured with one seed and at fixed sizes. */
async function referenceOf(recipe: string, options: MeasureTask["options"]): Promise<Sample | undefined> {
  const { sample, seed, spectrum, moreOrders, withoutTruth } = options;
  if (!spectrum || moreOrders || withoutTruth || sample === "all" || seed !== referenceSeed) return undefined;
  return measuredReference(recipe, sample);
}

/**
 * The row of an input in memory, of which only what no stored row has is measured.
 *
 * @param measure the row of a task that asks for less
 */
export async function measureUnknown(
  task: MeasureTask,
  { provenance, sampleSha256 }: LoadedInput,
  measure: (unknown: MeasureTask) => Promise<Sample>,
): Promise<Sample> {
  if (provenance.kind !== "recipe") return measure(task);
  const { options } = task;
  const row = await referenceOf(provenance.recipe, options);
  const known = row?.sampleSha256 === sampleSha256 ? row : undefined;
  const truth = known?.truth ?? (await referenceTruth(provenance.recipe));
  if (truth === undefined || options.withoutTruth === true) return measure(task);
  const measurements = options.estimators.map((choice) => knownMeasurement(choice, known ?? {}));
  const asked = {
    ...options,
    estimators: options.estimators.filter((_, i) => measurements[i] === undefined),
    spectrum: options.spectrum && known === undefined,
    withoutTruth: true as const,
  };
  const sample = await measure({ ...task, options: asked });
  const measured = sample.measurements.values();
  return {
    ...sample,
    truth,
    measurements: measurements.map((one) => one ?? measured.next().value!),
    spectrum: known?.spectrum ?? sample.spectrum,
  };
}

/** @returns undefined where the estimator was not stored, or with other parameters */
function knownMeasurement(
  { id, params }: EstimatorChoice,
  { measurements = [] }: Partial<Pick<Sample, "measurements">>,
): ReportedMeasurement | undefined {
  const asked = JSON.stringify(params);
  return measurements.find(
    ({ estimator, parameters }) => estimator === id && JSON.stringify(parameters) === asked,
  );
}
