import { InputError, UsageError } from "../../core/errors.ts";
import { type MergedParts, mergeParts } from "../../score/merge-parts.ts";
import { readPart } from "../../score/part-file.ts";
import { scoreReport } from "../../score/score-report.ts";
import type { ReportCall } from "../command.ts";
import { exitStatus, type Io, write } from "../io.ts";
import type { SharedOptions } from "../options.ts";
import { nameUnmeasured } from "../unmeasured.ts";
import { type OutputFile, openOutput, requireWritable, writeOutput } from "../write-output.ts";

export interface MergeOptions extends SharedOptions {
  readonly forecast?: boolean;
}

/**
 * The report of a job when all its parts are there, or its documents; else which parts are missing, and the line that makes
 * them.
 *
 * @returns the exit status
 * @throws UsageError for wrong options and an output that cannot be written; InputError when no part is good
 */
export async function mergeJob(call: ReportCall<MergeOptions>): Promise<number> {
  const { paths, options, io, format } = call;
  if (paths.length === 0) throw new UsageError("name the folder of the parts");
  requireWritable(io, options.output);
  return format === "ndjson" ? mergeDocuments(paths, options, io) : mergeReport(call);
}

async function mergeReport({ paths, options, io, format, view }: ReportCall<MergeOptions>): Promise<number> {
  const merged = mergeParts(paths);
  await nameUnmeasured({ errors: merged.bad }, false, io);
  if (merged.missing.length > 0) return incomplete(merged, io);
  const report = scoreReport(merged, options.forecast === true);
  const text =
    format === "json"
      ? `${JSON.stringify(report, null, 2)}\n`
      : (await import("../../score/render-scores.ts")).renderScores(report, view);
  await writeOutput(io, options.output, text);
  return report.inputs.failed > 0 || report.inputs.ok === 0 ? exitStatus.input : exitStatus.fine;
}

/** Documents of all parts; a file is complete or not written at all. */
async function mergeDocuments(paths: readonly string[], { output }: SharedOptions, io: Io): Promise<number> {
  // A part is known to be good only at its end, and how many are missing after the last one: so they are read twice.
  const merged = mergeParts(paths);
  await nameUnmeasured({ errors: merged.bad }, false, io);
  if (merged.missing.length > 0) return incomplete(merged, io);
  const file = output === undefined ? null : openOutput(io, output);
  try {
    for (const path of merged.parts) await writeDocuments(path, file, io);
    file?.commit();
  } catch (error) {
    file?.discard();
    throw error;
  }
  return merged.errors.length > 0 ? exitStatus.input : exitStatus.fine;
}

/** Bytes that are written at once, about. */
const writtenBytes = 262_144;

async function writeDocuments(path: string, file: OutputFile | null, io: Io): Promise<void> {
  let pieces: Buffer[] = [];
  let length = 0;
  const feed = Buffer.from("\n");
  const pending: Buffer[] = [];
  readPart(path, (line) => {
    pieces.push(line, feed);
    length += line.length + 1;
    if (length < writtenBytes) return;
    const bytes = Buffer.concat(pieces);
    pieces = [];
    length = 0;
    if (file === null) pending.push(bytes);
    else file.write(bytes);
  });
  pending.push(Buffer.concat(pieces));
  for (const bytes of pending) {
    if (file === null) await write(io.stdout, bytes);
    else file.write(bytes);
  }
}

/** Which shards are missing, and what makes them. */
async function incomplete({ head, missing }: MergedParts, io: Io): Promise<number> {
  const { count } = head.shard;
  const which = `${missing.length} of ${count} shards are missing: ${ranges(missing)}`;
  await write(io.stdout, `${resubmission(head, missing)}\n`);
  throw new InputError(`${which}; the line above makes them`);
}

function resubmission(
  { shard, firstTask, arguments: argv }: MergedParts["head"],
  missing: readonly number[],
): string {
  if (firstTask !== null) {
    const tasks = ranges(missing.map((index) => index + firstTask));
    const first = firstTask === 0 ? "" : `MESOSCOPE_FIRST_TASK=${firstTask} `;
    return `${first}MESOSCOPE_SHARDS=${shard.count} sbatch --array=${tasks} JOB`;
  }
  const rest = argv.map(quoted).join(" ");
  return `printf '%s\\n' ${missing.join(" ")} | xargs -I{} mesoscope score --shard {}/${shard.count} ${rest}`;
}

/** 3,5-7: as job arrays take it. */
function ranges(numbers: readonly number[]): string {
  const parts: [number, number][] = [];
  for (const number of numbers) {
    const last = parts.at(-1);
    if (last !== undefined && last[1] === number - 1) last[1] = number;
    else parts.push([number, number]);
  }
  return parts.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(",");
}

/** As a shell reads it as one word. */
const quoted = (word: string): string =>
  /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
