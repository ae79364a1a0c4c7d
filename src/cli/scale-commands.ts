import type { Command } from "commander";
import type { Load } from "./experiment-commands.ts";

/**
 * Declares the commands that share a large job between machines.
 *
 * @param action what commander calls for a command that is loaded so
 * @throws never
 */
export function addScaleCommands(
  program: Command,
  action: (load: Load) => (...parameters: unknown[]) => Promise<void>,
): void {
  program.commandsGroup("Many documents:");
  program
    .command("score")
    .argument("[paths...]", "files, folders, globs; the same for all shards")
    .summary("one shard of a large job: a score for every document")
    .description(
      "Scores documents one by one and writes a part file into the folder after -o. A shard that is done\nalready is left as it is. Which one it is, job arrays of Slurm and indexed jobs of Kubernetes say.",
    )
    .option("--shard <i/N>", "which of N shards, from 0; /N in an array job that says which")
    .option("--quick", "rates, deflate and repeats alone: no regime, several times faster")
    .addHelpText(
      "after",
      "\nExamples:\n  $ mesoscope score --shard 0/1 texts -o parts\n  $ seq 0 15 | xargs -P 4 -I{} mesoscope score --shard {}/16 texts -o parts\n  $ sbatch --array=0-15 --wrap 'mesoscope score --shard /16 texts -o parts'\n",
    )
    .action(action(async () => (await import("./commands/score.ts")).runScore));
  program
    .command("merge")
    .argument("[parts...]", "the folder of the parts, or part files")
    .summary("the report of a job from its parts, or which are missing")
    .description(
      "Merges part files: the report of all documents as table or json, or the documents themselves as\nndjson. The same for any number of shards. While parts are missing it prints the line that makes them.",
    )
    .option("--forecast", "what more documents will cost, from a sample of them")
    .addHelpText(
      "after",
      "\nExamples:\n  $ mesoscope merge parts\n  $ mesoscope merge parts -f ndjson | jq -r 'select(.rate > 6) | .id'\n",
    )
    .action(action(async () => (await import("./commands/merge.ts")).runMerge));
}
