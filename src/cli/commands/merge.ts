import { formatsOf, type Views } from "../../report/formats.ts";
import type { ScoreReport } from "../../score/schema.ts";
import { outputOptions } from "../options.ts";
import type { MergeOptions } from "../plans/merge.ts";
import { actionCommand } from "../run-command.ts";

/** The report of a job. Formats of many lines, NDJSON and CSV, have the documents themselves. */
const scoreViews: Views<ScoreReport> = {
  table: async (report, view) => (await import("../../score/render-scores.ts")).renderScores(report, view),
  rows: async (report) => (await import("../../score/render-scores.ts")).scoreRows(report),
};

/** `mesoscope merge <parts...>`: the report of a job when all its parts are there; else which are missing. */
export const merge = actionCommand<MergeOptions>({
  name: "merge",
  group: "Many documents",
  summary: "the report of a job from its parts, or which are missing",
  description:
    "Merges part files: the report of all documents as table, json, md or html,\nor the documents themselves as ndjson or csv. The same for any number of shards. While parts are missing it prints the line that makes them.",
  argument: { usage: "[parts...]", description: "the folder of the parts, or part files" },
  shared: outputOptions,
  formats: formatsOf(scoreViews),
  own: {
    forecast: { flags: "--forecast", description: "what more documents will cost, from a sample of them" },
  },
  examples: ["mesoscope merge parts", "mesoscope merge parts -f ndjson | jq -r 'select(.rate > 6) | .id'"],
  schemas: { score: async () => (await import("../../score/schema.ts")).scoreReportSchema },
  run: async (call) => (await import("../plans/merge.ts")).mergeJob(call, scoreViews),
});
