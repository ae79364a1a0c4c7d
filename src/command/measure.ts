import type { List } from "../core/collections.ts";
import { defaultSample } from "../core/constants.ts";
import { InputError } from "../core/errors.ts";
import { estimatorRegistry } from "../estimators/registry.ts";
import { escapeForTerminal, formatCount } from "../report/kit/format.ts";
import type { View } from "../report/kit/renderer.ts";
import { fitWidth } from "../report/kit/text-width.ts";
import type { BatchReport, Sample } from "../results/report.ts";
import { cachedFirst } from "../run/cached-first.ts";
import { bytesOf } from "../run/input-source.ts";
import { installedReader, installedWorker } from "../run/installation.ts";
import { interruptible } from "../run/interruptible.ts";
import { inThread, measuredHere, type TaskRunner, workerThreads } from "../run/pool.ts";
import { readingThreads } from "../run/reading-threads.ts";
import { type BatchPlan, runBatch } from "../run/run-batch.ts";
import type { EstimatorChoice, MeasureTask } from "../run/task.ts";
import type { Call, LiveSink } from "./command.ts";
import type { SharedOptions } from "./options.ts";

/** Below this much work, in seconds of one processor, a thread costs more than it saves. */
const worthThreads = 0.8;
/** Symbols below which parts of the measurements of one sample, each of which reads it, cost more. */
const worthParts = 50_000;

/**
 * Symbols below which threads that read one sample save little: 6 % of the time of 100 000, for 15 % more of the processor; of a
 * million they save a third, for 3 %.
 */
const worthReaders = 200_000;

/** What an input costs, in seconds: as such, and for each symbol. */
interface Cost {
  readonly input: number;
  readonly symbol: number;
}
const placing: Cost = { input: 0.05, symbol: 9e-6 };
const counting: Cost = { input: 0.0015, symbol: 2e-7 };
/** Estimators that read the order of symbols. */
const estimating: Cost = { input: 0.002, symbol: 5e-6 };

/** Bytes up to which reading a file takes less time than starting a thread. */
const quickReadBytes = 1_000_000;
/** Inputs up to which cached results are looked up before threads start; more inputs always start threads. */
const mostCacheLookups = 1000;

/** References, and corpora beside the samples of a map, have stored rows and are not read. */
function isQuicklyRead({ input, options }: MeasureTask): boolean {
  if (input.kind === "recipe") return true;
  if (input.kind === "corpus") return input.known === true && options.sample === defaultSample;
  if (input.kind === "bytes") return input.bytes.length <= quickReadBytes;
  return input.kind === "file" && bytesOf(input) <= quickReadBytes;
}

type MeasureCall = Call<SharedOptions> & { readonly live?: LiveSink<Sample>; readonly view?: View };

/** Runs a plan with as many threads as are useful. */
export async function measure(plan: BatchPlan, call: MeasureCall): Promise<BatchReport> {
  const { options, io, maker, progress, signal, live } = call;
  const count = plan.tasks.length + plan.references.length;
  const threads = options.jobs ?? io.processors;
  const { tasks } = plan;
  const runner =
    tasks.length <= mostCacheLookups
      ? cachedFirst(async (missing) => {
          await announceRow(missing, call);
          return runnerFor({ ...plan, tasks: missing }, threads);
        }, isQuicklyRead)
      : await runnerFor(plan, threads);
  live?.begin({
    names: Array.from(tasks, ({ name }) => name),
    corpora: corporaAmong(tasks),
    ...(plan.files === undefined ? {} : { files: plan.files.length }),
    estimators: plan.options.spectrum ? null : await quantitiesOf(plan.options.estimators),
  });
  return runBatch(
    plan,
    maker,
    interruptible(runner, signal),
    (done) => progress(done, count),
    (sample, place) => live?.row(sample, place),
  );
}

/** Without a copy: there may be a million tasks, which are made one at a time. */
function corporaAmong(tasks: List<MeasureTask>): number {
  let count = 0;
  for (const { input } of tasks) if (input.kind === "corpus") count++;
  return count;
}

/** Columns of a name in a provisional row. */
const mostName = 32;

/** Shows a provisional row while a single input is measured on a terminal. */
async function announceRow(
  tasks: readonly MeasureTask[],
  { announce, io, options, view }: MeasureCall,
): Promise<void> {
  const own = tasks.filter(({ input }) => input.kind !== "corpus" && input.kind !== "recipe");
  const isSeen = io.stdout.isTTY === true && io.stderr.isTTY === true && options.quiet !== true;
  if (own.length !== 1 || !isSeen || view === undefined) return;
  const { provisionalOf } = await import("../run/provisional.ts");
  try {
    const found = provisionalOf(own[0]!);
    if (found === null) return;
    const name = fitWidth(escapeForTerminal(found.name, view.ascii), mostName, view.ascii ? "~" : "…");
    // The rest is unknown.
    const first = `first ${formatCount(found.bytesRead)}: randomness <= ${(Math.ceil(100 * found.randomness) / 100).toFixed(2)}`;
    announce(`~  ${name}  ${formatCount(found.n)}  ${first}`);
  } catch (error) {
    // Measuring reports errors of the input.
    if (!(error instanceof InputError)) throw error;
  }
}

function quantitiesOf(choices: readonly EstimatorChoice[]) {
  return Promise.all(
    choices.map(async ({ id }) => ({ id, quantity: (await estimatorRegistry.get(id)).quantity })),
  );
}

/** Several tasks run on threads; few tasks are split where that helps. */
export async function runnerFor(
  { tasks, options }: Pick<BatchPlan, "tasks" | "options">,
  threads: number,
): Promise<TaskRunner> {
  if (threads < 2) return inThread;
  if (tasks.length < threads) {
    const { inParts, splitTask } = await import("../run/split-task.ts");
    for (const task of tasks)
      if (symbolsAtMost(task) >= worthParts && (await splitTask(task)).length > 1)
        return inParts(workerThreads(installedWorker(), threads));
  }
  if (tasks.length >= 2 && (await isLongWork(tasks, options)))
    return workerThreads(installedWorker(), Math.min(threads, tasks.length));
  const only = tasks.length === 1 ? tasks.at(0) : undefined;
  if (only === undefined || !options.spectrum || symbolsAtMost(only) < worthReaders) return inThread;
  const { takesMemory } = await import("../run/split-task.ts");
  return takesMemory(only.input) ? inThread : measuredHere(readingThreads(installedReader(), threads - 1));
}

/** Whether threads are worth their start. */
async function isLongWork(
  tasks: List<MeasureTask>,
  { spectrum, estimators }: BatchPlan["options"],
): Promise<boolean> {
  const known = spectrum ? [] : await Promise.all(estimators.map(({ id }) => estimatorRegistry.get(id)));
  const cost = spectrum ? placing : known.every(({ streams }) => streams !== null) ? counting : estimating;
  let seconds = 0;
  for (const task of tasks) {
    seconds += cost.input + cost.symbol * symbolsAtMost(task);
    if (seconds > worthThreads) return true;
  }
  return false;
}

/** Most symbols that a task may have to read. */
function symbolsAtMost({ input, options }: MeasureTask): number {
  const most = options.sample === "all" ? Number.POSITIVE_INFINITY : options.sample;
  if (input.kind === "bytes") return Math.min(most, input.bytes.length);
  if (input.kind !== "file") return most;
  return Math.min(most, bytesOf(input));
}
