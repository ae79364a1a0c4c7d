import type { Command } from "commander";
import type { Load } from "./experiment-commands.ts";

/**
 * Declares the commands that hold files to what is written down.
 *
 * @param action what commander calls for a command that is loaded so
 * @throws never
 */
export function addCheckCommands(
  program: Command,
  action: (load: Load) => (...parameters: unknown[]) => Promise<void>,
): void {
  /** Options on the command line go before the configuration, their defaults do not. */
  const given = () => ({
    given: ["sample", "encoding", "charset", "seed"].filter(
      (name) => program.getOptionValueSource(name) === "cli",
    ),
  });
  program.commandsGroup("Check:");
  program
    .command("check")
    .argument("[paths...]", "files, folders, globs, -; by default what the configuration names")
    .summary("budgets and drift: exit 1 when files leave what is written down")
    .description(
      "Holds files to the budgets of mesoscope.config.json, found upwards from here, and to the baseline\nthat mesoscope baseline wrote. A number fails when its whole interval lies beyond its limit, or has\nmoved since the baseline by more than the joined error.",
    )
    .option("--config <file>", "the configuration; by default the nearest mesoscope.config.json upwards")
    .option("--baseline <file>", "the baseline; by default what the configuration names")
    .addHelpText(
      "after",
      "\nExamples:\n  $ mesoscope check\n  $ mesoscope check src/ docs/ -f github\n  $ mesoscope check -f junit -o mesoscope.xml\n  $ mesoscope schema config > mesoscope.schema.json\n",
    )
    .action(
      action(async () => {
        const { runCheckCommand } = await import("./commands/check.ts");
        return (paths, options, io) => runCheckCommand(paths, Object.assign({}, options, given()), io);
      }),
    );
  program
    .command("baseline")
    .argument("[paths...]", "measure only these anew")
    .summary("write down what files are now, for check to compare with")
    .description(
      "Measures files and writes their numbers with intervals: the tolerance of mesoscope check is the\nmeasured error of both.",
    )
    .option("--config <file>", "the configuration; by default the nearest mesoscope.config.json upwards")
    .option("--baseline <file>", "the file to write; by default what the configuration names")
    .addHelpText("after", "\nExamples:\n  $ mesoscope baseline\n  $ mesoscope baseline docs/changed.md\n")
    .action(
      action(async () => {
        const { runBaseline } = await import("./commands/baseline.ts");
        return (paths, options, io) => runBaseline(paths, Object.assign({}, options, given()), io);
      }),
    );
}
