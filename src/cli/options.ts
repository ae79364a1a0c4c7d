import { type Command, InvalidArgumentError, Option } from "commander";
import { type EncodingId, encodingIds } from "../core/encoding.ts";
import { type Charset, charsets } from "../encodings/text-format.ts";
import { type RecordFormat, recordFormats } from "../input/reading.ts";

/** Options every command shares, as commander hands them over. */
export interface SharedOptions {
  readonly encoding: EncodingId;
  readonly charset: "auto" | Charset;
  readonly sample: string;
  readonly estimator?: readonly string[];
  readonly seed: number;
  readonly corpora?: string;
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly sort: "input" | "name" | "randomness" | "structure" | "height" | "size";
  readonly stdinName: string;
  readonly decompress: boolean;
  readonly records: "auto" | "none" | RecordFormat;
  readonly field?: string;
  readonly filesFrom?: string;
  readonly null?: boolean;
  readonly format?: string;
  readonly output?: string;
  readonly map?: boolean;
  readonly ascii?: boolean;
  readonly color?: boolean;
  readonly quiet?: boolean;
  readonly jobs?: number;
  readonly cache: boolean;
}

/** Seeds are whole numbers that JSON and doubles keep exactly. */
function parseSeed(text: string): number {
  const seed = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(seed))
    throw new InvalidArgumentError("a seed is a whole number from 0 to 2^53 - 1.");
  return seed;
}

function parseJobs(text: string): number {
  const jobs = Number(text);
  if (!/^\d+$/.test(text) || jobs < 1 || jobs > 256)
    throw new InvalidArgumentError("give a whole number from 1 to 256.");
  return jobs;
}

const collectList = (text: string, before: readonly string[] | undefined) => [
  ...(before ?? []),
  ...splitOutside(text),
];
/** Values of an option that may be given again. */
export const collect = (text: string, before: readonly string[] | undefined) => [...(before ?? []), text];

/** Splits at commas that stand outside parentheses and brackets, so that `block-entropies(k=3),deflate` is two. */
export function splitOutside(text: string): string[] {
  const parts = [""];
  let depth = 0;
  for (const character of text) {
    if (character === "(" || character === "[") depth++;
    if (character === ")" || character === "]") depth--;
    if (character === "," && depth === 0) parts.push("");
    else parts[parts.length - 1] += character;
  }
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}

/**
 * Declares the shared options, on the root command only: a subcommand's own would be swallowed by the root.
 *
 * @throws never
 */
export function addSharedOptions(program: Command): void {
  program
    .optionsGroup("Measure:")
    .addOption(new Option("--encoding <unit>", "what a symbol is").choices(encodingIds).default("bytes"))
    .option("--sample <size>", "symbols measured of every input, the same for all rows; or all", "100kB")
    .option(
      "-e, --estimator <list>",
      "estimators by id, or all, instead of the spectrum; see mesoscope estimators",
      collectList,
    )
    .option("--corpora <list>", "bundled real corpora: core, all or ids; see mesoscope corpora list")
    .option("--seed <n>", "for sampling, shuffles and generators", parseSeed, 1)
    .option("--include <glob>", "in folders: only files that match (repeatable)", collect)
    .option(
      "--exclude <glob>",
      "in folders: leave out; .gitignore and .mesoscopeignore are read too",
      collect,
    )
    .option("--stdin-name <name>", "what to call standard input", "stdin")
    .optionsGroup("Read:")
    .option("--field <name>", "of records: the field that holds the text, e.g. text or message.body")
    .addOption(
      new Option("--records <format>", "cut inputs into documents; auto goes by name and first bytes")
        .choices(["auto", "none", ...recordFormats])
        .default("auto"),
    )
    .addOption(
      new Option(
        "--charset <name>",
        "of text; auto goes by its mark and first bytes, and never guesses Latin-1",
      )
        .choices(["auto", ...charsets])
        .default("auto"),
    )
    .option("--no-decompress", "measure .gz, .zst, .xz and .bz2 as they are")
    .option("--files-from <file>", "read paths from a file, one a line; - for standard input")
    .option("-0, --null", "with --files-from: paths end in NUL, not in a line feed")
    .optionsGroup("Output:")
    .addOption(
      new Option(
        "-f, --format <format>",
        "how to print; by default a table, or by the name after -o",
      ).choices(["table", "json", "ndjson", "csv", "md", "svg", "html", "github", "junit", "sarif"]),
    )
    .option("-o, --output <file>", "write there instead of standard output")
    .addOption(
      new Option("--sort <key>", "order of the rows")
        .choices(["input", "name", "randomness", "structure", "height", "size"])
        .default("input"),
    )
    .option("--map", "draw the map into a pipe or file too")
    .option("--no-map", "table and verdicts only")
    .option("--ascii", "nothing beyond ASCII")
    .option("--no-ascii", "Unicode whatever the locale says")
    .option("--no-color", "no colour; NO_COLOR=1 and FORCE_COLOR=1 are heard too")
    .option("-q, --quiet", "results only: no progress, no hints")
    .optionsGroup("Run:")
    .option("-j, --jobs <n>", "worker threads", parseJobs)
    .option("--no-cache", "measure everything anew");
}
