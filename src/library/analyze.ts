import { type Analysis, type AnalysisResult, analysisOf } from "./analysis.ts";
import { UndefinedMeasurementError } from "./errors.ts";
import { type Input, namedInput } from "./input.ts";
import { measureKeys, optionsOf, type ReadOptions, type RunOptions, type SampleOptions } from "./options.ts";
import { choicesOf, taskOf } from "./tasks.ts";
import { measure } from "./work.ts";

/** How an input is analyzed. */
export interface AnalyzeOptions extends ReadOptions, SampleOptions, RunOptions {
  /** further estimators, as in "renyi(order=3)"; by default those of the command's table */
  readonly estimators?: readonly string[] | undefined;
}

/**
 * Places an input between order and noise: how random it is, how much there is to learn from it, and a verdict.
 *
 * `analyze.try` returns the reason where `analyze` throws UndefinedMeasurementError.
 *
 * @param input a text, bytes, symbols, `{ path }`, `{ recipe }` or `{ corpus }`
 * @returns coordinates with units and intervals; the command gives the same numbers for the same input, options and seed
 * @throws UndefinedMeasurementError when the input is too short or has too many symbols; InputError when it cannot be read;
 *   UsageError for wrong options; RecipeError for a wrong recipe; the reason of an aborted signal
 * Cost: about a second for 100 000 bytes, on a thread of its own.
 */
export const analyze: {
  (input: Input, options?: AnalyzeOptions): Promise<Analysis>;
  try(input: Input, options?: AnalyzeOptions): Promise<AnalysisResult>;
} = Object.assign(
  async (input: Input, options: AnalyzeOptions = {}): Promise<Analysis> => {
    const result = await tryAnalyze(input, options);
    if (result.status === "ok") {
      const { status: _, ...analysis } = result;
      return analysis;
    }
    throw new UndefinedMeasurementError(result.name, result.reason);
  },
  { try: tryAnalyze },
);

async function tryAnalyze(input: Input, given: AnalyzeOptions = {}): Promise<AnalysisResult> {
  const options = optionsOf(given, { ...measureKeys, estimators: true });
  const named = namedInput(input, options);
  const estimators = await choicesOf(options.estimators);
  const task = taskOf(named, options, { estimators, spectrum: true, settled: true });
  const row = await measure(task, options);
  return analysisOf(row);
}
