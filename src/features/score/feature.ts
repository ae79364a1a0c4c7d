import { defineFeature } from "../../command/feature.ts";
import { collect, inputOptions, outputOptions, splitOutside } from "../../command/options.ts";
import { formatsOf, type Views } from "../../report/formats.ts";
import type { MergeOptions } from "./merge.ts";
import type { ScoreReport } from "./schema.ts";
import type { ScoreOptions } from "./score-stream.ts";

/** `mesoscope score [paths...]`: one line per document; `--shard i/N -o parts`: one shard of a job, as one file. */
export const score = defineFeature<ScoreOptions>({
  name: "score",
  group: "Many documents",
  summary: "a score for every document: how surprising it is, and what of it was there before",
  description:
    "Writes a line for each document: its cost under models of other text, its own rate, what of it stood in\nearlier ones, and the span that surprises most. With --shard it writes a part of a large job into the\nfolder after -o instead; mesoscope merge joins the parts. Of a file without\nrecords up to 64 MiB are scored, in blocks from all over it; a byte of them takes 8 bytes of memory.\nOf --max-memory documents take three eighths, and an index of earlier text a quarter.",
  argument: {
    usage: "[paths...]",
    description: "files, folders, globs, -; by default standard input",
  },
  formats: ["ndjson", "csv", "parquet", "table"],
  usual: "ndjson",
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
      description: "a model of good text, or of good and bad text: good.model,bad.model; see learn",
    },
    filter: {
      flags: "--filter <condition>",
      description: 'pass documents through unchanged, e.g. "against < 2.4 && repeated < .3"',
    },
    id: { flags: "--id <name>", description: "of records: the field that names them; id unless given" },
    keep: {
      flags: "--keep <list>",
      description: "of records: fields that are written beside the scores",
      parse: (text, before) =>
        splitOutside(text).reduce<readonly string[]>(
          (list, one) => collect(one, list),
          (before as string[]) ?? [],
        ),
    },
    columns: {
      flags: "--columns <list>",
      description: "only these scores, and no work for others, e.g. against,repeated",
    },
    attributes: {
      flags: "--attributes <folder>",
      description:
        "instead of -o: for each input a file of {id, attributes} in a new folder, Parquet or ndjson",
    },
    resume: {
      flags: "--resume",
      description: "with -o: continue a stopped run, if the documents that it has scored are still the same",
    },
    key: {
      flags: "--key <name>",
      description: "the same as --id, for parts",
    },
    shard: {
      flags: "--shard <i/N>",
      description: "which of N shards, from 0; /N in an array job that says which",
    },
    quick: {
      flags: "--quick",
      description: "rates, deflate and repeats alone: no regime, several times faster",
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
  schemas: { score: async () => (await import("./schema.ts")).scoreReportSchema },
  act: async (call) => (await import("./merge.ts")).mergeJob(call, scoreViews),
});
