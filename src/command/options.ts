import { type EncodingId, encodingIds } from "../core/encoding.ts";
import { UsageError } from "../core/errors.ts";
import { type Charset, charsets } from "../encodings/text-format.ts";
import { type RecordFormat, recordFormats } from "../input/reading.ts";
import { requireMemory } from "../input/size.ts";
import { formatIds } from "../report/formats.ts";

/** An option, declared once for help, completion, the manual page and the parser. */
export interface Option {
  /** as in the help, e.g. `-o, --output <file>` or `--no-cache` */
  readonly flags: string;
  readonly description: string;
  /** what `--no-x` does, where the flags are `--[no-]x` */
  readonly negative?: string;
  readonly choices?: readonly string[];
  readonly default?: unknown;
  /**
   * @param before the value of an earlier occurrence on this command line
   * @throws UsageError for a wrong value
   */
  readonly parse?: (text: string, before: unknown) => unknown;
}

/** Options that several commands take, as properties. */
export interface SharedOptions {
  readonly encoding: EncodingId;
  readonly charset: "auto" | Charset;
  readonly sample: string;
  readonly settle?: boolean;
  readonly estimator?: readonly string[];
  readonly seed: number;
  readonly corpora?: string;
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly binary?: boolean;
  readonly together?: boolean;
  readonly stdinName: string;
  readonly decompress: boolean;
  readonly maxMemory?: number;
  readonly records: "auto" | "none" | RecordFormat;
  readonly field?: string;
  readonly filesFrom?: string;
  readonly null?: boolean;
  readonly format?: string;
  readonly output?: string;
  readonly force?: boolean;
  readonly sort?: string;
  readonly reverse?: boolean;
  readonly top?: number;
  readonly map?: boolean;
  readonly all?: boolean;
  readonly ascii?: boolean;
  readonly color?: boolean;
  readonly quiet?: boolean;
  readonly jobs?: number;
  readonly cache: boolean;
  readonly learner?: string;
  readonly losses?: string;
  /** seconds */
  readonly learnerTimeout: number;
}

/** Parses a whole number between two limits. @param range of the limits, in words */
export function wholeNumber(flag: string, least: number, most: number, range = `from ${least} to ${most}`) {
  return (text: string): number => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most)
      throw new UsageError(`${flag} takes a whole number ${range}, not "${text}"`);
    return value;
  };
}

/** A day: timers overflow after 24 of them. */
const mostSeconds = 86_400;

function seconds(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && value > 0 && value <= mostSeconds) return value;
  throw new UsageError(`--learner-timeout takes seconds above 0 and up to ${mostSeconds}, not "${text}"`);
}

/** Collects the values of a repeatable option. */
export const collect = (text: string, before: unknown): readonly string[] => [
  ...((before as readonly string[] | undefined) ?? []),
  text,
];

/** Collects the values of a repeatable option, each a list. */
export const collectList = (text: string, before: unknown): readonly string[] => [
  ...((before as readonly string[] | undefined) ?? []),
  ...splitOutside(text),
];

/** Splits at commas outside parentheses and brackets, so that `block-entropies(k=3),deflate` has two parts. */
export function splitOutside(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i <= text.length; i++) {
    const character = text[i];
    if (character === "(" || character === "[") depth++;
    if (character === ")" || character === "]") depth--;
    if (character !== undefined && (character !== "," || depth !== 0)) continue;
    parts.push(text.slice(start, i).trim());
    start = i + 1;
  }
  return parts.filter((part) => part !== "");
}

/** Values of `--learner`. */
export const learnerNames =
  "observer, ngram, gpt-tiny, gpt-small, completions, or any program with arguments; no shell is used";

