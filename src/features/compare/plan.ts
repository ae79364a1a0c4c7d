import type { ReportCall } from "../../command/command.ts";
import { cacheOf } from "../../command/installation.ts";
import type { Io } from "../../command/io.ts";
import { learnerOf } from "../../command/learner-program.ts";
import { type InputOptions, namesInputs, planScan } from "../../command/plan-scan.ts";
import { InputError, UsageError } from "../../core/errors.ts";
import { requireSampleSize } from "../../input/size.ts";
import { sumOf } from "../../math/sums.ts";
import type { MeasureTask } from "../../run/task.ts";
import { chooseDistances, requireOrder } from "./options.ts";
import type { DistanceId } from "./schema.ts";
import type { ComparisonPlan } from "./task.ts";

export interface CompareOptions extends InputOptions {
  readonly order?: string;
  readonly distances?: string;
  readonly worth?: boolean;
  readonly have?: string;
  readonly mix?: readonly string[];
}

/** @throws UsageError for wrong options and for fewer than two inputs */
export async function comparisonPlan({
  paths,
  options,
  io,
  format,
}: ReportCall<CompareOptions>): Promise<ComparisonPlan> {
  const { encoding, seed } = options;
  const { worth = false, have } = options;
  if (worth && format === "svg") throw new UsageError("--worth has no picture: choose -f html, csv or json");
  const named = worth ? paths.slice(0, 1) : [];
  const others = paths.slice(named.length);
  const found = namesInputs(others, options)
    ? await planScan(others, options, io)
    : { tasks: [], skipped: [], failed: [] };
  const rest = [...found.tasks];
  const first = named.length > 0 ? [await oneOf(named[0]!, options, io)] : rest.splice(0, 1);
  const had = worth && have !== undefined ? [await oneOf(have, options, io)] : [];
  const tasks = [...first, ...had, ...rest];
  const { skipped, failed } = found;
  if (tasks.length + skipped.length + failed.length < 2) {
    throw new UsageError("compare takes two inputs or more: files, folders, -, --corpora or --recipe");
  }
  const plan: ComparisonPlan = {
    tasks,
    skipped,
    failed,
    options: {
      sample: requireSampleSize(options.sample, "--sample"),
      encoding,
      seed,
      order: orderOf(options.order),
      distances: distancesOf(options.distances, tasks.length),
      ...worthPlan(options, tasks.length - 1 - had.length),
    },
    ...learnerIn(options, io),
    cacheFolder: cacheOf(options, io),
    threads: options.jobs ?? io.processors,
  };
  if (format === "html") await requireRoom(plan);
  return plan;
}

const recordsEnding = /\.(jsonl|ndjson|json|csv|tsv|parquet)(\.(gz|zst|xz|bz2))?$/i;

/**
 * Plans an input that must be one sample. The field applies only if it holds records; else it is for the other inputs.
 * @throws InputError where it is not one sample
 */
async function oneOf(path: string, options: CompareOptions, io: Io): Promise<MeasureTask> {
  const { corpora: _, filesFrom: __, recipe: ___, field, ...own } = options;
  const isRecords = options.records !== "auto" || recordsEnding.test(path);
  const reading = field !== undefined && isRecords ? { ...own, field } : own;
  const { tasks: planned, skipped, failed } = await planScan([path], reading, io);
  const tasks = [...planned];
  const [reason] = [...failed, ...skipped];
  const several =
    tasks.length > 1
      ? `${tasks.length} files, but one is needed: name a file, or a folder with --together`
      : "";
  if (tasks.length === 1) return tasks[0]!;
  throw new InputError(`${path}: ${several || (reason?.reason ?? "nothing to read")}`);
}

/** @throws UsageError for invalid shares, and where sources of a mixture are missing */
function worthPlan(
  { worth = false, have, mix = [], learner, distances, order }: CompareOptions,
  sources: number,
) {
  if (!worth) {
    if (mix.length > 0) throw new UsageError("--mix needs --worth");
    if (have !== undefined) throw new UsageError("--have needs --worth");
    return {};
  }
  const [unfit] = Object.entries({ learner, distances, order }).filter(([, value]) => value !== undefined);
  if (unfit !== undefined) throw new UsageError(`--worth and --${unfit[0]} exclude each other`);
  return {
    worth: {
      ...(have === undefined ? {} : { have: true }),
      mixtures: mix.map((text) => sharesOf(text, sources)),
    },
  };
}

function sharesOf(text: string, sources: number): number[] {
  if (text === "equal") return Array.from({ length: sources }, () => 1);
  const shares = text
    .split(":")
    .map((part) => (/^\d+(\.\d+)?$/.test(part.trim()) ? Number(part) : Number.NaN));
  const whole = sumOf(shares);
  if (shares.length === sources && whole > 0 && Number.isFinite(whole)) return shares;
  throw new UsageError(
    `--mix takes "equal" or a share of each of the ${sources} inputs after the first, such as ${["2", "1", "1", "0"].slice(0, Math.max(2, Math.min(4, sources))).join(":")}, not "${text}"`,
  );
}

function learnerIn({ learner: name, ...options }: CompareOptions, io: Io): Pick<ComparisonPlan, "learner"> {
  if (name === undefined) return {};
  return { learner: { name, learner: learnerOf(name, options.learnerTimeout, io) } };
}

/** A page with more samples would be too large for a browser. @throws UsageError */
async function requireRoom({ tasks, options }: ComparisonPlan): Promise<void> {
  const { mostOnPage } = await import("./page.ts");
  const most = mostOnPage(options.distances.length);
  if (tasks.length > most) {
    throw new UsageError(`a page holds ${most} samples, not ${tasks.length}: choose -f csv, svg or json`);
  }
}

function orderOf(text: string | undefined): number | "covered" {
  if (text === undefined) return "covered";
  return requireOrder(/^\d+$/.test(text) ? Number(text) : Number.NaN, "-k", text);
}

function distancesOf(text: string | undefined, inputs: number): DistanceId[] {
  const named = text === "all" ? text : text?.split(",").map((part) => part.trim());
  return chooseDistances(named, inputs);
}
