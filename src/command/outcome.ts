import { installHint } from "../input/corpora/corpus-unavailable.ts";
import { errorLine } from "../report/kit/format.ts";
import type { BatchReport, Sample } from "../results/report.ts";
import type { AccountedInput } from "../run/run-batch.ts";
import type { Outcome } from "./command.ts";
import { exitStatus, type Io, write } from "./io.ts";

/**
 * A report as what a run gave: what could not be measured is named, and the status says so.
 *
 * @param least inputs that are of any use
 */
export function outcomeOf<Result extends Accounted>(result: Result, least = 1): Outcome<Result> {
  const { spoilt, own } = lookThrough(result.samples);
  // Corpora beside inputs none of which could be measured answer nothing that was asked.
  const nothing = own === 0 && result.skipped.length > 0;
  const damaged = result.inputs.failed > 0 || spoilt.length > 0 || nothing;
  return {
    result,
    errors: [...result.errors, ...spoilt],
    skipped: result.skipped,
    status: damaged || result.inputs.ok < least ? exitStatus.input : exitStatus.fine,
  };
}

type Accounted = Pick<BatchReport, "errors" | "skipped" | "inputs"> & {
  readonly samples: Iterable<Pick<Sample, "name" | "warnings"> & Partial<Pick<Sample, "provenance">>>;
};

/** Samples some of whose records or files could not be read and what is wrong with these; how many samples are no corpora. */
function lookThrough(samples: Accounted["samples"]) {
  const spoilt: AccountedInput[] = [];
  let own = 0;
  for (const { name, warnings, provenance } of samples) {
    spoilt.push(...damageOf(name, warnings));
    if (provenance?.kind !== "corpus") own++;
  }
  return { spoilt, own };
}

/** What of an input could not be read although it was measured. */
export function damageOf(
  input: string,
  warnings: readonly { readonly code: string; readonly message: string }[],
): AccountedInput[] {
  return warnings
    .filter(({ code }) => code === "bad-records" || code === "unread-files")
    .map(({ message }) => ({ input, reason: message }));
}

/** Names that one line holds. */
const named = 3;

/**
 * Names inputs that were not measured on standard error: each that failed, and those that were skipped in one line.
 *
 * @param status of the run: that of inputs that cannot be had does not stand alone
 * @throws the stream's error
 */
export async function nameUnmeasured(
  {
    errors = [],
    skipped = [],
  }: { readonly errors?: readonly AccountedInput[]; readonly skipped?: readonly AccountedInput[] },
  quiet: boolean,
  io: Io,
  status: number = exitStatus.fine,
): Promise<void> {
  const lines = [...foldMissing(errors), ...(quiet ? [] : foldSkipped(skipped))].map(
    ({ input, reason }) => `${input}: ${reason}`,
  );
  if (lines.length === 0 && status === exitStatus.input) lines.push("no input was measured");
  for (const line of lines) await write(io.stderr, `mesoscope: ${errorLine(line)}\n`);
}

/**
 * Inputs that failed for want of corpora as one, where there are several: what helps one of them helps all.
 */
export function foldMissing(failed: readonly AccountedInput[]): AccountedInput[] {
  const isMissing = ({ reason }: AccountedInput) => reason.endsWith(installHint);
  const missing = failed.filter(isMissing);
  if (missing.length < 2) return [...failed];
  const one = { input: someOf(missing), reason: `corpora are not installed: ${installHint}` };
  return [one, ...failed.filter((other) => !isMissing(other))];
}

/** Skipped inputs as one line, with how many there are of each reason; a single one as itself. */
export function foldSkipped(skipped: readonly AccountedInput[]): AccountedInput[] {
  if (skipped.length < 2) return [...skipped];
  const counts = new Map<string, number>();
  for (const { reason } of skipped) {
    // Without what differs from one to the next: names and advice.
    const kind = reason.replace(/;.*$| ".*$/s, "");
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const kinds = [...counts].sort(([, a], [, b]) => b - a).map(([kind, count]) => `${kind} (${count})`);
  const shown = kinds.slice(0, named).join(", ") + (kinds.length > named ? " and other reasons" : "");
  return [{ input: `${skipped.length} skipped`, reason: `${shown}; -f json names them` }];
}

function someOf(inputs: readonly AccountedInput[]): string {
  const names = inputs.slice(0, named).map(({ input }) => input);
  const more = inputs.length - names.length;
  return names.join(", ") + (more > 0 ? ` and ${more} more` : "");
}