/** The options that several commands take, by property name, in the groups of the help. */
export const sharedOptions: Readonly<Record<keyof SharedOptions, Option & { readonly group: string }>> = {
  encoding: {
    group: "Measure:",
    flags: "--encoding <unit>",
    description: "unit that is measured as one symbol",
    choices: encodingIds,
    default: "bytes",
  },
  sample: {
    group: "Measure:",
    flags: "--sample <size>",
    description: "symbols to measure of each input, or all",
    default: "100kB",
  },
  settle: {
    group: "Measure:",
    flags: "--settle",
    description: "read up to 800kB of an input while its verdict is undecided; the verdict says how much",
  },
  estimator: {
    group: "Measure:",
    flags: "-e, --estimator <list>",
    description: "run these estimators (ids or all) instead of the spectrum; see mesoscope estimators",
    parse: collectList,
  },
  corpora: {
    group: "Measure:",
    flags: "--corpora <list>",
    description: "measure bundled corpora: core, all or ids; see mesoscope corpora list",
  },
  seed: {
    group: "Measure:",
    flags: "--seed <n>",
    description: "seed of sampling, shuffles and generators",
    default: 1,
    // Seeds are whole numbers that JSON and doubles keep exactly.
    parse: wholeNumber("--seed", 0, Number.MAX_SAFE_INTEGER, "from 0 to 2^53 - 1"),
  },
  include: {
    group: "Read:",
    flags: "--include <glob>",
    description: "in folders, read only files that match the glob (repeatable)",
    parse: collect,
  },
  exclude: {
    group: "Read:",
    flags: "--exclude <glob>",
    description:
      "in folders, skip files that match the glob, in addition to .gitignore and .mesoscopeignore (repeatable)",
    parse: collect,
  },
  binary: {
    group: "Read:",
    flags: "--binary",
    description: "in folders, also read binary files, which are skipped by default",
  },
  together: {
    group: "Read:",
    flags: "--together",
    description: "measure each folder as one sample, and all named files as one sample",
  },
  field: {
    group: "Read:",
    flags: "--field <name>",
    description: "field of a record that holds its text, e.g. text or message.body",
  },
  records: {
    group: "Read:",
    flags: "--records <format>",
    description: "split inputs into documents; auto detects the format by name and first bytes",
    choices: ["auto", "none", ...recordFormats],
    default: "auto",
  },
  charset: {
    group: "Read:",
    flags: "--charset <name>",
    description: "charset of text; auto detects it by byte order mark and first bytes, never latin-1",
    choices: ["auto", ...charsets],
    default: "auto",
  },
  decompress: {
    group: "Read:",
    flags: "--no-decompress",
    description: "measure .gz, .zst, .xz and .bz2 files without unpacking them",
    default: true,
  },
  maxMemory: {
    group: "Read:",
    flags: "--max-memory <size>",
    description:
      "memory for one input, at least 64MB; the program takes 70 MB and 40 MB per thread in addition (default: 4 GiB; to unpack, 256 MiB to 1 GiB)",
    parse: requireMemory,
  },
  filesFrom: {
    group: "Read:",
    flags: "--files-from <file>",
    description: "read paths from this file, one per line; - for standard input",
  },
  null: {
    group: "Read:",
    flags: "-0, --null",
    description: "paths of --files-from and paths printed by --filter end with NUL, not newline",
  },
  stdinName: {
    group: "Read:",
    flags: "--stdin-name <name>",
    description: "name of standard input in the output",
    default: "stdin",
  },
  format: {
    group: "Output:",
    flags: "-f, --format <format>",
    description: "output format; by default that of the file name after -o, else table",
    choices: formatIds,
  },
  output: {
    group: "Output:",
    flags: "-o, --output <file>",
    description: "write to this file instead of standard output",
  },
  force: {
    group: "Output:",
    flags: "--force",
    description: "let -o also replace read-only files, inputs and the configuration",
  },
  sort: { group: "Output:", flags: "--sort <key>", description: "sort rows by this key" },
  reverse: { group: "Output:", flags: "--reverse", description: "reverse the order of the rows" },
  top: {
    group: "Output:",
    flags: "--top <n>",
    description: "print only the first n rows, after sorting",
    parse: wholeNumber("--top", 1, Number.MAX_SAFE_INTEGER, "from 1 up"),
  },
  all: {
    group: "Output:",
    flags: "--all",
    description: "print a row and a sentence for each sample, even if there are many",
  },
  map: {
    group: "Output:",
    flags: "--[no-]map",
    description: "draw the map also into a pipe or file",
    negative: "print only table and verdicts",
  },
  ascii: {
    group: "Output:",
    flags: "--[no-]ascii",
    description: "print only ASCII",
    negative: "print Unicode in any locale",
  },
  color: {
    group: "Output:",
    flags: "--no-color",
    description: "print without colours; NO_COLOR=1 and FORCE_COLOR=1 also work",
    default: true,
  },
  quiet: {
    group: "Output:",
    flags: "-q, --quiet",
    description: "print only results: no progress, no hints, no names of skipped files",
  },
  jobs: {
    group: "Run:",
    flags: "-j, --jobs <n>",
    description: "number of worker threads",
    parse: wholeNumber("-j", 1, 256),
  },
  cache: {
    group: "Run:",
    flags: "--no-cache",
    description: "neither read nor write the cache",
    default: true,
  },
  // Only the command line can name a learner: the configuration of a stranger's checkout must not start a program.
  learner: {
    group: "Learn:",
    flags: "--learner <command>",
    description: `run a learner: ${learnerNames}`,
  },
  losses: {
    group: "Learn:",
    flags: "--losses <file>",
    description:
      "read losses of the input from this file instead: JSON lines {doc, offset, bits}, written by a trainer",
  },
  learnerTimeout: {
    group: "Learn:",
    flags: "--learner-timeout <seconds>",
    description: "stop a learner that does not answer within this time",
    default: 600,
    parse: seconds,
  },
};

/** The options in the short help. */
export const everydayOptions: ReadonlySet<string> = new Set<SharedOptionName>([
  "encoding",
  "sample",
  "estimator",
  "corpora",
  "format",
  "output",
  "all",
  "quiet",
]);

/** a, b or c */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

export type SharedOptionName = keyof SharedOptions;

/** Options of commands that read files, folders, standard input or corpora. */
export const inputOptions = [
  ...(["corpora", "include", "exclude", "binary", "field", "records", "charset", "decompress"] as const),
  ...(["maxMemory", "filesFrom", "null", "stdinName"] as const),
];
/** Options of commands that run a learner on an input, or read its losses. */
export const learnerOptions = ["learner", "losses", "learnerTimeout"] as const;
/** Options of commands that print a report. */
export const outputOptions = ["format", "output", "force", "ascii", "color", "quiet"] as const;
/** Options of commands whose report has rows. */
export const rowOptions = ["sort", "reverse", "top"] as const;
/** Options of commands that place samples. */
export const mapOptions = ["map", "all"] as const;
/** Options of commands that measure inputs. */
export const measureOptions = [
  "encoding",
  "sample",
  "settle",
  "seed",
  ...inputOptions,
  "jobs",
  "cache",
] as const;

/** Generated sequences beside the inputs; each gets the next seed, since one seed would give them the same draws. */
export const recipes: Option = {
  flags: "--recipe <recipe>",
  description: "add a generated sequence, as for generate (repeatable; each uses the next seed)",
  parse: collect,
};

/** A generated sequence as the input. */
export const recipe: Option = {
  flags: "--recipe <recipe>",
  description: "read a generated sequence, as for generate, instead of a file",
};
