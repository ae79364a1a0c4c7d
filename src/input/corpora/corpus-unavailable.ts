/** The end of every reason that a missing package causes. */
export const installHint = 'run "mesoscope corpora install"';

/** Why a corpus cannot be used. */
export interface CorpusUnavailable {
  readonly status: "unavailable";
  readonly id: string;
  /**
   * unknown: there is no such corpus; missing: its package or a file is not installed; mismatch: the bytes differ from the
   * manifest; invalid: the manifest is unusable
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
