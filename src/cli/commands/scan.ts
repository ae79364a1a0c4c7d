import { statSync } from "node:fs";
import { cachedFirst } from "../../batch/cached-first.ts";
import { inThread, type TaskRunner, workerThreads } from "../../batch/pool.ts";
import { type BatchPlan, runBatch } from "../../batch/run-batch.ts";
import type { MeasureTask } from "../../batch/task.ts";
import { UsageError } from "../../core/errors.ts";
import type { BatchReport, Report, Sample } from "../../core/report.ts";
import { formatOfFile, formats } from "../../report/formats.ts";
import type { PieceRenderer, View } from "../../report/renderer.ts";
import { wantsAscii, wantsColor } from "../color.ts";
import { foldMissing } from "../fold-missing.ts";
import { exitStatus, type Io, write } from "../io.ts";
import type { SharedOptions } from "../options.ts";
import { planScan } from "../plan-scan.ts";
import { createProgress } from "../progress.ts";
import { sortSamples } from "../sort-samples.ts";
import { version } from "../version.ts";
import { workerFile } from "../worker-file.ts";
import { requireWritable, writeOutput } from "../write-output.ts";

/**
 * The default command: places files, folders, standard input and corpora between order and noise.
 *
 * @throws UsageError for wrong options and for an output that cannot be written
 */
export async function runScan(paths: readonly string[], options: SharedOptions, io: Io): Promise<number> {
  const format = chooseFormat(options);
  const plan = await planScan(paths, options, io);
  const report = sortSamples(await measure(plan, options, io), options.sort);
  return deliver(report, formats[format]!.load, options, io);
}

/** Below this much work, in symbols, a thread costs more than it saves. */
const worthThreads = 150_000;
/** The same for parts of the measurements of one sample, which all read it. */
const worthParts = 50_000;

/** Up to so many bytes, a file is read sooner than a thread is started. */
const quicklyRead = 1_000_000;

function isQuicklyRead({ input }: MeasureTask): boolean {
  return input.kind === "file" && bytesOf(input.path) <= quicklyRead;
}

/** A file whose size cannot be told may be of any. Who reads it says what is wrong with it. */
function bytesOf(path: string): number {
  try {
    return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

/** Runs a plan with as many threads as it is worth. @throws UsageError when its report could not be written */
export async function measure(plan: BatchPlan, options: SharedOptions, io: Io): Promise<BatchReport> {
  requireWritable(io, options.output);
  const count = plan.tasks.length + plan.references.length;
  const threads = options.jobs ?? io.processors;
  const runner = plan.tasks.every(isQuicklyRead)
    ? cachedFirst((tasks) => runnerFor({ ...plan, tasks }, tasks.length, threads))
    : await runnerFor(plan, count, threads);
  const progress = createProgress(io, count, options.quiet === true);
  try {
    return await runBatch(plan, { version, environment: environmentOf(io) }, runner, progress.update);
  } finally {
    progress.clear();
  }
}

/** Tasks go to threads where there are several; few tasks are cut into parts where that helps. */
export async function runnerFor(
  plan: Pick<BatchPlan, "tasks" | "options">,
  count: number,
  threads: number,
): Promise<TaskRunner> {
  const { sample } = plan.options;
  if (threads < 2) return inThread;
  if (count < threads) {
    const { inParts, splitTask } = await import("../../batch/split-task.ts");
    const worth = (task: MeasureTask) => splitTask(task).length > 1 && symbolsAtMost(task) >= worthParts;
    if (plan.tasks.some(worth)) return inParts(workerThreads(workerFile(), threads));
  }
  const work = count * (sample === "all" ? worthThreads : sample);
  return count > 1 && work > worthThreads ? workerThreads(workerFile(), Math.min(threads, count)) : inThread;
}

/** Symbols that a task may have to read. */
function symbolsAtMost({ input, options }: MeasureTask): number {
  const most = options.sample === "all" ? Number.POSITIVE_INFINITY : options.sample;
  if (input.kind === "bytes") return Math.min(most, input.bytes.length);
  if (input.kind !== "file") return most;
  return Math.min(most, bytesOf(input.path));
}

/** Prints a report, its errors on standard error, and says how the run went. @throws UsageError when it cannot be written */
export async function deliver(
  report: BatchReport,
  load: () => Promise<PieceRenderer>,
  options: SharedOptions,
  io: Io,
): Promise<number> {
  const render = await load();
  await writeOutput(io, options.output, render(report, viewOf(options, io)));
  return settle(report, io);
}

/**
 * Names inputs that were not measured on standard error, and says how the run went.
 *
 * @param least inputs that are of any use
 */
export async function settle(
  report: Pick<Report, "errors" | "skipped" | "inputs"> & { readonly samples: Iterable<WarnedSample> },
  io: Io,
  least = 1,
): Promise<number> {
  const { escapeForTerminal } = await import("../../report/format.ts");
  const spoilt = badRecords(report.samples);
  for (const { input, reason } of [...foldMissing(report.errors), ...spoilt, ...report.skipped]) {
    await write(io.stderr, `mesoscope: ${escapeForTerminal(input)}: ${escapeForTerminal(reason)}\n`);
  }
  const damaged = report.inputs.failed > 0 || spoilt.length > 0;
  return damaged || report.inputs.ok < least ? exitStatus.input : exitStatus.fine;
}

type WarnedSample = Pick<Sample, "name" | "warnings">;

/** Samples some of whose records could not be read: what is wrong with these. */
function badRecords(samples: Iterable<WarnedSample>): { input: string; reason: string }[] {
  const found: { input: string; reason: string }[] = [];
  for (const { name, warnings } of samples)
    for (const { code, message } of warnings)
      if (code === "bad-records") found.push({ input: name, reason: message });
  return found;
}

/** As `namedFormat`, for what shows the spectrum. @throws UsageError, also for a picture of chosen estimators */
export function chooseFormat(options: SharedOptions): string {
  const format = namedFormat(options);
  if ((format === "svg" || format === "html") && options.estimator !== undefined) {
    throw new UsageError(`${format} shows the spectrum, not chosen estimators: choose another format`);
  }
  return format;
}

/** `-f`, else what the name after `-o` says, else a table. @throws UsageError when that name says nothing */
export function namedFormat(options: SharedOptions): string {
  const fromFile = options.output === undefined ? undefined : formatOfFile(options.output);
  if (options.format !== undefined) {
    if (!Object.hasOwn(formats, options.format))
      throw new UsageError(`${options.format} is a format of mesoscope check`);
    return options.format;
  }
  if (options.output !== undefined && fromFile === undefined) {
    throw new UsageError(`${options.output}: no format has this extension; name one with -f`);
  }
  return fromFile ?? "table";
}

/** How the output is to look, by the options and where it goes. */
export function viewOf(options: SharedOptions, io: Io): View {
  const onTerminal = options.output === undefined && io.stdout.isTTY === true;
  return {
    width: io.stdout.columns || 80,
    color: options.output === undefined && wantsColor(io, options.color),
    ascii: wantsAscii(io, options.ascii),
    map: options.map ?? onTerminal,
    hints: onTerminal && options.quiet !== true,
  };
}

/** Versions on which compressed sizes and word boundaries depend. */
export function environmentOf(io: Io): Record<string, string> {
  const names = ["node", "zlib", "brotli", "icu", "unicode"];
  // Older Node has no zstd of its own; the package that stands in is named with each result.
  if (io.versions["zstd"] !== undefined) names.push("zstd");
  return Object.fromEntries(names.map((name) => [name, io.versions[name] ?? "unknown"]));
}
