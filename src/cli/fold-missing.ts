import { installHint } from "../input/corpora/corpus-unavailable.ts";
import type { AccountedInput } from "../run/run-batch.ts";

/** Names that one line holds. */
const named = 3;

/**
 * Inputs that failed for want of corpora as one, where there are several: what helps one of them helps all.
 *
 * @throws never
 */
export function foldMissing(failed: readonly AccountedInput[]): AccountedInput[] {
  const isMissing = ({ reason }: AccountedInput) => reason.endsWith(installHint);
  const missing = failed.filter(isMissing);
  if (missing.length < 2) return [...failed];
  const names = missing.slice(0, named).map(({ input }) => input);
  const more = missing.length - names.length;
  const input = names.join(", ") + (more > 0 ? ` and ${more} more` : "");
  const one = { input, reason: `corpora are not installed: ${installHint}` };
  return [one, ...failed.filter((other) => !isMissing(other))];
}
