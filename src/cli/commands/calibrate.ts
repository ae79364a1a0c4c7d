import { chooseEstimators } from "../../batch/choose-estimators.ts";
import { inThread, workerThreads } from "../../batch/pool.ts";
import { type CalibrationPlan, planCalibration, runCalibration } from "../../batch/run-calibration.ts";
import type { EstimatorChoice } from "../../batch/task.ts";
import type { Calibration } from "../../core/calibration-schema.ts";
import { UsageError } from "../../core/errors.ts";
import { estimatorRegistry } from "../../estimators/registry.ts";
import { requireSize } from "../../input/size.ts";
import { calibrationSet } from "../../spectrum/calibration-set.ts";
import { calibratedQuantities } from "../../spectrum/calibration-truth.ts";
import { foldersOf } from "../folders.ts";
import { corporaOf } from "../installation.ts";
import { exitStatus, type Io } from "../io.ts";
import type { SharedOptions } from "../options.ts";
import { createProgress } from "../progress.ts";
import { version } from "../version.ts";
import { workerFile } from "../worker-file.ts";
import { requireWritable, writeOutput } from "../write-output.ts";
import { chooseFormat, environmentOf, viewOf } from "./scan.ts";

interface CalibrateOptions extends SharedOptions {
  readonly length: string;
  readonly repeat: string;
}

/**
 * `mesoscope calibrate [recipes...]`: errors of estimators against exact truth, and which of them to trust.
 *
 * @throws UsageError for wrong options and for a source of which nothing comparable is known
 */
export async function runCalibrate(
  recipes: readonly string[],
  options: CalibrateOptions,
  io: Io,
): Promise<number> {
  const format = chooseFormat(options);
  if (!["table", "json", "csv"].includes(format)) {
    throw new UsageError(`calibrate prints a table, json or csv, not ${format}`);
  }
  requireWritable(io, options.output);
  const plan: CalibrationPlan = {
    recipes: recipes.length === 0 ? calibrationSet : recipes,
    estimators: options.estimator === undefined ? comparable() : chooseEstimators(options.estimator),
    lengths: options.length.split(",").map((text) => requireSize(text.trim(), "-n")),
    runs: requireRuns(options.repeat),
    seed: options.seed,
    environment: { corpora: corporaOf(io), cacheFolder: options.cache ? foldersOf(io).cache : null },
  };
  const cells = await planCalibration(plan);
  const count = cells.length * plan.runs;
  const threads = Math.min(options.jobs ?? io.processors, count);
  const runner = threads > 1 ? workerThreads(workerFile(), threads) : inThread;
  const progress = createProgress(io, count, options.quiet === true);
  let calibration: Calibration;
  try {
    const maker = { version, environment: environmentOf(io) };
    calibration = await runCalibration(plan, cells, maker, runner, progress.update);
  } finally {
    progress.clear();
  }
  await writeOutput(io, options.output, await rendered(calibration, format, options, io));
  return exitStatus.fine;
}

async function rendered(calibration: Calibration, format: string, options: SharedOptions, io: Io) {
  if (format === "json") return `${JSON.stringify(calibration, null, 2)}\n`;
  const { renderCalibration, renderCalibrationCsv } = await import("../../report/calibration.ts");
  return format === "csv"
    ? renderCalibrationCsv(calibration)
    : renderCalibration(calibration, viewOf(options, io));
}

/** Every estimator of something that sources know of themselves, with its usual parameters. */
function comparable(): EstimatorChoice[] {
  return estimatorRegistry.entries
    .filter(({ quantity }) => calibratedQuantities.includes(quantity))
    .map(({ id, params }) => ({ id, params: params.parse({}) }));
}

function requireRuns(text: string): number {
  const runs = Number(text);
  if (!/^\d+$/.test(text) || runs < 2 || runs > 100_000) {
    throw new UsageError(`--repeat takes a whole number from 2 to 100000, not "${text}"`);
  }
  return runs;
}
