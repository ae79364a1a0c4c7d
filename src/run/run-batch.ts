import { type List, listOf, median } from "../core/collections.ts";
import { schemaVersion } from "../core/version.ts";
import { type BatchReport, inputCounts, type Report, type Sample } from "../results/report.ts";
import { growthBorder } from "../spectrum/growth-border.ts";
import { interrupted } from "./interruptible.ts";
import { PackedSamples } from "./packed-samples.ts";
import type { TaskRunner } from "./pool.ts";
import { requireSomeField } from "./require-some-field.ts";
import type { FileInput, MeasureOptions, MeasureTask } from "./task.ts";

/** An input that was not measured, and why. */
export interface AccountedInput {
  readonly input: string;
  readonly reason: string;
}

/** A whole run, planned: every input is a task, skipped or failed. */
export interface BatchPlan {
  readonly tasks: List<MeasureTask>;
  /** generated sequences to measure the same way */
  readonly references: readonly MeasureTask[];
  readonly skipped: readonly AccountedInput[];
  readonly failed: readonly AccountedInput[];
  readonly options: MeasureOptions;
  /** files that are measured as one input for each type; absent: each input is one of the tasks */
  readonly files?: readonly FileInput[];
}

/** Sizes of the placed samples. */
class PlacedSizes {
  readonly #lengths: number[] = [];

  add({ n, spectrum }: Sample): void {
    if (spectrum?.growth.status === "ok") this.#lengths.push(n);
  }

  /** The border to draw, at their usual size; null when there are none. */
  border(): Report["border"] {
    const n = median(this.#lengths);
    return n === undefined ? null : { n, ...growthBorder(n) };
  }
}

/** The name of a reference whose text is missing, in the form of a failed input. @throws Error for any other */
function lostReference({ name, family }: MeasureTask, { reason }: { readonly reason: string }): string {
  if (family?.corpus == null) throw new Error(`a reference could not be generated: ${reason}`);
  return name;
}

/** Whether a corpus is shown beside the named inputs. */
const isStoredCorpus = ({ input }: MeasureTask) => input.kind === "corpus" && input.known === true;

/** The program that made a report. */
export interface Maker {
  readonly version: string;
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Measures the whole plan and accounts for every input.
 *
 * @param done called with the number of finished tasks
 * @param arrived called with each sample, or undefined for a failed input, and the index of its task
 * @throws what the runner throws; UsageError when all inputs lack the requested field; the report has all other failures of
 *   inputs
 */
export async function runBatch(
  plan: BatchPlan,
  maker: Maker,
  runner: TaskRunner,
  done: (finished: number) => void,
  arrived: (sample: Sample | undefined, place: number) => void = () => {},
): Promise<BatchReport> {
  const { tasks } = plan;
  const samples = new PackedSamples(tasks.length);
  const storedCorpora = new Array<Sample>(plan.references.length);
  const lost: [place: number, input: AccountedInput][] = [];
  const sizes = new PlacedSizes();
  let finished = 0;
  let own = 0;
  let withoutField = 0;
  const all = listOf(
    tasks.length + plan.references.length,
    (place) => tasks.at(place) ?? plan.references[place - tasks.length]!,
  );
  await runner.each(all, (result, place) => {
    if (result.status === "ok" && place < tasks.length) {
      samples.add(place, result.sample);
      if (!isStoredCorpus(tasks.at(place)!)) own++;
      sizes.add(result.sample);
    } else if (result.status === "ok") storedCorpora[place - tasks.length] = result.sample;
    else if (place < tasks.length || result.reason !== interrupted) {
      const input = tasks.at(place)?.name ?? lostReference(plan.references[place - tasks.length]!, result);
      lost.push([place, { input, reason: result.reason }]);
      if (result.noField === true) withoutField++;
    }
    if (place < tasks.length) arrived(result.status === "ok" ? result.sample : undefined, place);
    done(++finished);
  });
  const references = storedCorpora.filter((sample) => sample !== undefined);
  lost.sort(([a], [b]) => a - b);
  const errors: AccountedInput[] = [...plan.failed, ...lost.map(([, input]) => input)];
  requireSomeField(own, errors, withoutField);
  const amongReferences = new PlacedSizes();
  for (const sample of references) if (sample.family !== null) amongReferences.add(sample);
  const { sample, readOn, encoding, seed, estimators } = plan.options;
  return {
    schemaVersion,
    tool: { name: "mesoscope", version: maker.version },
    environment: { ...maker.environment },
    options: {
      sample,
      ...(readOn === undefined ? {} : { readOn }),
      encoding,
      seed,
      estimators: estimators.map((choice) => choice.id),
    },
    inputs: inputCounts(samples.length, plan.skipped, errors),
    samples,
    references,
    border: sizes.border() ?? amongReferences.border(),
    skipped: [...plan.skipped],
    errors,
  };
}
