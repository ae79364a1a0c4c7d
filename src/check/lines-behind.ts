import { InputError } from "../core/errors.ts";
import { openFileSource } from "../input/file-source.ts";
import { type Lens, readLens } from "../lens/read-lens.ts";
import type { LensSpan } from "../lens/schema.ts";
import type { Sample } from "../results/report.ts";
import { pathBytes, type TaskInput } from "../run/task.ts";
import type { Check } from "./schema.ts";

/** Files that are looked at, and their bytes, at most: a check is not to take much longer for saying where. */
const mostFiles = 10;
const mostBytes = 1_048_576;

type Kind = NonNullable<Check["where"]>["kind"];
const expensive: readonly Kind[] = ["noise", "unlike the rest"];
const cheap: readonly Kind[] = ["order", "copy"];

/** A check of a file, and how that was read. */
export interface JudgedInput {
  readonly check: Check;
  readonly input: TaskInput;
  readonly sample: Sample;
}

/**
 * Names the lines that have most to do with it where a rate or a verdict fails: noise and what is unlike the rest where there is
 * too much new in a byte, order and copies where there is too little.
 *
 * @returns the checks in their order; unchanged where the file is no text, unpacked, cut into records, larger than 1 MiB, or of
 *   one kind, and beyond ten files
 * @throws RangeError when memory cannot be had
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

/** What kinds of lines make a check fail; null: no lines do, or it does not fail. */
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
  const lens = readLens({ name: "", bytes, size: bytes.length, version: "" }, { kind: "observer" }, null);
  // Of a file of one kind every line has as much to do with it.
  return lens.report.text && lens.report.spans.length > 1 ? lens : null;
}

/** @returns null: there are too many, or none to be read any more */
function bytesOf(input: TaskInput): Uint8Array | null {
  if (input.kind === "bytes") return input.bytes.length > mostBytes ? null : input.bytes;
  if (input.kind !== "file") return null;
  try {
    const source = openFileSource(pathBytes(input) ?? input.path);
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
