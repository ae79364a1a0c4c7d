/** An option that an earlier version had. */
interface GoneOption {
  /** "" is the default command; undefined: every command */
  readonly command?: string;
  readonly flag: string;
  /** how to get the same answer now */
  readonly instead: string;
}

/** The version that they are gone since. */
const since = "0.3.0";

const goneOptions: readonly GoneOption[] = [{ flag: "--verbose", instead: "use --all" }];

/** Why an option that a command had is unknown now. @returns undefined: it never had it */
export function goneReason(command: string, flag: string): string | undefined {
  const gone = goneOptions.find(
    (one) => one.flag === flag && (one.command === undefined || one.command === command),
  );
  return gone && `${command || "mesoscope"} ${flag} is gone since ${since}: ${gone.instead}`;
}
