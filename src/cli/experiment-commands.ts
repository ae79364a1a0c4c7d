import type { Command } from "commander";
import type { Io } from "./io.ts";
import { collect } from "./options.ts";

/** Loads what runs a command, so that only the one that is asked for is read. */
export type Load = () => Promise<(arguments_: readonly string[], options: never, io: Io) => Promise<number>>;

/**
 * Declares the commands that make sequences of known truth and measure estimators on them.
 *
 * @param action what commander calls for a command that is loaded so
 * @throws never
 */
export function addExperimentCommands(
  program: Command,
  action: (load: Load) => (...parameters: unknown[]) => Promise<void>,
): void {
  program.commandsGroup("Experiment:");
  program
    .command("generate")
    .argument("<recipe>", 'a source, e.g. "replace(periodic(word=00101), eps=0.1)"')
    .summary("write a sequence: noise, structure, or a mixture")
    .description(
      "Writes a generated sequence; a recipe, a seed and a length always give the same bytes.\nA symbol is one byte for alphabets up to 256, else two, little-endian.",
    )
    .option("-n, --length <size>", "symbols, e.g. 1000, 100kB, 1MiB; all of a finite source by default")
    .option("--as <form>", "binary, or text: one letter a symbol", "binary")
    .addHelpText(
      "after",
      '\nExamples:\n  $ mesoscope generate "uniform(alphabet=27)" -n 1MB --as text | mesoscope -\n  $ mesoscope generate golden-mean -n 1MB --seed 7 -o golden.bin\n',
    )
    .action(action(async () => (await import("./commands/generate.ts")).runGenerate));
  program
    .command("sources")
    .argument("[ids...]", "only these")
    .summary("list the generators: parameters, exact truths, references")
    .description("Lists the sources a recipe can name.")
    .action(action(async () => (await import("./commands/sources.ts")).runSources));
  program
    .command("truth")
    .argument("<recipe>", "a source, as for generate")
    .summary("what is exactly known of a recipe, and by which route")
    .description("Prints the exact truths of a recipe with the digits that are certified.")
    .action(action(async () => (await import("./commands/truth.ts")).runTruth));

  program
    .command("calibrate")
    .argument("[recipes...]", "sources of exact truth; by default a set from noise to order")
    .summary("bias, error and interval coverage of estimators against exact truth")
    .description(
      "Runs estimators on seeded sequences of known truth and prints bias, RMSE and how often their\nintervals hold, at your n and on your source; -e picks estimators.",
    )
    .option("-n, --length <sizes>", "symbols of the sequences, e.g. 1e4,1e5", "1e4")
    .option("--repeat <n>", "sequences of every source and length", "30")
    .addHelpText(
      "after",
      '\nExamples:\n  $ mesoscope calibrate "golden-mean(p=0.3)" -n 1e3,1e4,1e5\n  $ mesoscope calibrate -e plug-in,grassberger,chao-wang-jost "zipf(alphabet=1000)" -n 1kB\n  $ mesoscope calibrate -n 1e4 --repeat 200 -f csv -o calibration.csv\n',
    )
    .action(action(async () => (await import("./commands/calibrate.ts")).runCalibrate));

  program
    .command("sweep")
    .argument("[recipe]", "a source, as for generate; or --from")
    .summary("estimates beside truth over a grid of parameters and sizes")
    .description(
      "Measures a recipe at every combination of values and sizes, several seeds each: mean, spread and truth,\nand a mark where the estimate has not come to rest. -o writes FILE and FILE.meta.json, which --from repeats.",
    )
    .option(
      "-p, --parameter <name=values>",
      "values of one parameter, e.g. eps=0,.1,.5 (repeatable)",
      collect,
    )
    .option("--size <sizes>", "symbols of the sequences, e.g. 10kB,100kB", "10kB,100kB")
    .option("--repeat <n>", "sequences of every recipe and size", "3")
    .option("--from <file>", "repeat the sweep that this metadata describes")
    .addHelpText(
      "after",
      '\nExamples:\n  $ mesoscope sweep "replace(periodic(word=00101))" -p eps=0,.1,.5 --repeat 9\n  $ mesoscope sweep golden-mean -p p=.2,.5 -e excess-entropy -o sweep.csv\n  $ mesoscope sweep coin -p p=.1,.2,.5 -o sweep.html\n  $ mesoscope sweep --from sweep.csv.meta.json\n',
    )
    .action(action(async () => (await import("./commands/sweep.ts")).runSweepCommand));
}
