import { UsageError } from "../core/errors.ts";
import { isThere } from "../input/paths.ts";

/** Verbs of other programs before the names of files, and the command that does it; "": the default one. */
const verbs: Readonly<Record<string, string>> = {
  ...toEach("", "analyze analyse measure scan stats stat info show inspect entropy randomness test run"),
  ...toEach("compare", "diff cmp similarity distance"),
  ...toEach("learn", "train fit"),
  ...toEach("lens", "view highlight heatmap"),
  ...toEach("map", "plot chart graph draw"),
  ...toEach("forecast", "predict extrapolate"),
  ...toEach("odd", "outliers anomalies"),
  ...toEach("generate", "gen create make"),
  ...toEach("sources", "generators recipes"),
  ...toEach("estimators", "measures metrics"),
  ...toEach("define", "glossary explain-term what"),
};

/** Words that stand alone, and what prints the answer. */
const alone: Readonly<Record<string, readonly string[]>> = {
  version: ["--version"],
  ...Object.fromEntries(
    "commands list ls examples man usage manual".split(" ").map((word) => [word, ["help"]]),
  ),
};

/** Nothing does these; a line says what does most of it. */
const instead: Readonly<Record<string, string>> = {
  demo: "mesoscope --corpora core --map",
  tutorial: "mesoscope help",
  config: "mesoscope init",
};

/** Commands that list all with no name after them. */
const lists = ["sources", "estimators", "define"];

function toEach(command: string, words: string): Record<string, string> {
  return Object.fromEntries(words.split(" ").map((word) => [word, command]));
}

/**
 * The arguments as they are meant: a verb before files, `-h COMMAND`, `sources list`. A word that names a file is that file.
 *
 * @param names of the commands
 * @throws UsageError for a word that nothing does here, with the command that comes nearest
 */
export function meantBy(argv: readonly string[], names: readonly string[]): string[] {
  const [first, second, ...rest] = argv;
  if (first === undefined) return [];
  if (/^(-h|--help)$/.test(first) && names.includes(second ?? "")) return ["help", second!, ...rest];
  if (lists.includes(first) && /^(list|all|ls)$/.test(second ?? "")) return [first, ...rest];
  if (first.startsWith("-") || names.includes(first) || isThere(first)) return [...argv];
  const isAlone = second === undefined;
  if (isAlone && Object.hasOwn(alone, first)) return [...alone[first]!];
  if (isAlone && Object.hasOwn(instead, first))
    throw new UsageError(`no file and no command "${first}"; try: ${instead[first]}`);
  if (!Object.hasOwn(verbs, first)) return [...argv];
  const command = verbs[first]!;
  const lacksFiles = !argv.slice(1).some((word) => word === "-" || isThere(word));
  if (command === "generate" ? isAlone : lacksFiles && !lists.includes(command)) {
    const line = ["mesoscope", command, command === "generate" ? "RECIPE -n 1000" : "FILE"];
    throw new UsageError(
      `no file and no command "${first}"; type: ${line.filter((word) => word !== "").join(" ")}`,
    );
  }
  return command === "" ? argv.slice(1) : [command, ...argv.slice(1)];
}

/** Options of other programs, and what is meant here. */
export const optionsElsewhere: Readonly<Record<string, string>> = {
  "-v": "-V",
  "--entropy": "-e plug-in",
  "--recipe": "mesoscope map --recipe",
  ...toEach("--sample", "-s --limit --sample-size --max-bytes --bytes --size --head"),
  ...toEach("--jobs", "--threads --parallel --workers --cores --cpus"),
  ...toEach("--encoding characters", "--chars --characters"),
  ...toEach("--encoding words", "--words --tokens"),
  ...toEach("-o", "--out --file --save"),
  ...toEach("-f", "--type --fmt --output-format"),
  ...toEach("FORCE_COLOR=1", "--color --colour"),
  "-n": "--sample, or generate -n",
  "--tsv": "-f csv",
  "--yaml": "-f json",
};
