/** What to do where packages of corpora are missing, as reasons end. */
export const installHint = 'run "mesoscope corpora install"';

/** Why a corpus cannot be used. */
export interface CorpusUnavailable {
  readonly status: "unavailable";
  readonly id: string;
  /**
   * unknown: there is no such corpus; missing: its package or a file is not installed; mismatch: the bytes are not
   * those of the manifest; invalid: the manifest itself is unusable
   */
  readonly cause: "unknown" | "missing" | "mismatch" | "invalid";
  /** one line for a person */
  readonly reason: string;
}

/** A corpus that cannot be used. */
export function unavailable(
  id: string,
  cause: CorpusUnavailable["cause"],
  reason: string,
): CorpusUnavailable {
  return { status: "unavailable", id, cause, reason };
}
