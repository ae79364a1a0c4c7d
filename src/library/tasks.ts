import { readOnTo } from "../core/constants.ts";
import { UsageError } from "../core/errors.ts";
import { version } from "../core/version.ts";
import { chooseEstimators } from "../run/choose-estimators.ts";
import { installedCorpora, installedFolders, versionsThatMatter } from "../run/installation.ts";
import type { Maker } from "../run/run-batch.ts";
import type { EstimatorChoice, MeasureTask, TaskEnvironment } from "../run/task.ts";
import { type Input, type NamedInput, namedInput, requireText, requireTexts } from "./input.ts";
import {
  encodingOf,
  type ReadOptions,
  type RunOptions,
  type SampleOptions,
  sampleOf,
  seedOf,
} from "./options.ts";

/** What to measure. */
interface Asked {
  readonly estimators: readonly EstimatorChoice[];
  /** whether it is placed between order and noise */
  readonly spectrum: boolean;
  /** whether a verdict is asked for, for which more than the sample may be read */
  readonly settled?: true;
}

/**
 * Plans an input and options as the command would.
 *
 * @throws UsageError for wrong options or an invalid input
 */
export function taskFor(
  given: Input,
  options: ReadOptions & SampleOptions & RunOptions,
  asked: Asked,
): MeasureTask {
  return taskOf(namedInput(given, options), options, asked);
}

/** As `taskFor`, for an input that is already converted. */
export function taskOf(
  { name, input, seed, charset }: NamedInput,
  options: ReadOptions & SampleOptions & RunOptions,
  { estimators, spectrum, settled }: Asked,
): MeasureTask {
  return {
    name,
    input,
    options: {
      sample: sampleOf(options.sample),
      ...(settled === true && options.settle === true ? { readOn: readOnTo } : {}),
      ...encodingOf(options),
      ...(charset === undefined ? {} : { charset }),
      seed: seedOf(seed ?? options.seed),
      estimators,
      spectrum,
    },
    environment: environmentFor(options),
  };
}

/** Where threads look for corpora and results. */
export function environmentFor({ cache = false }: RunOptions): TaskEnvironment {
  return {
    corpora: installedCorpora(process.env),
    cacheFolder: cache ? installedFolders(process.env).cache : null,
  };
}

/** @throws UsageError for an unknown id (it names the nearest), a wrong parameter, or a value that is not a list of texts */
export async function choicesOf(list: readonly string[] | undefined): Promise<EstimatorChoice[]> {
  if (list !== undefined) requireTexts("estimators", list);
  return list?.length === 0 ? [] : chooseEstimators(list);
}

/** @throws UsageError unless the text names one estimator */
export async function choiceOf(text: string): Promise<EstimatorChoice> {
  requireText("estimator", text);
  const [choice, ...others] = await chooseEstimators([text]);
  if (choice === undefined || others.length > 0)
    throw new UsageError(`"${text}" is not a single estimator: pass several in the options of analyze`);
  return choice;
}

/** The program that a document names as its maker. */
export function maker(): Maker {
  return { version, environment: versionsThatMatter(process.versions) };
}
