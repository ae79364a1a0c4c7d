import { firstThree, grouped } from "../core/collections.ts";
import { installHint } from "../input/corpora/corpus-unavailable.ts";
import { errorLine } from "../report/kit/format.ts";
import type { BatchReport, Sample } from "../results/report.ts";
import type { AccountedInput } from "../run/run-batch.ts";
import type { Outcome } from "./command.ts";
import { exitStatus, type Io, write } from "./io.ts";

/**
 * A report as the outcome of a run: lists what could not be measured, and sets the status.
 *
 * @param least number of inputs that are needed
 */
export function outcomeOf<Result extends BatchSummary>(result: Result, least = 1): Outcome<Result> {
  const { withDamage, own } = tallySamples(result.samples);
  // Corpora do not help if none of the user's inputs could be measured.
  const nothing = own === 0 && result.skipped.length > 0;
  const damaged = result.inputs.failed > 0 || withDamage.length > 0 || nothing;
  return {
    result,
    errors: [...result.errors, ...withDamage],
    skipped: result.skipped,
    status: damaged || result.inputs.ok < least ? exitStatus.input : exitStatus.fine,
  };
}

type BatchSummary = Pick<BatchReport, "errors" | "skipped" | "inputs"> & {
  readonly samples: Iterable<Pick<Sample, "name" | "warnings"> & Partial<Pick<Sample, "provenance">>>;
};

/** Samples with unreadable records or files, and their faults; and the number of samples that are not corpora. */
function tallySamples(samples: BatchSummary["samples"]) {
  const withDamage: AccountedInput[] = [];
  let own = 0;
  for (const { name, warnings, provenance } of samples) {
    withDamage.push(...damageOf(name, warnings));
    if (provenance?.kind !== "corpus") own++;
  }
  return { withDamage, own };
}

/** Unreadable parts of an input that was measured. */
export function damageOf(
  input: string,
  warnings: readonly { readonly code: string; readonly message: string }[],
): AccountedInput[] {
  return warnings
    .filter(({ code }) => code === "bad-records" || code === "unread-files")
    .map(({ message }) => ({ input, reason: message }));
}

/** Reasons in one line. */
const named = 3;

/**
 * Lists inputs that were not measured on standard error: those that failed by fault, and skipped ones in one line.
 *
 * @param status of the run: a status for unreadable inputs must come with a message
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
  const lines = [...foldFailed(errors), ...(quiet ? [] : foldSkipped(skipped))].map(
    ({ input, reason }) => `${input}: ${reason}`,
  );
  if (lines.length === 0 && status === exitStatus.input) lines.push("no input was measured");
  for (const line of lines) await write(io.stderr, `mesoscope: ${errorLine(line)}\n`);
}

/** As many inputs with one fault have lines of their own. */
const mostLines = 3;

/** Failed inputs, those with the same fault as one; missing corpora have one remedy, whatever their packages. */
export function foldFailed(failed: readonly AccountedInput[]): AccountedInput[] {
  const missing = `corpora are not installed: ${installHint}`;
  const isMissing = (reason: string) => reason.endsWith(installHint);
  // Numbers and names differ between inputs.
  const faultOf = ({ reason }: AccountedInput) =>
    isMissing(reason) ? missing : reason.replace(/\d[\d,.]*|"[^"]*"/g, "#");
  return [...grouped(failed, faultOf)].flatMap(([fault, some]) => {
    if (some.length <= (fault === missing ? 1 : mostLines)) return some;
    const [{ input, reason }] = some as [AccountedInput];
    const names = some.map((one) => one.input);
    if (fault !== missing && some.some((one) => one.reason !== reason))
      return [{ input, reason: `${reason}; likewise ${firstThree(names.slice(1))}` }];
    return [{ input: firstThree(names), reason: fault === missing ? missing : reason }];
  });
}

/** Skipped inputs as one line, with counts by reason; a single one on its own. */
export function foldSkipped(skipped: readonly AccountedInput[]): AccountedInput[] {
  if (skipped.length < 2) return [...skipped];
  const counts = new Map<string, number>();
  for (const { reason } of skipped) {
    // Removes what differs between inputs: names and advice.
    const kind = reason.replace(/;.*$| ".*$/s, "");
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const kinds = [...counts].sort(([, a], [, b]) => b - a).map(([kind, count]) => `${kind} (${count})`);
  const shown = kinds.slice(0, named).join(", ") + (kinds.length > named ? " and other reasons" : "");
  return [{ input: `${skipped.length} skipped`, reason: `${shown}; -f json names them` }];
}
