import releases from "../../../data/release-surprises.json" with { type: "json" };
import { plural } from "../../core/collections.ts";
import { InputError } from "../../core/errors.ts";
import { sha256 } from "../../input/sha256.ts";
import type { Sample } from "../../results/report.ts";
import { openInputSource } from "../../run/input-source.ts";
import type { TaskInput } from "../../run/task.ts";
import { type Lens, readLens } from "../lens/read-lens.ts";
import type { LensSpan } from "../lens/schema.ts";
import { describeStretch, shareOfBits } from "../odd/describe-stretch.ts";
import type { ComparedFile } from "../odd/read-by-others.ts";
import type { Usual } from "../odd/schema.ts";
import { byWords, lineAt, type Surprise, scoresOf, stretches } from "../odd/surprise.ts";
import { surprisesOf, usualOf } from "../odd/surprises.ts";
import { type Judgement, leastUsual, UsualFiles } from "../odd/usual-files.ts";
import type { Check } from "./schema.ts";

export interface RepositoryFile extends ComparedFile {
  /** its name in the report; `name` is its path from the folder of the baseline, with slashes */
  readonly input: string;
  /** whether to judge it; all others are only learned */
  readonly isJudged: boolean;
}

/**
 * Expected number of usual files that surprise as much as a failing one, among those that a check judges. docs/check.md has the
 * derivation.
 */
const mostExpected = 0.005;
/**
 * Number of usual files that a new and a changed one count as. In the releases of other packages few files change so that they
 * surprise more, and new files surprise more than existing ones.
 */
const weights = releases.countsAs;
/** Probability up to which a file fails that is the only new one. */
export const limitOfNew = mostExpected / weights.new;

/**
 * Judges files by a model of the others: those that are new or changed since the baseline, or all without one.
 *
 * A file fails if among as many usual files as are judged at most .005 are expected to surprise as much. With a baseline a new
 * file counts as several of these and a changed one as a part of one.
 *
 * @param accepted usual files of the baseline; null, or fewer than 20: measured here
 * @param read how surprising files are to a reader of the others; tests and campaigns precompute it
 * @returns a check for each judged file, notes, and the number of files accepted unchanged
 * Cost: as `readByOthers`, for the judged files; for all where nothing was accepted
 */
export function judgeFiles(
  files: readonly RepositoryFile[],
  accepted: Usual | null,
  seed: number,
  order: number,
  read: typeof surprisesOf = surprisesOf,
): { readonly checks: readonly Check[]; readonly notes: readonly string[]; readonly unchanged: number } {
  // The baseline of a small repository lists the accepted files, but too few to say what is usual.
  const known = (accepted?.files.length ?? 0) < leastUsual ? null : accepted;
  if (known === null && files.length < leastUsual) {
    const count = plural(files.length, "file");
    return {
      checks: [],
      unchanged: 0,
      notes: [`${count}: too few to estimate what is usual, which takes ${leastUsual}`],
    };
  }
  const contents = new Set(accepted?.files.map(({ sha256 }) => sha256));
  const fresh = files.map(({ bytes }) => !contents.has(sha256(bytes)));
  const judged = files.map(({ isJudged }, i) => isJudged && fresh[i]!);
  const surprises = read(
    files,
    seed,
    order,
    (i) => known === null || judged[i]!,
    (i) => known !== null && fresh[i]!,
  );
  const usual = known ?? usualOf(files, surprises, seed, order);
  const before = new Map(accepted?.files.map((file) => [file.path, file]));
  const compared = new UsualFiles(usual.files);
  const counted = files.reduce((sum, { name }, i) => {
    if (!judged[i]) return sum;
    return sum + (before.has(name) ? weights.changed : known === null ? 1 : weights.new);
  }, 0);
  // For a single changed file, the probability itself is at most this.
  const share = Math.min(1, mostExpected / counted);
  const checks = files.flatMap((file, i): Check[] => {
    if (!judged[i]) return [];
    const surprise = surprises[i]!;
    const own = { path: file.name, surprise: scoresOf(surprise, usual.rate) };
    const judgement = compared.judge(own, before.get(file.name) ?? null, share);
    return [checkOf(file, surprise, judgement, share)];
  });
  const unchanged = files.filter(({ isJudged }, i) => isJudged && !judged[i]).length;
  return { checks, notes: [], unchanged };
}

function checkOf(
  { input, bytes }: RepositoryFile,
  { word, oddest }: Surprise,
  { p, by, score, limit, kind, among, newEnding }: Judgement,
  share: number,
): Check {
  const isByWords = by === byWords;
  const part = by === 0 ? word : isByWords ? { at: 0, length: bytes.length } : oddest[by - 1]!;
  const failed = p <= share;
  const shown = (value: number) => (isByWords ? shareOfBits(value) : value);
  const reasons = [
    isByWords ? null : describeStretch(bytes, part.at, part.length),
    newEnding === null ? null : `no other file ends in ${newEnding}`,
  ].filter((words) => words !== null);
  return {
    input,
    rule: "odd",
    quantity: isByWords ? "newWords" : "surprise",
    estimator: "model",
    at: by === 0 || isByWords ? null : stretches[by - 1]!,
    unit: by === 0 ? "bit" : isByWords ? "1" : "bit/byte",
    status: failed ? "failed" : "passed",
    measured: { value: shown(score), interval: null },
    reason: null,
    expected: { min: null, max: shown(limit) },
    why: failed && reasons.length > 0 ? reasons.join("; ") : null,
    line: null,
    odd: {
      firstLine: lineAt(bytes, part.at),
      lastLine: lineAt(bytes, part.at + Math.max(0, part.length - 1)),
      p,
      kind,
      among,
    },
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
