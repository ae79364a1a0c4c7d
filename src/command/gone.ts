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

const goneOptions: readonly GoneOption[] = [
  { flag: "--verbose", instead: "use --all" },
  { command: "map", flag: "--picture", value: "budget", instead: "the shares are in -f json" },
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
