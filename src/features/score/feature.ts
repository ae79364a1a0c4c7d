import { defineFeature } from "../../command/feature.ts";
import { collectList, inputOptions, outputOptions } from "../../command/options.ts";
import { formatsOf, type Views } from "../../report/formats.ts";
import type { MergeOptions } from "./merge.ts";
import type { ScoreReport } from "./schema.ts";
import type { ScoreOptions } from "./score-stream.ts";

/** `mesoscope score [paths...]`: one line per document; `--shard i/N -o parts`: one shard of a job, as one file. */
export const score = defineFeature<ScoreOptions>({
  name: "score",
  group: "Many documents",
  summary: "score every document: how surprising it is, and how much of it repeats earlier text",
  description:
    "Writes a line for each document: its cost under models of other text, its own rate, the share that\nrepeats earlier documents, and its most surprising span. With --shard, writes one part of a large job\nto the folder after -o; mesoscope merge joins the parts. Of a file without records, up to 64 MiB are\nscored, in blocks from the whole file; each byte takes 8 bytes of memory. Documents use up to 3/8 of\n--max-memory, and the index of earlier text up to 1/4.",
  argument: {
    usage: "[paths...]",
    description: "files, folders, globs, -; by default standard input",
  },
  formats: ["ndjson", "csv", "parquet", "table"],
  outputFormat: "ndjson",
  shared: [
    "sample",
    "seed",
    ...inputOptions.filter((name) => name !== "corpora" && name !== "charset"),
    "format",
    "output",
    "force",
    "quiet",
    "jobs",
  ],
  refuses: {
    encoding: "it reads bytes; leave out --encoding",
    charset: "it reads bytes; leave out --charset",
    estimator: "it chooses its estimators itself; leave out -e",
    corpora: "name files and folders instead",
  },
  own: {
    against: {
      flags: "--against <models>",
      description:
        "compare with a model of good text, or of good and bad text: good.model,bad.model; see learn",
    },
    filter: {
      flags: "--filter <condition>",
      description: 'print documents that fulfil the condition, unchanged: "against < 2.4 && repeated < .3"',
    },
    id: { flags: "--id <name>", description: "field of a record that has its name; by default id" },
    keep: {
      flags: "--keep <list>",
      description: "fields of records to write next to the scores",
      parse: collectList,
    },
    columns: {
      flags: "--columns <list>",
      description: "compute only these scores, e.g. against,repeated",
    },
    attributes: {
      flags: "--attributes <folder>",
      description:
        "instead of -o: write a file of {id, attributes} for each input to a new folder, as Parquet or ndjson",
    },
    resume: {
      flags: "--resume",
      description: "with -o: continue a stopped run, if the documents scored so far have not changed",
    },
    key: {
      flags: "--key <name>",
      description: "same as --id, for parts",
    },
    shard: {
      flags: "--shard <i/N>",
      description: "score shard i of N, counted from 0; /N takes i from the environment of an array job",
    },
    quick: {
      flags: "--quick",
      description: "measure only rates, deflate and repeats, not the regime; several times faster",
    },
  },
  examples: [
    "mesoscope score d.jsonl --field text --against good.model -o scores.ndjson",
    'mesoscope score d.jsonl --field text --filter "repeated < .3" > kept.jsonl',
    "mesoscope score part-*.parquet --field text --attributes scores",
    "mesoscope score --shard 0/1 texts -o parts",
    "seq 0 15 | xargs -P 4 -I{} mesoscope score --shard {}/16 texts -o parts",
    "sbatch --array=0-15 --wrap 'mesoscope score --shard /16 texts -o parts'",
  ],
  schemas: {
    document: async () => (await import("./schema.ts")).documentScoreSchema,
    line: async () => (await import("./stream/stream-schema.ts")).scoredLineSchema,
  },
  act: async (call) => (await import("./score-documents.ts")).scoreDocuments(call),
});

/** The report of a job. NDJSON and CSV have the documents themselves. */
const scoreViews: Views<ScoreReport> = {
  table: async (report, view) => (await import("./show.ts")).renderScores(report, view),
  rows: async (report) => (await import("./show.ts")).scoreRows(report),
};

/** `mesoscope merge <parts...>`: the report of a job when all its parts are there; else the list of missing ones. */
export const merge = defineFeature<MergeOptions>({
  name: "merge",
  group: "Many documents",
  summary: "merge the parts of a job into a report, or list missing parts",
  description:
    "Merges part files into the report of all documents (table, json, md or html), or into the list of\nscored documents (ndjson or csv). The result is the same for any number of shards. If parts are\nmissing, prints the command line that makes them.",
  argument: { usage: "[parts...]", description: "folder of the parts, or part files" },
  shared: outputOptions,
  formats: formatsOf(scoreViews),
  own: {
    forecast: { flags: "--forecast", description: "also forecast the cost of more documents, from a sample" },
  },
  examples: ["mesoscope merge parts", "mesoscope merge parts -f ndjson | jq -r 'select(.rate > 6) | .id'"],
  schemas: { score: async () => (await import("./schema.ts")).scoreReportSchema },
  act: async (call) => (await import("./merge.ts")).mergeJob(call, scoreViews),
});
