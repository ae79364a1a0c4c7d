import type { LiveSink, Outcome, ReportCall } from "../../command/command.ts";
import { cacheOf, corporaOf } from "../../command/installation.ts";
import type { SharedOptions } from "../../command/options.ts";
import { estimatorRegistry } from "../../estimators/registry.ts";
import { requireSize } from "../../input/size.ts";
import { chooseEstimators } from "../../run/choose-estimators.ts";
import { installedWorker } from "../../run/installation.ts";
import { interrupted, interruptible } from "../../run/interruptible.ts";
import { inThread, workerThreads } from "../../run/pool.ts";
import type { EstimatorChoice } from "../../run/task.ts";
import { calibratedQuantities, calibrationSet } from "./calibration.ts";
import type { Calibration, CalibrationRow } from "./calibration-schema.ts";
import { type CalibrationPlan, planCalibration, runCalibration } from "./run-calibration.ts";

export interface CalibrateOptions extends SharedOptions {
  readonly length: string;
  readonly repeat: number;
}

/** Grades estimators. @throws UsageError for wrong options and for a source of which nothing comparable is known */
export async function calibrate(call: ReportCall<CalibrateOptions>): Promise<Outcome<Calibration>> {
  const { paths: recipes, options, io, maker, progress, signal } = call;
  const live = call.live as LiveSink<readonly CalibrationRow[], null> | undefined;
  const plan: CalibrationPlan = {
    recipes: recipes.length === 0 ? calibrationSet : recipes,
    estimators: await (options.estimator === undefined ? comparable() : chooseEstimators(options.estimator)),
    lengths: options.length.split(",").map((text) => requireSize(text.trim(), "-n")),
    runs: options.repeat,
    seed: options.seed,
    environment: { corpora: corporaOf(io), cacheFolder: cacheOf(options, io) },
  };
  const cells = await planCalibration(plan);
  const count = cells.length * plan.runs;
  const threads = Math.min(options.jobs ?? io.processors, count);
  const runner = threads > 1 ? workerThreads(installedWorker(), threads) : inThread;
  live?.begin(null);
  const { calibration, unfinished } = await runCalibration(
    plan,
    cells,
    maker,
    interruptible(runner, signal),
    (rows, place) => live?.row(rows, place),
    (done) => progress(done, count),
  );
  return {
    result: calibration,
    errors: unfinished.map((input) => ({ input, reason: interrupted })),
  };
}

/** Every estimator of something that sources know of themselves, with its usual parameters. */
async function comparable(): Promise<EstimatorChoice[]> {
  return (await estimatorRegistry.all())
    .filter(({ quantity }) => calibratedQuantities.includes(quantity))
    .map((estimator) => ({ id: estimator.id, params: estimator.parseParameters({}) }));
}
