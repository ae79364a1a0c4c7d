/** An option that an earlier version had, or a value of one. */
interface GoneOption {
  /** "" is the default command; undefined: every command */
  readonly command?: string;
  readonly flag: string;
  /** undefined: the option itself */
  readonly value?: string;
  /** how to get the same answer now */
  readonly instead: string;
}

/** The version that they are gone since. */
const since = "0.3.0";

/** Columns of `score` that had the measures of Gopher and FineWeb. */
const webColumns = [
  ...["words", "meanWordLength", "symbolToWordRatio", "alphabeticWords", "bulletLines", "ellipsisLines"],
  ...["punctuatedLines", "shortLines", "duplicateLines", "newlineToWordRatio", "duplicate5Grams", "flags"],
  "boilerplate",
];

const goneOptions: readonly GoneOption[] = [
  ...webColumns.map((value) => ({
    command: "score",
    flag: "--columns",
    value,
    instead: "use datatrove or dolma; repeated shows copied boilerplate",
  })),
  { flag: "--verbose", instead: "use --all" },
  { command: "map", flag: "--picture", value: "budget", instead: "the shares are in -f json" },
  { command: "lens", flag: "--at", instead: "its page shows the cost of each position" },
  { command: "lens", flag: "--by", instead: "use score --against MODEL" },
  { command: "lens", flag: "--learner", instead: "use curve --learner, or lens --losses FILE" },
  {
    command: "calibrate",
    flag: "--of",
    instead: 'use --measure "PROGRAM" for a measure of structure, and -e for ours',
  },
  { command: "forecast", flag: "--tasks", instead: "use curve, which shows the cost of each part" },
  { command: "forecast", flag: "--exponents", instead: "no other command estimates them" },
  { command: "forecast", flag: "--learner", instead: "use curve --learner" },
  { command: "forecast", flag: "--losses", instead: "use curve --losses" },
  { command: "forecast", flag: "--learner-timeout", instead: "use curve --learner-timeout" },
  { command: "explain", flag: "--experts", instead: "no other command measures parts of the observer" },
  { command: "explain", flag: "--learner", instead: "use curve --learner" },
  { command: "explain", flag: "--losses", instead: "use curve --losses" },
  { command: "explain", flag: "--learner-timeout", instead: "use curve --learner-timeout" },
];

/**
 * Why an option, or a value of one, that a command had is unknown now.
 *
 * @param command undefined: any
 * @returns undefined: it never had it
 */
export function goneReason(command: string | undefined, flag: string, value?: string): string | undefined {
  const gone = goneOptions.find(
    (one) =>
      one.flag === flag &&
      one.value === value &&
      (command === undefined || one.command === undefined || one.command === command),
  );
  if (gone === undefined) return undefined;
  const words = [(gone.command ?? command) || "mesoscope", flag, ...(value === undefined ? [] : [value])];
  return `${words.join(" ")} is gone since ${since}: ${gone.instead}`;
}
