import { shellWord } from "../report/kit/shell-word.ts";
import type { Report, Sample } from "../results/report.ts";

/** What reports and comparisons say alike of the run that made them. */
interface Run extends Pick<Report, "tool" | "environment" | "inputs" | "skipped" | "errors"> {
  readonly options: Pick<Report["options"], "sample" | "readOn" | "encoding" | "seed">;
  readonly samples: readonly Pick<Sample, "provenance">[];
}

/** Name and value of what can change a number. @param more of this kind of run */
export function circumstancesOf(
  { tool, environment, options, inputs }: Run,
  more: readonly (readonly [string, string])[],
): (readonly [string, string])[] {
  const { total, ok, skipped, failed } = inputs;
  const { sample, readOn } = options;
  return [
    [tool.name, tool.version],
    [
      "sample",
      readOn === undefined ? String(sample) : `${sample}, up to ${readOn} for verdicts that were open`,
    ],
    ["encoding", options.encoding],
    ["seed", String(options.seed)],
    ...more,
    ["inputs", `${total}: ${ok} measured, ${skipped} skipped, ${failed} failed`],
    ...Object.entries(environment),
  ];
}

/** Inputs that a command names before it only counts them. */
const namedInputs = 60;

/** The words of a command that name its inputs and how they were read. */
export function commandWords({ samples, options, skipped, errors }: Run): string[] {
  const origins = samples.map(({ provenance }) => provenance);
  const corpora = origins.flatMap((origin) => (origin.kind === "corpus" ? [origin.corpus] : []));
  // Each further recipe has the next seed, whatever order the samples are in.
  const recipes = origins
    .flatMap((origin) => (origin.kind === "recipe" ? [origin] : []))
    .sort((a, b) => a.seed - b.seed);
  const files = origins.flatMap((origin) =>
    origin.kind === "file" ? [origin.path] : origin.kind === "stdin" ? ["-"] : [],
  );
  const named = [...files, ...[...skipped, ...errors].map(({ input }) => input)];
  return [
    ...(named.length > namedInputs ? [`<${named.length} inputs, in the table>`] : named.map(shellWord)),
    ...(corpora.length === 0 ? [] : [`--corpora ${[...new Set(corpora)].join(",")}`]),
    ...recipes.map(({ recipe }) => `--recipe ${shellWord(recipe)}`),
    `--sample ${options.sample}${options.readOn === undefined ? "" : " --settle"} --encoding ${options.encoding} --seed ${options.seed}`,
  ];
}
