import type { ReportCall } from "../../command/command.ts";
import { exitStatus, type Io, write } from "../../command/io.ts";
import { requireNoOverwrite } from "../../command/no-overwrite.ts";
import type { SharedOptions } from "../../command/options.ts";
import { nameUnmeasured } from "../../command/outcome.ts";
import { joined, openTarget, requireWritable, writeOutput } from "../../command/write-output.ts";
import { InputError, UsageError } from "../../core/errors.ts";
import { renderOf, type Views } from "../../report/formats.ts";
import { shellWord } from "../../report/kit/format.ts";
import { type MergedParts, mergeParts } from "./merge-parts.ts";
import { readPart } from "./part-file.ts";
import { scoreOfDocument } from "./part-schema.ts";
import type { DocumentScore, ScoreReport } from "./schema.ts";
import { scoreReport } from "./score-report.ts";

export interface MergeOptions extends SharedOptions {
  readonly forecast?: boolean;
}

/**
 * The report of a job when all its parts are there, or its documents; else the missing parts, and the command that makes them.
 *
 * @returns the exit status
 * @throws UsageError for wrong options and an output that cannot be written; InputError when no part is valid
 */
export async function mergeJob(call: ReportCall<MergeOptions>, views: Views<ScoreReport>): Promise<number> {
  const { paths, options, io, format } = call;
  if (paths.length === 0) throw new UsageError("name the folder of the parts");
  requireWritable(io, options.output, options.force);
  if (format === "csv") {
    const { documentColumns, documentRow } = await import("./show.ts");
    const { csvText } = await import("../../report/kit/rows.ts");
    const toRow = (score: DocumentScore) => csvText([documentRow(score)]);
    return mergeDocuments(call, csvText([documentColumns]), toRow);
  }
  if (format === "ndjson") return mergeDocuments(call, "", (score) => `${JSON.stringify(score)}\n`);
  return mergeReport(call, views);
}

async function mergeReport(
  { paths, options, io, format, view }: ReportCall<MergeOptions>,
  views: Views<ScoreReport>,
): Promise<number> {
  const merged = await wholeJob(paths, options, io);
  const report = scoreReport(merged, options.forecast === true);
  await writeOutput(io, options.output, await renderOf(format, views)!(report, view), options.force);
  return report.inputs.failed > 0 || report.inputs.ok === 0 ? exitStatus.input : exitStatus.fine;
}

/** Writes the documents of all parts; a file is complete or not written at all. */
async function mergeDocuments(
  { paths, options, io }: ReportCall<MergeOptions>,
  head: string,
  textOf: (score: DocumentScore) => string,
): Promise<number> {
  // Parts are read twice: a part is known to be valid only at its end, and the missing ones only after the last part.
  const merged = await wholeJob(paths, options, io);
  const { output, force } = options;
  const target = openTarget(io, output, force);
  try {
    let wanted = await target.write(Buffer.from(head));
    for (const path of merged.parts) {
      if (!wanted) break;
      const texts: string[] = [];
      readPart(path, (document) => texts.push(textOf(scoreOfDocument(document))));
      for (const text of joined(texts)) wanted &&= await target.write(Buffer.from(text));
    }
    target.commit();
  } catch (error) {
    target.discard();
    throw error;
  }
  return merged.errors.length > 0 ? exitStatus.input : exitStatus.fine;
}

/** All parts of a job. @throws InputError where some are missing: it lists them and the command that makes them */
async function wholeJob(paths: readonly string[], options: MergeOptions, io: Io): Promise<MergedParts> {
  const merged = mergeParts(paths);
  requireNoOverwrite(io, options, merged.parts, "a part");
  await nameUnmeasured({ errors: merged.bad }, false, io);
  const { head, missing } = merged;
  if (missing.length === 0) return merged;
  const { count } = head.shard;
  const which = `${missing.length} of ${count} shards are missing: ${ranges(missing)}`;
  await write(io.stdout, `${resubmission(head, missing)}\n`);
  throw new InputError(`${which}; the command above makes them`);
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
  // xargs replaces these letters by the number wherever they occur.
  let letters = "{}";
  while (argv.some((word) => word.includes(letters))) letters = `{${letters}}`;
  const rest = argv.map(shellWord).join(" ");
  return `printf '%s\\n' ${missing.join(" ")} | xargs -I${letters} mesoscope score --shard ${letters}/${shard.count} ${rest}`;
}

/** Formats numbers as 3,5-7, as job arrays take them. */
function ranges(numbers: readonly number[]): string {
  const parts: [number, number][] = [];
  for (const number of numbers) {
    const last = parts.at(-1);
    if (last !== undefined && last[1] === number - 1) last[1] = number;
    else parts.push([number, number]);
  }
  return parts.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(",");
}
