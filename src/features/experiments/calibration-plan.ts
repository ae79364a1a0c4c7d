import type { LiveSink, Outcome, ReportCall } from "../../command/command.ts";
import { cacheOf, corporaOf } from "../../command/installation.ts";
import type { SharedOptions } from "../../command/options.ts";
import { estimatorRegistry } from "../../estimators/registry.ts";
import { requireSize } from "../../input/size.ts";
import { chooseEstimators } from "../../run/choose-estimators.ts";
import { installedWorker } from "../../run/installation.ts";
import { interrupted, interruptible, stoppable } from "../../run/interruptible.ts";
import { inThread, onThreads, workerThreads } from "../../run/pool.ts";
import type { EstimatorChoice } from "../../run/task.ts";
import type { BenchResult, BenchTask } from "../bench/sample.ts";
import { calibratedQuantities, calibrationSet } from "./calibration.ts";
import { type Calibration, type CalibrationRow, calibrationVersion } from "./calibration-schema.ts";
import { type CalibrationPlan, planCalibration, runCalibration } from "./run-calibration.ts";

export interface CalibrateOptions extends SharedOptions {
  readonly of: "estimators" | "structure";
  readonly length?: string;
  readonly repeat?: number;
}

/** Defaults: three sizes show growth, and three seeds show how much the order of sources depends on chance. */
const defaults = {
  estimators: { length: "1e4", repeat: 30 },
  structure: { length: "4096,16384,65536", repeat: 3 },
};

/** Grades estimators. @throws UsageError for wrong options and for a source without a comparable truth */
export async function calibrate(call: ReportCall<CalibrateOptions>): Promise<Outcome<Calibration>> {
  if (call.options.of === "structure") return calibrateStructure(call);
  const { paths: recipes, options, io, maker, progress, signal } = call;
  const live = call.live as LiveSink<readonly CalibrationRow[], null> | undefined;
  const plan: CalibrationPlan = {
    recipes: recipes.length === 0 ? calibrationSet : recipes,
    estimators: await (options.estimator === undefined ? comparable() : chooseEstimators(options.estimator)),
    ...sizesOf(options),
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

function sizesOf({ of, length = defaults[of].length, repeat = defaults[of].repeat }: CalibrateOptions) {
  return { lengths: length.split(",").map((text) => requireSize(text.trim(), "-n")), runs: repeat };
}

/** Grades measures of structure. @throws UsageError for wrong options */
async function calibrateStructure(call: ReportCall<CalibrateOptions>): Promise<Outcome<Calibration>> {
  const { paths: families, options, io, maker, progress, signal } = call;
  const live = call.live as LiveSink<readonly CalibrationRow[], null> | undefined;
  const { planBench, runBench } = await import("../bench/run.ts");
  const corpora = corporaOf(io);
  const { lengths, runs } = sizesOf(options);
  const { seed } = options;
  const bench = await planBench({ families, ids: options.estimator ?? [], lengths, runs, seed, corpora });
  const count = bench.cells.reduce((sum, { tasks }) => sum + tasks.length, 0);
  const threads = Math.min(options.jobs ?? io.processors, count);
  const runner = onThreads<BenchTask, BenchResult | null>(
    installedWorker(),
    threads,
    "measureStructure",
    async () => (await import("../bench/sample.ts")).measureStructure,
  );
  const { structure, rows, unfinished } = await runBench(bench, stoppable(runner, signal, null), progress);
  live?.begin(null);
  live?.row(rows, 0);
  const result: Calibration = {
    schemaVersion: calibrationVersion,
    tool: { name: "mesoscope", version: maker.version },
    environment: { ...maker.environment },
    options: { sources: [...new Set(rows.map(({ source }) => source))], lengths, runs, seed },
    rows: [...rows],
    verdicts: [],
    structure,
  };
  return { result, errors: unfinished.map((input) => ({ input, reason: interrupted })) };
}

/** Every estimator of a quantity that sources state, with default parameters. */
async function comparable(): Promise<EstimatorChoice[]> {
  return (await estimatorRegistry.all())
    .filter(({ quantity }) => calibratedQuantities.includes(quantity))
    .map((estimator) => ({ id: estimator.id, params: estimator.parseParameters({}) }));
}
