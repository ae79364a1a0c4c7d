import { type Analysis, type AnalysisBase, analysisOf } from "../../library/analysis.ts";
import { callOf } from "../../library/call.ts";
import type { Input } from "../../library/input.ts";
import type { Keys } from "../../library/options.ts";
import { measureKeys, type ReadOptions, type RunOptions, type SampleOptions } from "../../library/options.ts";
import type { Depth, Explanation as ExplanationDocument } from "./schema.ts";

/** How an input is explained. */
export interface ExplainOptions extends ReadOptions, SampleOptions, RunOptions {}

/** What an explanation adds to the analysis: `mesoscope schema explanation` describes it. */
type Deep = Omit<Depth, "status"> & Pick<ExplanationDocument, "sections">;

/** An analysis with its details: what the input is made of, the rules it follows, and its sections. */
export interface Explanation extends Analysis, Deep {
  /** what `mesoscope explain -f json` prints */
  readonly document: ExplanationDocument;
}

/** An explanation, or the reason why there is none. */
export type ExplanationResult =
  | (Explanation & { readonly status: "ok" })
  | (AnalysisBase & { readonly status: "undefined"; readonly reason: string });

/**
 * Explains one input in depth.
 *
 * `explain.try` returns the reason where `explain` throws UndefinedMeasurementError.
 *
 * @param input a text, bytes, symbols, `{ path }`, `{ recipe }` or `{ corpus }`
 * @returns the same numbers as the command's for the same input, options and seed
 * @throws UndefinedMeasurementError where nothing was placed; InputError, UsageError, RecipeError; the reason of an
 *   aborted signal
 * Cost: some ten times `analyze`, on a thread of its own.
 */
export const explain: {
  (input: Input, options?: ExplainOptions): Promise<Explanation>;
  try(input: Input, options?: ExplainOptions): Promise<ExplanationResult>;
} = callOf(
  {
    name: "explain",
    task: async () => (await import("./task.ts")).explainTask,
  },
  {
    keys: measureKeys as Keys<ExplainOptions>,
    plan: () => null,
    settled: true,
    result: (document): ExplanationResult => {
      const analysis = analysisOf(document.sample);
      if (analysis.status === "undefined") return analysis;
      const { depth, sections } = document;
      if (depth.status === "undefined") return { ...analysis, status: "undefined", reason: depth.reason };
      const { status: _, ...deep } = depth;
      return { ...analysis, ...deep, sections, document };
    },
  },
);
