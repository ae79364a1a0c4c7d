import { type Command, Option } from "commander";
import type { Load } from "./experiment-commands.ts";
import { collect } from "./options.ts";

const recipeHelp = "a generated sequence, as for generate (repeatable; each further one has the next seed)";

/**
 * Declares the commands that look at samples.
 *
 * @param action what commander calls for a command that is loaded so
 * @throws never
 */
export function addLookCommands(
  program: Command,
  action: (load: Load) => (...parameters: unknown[]) => Promise<void>,
): void {
  program.commandsGroup("Look:");
  program
    .command("explain")
    .argument("[path]", "a file, or - for standard input; or --corpora with one id")
    .summary("one sample in depth: why it lies where it does")
    .description(
      "Explains one sample: learning curve, contexts, compressors, what carried the prediction,\nsurrogates beside it, and a profile along the file. Prints a table or, with -f json, all of it.",
    )
    .option("--recipe <recipe>", "a generated sequence, as for generate")
    .addHelpText(
      "after",
      '\nExamples:\n  $ mesoscope explain book.txt\n  $ git log -p | mesoscope explain - --sample 1MB\n  $ mesoscope explain --corpora moby-dick -f json | jq .depth.ladder\n  $ mesoscope explain --recipe "replace(periodic(word=00101), eps=0.1)"\n',
    )
    .action(action(async () => (await import("./commands/explain.ts")).runExplain));
  program
    .command("map")
    .argument("[paths...]", "files, folders, globs, - for standard input")
    .summary("the middle regime: samples among generators, mixtures and real corpora")
    .description(
      "Draws samples and the bundled corpora among generators of known truth, and the roads that lead from\ntext and pattern down to noise. --corpora none leaves the corpora out.",
    )
    .option("--recipe <recipe>", recipeHelp, collect)
    .addOption(
      new Option(
        "--picture <which>",
        "what svg shows: the map, learning curves, budgets of log2 A, or exact h and E beside estimates",
      ).choices(["map", "curves", "budget", "plane"]),
    )
    .addHelpText(
      "after",
      '\nExamples:\n  $ mesoscope map\n  $ mesoscope map -o map.svg\n  $ mesoscope map --picture plane -o plane.svg\n  $ mesoscope map book.txt src/ -o map.html\n  $ mesoscope map --corpora none book.txt -f csv\n  $ mesoscope map --recipe "even(p=0.3)" --picture plane -o plane.svg\n',
    )
    .action(action(async () => (await import("./commands/map.ts")).runMap));
  program
    .command("report")
    .argument("[paths...]", "files, folders, globs, - for standard input")
    .summary("everything about your samples as one HTML page")
    .description(
      "Measures samples and writes one HTML page that needs nothing else: the map, learning curves,\ncompressors, surrogates and a profile of each, with filters, zoom and definitions.",
    )
    .option("--recipe <recipe>", recipeHelp, collect)
    .option("--depth <n>", "samples that are explained in depth, as by explain", "20")
    .addHelpText(
      "after",
      '\nExamples:\n  $ mesoscope report src/ docs/ -o report.html\n  $ mesoscope report --corpora core -o core.html\n  $ mesoscope report logs/ --depth 0 --sample 20kB -o quick.html\n  $ mesoscope report --recipe rrxor --recipe "arithmetic(digits=2)" -o known.html\n',
    )
    .action(action(async () => (await import("./commands/report.ts")).runReport));
  program
    .command("compare")
    .argument("[paths...]", "two or more files, folders, globs, - for standard input")
    .summary("distances between samples, and whether they differ beyond error")
    .description(
      "Compares every two samples at the same size: Jensen-Shannon divergence of their\nn-grams with chance removed, normalized compression distance, and what an observer\nof the one pays for the other. Says whether they differ by more than the error;\norders three and more as a tree.",
    )
    .option("--recipe <recipe>", recipeHelp, collect)
    .option("-k, --order <k>", "length of n-grams; by default the longest that most samples cover")
    .option(
      "--distances <list>",
      "jsd, ncd, code or all; the first orders the tree; by default all for up to 4 samples, else jsd",
    )
    .addHelpText(
      "after",
      '\nExamples:\n  $ mesoscope compare a.txt b.txt\n  $ mesoscope compare --corpora udhr:eng,udhr:deu_1996,udhr:nld --encoding characters\n  $ mesoscope compare chapters/*.txt -o distances.csv\n  $ mesoscope compare src/ docs/ -o distances.svg\n  $ mesoscope compare --corpora core -o distances.html\n  $ mesoscope compare a.bin --recipe "uniform(alphabet=256)"\n',
    )
    .action(action(async () => (await import("./commands/compare.ts")).runCompare));
  program
    .command("forecast")
    .argument(
      "[paths...]",
      "a file, several or a folder as the documents of one corpus, or - for standard input; or --corpora with one id",
    )
    .summary("what more of the same will cost, said in advance and graded")
    .description(
      "Reads a sample and says what 2, 5 and 10 times as much will cost an observer, with intervals. Blocks are\ndrawn from all over an input that is longer than --sample; a shorter one is the sample itself. Later, --grade\ncompares the forecast with what was paid; --self-grade takes a tenth as the sample and does both at once.",
    )
    .option("--to <factors>", "multiples of the sample", "2,5,10")
    .option("--self-grade", "forecast from a tenth, or from --sample, then read the rest and grade it")
    .option(
      "--tasks",
      "by part, too: places of a text (in a repeat, after a bracket, inside a word, at its start), or parts of a task's record",
    )
    .option(
      "--exponents",
      "of the sample, too: how fast the covariance of symbols falls with distance, what context is worth, and what both say of learning",
    )
    .option("--grade <forecast>", "grade a forecast that was written as JSON before")
    .option("--in-order", "the sample is the beginning of the input and the rest follows as it stands")
    .option("--recipe <recipe>", "a generated sequence, as for generate")
    .addHelpText(
      "after",
      "\nExamples:\n  $ mesoscope forecast book.txt\n  $ mesoscope forecast book.txt --self-grade\n  $ mesoscope forecast src/ --self-grade\n  $ mesoscope forecast corpus.jsonl --sample 200kB -o forecast.json\n  $ mesoscope forecast corpus.jsonl --grade forecast.json\n  $ mesoscope forecast --corpora sotu --self-grade -f json | jq .grade\n  $ mesoscope forecast --recipe copy --tasks\n  $ mesoscope forecast book.txt --encoding words --exponents\n",
    )
    .action(
      action(async () => {
        const { runForecast } = await import("./commands/forecast.ts");
        // The default sample is for rows that are compared; a forecast rests on as much as there is.
        const given = program.getOptionValueSource("sample") !== "default";
        return (paths, options, io) => {
          const { sample, ...rest } = options as { readonly sample: string };
          return runForecast(paths, { ...rest, ...(given ? { sample } : {}) } as never, io);
        };
      }),
    );
  program
    .command("ngrams")
    .argument("<path>", "a file, or - for standard input")
    .summary("n-gram counts, spectra and statistics")
    .description("Counts the n-grams of one input: how many, the most frequent ones, and their statistics.")
    .option("-k, --orders <range>", "lengths: 3, 1..5 or 1,2,4", "1..5")
    .option("--top <n>", "most frequent n-grams of each length", "20")
    .addHelpText(
      "after",
      "\nExamples:\n  $ mesoscope ngrams book.txt -k 1..5 --top 20\n  $ mesoscope ngrams book.txt --encoding words -k 2 -f csv\n",
    )
    .action(
      action(async () => {
        const { runNgrams } = await import("./commands/ngrams.ts");
        // Counts are asked of a whole file; the default sample is for rows that are compared.
        const whole = program.getOptionValueSource("sample") === "default" ? { sample: "all" } : {};
        return (paths, options, io) => runNgrams(paths, Object.assign({}, options, whole), io);
      }),
    );
}
