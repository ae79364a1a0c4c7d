import { plural } from "../../core/collections.ts";
import { InputError } from "../../core/errors.ts";
import type { LensSpan } from "../../results/lens-schema.ts";
import type { Sample } from "../../results/report.ts";
import { openInputSource } from "../../run/input-source.ts";
import type { TaskInput } from "../../run/task.ts";
import { type Lens, readLens } from "../lens/read-lens.ts";
import { type Finding, isTooFew, judgeFiles } from "../odd/judge.ts";
import type { ComparedFile } from "../odd/read-by-others.ts";
import type { Usual } from "../odd/schema.ts";
import type { surprisesOf } from "../odd/surprises.ts";
import { leastUsual } from "../odd/usual-files.ts";
import type { Check } from "./schema.ts";

export interface RepositoryFile extends ComparedFile {
  /** its name in the report; `name` is its path from the folder of the baseline, with slashes */
  readonly input: string;
  /** whether to judge it; all others are only learned */
  readonly isJudged: boolean;
}

/**
 * Checks files by a model of the others.
 *
 * @returns a check for each judged file, notes, and the number of files accepted unchanged
 * Cost: as `judgeFiles`
 */
export function checkByOthers(
  files: readonly RepositoryFile[],
  accepted: Usual | null,
  seed: number,
  order: number,
  read?: typeof surprisesOf,
): { readonly checks: readonly Check[]; readonly notes: readonly string[]; readonly unchanged: number } {
  const nothing = { checks: [], notes: [], unchanged: 0 };
  if (isTooFew(files.length, accepted)) {
    const count = plural(files.length, "file");
    const note = `${count}: too few to estimate what is usual, which takes ${leastUsual}`;
    return { ...nothing, notes: [note] };
  }
  // What is usual takes long to learn, and nothing would be held against it.
  if (!files.some(({ isJudged }) => isJudged)) return nothing;
  const judged = judgeFiles(files, accepted, seed, order, (i) => files[i]!.isJudged, read);
  const findings = judged?.findings ?? [];
  const checks = files.flatMap(({ input }, i) => (findings[i] ? [checkOf(input, findings[i])] : []));
  const unchanged = files.filter(({ isJudged }, i) => isJudged && findings[i] === undefined).length;
  return { checks, notes: [], unchanged };
}

function checkOf(input: string, finding: Finding): Check {
  const { quantity, at, unit, odd, value, limit, why, firstLine, lastLine, p, kind, among } = finding;
  return {
    input,
    rule: "odd",
    quantity,
    estimator: "model",
    at,
    unit,
    status: odd ? "failed" : "passed",
    measured: { value, interval: null },
    reason: null,
    expected: { min: null, max: limit },
    why: odd ? why : null,
    line: null,
    odd: { firstLine, lastLine, p, kind, among },
  };
}

/** Files whose lines are searched, and bytes of each: locating lines must not slow a check down much. */
const mostFiles = 10;
const mostBytes = 1_048_576;

type Kind = NonNullable<Check["where"]>["kind"];
const expensive: readonly Kind[] = ["noise", "unlike the rest"];
const cheap: readonly Kind[] = ["order", "copy"];

/** A check of a file, and the file's input. */
export interface JudgedInput {
  readonly check: Check;
  readonly input: TaskInput;
  readonly sample: Sample;
}

/**
 * Finds the lines that explain a failed rate or verdict: noise and unusual lines where a byte costs too much, order and copies
 * where it costs too little.
 *
 * @returns the checks in order; unchanged where the file is not a text, was decompressed or cut into records, is larger than 1
 *   MiB or of one kind, and beyond ten files
 * Cost: that of the lens, for files that fail.
 */
export function linesBehind(judged: readonly JudgedInput[]): Check[] {
  const lenses = new Map<string, Lens | null>();
  return judged.map(({ check, input, sample }) => {
    const kinds = kindsBehind(check);
    if (kinds === null) return check;
    if (!lenses.has(check.input)) {
      if (lenses.size === mostFiles) return check;
      lenses.set(check.input, lensOf(input, sample));
    }
    const span = largest(lenses.get(check.input)?.report.spans ?? [], kinds);
    return span === undefined ? check : { ...check, where: linesOf(span) };
  });
}

/** The kinds of lines that explain a failed check; null: none, or it did not fail. */
function kindsBehind({ status, measured, expected, unit, quantity }: Check): readonly Kind[] | null {
  if (status !== "failed" || measured === null) return null;
  if ("regime" in measured)
    return measured.regime === "noise" ? expensive : measured.regime === "order" ? cheap : null;
  if (unit !== "bit/symbol" && quantity !== "randomness") return null;
  if ("tolerance" in expected) return measured.value > expected.value ? expensive : cheap;
  if (!("min" in expected)) return null;
  return expected.max !== null && measured.value > expected.max ? expensive : cheap;
}

function lensOf(input: TaskInput, { provenance }: Sample): Lens | null {
  if ("container" in provenance || "records" in provenance) return null;
  const bytes = bytesOf(input);
  if (bytes === null) return null;
  const lens = readLens({ name: "", bytes, size: bytes.length, version: "" }, { kind: "observer" });
  // In a file of one kind no line explains more than another.
  return lens.report.text && lens.report.spans.length > 1 ? lens : null;
}

/** @returns null: too many, or no longer readable */
function bytesOf(input: TaskInput): Uint8Array | null {
  if (input.kind !== "file" && input.kind !== "bytes") return null;
  try {
    const source = openInputSource(input);
    try {
      return source.size > mostBytes ? null : source.read(0, source.size);
    } finally {
      source.close();
    }
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}

function largest(spans: readonly LensSpan[], kinds: readonly Kind[]): LensSpan | undefined {
  let most: LensSpan | undefined;
  for (const span of spans)
    if (kinds.some((kind) => kind === span.kind) && span.bytes > (most?.bytes ?? 0)) most = span;
  return most;
}

function linesOf({ kind, start, end, bytes, rate }: LensSpan): NonNullable<Check["where"]> {
  const [firstLine, last] = [start.line ?? 1, end.line ?? 1];
  // A span that ends with a line feed ends where the next line begins.
  const lastLine = end.column === 1 && last > firstLine ? last - 1 : last;
  return { firstLine, lastLine, kind: kind as Kind, bytes, rate };
}
