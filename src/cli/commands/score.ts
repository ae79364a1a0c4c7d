import { inputOptions } from "../options.ts";
import type { ScoreOptions } from "../plans/score.ts";
import { actionCommand } from "../run-command.ts";

/** `mesoscope score --shard i/N [paths...] -o parts`: one shard of a job, as one file. */
export const score = actionCommand<ScoreOptions>({
  name: "score",
  group: "Many documents",
  summary: "one shard of a large job: a score for every document",
  description:
    "Scores documents one by one and writes a part file into the folder after -o. A shard that is done\nalready is left as it is. Which one it is, job arrays of Slurm and indexed jobs of Kubernetes say.",
  argument: { usage: "[paths...]", description: "files, folders, globs; the same for all shards" },
  shared: [
    "sample",
    "seed",
    ...inputOptions.filter((name) => name !== "corpora" && name !== "charset" && name !== "stdinName"),
    "output",
    "quiet",
    "jobs",
  ],
  refuses: {
    encoding: "it reads bytes; leave out --encoding",
    charset: "it reads bytes; leave out --charset",
    estimator: "it chooses its estimators itself; leave out -e",
    corpora: "name files and folders instead",
    format: "a part has one format; mesoscope merge takes -f",
  },
  own: {
    key: {
      flags: "--key <name>",
      description: "of records: the field that names them in the scores; id unless given",
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
    "mesoscope score --shard 0/1 texts -o parts",
    "seq 0 15 | xargs -P 4 -I{} mesoscope score --shard {}/16 texts -o parts",
    "sbatch --array=0-15 --wrap 'mesoscope score --shard /16 texts -o parts'",
  ],
  schemas: { document: async () => (await import("../../score/schema.ts")).documentScoreSchema },
  run: async (call) => (await import("../plans/score.ts")).scoreShard(call),
});
